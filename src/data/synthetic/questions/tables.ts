/** Questions about tables: cells, rows, counts, extremes, sums, differences, statements. Ambiguous ones are not asked. */
import type { Column, TableFact } from "../facts.ts";
import type { Page } from "../page.ts";
import type { Quiz } from "../quiz.ts";
import type { Random } from "../random.ts";
import { type Span, withoutCurrency } from "../sheet.ts";
import { capital } from "../world.ts";

const NUMERIC = new Set<Column["type"]>(["number", "money", "percent", "year"]);
const SUMMABLE = new Set<Column["type"]>(["number", "money"]);

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.,%]+/gu, " ")
    .trim();

/** A table with what questions need of it. */
interface Asking {
  page: Page;
  quiz: Quiz;
  table: TableFact;
  random: Random;
  /** Cell (row, column) as one run. */
  run: (i: number, j: number) => Span;
  key: (i: number) => Span;
  name: (i: number) => string;
  count: number;
  /** Columns besides the key that can be named. */
  columns: number[];
  /** Whole-table questions make sense: one table of its noun on the page. */
  whole: boolean;
}

const POSSESSIVE_UNFIT = /["()]/;

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

/** A name for column `j` as a person would write it. */
function columnName({ table, random }: Asking, j: number): string {
  const { names, header } = table.columns[j];
  if (names.length === 0) return header;
  const dice = random.next();
  if (dice < 0.42 || names.length === 1)
    return header !== "" && names[0] === header.toLowerCase() && random.chance(0.45) ? header : names[0];
  return random.pick(names.slice(1));
}

/** Verb phrases of a categorical column with value `v`, or none. */
function phrases(column: Column, v: string): { vs?: string; vp?: string } {
  return column.verbs ? { vs: `${column.verbs[0]} ${v}`, vp: `${column.verbs[1]} ${v}` } : {};
}

function slots(asking: Asking, j?: number): Record<string, string | undefined> {
  const { table } = asking;
  return { n: table.noun, ns: table.nouns, c: j === undefined ? undefined : columnName(asking, j) };
}

const same = (a: string, b: string) => plain(a) === plain(b);

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

const MORE = ["more than", "above", "over", "greater than", "higher than", "exceeding", "beyond", "larger than"];
const LESS = ["less than", "below", "under", "lower than", "smaller than", "fewer than", "beneath"];

function askCounts(asking: Asking): void {
  const { random, quiz, table, columns, count, key, page } = asking;
  const all = [...table.rows.keys()];
  if (random.chance(0.6)) quiz.ask("count-rows", slots(asking), { evidence: all.map(key), answers: [String(count)] });
  const ask = (kind: string, j: number, rows: number[], more: Record<string, string | undefined>) =>
    quiz.ask(kind, { ...slots(asking, j), ...more }, { evidence: rows.map(key), answers: [String(rows.length)] });
  for (const j of columns) {
    const column = table.columns[j];
    if (column.type === "category") {
      const values = [...new Set(table.rows.map((row) => row[j]))].filter((v) => v !== "" && v !== "-");
      if (values.length === 0) continue;
      for (let t = 0; t < 2; t++) {
        const v = random.pick(values);
        const rows = all.filter((i) => same(table.rows[i][j], v));
        ask("count-equal", j, rows, { v, ...phrases(column, v) });
      }
      if (random.chance(0.7)) {
        const v = random.pick(values);
        ask(
          "count-not",
          j,
          all.filter((i) => !same(table.rows[i][j], v) && table.rows[i][j] !== ""),
          { v },
        );
      }
      if (random.chance(0.12)) {
        const other = capital(page.world.coined());
        ask("count-equal", j, [], { v: other, ...phrases(column, other) });
      }
    }
    if ((column.type === "category" || column.type === "text") && count > 2 && random.chance(0.6)) {
      const words = new Map<string, number>();
      for (const row of table.rows)
        for (const word of new Set(row[j].split(" ").filter((w) => /^\p{L}{4,}$/u.test(w))))
          words.set(word, (words.get(word) ?? 0) + 1);
      const repeated = [...words.keys()].filter((w) => words.get(w)! > (random.chance(0.8) ? 1 : 0));
      if (repeated.length > 0) {
        const w = random.pick(repeated);
        const rows = all.filter((i) => table.rows[i][j].toLowerCase().includes(w.toLowerCase()));
        // A word inside a longer one would be open to doubt.
        if (rows.length === words.get(w)) ask("count-containing", j, rows, { w });
      }
    }
    if (NUMERIC.has(column.type) && count > 1 && table.rows.every((_, i) => table.values[i][j] !== null)) {
      for (const more of [true, false]) {
        if (!random.chance(0.6)) continue;
        const base = random.int(0, count - 1);
        let limit = table.values[base][j]!;
        let text = table.rows[base][j];
        if (column.type !== "year" && random.chance(0.6)) {
          const scale = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(limit)))));
          limit = Math.round(limit / scale) * scale;
          text = page.world.number(limit, 0) + (column.type === "percent" ? "%" : "");
        }
        const rows = all.filter((i) => (more ? table.values[i][j]! > limit : table.values[i][j]! < limit));
        const words =
          column.type === "year" ? (more ? ["after", "later than"] : ["before", "earlier than"]) : more ? MORE : LESS;
        ask(more ? "count-more" : "count-less", j, rows, { v: text, cmp: random.pick(words) });
      }
    }
  }
}

