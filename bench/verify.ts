/**
 * Statements about SROIE's development receipts, made of their labels: "The total is X" with the receipt's own value, with the
 * value of another receipt, and about what no receipt holds. Counts verdicts.
 *
 *   node --import tsx bench/verify.ts [--limit 30] [--model FOLDER]
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readLabelled } from "../src/data/common-format.ts";
import type { LabelledDocument } from "../src/document/labelled.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { exactMatch } from "../src/tasks/metrics/exact-match.ts";
import { type Verdict, verify } from "../src/tasks/verify.ts";

const { values } = parseArgs({ options: { limit: { type: "string", default: "30" }, model: { type: "string" } } });

const FIELDS = ["total", "date", "company"];
const receipts: LabelledDocument[] = [];
const folder = join(import.meta.dirname, "..", "..", "shared", "data", "sroie");
for await (const labelled of readLabelled(folder, "dev", { limit: Number(values.limit), images: true }))
  receipts.push(labelled);

const counts: Record<string, Record<Verdict, number>> = {};
const count = (kind: string, verdict: Verdict) => {
  counts[kind] ??= { entailed: 0, refuted: 0, undecidable: 0 };
  counts[kind][verdict]++;
};
const fieldOf = ({ fields }: LabelledDocument, field: string) => [fields[field] ?? ""].flat()[0];
const model = await DocFormer.load({ model: values.model });
const start = performance.now();
for (const [i, receipt] of receipts.entries()) {
  const cases = FIELDS.flatMap((field) => {
    const own = fieldOf(receipt, field);
    const others = [...receipts.slice(i + 1), ...receipts.slice(0, i)].map((other) => fieldOf(other, field));
    const other = others.find((value) => value !== "" && !exactMatch(value, own));
    if (own === "" || !other) return [];
    return [
      { kind: `${field}, true`, statement: `The ${field} is ${own}` },
      { kind: `${field}, false`, statement: `The ${field} is ${other}` },
    ];
  });
  cases.push({ kind: "not on receipts", statement: "The blood type is AB" });
  cases.push({ kind: "not on receipts", statement: "Bananas grow on trees" });
  const verdicts = await verify(
    model,
    receipt.document,
    cases.map(({ statement }) => statement),
  );
  verdicts.forEach(({ verdict }, k) => {
    count(cases[k].kind, verdict);
  });
}
await model.dispose();
console.log(JSON.stringify(counts, null, 2));
console.log(`${receipts.length} receipts, ${Math.round((performance.now() - start) / receipts.length)} ms each`);
