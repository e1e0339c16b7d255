/**
 * What synthetic tables say: picks a domain (words/domains.ts) or invents one, some columns, rows with values; no geometry.
 * Row names differ from one another; categories repeat; numbers are known as numbers.
 */
import type { Column } from "./facts.ts";
import { makeValue } from "./field-values.ts";
import { capital, titleCase } from "./letter-case.ts";
import type { Random } from "./random.ts";
import { type Made, make, place, signed, TYPES } from "./table-cells.ts";
import type { TableData } from "./table-layout.ts";
import { DOMAINS } from "./words/domains.ts";
import { NOUNS } from "./words/vocabulary.ts";
import type { World } from "./world.ts";

interface ColumnKind {
  headers: string[];
  names: string[];
  maker: string[];
  few: boolean;
  verbs?: [string, string];
}

interface Domain {
  noun: string;
  nouns: string;
  titles: string[];
  keys: string[];
  keyMaker: string;
  columns: ColumnKind[];
}

const parts = (text: string, by: string) =>
  text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== "");

function parse(text: string): Domain[] {
  const list: Domain[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) {
      const [nouns, titles, keys, keyMaker] = parts(line.slice(2), "|");
      const [noun, plural] = parts(nouns, ";");
      list.push({ noun, nouns: plural, titles: parts(titles, ";"), keys: parts(keys, ";"), keyMaker, columns: [] });
    } else if (line.includes("|")) {
      const [headers, names, maker, verbs] = line.split("|").map((part) => part.trim());
      const few = / few$/.test(maker);
      const words = maker.replace(/ few$/, "");
      const cut = words.startsWith("pick ") ? ["pick", words.slice(5)] : words.split(" ");
      const pair = verbs ? parts(verbs, ",") : undefined;
      list[list.length - 1].columns.push({
        headers: parts(headers, ";"),
        names: parts(names, ";"),
        maker: cut,
        few,
        verbs: pair && [pair[0], pair[1]],
      });
    }
  }
  return list;
}

export const TABLE_DOMAINS: readonly Domain[] = parse(DOMAINS);

function fillTitle(w: World, pattern: string): string {
  return pattern.replace(/\{(\w)\}/g, (_, slot: string) => {
    if (slot === "y") return String(w.year);
    if (slot === "m") return w.month();
    if (slot === "C") return w.city().city;
    if (slot === "P") return w.phrase(1, 2);
    if (slot === "N") return `${w.firstName()} ${w.lastName()}`;
    if (slot === "X") return makeValue(w, "nation")[0];
    return String(w.random.int(1, 12));
  });
}

/** Different values of a repeated column; now and then they begin alike. */
function pool(w: World, maker: string, args: string[], rows: number): Made[] {
  const random = w.random;
  if (maker === "pick") {
    const all = args[0].split(",");
    return random
      .sample(all, Math.min(all.length, random.int(2, Math.max(2, Math.min(6, Math.ceil(rows / 1.5))))))
      .map((text) => ({ text, value: null }));
  }
  const count = random.int(2, Math.max(2, Math.min(6, Math.ceil(rows / 1.5))));
  const list: Made[] = [make(w, maker, args)];
  while (list.length < count) {
    let made = make(w, maker, args);
    const base = list[0].text.split(" ");
    if (base.length > 2 && random.chance(0.35))
      made = { text: [...base.slice(0, -1), capital(w.coined())].join(" "), value: null };
    if (!list.some((other) => other.text === made.text)) list.push(made);
    else if (random.chance(0.2)) break;
  }
  return list;
}

function columnOf(w: World, kind: ColumnKind, rows: number): { column: Column; cells: Made[] } {
  const random = w.random;
  const header = fillTitle(w, random.pick(kind.headers));
  const [maker, ...args] = kind.maker;
  let type: Column["type"] = TYPES[maker] ?? "text";
  let cells: Made[] = [];
  if (maker === "rank") {
    const start = random.chance(0.8) ? 1 : random.int(1, 40);
    const jump = random.chance(0.85);
    let value = start;
    for (let i = 0; i < rows; i++) {
      cells.push({ text: String(value), value });
      value += jump ? 1 : random.int(1, 4);
    }
  } else if (kind.few || maker === "pick") {
    type = "category";
    const values = pool(w, maker, args, rows);
    const weights = values.map((value) => [value, random.next() + 0.15] as const);
    for (let i = 0; i < rows; i++) cells.push(random.weighted(weights));
    if (random.chance(0.25) && !args.length) cells = cells.slice().sort((a, b) => (a.text < b.text ? -1 : 1));
  } else {
    for (let i = 0; i < rows; i++) cells.push(make(w, maker, args));
  }
  const names = [header.toLowerCase(), ...kind.names.filter((name) => name !== header.toLowerCase())];
  return { column: { header, headerSpan: [], names, type, verbs: kind.verbs }, cells };
}

/** Invented columns, for words that no domain has. */
function openColumn(w: World): ColumnKind {
  const random = w.random;
  const header = titleCase(random.chance(0.6) ? random.pick(NOUNS) : w.phrase(1, 2));
  const maker = random.pick([
    "int 1 500",
    "int 0 20",
    "money",
    "percent",
    "year",
    "date",
    "city few",
    "phrase few",
    "person",
    "code",
    "decimal 0 50",
    "bigint",
    "place few",
    "goodsname",
  ]);
  const few = maker.endsWith(" few");
  return { headers: [header], names: [header.toLowerCase()], maker: maker.replace(" few", "").split(" "), few };
}