const HIGH: Partial<Record<Column["type"], string[]>> = {
  number: ["highest", "highest", "largest", "greatest", "biggest", "maximum", "top"],
  money: ["highest", "largest", "greatest", "biggest", "maximum", "top"],
  percent: ["highest", "largest", "greatest", "maximum"],
  year: ["latest", "most recent", "latest"],
};
const LOW: Partial<Record<Column["type"], string[]>> = {
  number: ["lowest", "lowest", "smallest", "minimum", "least"],
  money: ["lowest", "smallest", "minimum", "least"],
  percent: ["lowest", "smallest", "minimum"],
  year: ["earliest", "earliest", "oldest"],
};

/** The row with the largest (or smallest) number of column `j`, unless several have it. */
function extreme(asking: Asking, j: number, high: boolean): number | undefined {
  const { table, count } = asking;
  let best = 0;
  for (let i = 0; i < count; i++) {
    const value = table.values[i][j];
    if (value === null) return undefined;
    if (high ? value > table.values[best][j]! : value < table.values[best][j]!) best = i;
  }
  for (let i = 0; i < count; i++) if (i !== best && table.values[i][j] === table.values[best][j]) return undefined;
  return best;
}

function askExtremes(asking: Asking): void {
  const { random, quiz, table, columns, count, run, key } = asking;
  if (count < 2) return;
  for (const j of columns) {
    const { type } = table.columns[j];
    if (!NUMERIC.has(type)) continue;
    for (const high of [true, false]) {
      const best = extreme(asking, j, high);
      if (best === undefined) continue;
      const sup = random.pick((high ? HIGH : LOW)[type]!);
      const most =
        type === "number"
          ? high
            ? "most"
            : random.pick(["least", "fewest"])
          : type === "money"
            ? high
              ? "most"
              : "least"
            : undefined;
      if (random.chance(0.65))
        quiz.ask(
          high ? "largest-row" : "smallest-row",
          { ...slots(asking, j), sup, most },
          { evidence: [run(best, j), key(best)] },
        );
      if (random.chance(0.3))
        quiz.ask(
          high ? "largest-value" : "smallest-value",
          { ...slots(asking, j), sup },
          { evidence: [run(best, j), run(best, j)] },
        );
    }
  }
}

/** Decimals with which a number is printed. */
function decimals(text: string, mark: string): number {
  const at = text.lastIndexOf(mark);
  if (at < 0) return 0;
  const rest = text.slice(at + 1).match(/^\d+/)?.[0].length ?? 0;
  return rest <= 2 ? rest : 0;
}

/** Accepted ways of writing `value`, the page's own first. */
function written(asking: Asking, value: number, places: number): string[] {
  const { world } = asking.page;
  return [...new Set([world.number(value, places), value.toFixed(places)])];
}

