/**
 * What synthetic tables say: picks a domain (words/domains.ts) or invents one, some columns, rows with values; no geometry.
 * Row names differ from one another; categories repeat; numbers are known as numbers.
 */
import type { Column } from "./facts.ts";
import { makeValue } from "./field-values.ts";
import type { Random } from "./random.ts";
import type { TableData } from "./table-layout.ts";
import { DOMAINS } from "./words/domains.ts";
import { COMPANY_WORDS, DEPARTMENTS, GOODS, GROCERIES, NOUNS, OCCUPATIONS } from "./words/vocabulary.ts";
import { capital, titleCase, type World } from "./world.ts";

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

interface Made {
  text: string;
  value: number | null;
}
type Maker = (w: World, args: string[]) => Made | string;

const place = (w: World) =>
  titleCase(
    w.random.chance(0.5)
      ? w.coined()
      : `${w.random.pick(["North", "South", "East", "West", "Upper", "Lower", "Old", "New", "Lake", "Port", "Mount"])} ${w.coined()}`,
  );
const quantity = (w: World, value: number, decimals = 0): Made => ({ text: w.number(value, decimals), value });
const MASCOTS =
  "Eagles Tigers Bulldogs Panthers Wildcats Knights Falcons Bears Lions Hawks Wolves Rams Cougars Mustangs Vikings Spartans Trojans Warriors Raiders Pirates Rockets Comets Cardinals Bluejays".split(
    " ",
  );
const AIRPORTS = ["Airways", "Air", "Airlines", "Jet", "Aviation"];

