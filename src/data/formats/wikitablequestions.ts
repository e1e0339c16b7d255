/**
 * WikiTableQuestions 1.0.2 (Pasupat and Liang 2015): `data/*.tsv` (id, utterance, context, targetValue) over tables
 * `csv/*-csv/*.csv` (quotes, `\"` and `\\` inside), titles in `page/*-page/*.json` where those are there. The items of a list answer
 * are the `answers` of the question. A document is a table with its questions.
 */
import { basename, join } from "node:path";
import type { LabelledDocument, LabelledQuestion, LabelledTable } from "../../document/labelled.ts";
import { FormatError } from "../common-format.ts";
import { type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, namesIn, readJson, readText } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { fileOf } from "./question-file.ts";
import { neededQuestions, stemOf, writeLines, writeText } from "./writing.ts";

const PREFIX = "wtq-";
const COLUMNS = ["id", "utterance", "context", "targetValue"];
/** Published file by the usual name of what it is for; other files keep their own name. */
const NAMES: Readonly<Record<string, string>> = {
  "random-split-1-train": "train",
  "random-split-1-dev": "dev",
  "pristine-unseen-tables": "test",
};

async function filesOf(folder: string): Promise<Map<string, string>> {
  const names = (await namesIn(join(folder, "data"))).filter((name) => name.endsWith(".tsv"));
  const files = new Map(
    names.map((name) => [NAMES[basename(name, ".tsv")] ?? basename(name, ".tsv"), join(folder, "data", name)]),
  );
  if (files.size > 0) return files;
  throw new FormatError(folder, 0, "", "is not WikiTableQuestions: no data/*.tsv stands there");
}

/** `\n`, `\p` and `\\` of the tab-separated files. */
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", p: "|", "\\": "\\" };
const unescaped = (text: string) => text.replace(/\\([np\\])/g, (_, letter: string) => ESCAPES[letter]);
const escaped = (text: string) =>
  text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("|", "\\p").replaceAll("\t", " ");

/** Rows of a file of quoted cells in which a backslash takes the meaning from a quote or a backslash. @throws FormatError */
export function parseTable(text: string, file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at++; text[at] !== '"'; at++) {
        if (at >= text.length)
          throw new FormatError(file, rows.length + 1, `cell ${row.length + 1}`, "has no closing quote");
        if (text[at] === "\\" && (text[at + 1] === '"' || text[at + 1] === "\\")) at++;
        cell += text[at];
      }
      at++;
    } else {
      const end = /[,\r\n]|$/.exec(text.slice(at))!.index;
      cell = text.slice(at, at + end);
      at += end;
    }
    row.push(cell);
    if (text[at] === ",") at++;
    else {
      rows.push(row);
      row = [];
      while (text[at] === "\r" || text[at] === "\n") at++;
    }
  }
  return rows;
}

async function readTable(folder: string, context: string): Promise<LabelledTable> {
  const file = join(folder, context);
  const [header, ...rows] = parseTable(await readText(file), file);
  if (!header) throw new FormatError(file, 0, "", "has no row");
  const about = firstThere(
    join(
      folder,
      context
        .replace(/^csv\//, "page/")
        .replace("-csv/", "-page/")
        .replace(/csv$/, "json"),
    ),
  );
  const title = about ? (checkOf(about).object(await readJson(about), "").title as unknown) : undefined;
  return { header, rows, ...(typeof title === "string" && title !== "" ? { title } : {}), context };
}

/** "csv/203-csv/638.csv" -> "203-638" */
function stemOfContext(context: string): string {
  return context
    .replace(/^csv\//, "")
    .replace("-csv/", "-")
    .replace(/\.csv$/, "")
    .replaceAll("/", "-");
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = fileOf(await filesOf(folder), folder, split);
  const [head, ...lines] = (await readText(file)).split(/\r?\n/);
  if (head.split("\t").join() !== COLUMNS.join())
    throw new FormatError(file, 1, "", `does not begin with the columns ${COLUMNS.join(", ")}: ${head}`);
  const tables = new Map<string, LabelledQuestion[]>();
  lines.forEach((line, i) => {
    if (line.trim() === "") return;
    const cells = line.split("\t");
    if (cells.length !== COLUMNS.length)
      throw new FormatError(file, i + 2, "", `has ${cells.length} columns, not ${COLUMNS.length}: ${line}`);
    const [id, question, context, target] = cells;
    const answers = target === "" ? [] : target.split("|").map(unescaped);
    tables.set(context, [
      ...(tables.get(context) ?? []),
      { id, question: unescaped(question), answers, kind: "table" },
    ]);
  });
  for (const [context, questions] of tables) {
    const id = PREFIX + stemOfContext(context);
    const read = async () => {
      const table = await readTable(folder, context);
      return { labelled: labelledOf(id, "wikitablequestions", split, [], { questions, table }) };
    };
    yield { id, read };
  }
}

function neededTable({ id, table }: LabelledDocument, file: string): LabelledTable {
  if (table) return table;
  throw new FormatError(file, 0, "", `WikiTableQuestions holds tables, and ${id} is none`);
}

export const wikitablequestions: DataFormat = {
  name: "wikitablequestions",
  splits: async (folder) => [...(await filesOf(folder)).keys()].sort(),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const published = Object.entries(NAMES).find(([, name]) => name === split)?.[0] ?? split;
    const file = join(folder, "data", `${published}.tsv`);
    let count = 0;
    const quoted = (cell: string) => `"${cell.replace(/["\\]/g, "\\$&")}"`;
    async function* lines() {
      yield COLUMNS.join("\t");
      for await (const labelled of documents) {
        const { header, rows, title, context } = neededTable(labelled, file);
        // Contexts of the set itself are kept, others get a place of their own.
        const own = context && /^csv\/[\w-]+-csv\/[\w.-]+\.csv$/.test(context) ? context : undefined;
        const place = own ?? `csv/0-csv/${stemOf(labelled, PREFIX)}.csv`;
        await writeText(join(folder, place), [header, ...rows].map((row) => `${row.map(quoted).join(",")}\n`).join(""));
        if (title !== undefined) {
          const about = place
            .replace(/^csv\//, "page/")
            .replace("-csv/", "-page/")
            .replace(/csv$/, "json");
          await writeText(join(folder, about), `${JSON.stringify({ title })}\n`);
        }
        for (const { id, question, answers } of neededQuestions(labelled, "WikiTableQuestions", file)) {
          yield [id, escaped(question), place, answers.map(escaped).join("|")].join("\t");
        }
        count++;
      }
    }
    await writeLines(file, lines());
    return count;
  },
};
