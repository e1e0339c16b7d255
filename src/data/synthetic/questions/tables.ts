/** Questions about tables: cells, rows, counts, extremes, sums, differences, statements. Ambiguous ones are not asked. */
import type { TableFact } from "../facts.ts";
import { capital } from "../letter-case.ts";
import type { Page } from "../page.ts";
import type { Quiz } from "../quiz.ts";
import { withoutCurrency } from "../sheet.ts";
import { type Asking, phrases, plain, same, slots } from "./table-asking.ts";
import { askCounts, askLetters, askLists } from "./table-lists.ts";
import { askExtremes, askPairs, askStatements, askSums } from "./table-reckoning.ts";

export function askTables(page: Page, quiz: Quiz): void {
  const { tables } = page.facts;
  for (const table of tables) {
    const { random } = page;
    const run = (i: number, j: number) => {
      const span = table.cells[i][j].flat();
      return table.columns[j].type === "money" ? withoutCurrency(page.sheet, span) : span;
    };
    const names = new Map<string, number>();
    for (const other of tables)
      for (const row of other.rows) names.set(plain(row[other.key]), (names.get(plain(row[other.key])) ?? 0) + 1);
    const headers = new Map<string, number>();
    for (const column of table.columns)
      for (const name of new Set(column.names)) headers.set(name, (headers.get(name) ?? 0) + 1);
    const columns = table.columns
      .map((_, j) => j)
      .filter((j) => j !== table.key && table.columns[j].names.some((name) => headers.get(name) === 1));
    for (const j of columns) table.columns[j].names = table.columns[j].names.filter((name) => headers.get(name) === 1);
    const asking: Asking = {
      page,
      quiz,
      table,
      random,
      run,
      key: (i) => run(i, table.key),
      name: (i) => table.rows[i][table.key],
      count: table.rows.length,
      columns,
      whole: tables.filter((t) => t.noun === table.noun).length === 1,
    };
    if (table.rows.some((row) => row[table.key] === "")) continue;
    const alone = (i: number) => names.get(plain(table.rows[i][table.key])) === 1;
    const share = table.shared ? 0.6 : 1;
    askCells(asking, alone, share);
    if (columns.length === 0 && table.columns.length > 1) continue;
    if (asking.whole) {
      askOrder(asking, alone);
      askCounts(asking);
      askExtremes(asking);
      askSums(asking);
      askLists(asking);
      askLetters(asking);
    }
    askPairs(asking, alone);
    askStatements(asking, alone);
    askAbsentCells(asking, alone, tables);
  }
}

function askCells(asking: Asking, alone: (i: number) => boolean, share: number): void {
  const { random, quiz, table, columns, count, run, key, name } = asking;
  if (columns.length === 0) return;
  const wanted = Math.round(Math.min(9, 2 + count * columns.length * 0.25) * share);
  for (let t = 0; t < wanted; t++) {
    const i = random.int(0, count - 1);
    const j = random.pick(columns);
    if (table.rows[i][j] === "" || !alone(i)) continue;
    quiz.ask("cell", { ...slots(asking, j), k: name(i) }, { evidence: [run(i, j)] });
  }
  const backwards = Math.round(Math.min(4, 1 + count * 0.3) * share);
  for (let t = 0; t < backwards; t++) {
    const i = random.int(0, count - 1);
    const j = random.pick(columns);
    const v = table.rows[i][j];
    if (v === "" || v === "-" || table.rows.filter((row) => same(row[j], v)).length !== 1) continue;
    const column = table.columns[j];
    const rk = column.type === "rank" ? v : undefined;
    quiz.ask("reverse", { ...slots(asking, j), v, rk, vs: phrases(column, v).vs }, { evidence: [key(i)] });
  }
  askItems(asking, alone);
  if (table.totals) {
    for (const j of random.sample(columns, 2)) {
      const span = table.totals.cells[j];
      if (span && span.length > 0) quiz.ask("totals-row", slots(asking, j), { evidence: [span] });
    }
  }
}

/** What a thing cost and how many there were, on receipts and bills, without naming a column. */
function askItems(asking: Asking, alone: (i: number) => boolean): void {
  const { random, quiz, table, columns, count, run, name, page } = asking;
  if (!page.trade) return;
  const money = columns.filter((j) => table.columns[j].type === "money");
  const quantity = columns.filter((j) => table.columns[j].names.includes("quantity"));
  for (let t = 0; t < 3; t++) {
    const i = random.int(0, count - 1);
    if (!alone(i)) continue;
    if (money.length === 1) quiz.ask("item-price", { k: name(i) }, { evidence: [run(i, money[0])] });
    const other = random.int(0, count - 1);
    if (quantity.length === 1 && alone(other) && random.chance(0.6))
      quiz.ask("item-quantity", { k: name(other) }, { evidence: [run(other, quantity[0])] });
  }
}

