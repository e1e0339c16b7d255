/**
 * TabFact (Chen et al. 2020): `tokenized_data/<split>_examples.json`, by table its statements, their labels (1 entailed) and its
 * caption; tables `data/all_csv/*.html.csv` with `#` between cells, no quotes, the first row the header. A document is a table
 * with its statements.
 */
import { join } from "node:path";
import type { LabelledStatement } from "../../document/labelled.ts";
import { FormatError } from "../common-format.ts";
import { type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, namesIn, readJson, readText } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { fileOf } from "./question-file.ts";
import { stemOf, writeJson, writeText } from "./writing.ts";

const PREFIX = "tabfact-";
const NAME = /^(\w+)_examples\.json$/;
const ENDING = ".html.csv";

async function filesOf(folder: string): Promise<Map<string, string>> {
  const root = join(folder, "tokenized_data");
  const names = (await namesIn(root)).filter((name) => NAME.test(name));
  if (names.length > 0) return new Map(names.map((name) => [NAME.exec(name)![1], join(root, name)]));
  throw new FormatError(folder, 0, "", "is not TabFact: no tokenized_data/<split>_examples.json stands there");
}

async function readTable(folder: string, name: string) {
  const file = join(folder, "data", "all_csv", name);
  const [header, ...rows] = (await readText(file))
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => line.split("#"));
  if (!header) throw new FormatError(file, 0, "", "has no row");
  return { header, rows };
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const file = fileOf(await filesOf(folder), folder, split);
  const check = checkOf(file);
  for (const [name, value] of Object.entries(check.object(await readJson(file), ""))) {
    const id = PREFIX + (name.endsWith(ENDING) ? name.slice(0, -ENDING.length) : name);
    const read = async () => {
      const [texts, labels, caption] = check.list(value, name);
      const said = check.list(texts, `${name}[0]`);
      const verdicts = check.list(labels, `${name}[1]`);
      if (said.length !== verdicts.length)
        check.fail(`${name}[1]`, `are ${verdicts.length} for ${said.length} statements`);
      const statements = said.map((text, i): LabelledStatement => {
        const label = verdicts[i];
        if (label !== 1 && label !== 0) check.fail(`${name}[1][${i}]`, "is neither 1 nor 0");
        return { text: check.text(text, `${name}[0][${i}]`), label: label === 1 ? "entailed" : "refuted" };
      });
      const title = typeof caption === "string" && caption !== "" ? { title: caption } : {};
      const table = { ...(await readTable(folder, name)), ...title, context: name };
      return { labelled: labelledOf(id, "tabfact", split, [], { statements, table }) };
    };
    yield { id, read };
  }
}

/** A cell cannot hold what stands between cells. */
const plain = (cell: string) => cell.replaceAll("#", " ").replaceAll(/\s+/g, " ");

export const tabfact: DataFormat = {
  name: "tabfact",
  splits: async (folder) => [...(await filesOf(folder)).keys()].sort(),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const file = join(folder, "tokenized_data", `${split}_examples.json`);
    const examples: Record<string, unknown> = {};
    let count = 0;
    for await (const labelled of documents) {
      const { id, table, statements } = labelled;
      if (!table) throw new FormatError(file, 0, "", `TabFact holds tables, and ${id} is none`);
      const name = stemOf(labelled, PREFIX) + ENDING;
      const rows = [table.header, ...table.rows].map((row) => `${row.map(plain).join("#")}\n`);
      await writeText(join(folder, "data", "all_csv", name), rows.join(""));
      const labels = statements.map(({ label }, i) => {
        if (label) return label === "entailed" ? 1 : 0;
        throw new FormatError(
          file,
          0,
          `${name}[1][${i}]`,
          `TabFact wants a label, and this statement of ${id} has none`,
        );
      });
      examples[name] = [statements.map(({ text }) => text), labels, table.title ?? ""];
      count++;
    }
    await writeJson(file, examples);
    return count;
  },
};
