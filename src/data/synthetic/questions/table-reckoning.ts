/** Questions that reckon with cells: extremes, sums, differences, comparisons, statements that are true or false. */
import type { Column } from "../facts.ts";
import {
  type Asking,
  columnName,
  decimals,
  extreme,
  HIGH,
  LOW,
  NUMERIC,
  phrases,
  readable,
  same,
  slots,
  written,
} from "./table-asking.ts";

const SUMMABLE = new Set<Column["type"]>(["number", "money"]);

export function askExtremes(asking: Asking): void {
  const { random, quiz, table, columns, count, run, key } = asking;
  if (count < 2) return;
  for (const j of columns) {
    const { type } = table.columns[j];
    if (!NUMERIC.has(type) && !datesReadable(asking, j)) continue;
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

export function askSums(asking: Asking): void {
  const { random, quiz, table, columns, count, run, page } = asking;
  if (count < 2 || count > 20) return;
  const mark = page.world.money.decimal;
  for (const j of columns) {
    const column = table.columns[j];
    if (!SUMMABLE.has(column.type) || !table.rows.every((_, i) => readable(asking, i, j))) continue;
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

/** A column of dates that all read in one way, the right one. */
function datesReadable(asking: Asking, j: number): boolean {
  return asking.table.columns[j].type === "date" && asking.table.rows.every((_, i) => readable(asking, i, j));
}

export function askPairs(asking: Asking, alone: (i: number) => boolean): void {
  const { random, quiz, table, columns, count, run, key, name, page } = asking;
  if (count < 2) return;
  const mark = page.world.money.decimal;
  for (const j of columns) {
    const { type } = table.columns[j];
    const dated = datesReadable(asking, j);
    if (!NUMERIC.has(type) && !dated) continue;
    const [a, b] = random.sample([...table.rows.keys()], 2);
    const [va, vb] = [table.values[a][j], table.values[b][j]];
    if (va === null || vb === null || va === vb || !alone(a) || !alone(b)) continue;
    const [big, small] = va > vb ? [a, b] : [b, a];
    if (type !== "year" && !dated && readable(asking, a, j) && readable(asking, b, j) && random.chance(0.4)) {
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
        type === "year" || dated
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

const POSSESSIVE_UNFIT = /["()]/;

export function askStatements(asking: Asking, alone: (i: number) => boolean): void {
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
        if (
          va !== null &&
          vb !== null &&
          va !== vb &&
          readable(asking, a, j) &&
          readable(asking, b, j) &&
          alone(a) &&
          alone(b)
        ) {
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