function askOrder(asking: Asking, alone: (i: number) => boolean): void {
  const { random, quiz, count, key, name } = asking;
  if (count < 2) return;
  if (random.chance(0.45))
    quiz.ask(
      "row-first",
      { ...slots(asking), ord: random.pick(["first", "first", "topmost", "top"]) },
      { evidence: [key(0)] },
    );
  if (random.chance(0.45))
    quiz.ask(
      "row-last",
      { ...slots(asking), ord: random.pick(["last", "last", "bottom", "final"]) },
      { evidence: [key(count - 1)] },
    );
  const nth = random.int(1, Math.min(4, count - 2));
  if (count > 3 && random.chance(0.35)) {
    const late = random.chance(0.25);
    quiz.ask(
      "row-nth",
      {
        ...slots(asking),
        ord: late
          ? random.pick(["second to last", "next to last", "last but one"])
          : ["second", "third", "fourth", "fifth"][nth - 1],
      },
      { evidence: [key(late ? count - 2 : nth)] },
    );
  }
  for (let t = 0; t < 2; t++) {
    if (random.chance(0.5)) {
      const i = random.int(0, count - 2);
      if (alone(i))
        quiz.ask(
          "row-after",
          {
            ...slots(asking),
            k: name(i),
            dir: random.pick([
              "after",
              "right after",
              "directly after",
              "below",
              "just below",
              "directly below",
              "next after",
              "under",
            ]),
            follows: random.pick(["follows", "comes after", "succeeds", "is below"]),
          },
          { evidence: [key(i + 1)] },
        );
    }
    if (random.chance(0.5)) {
      const i = random.int(1, count - 1);
      if (alone(i))
        quiz.ask(
          "row-before",
          {
            ...slots(asking),
            k: name(i),
            dir: random.pick([
              "before",
              "right before",
              "directly before",
              "above",
              "just above",
              "directly above",
              "immediately before",
              "over",
            ]),
            follows: random.pick(["precedes", "comes before", "is above", "goes before"]),
          },
          { evidence: [key(i - 1)] },
        );
    }
  }
}

/** Rows, columns and values that the table does not have. */
function askAbsentCells(asking: Asking, alone: (i: number) => boolean, tables: readonly TableFact[]): void {
  const { random, quiz, table, columns, count, page, name } = asking;
  if (columns.length === 0) return;
  const text = ` ${page.sheet.words.map((w) => w.text.toLowerCase()).join(" ")} `;
  const unknown = (wanted: string) =>
    !text.includes(` ${wanted.toLowerCase()} `) &&
    !tables.some((t) => t.rows.some((row) => row.some((cell) => same(cell, wanted))));
  const times = random.int(1, 2);
  for (let t = 0; t < times; t++) {
    const base = name(random.int(0, count - 1)).split(" ");
    // A near miss of a name that is there, or a new one.
    const made =
      random.chance(0.5) && base.length > 1
        ? [...base.slice(0, -1), capital(page.world.coined())].join(" ")
        : `${capital(page.world.coined())} ${capital(page.world.noun())}`;
    const last = made.split(" ").pop()!;
    if (unknown(made) && unknown(last))
      quiz.ask("absent-cell", { ...slots(asking, random.pick(columns)), k: made }, { evidence: [], answers: [] });
  }
  if (random.chance(0.6)) {
    const header = random.pick(ABSENT_COLUMNS);
    const taken = tables.flatMap((t) => t.columns.flatMap((c) => [...c.names, c.header.toLowerCase()])).join(" ");
    const i = random.int(0, count - 1);
    if (alone(i) && unknown(header) && header.split(" ").every((w) => !taken.includes(w)))
      quiz.ask("absent-cell", { n: table.noun, ns: table.nouns, c: header, k: name(i) }, { evidence: [], answers: [] });
  }
  if (random.chance(0.5)) {
    const j = random.pick(columns);
    const { type } = table.columns[j];
    const v =
      type === "category" || type === "text"
        ? titleWord(page)
        : String(random.int(3, 99)) + (type === "percent" ? "%" : "");
    if (unknown(v) && !table.rows.some((row) => row[j].includes(v)))
      quiz.ask(
        "absent-row",
        { ...slots(asking, j), v, vs: phrases(table.columns[j], v).vs },
        { evidence: [], answers: [] },
      );
  }
}

function titleWord(page: Page): string {
  return `${capital(page.world.coined())}${page.random.chance(0.4) ? ` ${capital(page.world.noun())}` : ""}`;
}

const ABSENT_COLUMNS =
  "weight|price|colour|population|owner|date of birth|telephone number|email address|capital|founding year|author|length|area|rank|age|director|postal code|nickname|salary|speed|temperature|number of employees|language|religion|architect|height|depth|currency|website|mayor|birthplace|blood type|voltage|platform|isbn|diameter|manager|sponsor|warranty|tax rate|expiry date|frequency".split(
    "|",
  );