const MAKERS: Record<string, Maker> = {
  int: (w, [low, high]) => {
    const value = w.random.int(Number(low), Number(high));
    return quantity(w, value);
  },
  decimal: (w, [low, high]) => {
    const span = Number(high) - Number(low);
    const decimals = span < 5 ? 2 : 1;
    const value = Number((Number(low) + w.random.next() * span).toFixed(decimals));
    return { text: value.toFixed(decimals).replace(".", w.money.decimal), value };
  },
  bigint: (w) => quantity(w, Math.round(Math.exp(w.random.range(6, 14)))),
  money: (w, [big]) => {
    const value = w.price(big ? 8 : 1.5, big ? 14 : 7.5);
    const rounded = big ? Math.round(value / 100) * 100 : value;
    return { text: signed(w) ? w.amount(rounded) : w.number(rounded, big ? 0 : 2), value: rounded };
  },
  percent: (w) => {
    const decimals = w.timeStyle % 3;
    const value = Number(w.random.range(0, 100).toFixed(decimals));
    return { text: `${value.toFixed(decimals).replace(".", w.money.decimal)}${w.timeStyle === 4 ? " %" : "%"}`, value };
  },
  year: (w) => {
    const value = w.random.int(Math.max(1850, w.year - w.random.pick([15, 60, 120])), w.year);
    return { text: String(value), value };
  },
  date: (w) => w.dateFormat(w.day(w.year, 1)),
  time: (w) => w.time(),
  mmss: (w) => `${w.random.int(1, 9)}:${String(w.random.int(0, 59)).padStart(2, "0")}`,
  person: (w) => w.person(),
  city: (w) => w.city().city,
  place,
  nation: (w) => makeValue(w, "nation")[0],
  usstate: (w) => makeValue(w, "usstate")[0],
  company: (w) => w.company(),
  label: (w) => `${w.random.pick(COMPANY_WORDS)} ${w.random.pick(["Records", "Music", "Sounds", "Discs"])}`,
  team: (w) =>
    w.random.pick([
      () =>
        `${w.city().city} ${w.random.pick(["United", "City", "FC", "Rovers", "Wanderers", "Athletic", ...MASCOTS])}`,
      () => `${w.random.pick(["SV", "FC", "AC", "Real", "Sporting", "Dynamo"])} ${place(w)}`,
      () => `${place(w)} ${w.random.pick(MASCOTS)}`,
    ])(),
  animal: (w) => w.random.pick(MASCOTS),
  school: (w) =>
    w.random.pick([
      () =>
        `${w.random.pick(["St.", "Saint"])} ${w.firstName()} ${w.random.pick(["High School", "Academy", "School", "College"])}`,
      () => `${w.lastName()} ${w.random.pick(["High School", "Elementary", "Middle School", "Academy"])}`,
      () => `${place(w)} ${w.random.pick(["High School", "Grammar School", "Primary", "Prep"])}`,
    ])(),
  college: (w) => makeValue(w, "school")[0],
  district: (w) =>
    w.random.pick([
      () => `${place(w)} District`,
      () => `District ${w.random.int(1, 30)}`,
      () => `${place(w)} ${w.random.pick(["Unified", "Union", "County", "Area"])}`,
      () => place(w),
    ])(),
  phrase: (w) =>
    w.random.pick([
      () => w.phrase(2, 4),
      () => `${w.phrase(1, 2)} of ${place(w)}`,
      () => `${w.city().city} ${w.phrase(1, 2)}`,
    ])(),
  stationname: (w) =>
    w.random.pick([
      () => `${w.random.pick(["Radio", "Sound of", "Voice of"])} ${place(w)}`,
      () => `${w.phrase(1, 1)} ${w.random.int(88, 107)}`,
      () => `The ${w.phrase(1, 2)}`,
      () =>
        `${w.random.pick(["Kiss", "Mix", "Magic", "Star", "Hot", "Lite", "Cool"])} ${w.random.int(88, 107)}.${w.random.int(1, 9)}`,
      () => place(w),
    ])(),
  freq: (w) => {
    const value = w.random.int(880, 1079) / 10;
    return { text: `${value.toFixed(1)}${w.timeStyle < 2 ? " FM" : w.timeStyle === 2 ? " MHz" : ""}`, value };
  },
  call: (w) =>
    `${w.random.pick(["K", "W"])}${w.initials(w.random.pick([2, 3, 3, 3]))}${w.random.chance(0.15) ? "-FM" : ""}`,
  worktitle: (w) => makeValue(w, "worktitle")[0],
  river: (w) => titleCase(w.coined()) + w.random.pick(["", "", " River", " Creek"]),
  mountain: (w) =>
    w.random.pick([
      () => `Mount ${capital(w.coined())}`,
      () => `${capital(w.coined())} ${w.random.pick(["Peak", "Horn", "Ridge", "Dome"])}`,
      () => `Piz ${capital(w.coined())}`,
    ])(),
  building: (w) =>
    `${w.random.chance(0.5) ? capital(w.coined()) : w.lastName()} ${w.random.pick(["Tower", "House", "Hall", "Center", "Plaza", "Building", "Palace"])}`,
  ship: (w) => makeValue(w, "ship")[0].replace(/^(M\/V|MV|SS) /, ""),
  museum: (w) =>
    w.random.pick([
      () => `Museum of ${w.phrase(1, 2)}`,
      () => `${w.lastName()} ${w.random.pick(["Museum", "Gallery", "Collection"])}`,
      () => `${place(w)} ${w.random.pick(["Museum", "Heritage Centre", "Art Gallery"])}`,
    ])(),
  church: (w) =>
    w.random.pick([
      () => `St. ${w.firstName()}'s`,
      () => `${w.random.pick(["Holy Cross", "Trinity", "Grace", "Zion", "Bethel"])} ${place(w)}`,
      () => `First ${place(w)} Church`,
    ])(),
  park: (w) => `${place(w)} ${w.random.pick(["Park", "National Park", "Forest", "Reserve", "Gardens"])}`,
  race: (w) =>
    `${w.random.chance(0.5) ? makeValue(w, "nation")[0] : w.city().city} ${w.random.pick(["Grand Prix", "500", "Classic", "Rally", "Cup", "Marathon"])}`,
  stadium: (w) =>
    `${w.random.chance(0.5) ? w.lastName() : place(w)} ${w.random.pick(["Stadium", "Park", "Arena", "Field", "Ground"])}`,
  award: (w) =>
    `${w.random.chance(0.5) ? w.lastName() : w.phrase(1, 2)} ${w.random.pick(["Award", "Prize", "Medal", "Cup", "Festival", "Critics Circle"])}`,
  program: (w) =>
    w.random.pick([
      () =>
        w.random.pick([
          "Local News",
          "Morning Show",
          "Evening News",
          "Late Night",
          "Daytime",
          "Prime",
          "Early News",
          "Sports Tonight",
          "Weekend News",
          "Game Show",
          "Talk",
          "Movie",
        ]) +
        (w.random.chance(0.6)
          ? ` ${w.random.pick(["@ 5p", "@ 6a", "M-F", "at 11", "6-7p", "Sa 9a", "5a-6a", "10p"])}`
          : ""),
      () => `${w.phrase(1, 2)} ${w.random.pick(["Show", "Tonight", "Live", "Report"])}`,
    ])(),
  dayparttime: (w) =>
    `${w.random.int(1, 11)}${w.random.pick([":00a", "a", ":30a", "p"])}-${w.random.int(1, 12)}${w.random.pick([":00p", "p", ":30p", "a"])}`,
  airline: (w) =>
    `${w.random.chance(0.5) ? w.random.pick(COMPANY_WORDS) : capital(w.coined())} ${w.random.pick(AIRPORTS)}`,
  flightno: (w) => w.pattern("AA 299"),
  trainno: (w) => w.pattern(w.random.pick(["IC 299", "RE 29", "S2", "EC 29", "Express 29", "2999"])),
  coursename: (w) => w.random.pick([() => makeValue(w, "coursename")[0], () => w.phrase(1, 2)])(),
  occupation: (w) => w.random.pick(OCCUPATIONS),
  department: (w) => (w.random.chance(0.75) ? w.random.pick(DEPARTMENTS) : w.phrase(1, 2)),
  goods: (w) => (w.random.chance(0.6) ? w.random.pick(w.random.chance(0.5) ? GOODS : GROCERIES) : w.phrase(1, 3)),
  goodsname: (w) => w.phrase(1, 2),
  expense: (w) =>
    w.random.chance(0.6)
      ? w.random.pick([
          "Salaries",
          "Rent",
          "Publications",
          "Travel",
          "Legal",
          "Employee Benefits",
          "Utilities",
          "Insurance",
          "Advertising",
          "Supplies",
          "Telephone",
          "Postage",
          "Equipment",
          "Maintenance",
          "Training",
          "Consulting",
          "Depreciation",
          "Interest",
          "Taxes",
          "Printing",
          "Meetings",
          "Software",
          "Catering",
          "Security",
          "Cleaning",
          "Fuel",
        ])
      : w.phrase(1, 3),
  samplecode: (w) => w.pattern(w.random.pick(["A-99", "AA-999", "29-9", "S-2999", "999A", "A9-B"])),
  invoicecode: (w) => w.pattern(w.random.pick(["INV-9999", "29999", "AA2999", "2999/9", "R-99999"])),
  code: (w) => w.code(),
  isbn: (w) => makeValue(w, "isbn")[0],
  height: (w) => makeValue(w, "height")[0],
  bp: (w) => makeValue(w, "pressure")[0],
  score: (w) => `${w.random.int(0, 6)}${w.random.pick(["-", "–", ":", "-"])}${w.random.int(0, 6)}`,
  digits: (w) => String(w.random.int(1, 420)),
  digits3: (w) => String(w.random.int(100, 999)),
};

/** Whether amounts of this page's tables carry the currency: one choice a page. */
function signed(w: World): boolean {
  return w.timeStyle >= 3;
}

const TYPES: Record<string, Column["type"]> = {
  int: "number",
  decimal: "number",
  bigint: "number",
  money: "money",
  percent: "percent",
  year: "year",
  date: "date",
  time: "time",
  mmss: "time",
  freq: "number",
  rank: "rank",
  pick: "category",
  code: "code",
  call: "code",
  samplecode: "code",
  invoicecode: "code",
  digits3: "code",
  isbn: "code",
};

function make(w: World, maker: string, args: string[]): Made {
  const found = MAKERS[maker];
  // What table cells do not make themselves is a field value.
  const made = found ? found(w, args) : makeValue(w, maker)[0];
  return typeof made === "string" ? { text: made, value: null } : made;
}

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
  const domain = found ?? (random.chance(0.86) ? random.pick(TABLE_DOMAINS) : undefined);
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
