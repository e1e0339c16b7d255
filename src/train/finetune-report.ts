/** report.md of a fine-tuning: what was learned from what, how it went, what came of it. Text alone. */

import type { FinetuneRequest, FinetuneResult, TunedRun } from "./finetune.ts";
import { table } from "./markdown.ts";

type Line = Record<string, unknown>;

const percent = (value: unknown) => (typeof value === "number" ? (100 * value).toFixed(1) : "-");
const rounded = (value: unknown, digits = 2) => (typeof value === "number" ? value.toFixed(digits) : "-");

/** Names of scores as they are printed. */
const NAMES: Readonly<Record<string, string>> = {
  exactMatch: "exact match",
  exactMatchStrict: "exact match, strict",
  copyCeiling: "copy ceiling",
  wordF1: "word F1",
  anls: "ANLS",
  fieldF1: "field F1",
  entityF1: "entity F1",
  linkF1: "link F1 (predicted entities)",
  goldLinkF1: "link F1 (labelled entities)",
  denotation: "denotation accuracy",
  tabfact: "statement accuracy",
  ece: "ECE",
  evidenceHit: "evidence hit",
};

/** Measurements on what was held back, with the losses logged last before each. */
function curve(lines: readonly Line[]): string[] {
  const rows: string[][] = [];
  let losses: Record<string, number> = {};
  for (const line of lines) {
    if (line.type === "step") losses = line.losses as Record<string, number>;
    if (line.type !== "development") continue;
    const said = Object.entries(losses).map(([name, value]) => `${name} ${value}`);
    const what = line.of === "average" ? "mean of the last" : String(line.step);
    rows.push([
      ...[what, rounded(line.minutes), said.join(", ") || "-"],
      ...["score", "answers", "entityF1", "linkF1"].map((name) => percent(line[name])),
    ]);
  }
  if (rows.length === 0) return ["Nothing was held back to measure by."];
  return table(["step", "minutes", "losses", "score", "answers", "entity F1", "link F1"], rows);
}

function runText(run: TunedRun, lines: readonly Line[], single: boolean): string[] {
  const { supervision, documents, heldBack, steps, minutes, seed } = run;
  const average = lines.filter(({ type }) => type === "average").at(-1);
  const asked =
    supervision.questions > 0
      ? ` ${supervision.questions} questions, ${supervision.matched} of them with evidence found by text; ${supervision.skipped} skipped, whose answer is not on the page.`
      : "";
  return [
    `## ${single ? "The run" : `Run of seed ${seed}`}`,
    "",
    `${documents} documents to learn from, ${heldBack} held back to choose by.${asked} ${steps} updates in ${minutes} minutes of training.`,
    ...(average
      ? [
          `The mean of the checkpoints at steps ${(average.steps as number[]).join(", ")} ${average.chosen ? "is" : "is not"} the model.`,
        ]
      : []),
    "",
    ...curve(lines),
    "",
  ];
}

/** The report of all runs so far. @param curves the lines of metrics.jsonl of each run */
export function reportText(
  request: FinetuneRequest,
  result: FinetuneResult,
  curves: readonly (readonly Line[])[],
): string {
  const { runs, spread, reportSplit } = result;
  const single = request.repeats === 1;
  const scores = Object.entries(spread).map(([name, { mean, deviation, least, most }]) =>
    single
      ? [NAMES[name] ?? name, percent(mean)]
      : [NAMES[name] ?? name, percent(mean), percent(deviation), percent(least), percent(most)],
  );
  const heads = single ? ["score", "%"] : ["score", "mean, %", "deviation", "least", "most"];
  const reported = runs[0].report?.documents ?? 0;
  return [
    `# ${request.recipe.name}`,
    "",
    request.recipe.summary,
    "",
    `From ${request.from}${request.preset ? ` (${request.preset})` : ""}, seed ${request.seed}, ${request.workers} workers.`,
    ...(request.limit === undefined ? [] : [`Few labels: ${request.limit} documents, drawn by the seed of each run.`]),
    "",
    "## Scores",
    "",
    ...(scores.length > 0
      ? [`On ${reported} documents of ${reportSplit}, neither taught nor chosen by.`, "", ...table(heads, scores)]
      : ["The data have no other split to report on."]),
    "",
    ...runs.flatMap((one, i) => runText(one, curves[i], single)),
  ].join("\n");
}
