/** Questions that count or list rows: by value, by size, by word, by letter. */
import { capital } from "../letter-case.ts";
import { type Asking, columnName, NUMERIC, phrases, same, slots } from "./table-asking.ts";

const MORE = ["more than", "above", "over", "greater than", "higher than", "exceeding", "beyond", "larger than"];

const LESS = ["less than", "below", "under", "lower than", "smaller than", "fewer than", "beneath"];

export function askCounts(asking: Asking): void {
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

export function askLists(asking: Asking): void {
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

export function askLetters(asking: Asking): void {
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
    if (!code && !random.chance(0.6)) continue;
    const name = j === table.key ? random.pick(["name", ...table.columns[j].names.slice(0, 1)]) : columnName(asking, j);
    // A code names its row: the answer is the code that was looked at, not another cell.
    const write = (letter: string) => (random.chance(0.5) ? letter.toUpperCase() : letter);
    const ask = (kind: string, i: number, letter: string) =>
      quiz.ask(
        kind,
        { ...slots(asking), c: name, l: write(letter) },
        { evidence: [run(i, j), code ? run(i, j) : key(i)] },
      );
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
        if (random.chance(code ? 1 : 0.55)) ask(kind, i, letter);
        if (!code || random.chance(0.5)) break;
      }
    }
  }
}