function askSums(asking: Asking): void {
  const { random, quiz, table, columns, count, run, page } = asking;
  if (count < 2 || count > 20) return;
  const mark = page.world.money.decimal;
  for (const j of columns) {
    const column = table.columns[j];
    if (!SUMMABLE.has(column.type) || table.values.some((row) => row[j] === null)) continue;
    if (
      /freq|\bph\b|rank|age|height|temp|position|rate|year|elevation|density|price|speed|number$/i.test(
        column.names.join(" "),
      )
    )
      continue;
    const add = (rows: number[]) => {
      const sum = rows.reduce((a, i) => a + table.values[i][j]!, 0);
      return written(asking, sum, Math.max(...rows.map((i) => decimals(table.rows[i][j], mark))));
    };
    const all = [...table.rows.keys()];
    if (!table.totals?.cells[j] && random.chance(0.55))
      quiz.ask("sum", slots(asking, j), { evidence: all.map((i) => run(i, j)), answers: add(all) });
    const by = columns.find((d) => table.columns[d].type === "category");
    if (by !== undefined && random.chance(0.5)) {
      const v = table.rows[random.int(0, count - 1)][by];
      const rows = all.filter((i) => same(table.rows[i][by], v));
      if (v !== "" && v !== "-" && rows.length > 0 && rows.length < 13) {
        quiz.ask(
          "sum-where",
          { ...slots(asking, j), d: columnName(asking, by), v, vp: phrases(table.columns[by], v).vp },
          { evidence: rows.map((i) => run(i, j)), answers: add(rows) },
        );
      }
    }
  }
}

function askLists(asking: Asking): void {
  const { random, quiz, table, columns, count, key } = asking;
  if (count < 2) return;
  const all = [...table.rows.keys()];
  for (const j of columns) {
    const column = table.columns[j];
    if (column.type !== "category") continue;
    const values = [...new Set(table.rows.map((row) => row[j]))].filter((v) => v !== "" && v !== "-");
    const sizes = (v: string) => all.filter((i) => same(table.rows[i][j], v));
    const fit = values.filter((v) => sizes(v).length <= 6);
    if (fit.length > 0 && random.chance(0.7)) {
      const v = random.pick(fit);
      quiz.ask("rows-where", { ...slots(asking, j), v, ...phrases(column, v) }, { evidence: sizes(v).map(key) });
    }
    const others = (v: string) => all.filter((i) => !same(table.rows[i][j], v));
    const left = values.filter(
      (v) => others(v).length > 0 && others(v).length <= 5 && table.rows.every((row) => row[j] !== ""),
    );
    if (left.length > 0 && random.chance(0.5)) {
      const v = random.pick(left);
      quiz.ask("rows-where-not", { ...slots(asking, j), v }, { evidence: others(v).map(key) });
    }
  }
}

function askLetters(asking: Asking): void {
  const { random, quiz, table, columns, count, run, key } = asking;
  if (count < 2 || count > 20) return;
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const possible = [table.key, ...columns].filter(
    (j) => table.columns[j].type === "code" || table.columns[j].type === "text" || j === table.key,
  );
  for (const j of possible) {
    const texts = table.rows.map((row) => row[j].toLowerCase());
    if (texts.some((text) => text.length > 28 || text.length < 2)) continue;
    const code = table.columns[j].type === "code";
    if (!code && !random.chance(0.35)) continue;
    const name = j === table.key ? random.pick(["name", ...table.columns[j].names.slice(0, 1)]) : columnName(asking, j);
    const write = (letter: string) => (random.chance(0.5) ? letter.toUpperCase() : letter);
    const ask = (kind: string, i: number, letter: string) =>
      quiz.ask(kind, { ...slots(asking), c: name, l: write(letter) }, { evidence: [run(i, j), key(i)] });
    const only = (test: (text: string) => boolean) => {
      const hits = texts.flatMap((text, i) => (test(text) ? [i] : []));
      return hits.length === 1 ? hits[0] : undefined;
    };
    const makers: [string, (letter: string) => number | undefined][] = [
      ["row-with-letter", (letter) => only((text) => text.includes(letter))],
      ["row-without-letter", (letter) => only((text) => !text.includes(letter))],
      ["starts-with", (letter) => only((text) => text.startsWith(letter))],
      ["ends-with", (letter) => only((text) => text.endsWith(letter))],
    ];
    for (const [kind, find] of makers) {
      for (const letter of random.shuffle([...letters])) {
        const i = find(letter);
        if (i === undefined) continue;
        if (random.chance(code ? 0.8 : 0.4)) ask(kind, i, letter);
        break;
      }
    }
  }
}