export interface TableWish {
  rows?: number;
  columns?: number;
  domain?: string;
}

const NOT_PLURAL = /(s|x|z|ch|sh)$/;

const plural = (noun: string) =>
  /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : NOT_PLURAL.test(noun) ? `${noun}es` : `${noun}s`;

/** A table of about 1..40 rows and 2..9 columns. */
export function makeTable(world: World, wish: TableWish = {}): TableData {
  const random: Random = world.random;
  const rows =
    wish.rows ??
    random.weighted([
      [random.int(1, 4), 20],
      [random.int(4, 9), 42],
      [random.int(9, 18), 26],
      [random.int(18, 40), 12],
    ] as const);
  const found = wish.domain ? TABLE_DOMAINS.find((d) => d.noun === wish.domain) : undefined;
  const domain =
    found ??
    (random.chance(0.04)
      ? TABLE_DOMAINS.find((d) => d.noun === "station")
      : random.chance(0.86)
        ? random.pick(TABLE_DOMAINS)
        : undefined);
  const most = rows > 25 ? 6 : 8;
  const count =
    wish.columns ??
    random.weighted([
      [random.int(1, 2), 22],
      [random.int(2, 4), 48],
      [random.int(4, most), 30],
    ] as const);
  let noun: string;
  let nouns: string;
  let title: string;
  let keyHeader: string;
  let keyMaker: string;
  let kinds: ColumnKind[];
  if (domain) {
    ({ noun, nouns, keyMaker } = domain);
    title = fillTitle(world, random.pick(domain.titles));
    keyHeader = random.pick(domain.keys);
    kinds = random.sample(domain.columns, Math.min(count, domain.columns.length));
    while (kinds.length < count) kinds.push(openColumn(world));
    if (random.chance(0.12)) kinds[random.int(0, kinds.length - 1)] = openColumn(world);
  } else {
    noun = random.pick(NOUNS);
    nouns = plural(noun);
    keyHeader = capital(noun);
    title = world.phrase(2, 4);
    keyMaker = random.pick(["person", "goodsname", "city", "company", "place", "worktitle", "samplecode", "phrase"]);
    kinds = Array.from({ length: count }, () => openColumn(world));
  }
  const keys: string[] = [];
  const seen = new Set<string>();
  for (let tries = 0; keys.length < rows; tries++) {
    const text =
      tries > rows * 4
        ? /code$/.test(keyMaker)
          ? world.pattern("AA-29999")
          : place(world)
        : make(world, keyMaker, []).text;
    if (seen.has(text.toLowerCase())) continue;
    seen.add(text.toLowerCase());
    keys.push(text);
  }
  if (random.chance(0.3)) keys.sort();
  const names = new Set<string>([keyHeader.toLowerCase()]);
  const made: { column: Column; cells: Made[] }[] = [];
  for (const kind of kinds) {
    const next = columnOf(world, kind, rows);
    if (names.has(next.column.header.toLowerCase())) continue;
    names.add(next.column.header.toLowerCase());
    made.push(next);
  }
  // Numbers sorted downwards, as rankings are.
  const sortable = made.find((m) => m.column.type === "number" || m.column.type === "money");
  if (sortable && random.chance(0.2)) sortable.cells.sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  if (random.chance(0.06))
    for (const m of made)
      if (m.cells.length > 3)
        m.cells[random.int(0, m.cells.length - 1)] = { text: random.pick(["-", "n/a", "—", ""]), value: null };
  const keyColumn: { column: Column; cells: Made[] } = {
    column: {
      header: keyHeader,
      headerSpan: [],
      names: [...new Set([keyHeader.toLowerCase(), noun, `name of the ${noun}`])],
      type: "text",
    },
    cells: keys.map((text) => ({ text, value: null })),
  };
  const keyAt = random.chance(0.75) || made.length === 0 ? 0 : random.int(0, Math.min(2, made.length));
  made.splice(keyAt, 0, keyColumn);
  const data: TableData = {
    title,
    noun,
    nouns,
    columns: made.map((m) => m.column),
    key: keyAt,
    rows: keys.map((_, i) => made.map((m) => m.cells[i].text)),
    values: keys.map((_, i) => made.map((m) => m.cells[i].value)),
  };
  const summable = data.columns.map(
    (column, j) =>
      (column.type === "number" || column.type === "money") &&
      data.values.every((row) => row[j] !== null) &&
      !/freq|ph|rank|age|height|temp/i.test(column.names.join(" ")),
  );
  if (rows > 2 && summable.some(Boolean) && random.chance(0.22)) {
    data.totals = {
      label: random.pick(["Total", "TOTAL", "Totals", "Sum", "Total:", "Grand Total", "All"]),
      texts: data.columns.map((column, j) => {
        if (!summable[j]) return null;
        const sum = data.values.reduce((a, row) => a + row[j]!, 0);
        const decimals = Math.max(...data.rows.map((row) => decimalsOf(row[j], world.money.decimal)));
        const text = world.number(sum, decimals);
        return column.type === "money" && signed(world) && decimals === 2 ? world.amount(sum) : text;
      }),
    };
  }
  return data;
}

function decimalsOf(text: string, mark: string): number {
  const found = text.match(new RegExp(`\\${mark}(\\d{1,2})(?!\\d)`));
  return found ? found[1].length : 0;
}
