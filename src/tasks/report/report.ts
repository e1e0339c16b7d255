/**
 * An evaluation as people read it: what is in its tables and charts, and the same as Markdown. The page in HTML is html.ts.
 */
import type { ReliabilityBin } from "../metrics/calibration-error.ts";
import type { Curves, Evaluation, Scores } from "../score.ts";
import { chartSvg } from "./chart.ts";
import type { FailedDocument } from "./failures.ts";

export interface ReportAbout {
  data: string;
  format: string;
  split: string;
  /** Folder of the checkpoint, or the predictions file. */
  predictedBy: string;
  words: string;
  entities: string;
}

export interface Report {
  about: ReportAbout;
  evaluation: Evaluation;
  curves: Curves;
  failed: FailedDocument[];
}

export interface Table {
  heads: string[];
  /** First the name, then figures. */
  rows: string[][];
}

/** 0.95934 as "95.9"; null as "-". */
export const percents = (value: number | null): string => (value === null ? "-" : (100 * value).toFixed(1));

const COLUMNS: readonly [head: string, key: keyof Omit<Scores, "questions">][] = [
  ["exact", "exactMatch"],
  ["strict", "exactMatchStrict"],
  ["ceiling", "copyCeiling"],
  ["word F1", "wordF1"],
  ["ANLS", "anls"],
  ["field F1", "fieldF1"],
  ["evidence", "evidenceHit"],
  ["ECE", "ece"],
];

/** Scores of questions and fields: in all, by field, by kind. Percent. */
export function questionTable({ metrics, questions, byField, byKind }: Evaluation): Table {
  const row = (name: string, count: number, scores: Omit<Scores, "questions">) => [
    name,
    String(count),
    ...COLUMNS.map(([, key]) => percents(scores[key])),
  ];
  return {
    heads: ["", "asked", ...COLUMNS.map(([head]) => head)],
    rows: [
      row("all", questions, metrics),
      ...[...Object.entries(byField), ...Object.entries(byKind)].map(([name, scores]) =>
        row(name, scores.questions, scores),
      ),
    ],
  };
}

/** Scores of the other tasks, those that apply. Percent. */
export function taskTable({ metrics, published }: Evaluation): Table {
  const rows: [string, number | null][] = [
    ["entity F1 (seqeval default, word positions)", metrics.entityF1],
    ["entity F1 (seqeval strict)", published.entityF1Strict],
    ["link F1 (strict)", metrics.linkF1],
    ["link F1 (boundaries)", published.linkF1Boundaries],
    ["field F1 to the letter (SROIE, DUE)", published.fieldF1Strict],
    ["field F1 by kind (VRDU)", published.vrduF1],
    ["group-ANLS of rows (DUE)", published.groupAnls],
    ["parse F1 (Donut)", published.parseF1],
    ["tree-edit accuracy (Donut)", published.treeAccuracy],
    ["denotation accuracy (WikiTableQuestions)", metrics.denotation],
    ["statement accuracy (TabFact)", metrics.tabfact],
    ["soft accuracy (VQA)", published.vqaAccuracy],
    ["area under risk-coverage", published.aurc],
  ];
  return {
    heads: ["task", "score"],
    rows: rows.filter(([, value]) => value !== null).map(([name, value]) => [name, percents(value)]),
  };
}

/** What a threshold of confidence accepts, from one half on. Percent. */
export function thresholdsTable({ thresholds }: Curves): Table {
  const rows = thresholds.filter(({ threshold }) => threshold >= 0.5);
  return {
    heads: ["accepted from confidence", "accepted", "wrong among them"],
    rows: rows.map(({ threshold, accepted, wrong }) => [percents(threshold), percents(accepted), percents(wrong)]),
  };
}

/** How figures are to be read. */
export const REMARKS: readonly string[] = [
  "All figures in percent. exact: letters and digits equal, case folded; strict: the published string; ceiling: what a perfect " +
    "copier of the page's words could reach; ANLS keeps a similarity of exactly one half.",
  "ECE: ten bins of equal width; right is exact. Risk: share of wrong answers among those given, from the surest on. Answers " +
    "without confidence are left out of both.",
  "Entities count in word positions of the given words; the model sees the box of each word, never that of a whole entity.",
  "Denotation accuracy reads the wanted numbers and dates from the raw text, not from the published tags.",
];

/**
 * The reliability diagram as one `<svg>`: the share of right answers over what confidence says of them.
 * @example
 * await writeFile("reliability.svg", reliabilitySvg(reliability([{ confidence: 0.9, right: true }])));
 */
export function reliabilitySvg(reliability: readonly ReliabilityBin[], title = "Reliability"): string {
  const width = 1 / reliability.length;
  const bars = reliability
    .filter(({ count }) => count > 0)
    .map(({ from, accuracy, count }) => ({ from, to: from + width, height: accuracy, caption: String(count) }));
  return chartSvg({
    title,
    x: "confidence (answers in each bin above its bar)",
    y: "share right",
    bars,
    series: [
      {
        name: "perfectly calibrated",
        guide: true,
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
  });
}

/** The reliability diagram and the risk-coverage curve. */
export function reportCharts({ reliability, riskCoverage }: Curves): string[] {
  const { points, aurc } = riskCoverage;
  return [
    reliabilitySvg(reliability),
    chartSvg({
      title: `Risk and coverage (AURC ${aurc.toFixed(3)})`,
      x: "coverage: share of questions answered",
      y: "risk: share wrong",
      series: [{ name: "answers from the surest on", points: points.map(({ coverage, risk }) => [coverage, risk]) }],
    }),
  ];
}

/** The lines that say what was judged. */
export function aboutLines({ data, format, split, predictedBy, words, entities }: ReportAbout): [string, string][] {
  return [
    ["data", `${data} (${format}), split ${split}`],
    ["predicted by", predictedBy],
    ["words", words],
    ["entities for links", entities],
  ];
}

/** Text within a cell: one line, no bars. */
const cell = (text: string) => text.replaceAll("|", "\\|").replace(/\s+/g, " ");

function tableText({ heads, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(heads), line(heads.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** The report as Markdown, with every failure as a row. */
export function reportMarkdown({ about, evaluation, curves, failed }: Report): string {
  const failures = failed.flatMap(({ id, failures: list }) =>
    list.map(({ kind, asked, wanted, said, confidence }) => [
      id,
      kind,
      asked,
      wanted ?? "(absent)",
      said ?? "(absent)",
      percents(confidence),
    ]),
  );
  const tasks = taskTable(evaluation);
  const parts = [
    "# Evaluation",
    aboutLines(about)
      .map(([name, text]) => `- ${name}: ${text}`)
      .join("\n"),
    `Documents: ${evaluation.documents}; questions and fields: ${evaluation.questions}.`,
    tableText(questionTable(evaluation)),
    tasks.rows.length > 0 ? tableText(tasks) : "",
    curves.thresholds.length > 0 ? tableText(thresholdsTable(curves)) : "",
    REMARKS.join("\n\n"),
    `## Failures: ${failures.length} on ${failed.length} documents`,
    failures.length > 0
      ? tableText({ heads: ["document", "kind", "asked", "wanted", "said", "confidence"], rows: failures })
      : "",
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