function askPairs(asking: Asking, alone: (i: number) => boolean): void {
  const { random, quiz, table, columns, count, run, key, name, page } = asking;
  if (count < 2) return;
  const mark = page.world.money.decimal;
  for (const j of columns) {
    const { type } = table.columns[j];
    if (!NUMERIC.has(type)) continue;
    const [a, b] = random.sample([...table.rows.keys()], 2);
    const [va, vb] = [table.values[a][j], table.values[b][j]];
    if (va === null || vb === null || va === vb || !alone(a) || !alone(b)) continue;
    const [big, small] = va > vb ? [a, b] : [b, a];
    if (type !== "year" && random.chance(0.4)) {
      const places = Math.max(decimals(table.rows[a][j], mark), decimals(table.rows[b][j], mark));
      quiz.ask(
        "difference",
        { ...slots(asking, j), k: name(big), j: name(small) },
        { evidence: [run(big, j), run(small, j)], answers: written(asking, Math.abs(va - vb), places) },
      );
    }
    if (random.chance(0.5)) {
      const high = random.chance(0.6);
      const higher =
        type === "year"
          ? high
            ? random.pick(["later", "more recent"])
            : random.pick(["earlier", "older"])
          : high
            ? random.pick(["higher", "greater", "larger", "bigger"])
            : random.pick(["lower", "smaller"]);
      const winner = high ? big : small;
      quiz.ask(
        "compare-rows",
        { ...slots(asking, j), k: name(a), j: name(b), higher },
        { evidence: [run(winner, j), key(winner)] },
      );
    }
  }
}

const NUMBER_WORDS = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

function askStatements(asking: Asking, alone: (i: number) => boolean): void {
  const { random, quiz, table, columns, count, run, key, name } = asking;
  if (columns.length === 0) return;
  const say = (yes: boolean) => [yes ? "yes" : "no"];
  for (let t = 0; t < 3; t++) {
    const i = random.int(0, count - 1);
    const j = random.pick(columns);
    const truth = table.rows[i][j];
    if (truth === "" || !alone(i) || POSSESSIVE_UNFIT.test(name(i))) continue;
    const others = table.rows.map((row) => row[j]).filter((v) => v !== "" && !same(v, truth));
    const yes = others.length === 0 ? true : random.chance(0.5);
    if (others.length === 0 && random.chance(0.6)) continue;
    quiz.ask(
      "yes-equal",
      { ...slots(asking, j), k: name(i), v: yes ? truth : random.pick(others) },
      { evidence: [key(i), run(i, j)], answers: say(yes) },
    );
  }
  for (const j of columns) {
    const column = table.columns[j];
    if (NUMERIC.has(column.type) && count > 1) {
      if (random.chance(0.4)) {
        const [a, b] = random.sample([...table.rows.keys()], 2);
        const [va, vb] = [table.values[a][j], table.values[b][j]];
        if (va !== null && vb !== null && va !== vb && alone(a) && alone(b)) {
          const high = random.chance(0.6);
          const higher =
            column.type === "year"
              ? high
                ? "later"
                : "earlier"
              : high
                ? random.pick(["higher", "greater", "larger", "bigger"])
                : random.pick(["lower", "smaller"]);
          const yes = high ? va > vb : va < vb;
          quiz.ask(
            "yes-greater",
            { ...slots(asking, j), k: name(a), j: name(b), higher },
            { evidence: high ? [run(a, j), run(b, j)] : [run(b, j), run(a, j)], answers: say(yes), check: "greater" },
          );
        }
      }
      if (asking.whole && random.chance(0.35)) {
        const high = random.chance(0.5);
        const best = extreme(asking, j, high);
        if (best !== undefined) {
          const yes = random.chance(0.5);
          const i = yes ? best : random.pick([...table.rows.keys()].filter((k) => k !== best));
          if (alone(i))
            quiz.ask(
              "yes-superlative",
              { ...slots(asking, j), k: name(i), sup: random.pick((high ? HIGH : LOW)[column.type]!) },
              { evidence: [key(best), run(best, j)], answers: say(yes) },
            );
        }
      }
    }
    if (asking.whole && column.type === "category" && random.chance(0.6)) {
      const values = [...new Set(table.rows.map((row) => row[j]))].filter(
        (v) => v !== "" && v !== "-" && !/\d/.test(v),
      );
      if (values.length === 0 || /\d/.test(table.nouns) || /\d/.test(table.columns[j].names.join(" "))) continue;
      const v = random.pick(values);
      const rows = [...table.rows.keys()].filter((i) => same(table.rows[i][j], v));
      const yes = random.chance(0.5);
      const m = yes ? rows.length : Math.max(0, rows.length + random.pick([-2, -1, 1, 2, 3]));
      if ((m === rows.length) !== yes) continue;
      if (m < 2) continue;
      const text = m <= 12 && random.chance(0.25) ? NUMBER_WORDS[m] : String(m);
      quiz.ask(
        "yes-count",
        { ...slots(asking, j), m: text, v, vp: phrases(column, v).vp },
        { evidence: rows.map(key), answers: say(yes), check: "count-is" },
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
