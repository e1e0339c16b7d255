/**
 * The same questions under rising rates of reading errors (characters, words, boxes, lines): how a model's answers suffer, beside
 * what a perfect copier could still give. Writes robustness.json, robustness.md and two curves as SVG.
 *
 *   node --import tsx bench/robustness.ts --data ../shared/data/sroie --out OUT [--model DIR] [--format docformer] [--split dev]
 *     [--limit N] [--metric exactMatch] [--rates 0,0.05,0.1,0.2,0.4] [--threads 1]
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { defaultSplit } from "../src/data/common-format.ts";
import { openFormat } from "../src/data/formats/formats.ts";
import { misread, READING_ERRORS } from "../src/data/synthetic/misread.ts";
import type { LabelledDocument } from "../src/document/labelled.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { judge } from "../src/tasks/judge.ts";
import { predictDocument, requestOf, schemaOf } from "../src/tasks/predict.ts";
import { chartSvg } from "../src/tasks/report/chart.ts";
import { percents } from "../src/tasks/report/report.ts";
import { type Metrics, score } from "../src/tasks/score.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    out: { type: "string" },
    model: { type: "string" },
    format: { type: "string", default: "docformer" },
    split: { type: "string" },
    limit: { type: "string" },
    metric: { type: "string", default: "exactMatch" },
    rates: { type: "string", default: "0,0.05,0.1,0.2,0.4" },
    threads: { type: "string", default: "1" },
  },
});
const { data, out } = values;
if (!data || !out) {
  console.error("--data FOLDER and --out FOLDER are wanted");
  process.exit(2);
}
const format = await openFormat(values.format);
const split = values.split ?? defaultSplit(await format.splits(data));
if (!split) {
  console.error(`--split is wanted: one of ${(await format.splits(data)).join(", ")}`);
  process.exit(2);
}
const metric = values.metric as keyof Metrics;
const rates = values.rates.split(",").map(Number);
const limit = values.limit === undefined ? undefined : Number(values.limit);
const documents: LabelledDocument[] = [];
for await (const labelled of format.read(data, split, { limit, images: true })) documents.push(labelled);
const model = await DocFormer.load({ model: values.model, threads: Number(values.threads) });

async function measure(error: (typeof READING_ERRORS)[number], rate: number) {
  const judged = [];
  for (const labelled of documents) {
    const seen = misread(labelled.document, error, rate, labelled.id);
    const request = requestOf({ ...labelled, wanted: undefined }, schemaOf(labelled), { seen });
    judged.push(judge(labelled, await predictDocument(model, request), { seen }));
  }
  const { metrics } = score(judged);
  if (!(metric in metrics)) {
    console.error(`no metric "${metric}"; there are ${Object.keys(metrics).join(", ")}`);
    process.exit(2);
  }
  return { error, rate, score: metrics[metric], copyCeiling: metrics.copyCeiling };
}

const rows: Awaited<ReturnType<typeof measure>>[] = [];
for (const error of READING_ERRORS) {
  for (const rate of rates) {
    // Without errors all families are one.
    const clean = rate === 0 ? rows.find((row) => row.rate === 0) : undefined;
    rows.push(clean ? { ...clean, error } : await measure(error, rate));
    console.error(JSON.stringify(rows.at(-1)));
  }
}
await model.dispose();

const curve = (title: string, y: string, key: "score" | "copyCeiling") =>
  chartSvg({
    title,
    x: "rate of reading errors",
    y,
    widest: Math.max(...rates, 0.01),
    series: READING_ERRORS.map((error) => ({
      name: error,
      points: rows.filter((row) => row.error === error).map((row) => [row.rate, row[key] ?? 0] as const),
    })),
  });
const table = [
  `| ${["", ...rates.map((rate) => `rate ${rate}`)].join(" | ")} |`,
  `| --- | ${rates.map(() => "---:").join(" | ")} |`,
  ...READING_ERRORS.map((error) => {
    const own = rows.filter((row) => row.error === error);
    return `| ${[error, ...own.map((row) => `${percents(row.score)} (${percents(row.copyCeiling)})`)].join(" | ")} |`;
  }),
];
const about = { model: values.model ?? "models/mini", data, split, documents: documents.length, metric };
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "robustness.json"), `${JSON.stringify({ ...about, rows }, null, 2)}\n`);
writeFileSync(
  join(out, "robustness.md"),
  `${metric} in percent on ${documents.length} documents of ${data} (${split}), in brackets what a perfect copier could give.\n\n${table.join("\n")}\n`,
);
writeFileSync(join(out, "robustness.svg"), curve(`${metric} under reading errors`, metric, "score"));
writeFileSync(
  join(out, "robustness-ceiling.svg"),
  curve("A perfect copier under reading errors", "copyCeiling", "copyCeiling"),
);
console.log(table.join("\n"));
