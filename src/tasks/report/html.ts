/**
 * The report as one HTML page that needs nothing else: tables, charts, and the failures drawn on their pages. Pictures come in
 * as data URIs; all text from documents and models is escaped.
 */
import { type Box, toPixels } from "../../document/box.ts";
import type { Page } from "../../document/document.ts";
import { escapeText } from "./chart.ts";
import type { FailedDocument, Failure, FailureBox } from "./failures.ts";
import {
  aboutLines,
  percents,
  questionTable,
  REMARKS,
  type Report,
  reportCharts,
  type Table,
  taskTable,
  thresholdsTable,
} from "./report.ts";

/** Gives the picture of a page as a data URI; null for a page without one. */
export type PictureOf = (page: Page) => Promise<string | null>;

/** Width of a drawn page, in the units of its SVG. */
const WIDTH = 1000;
/** Told apart by stroke as well as by colour. */
const STROKES: Readonly<Record<FailureBox["from"], string>> = {
  label: 'stroke="#0a7d3c" stroke-width="2" vector-effect="non-scaling-stroke" fill="#0a7d3c" fill-opacity="0.12"',
  prediction:
    'stroke="#c8281e" stroke-width="2" vector-effect="non-scaling-stroke" stroke-dasharray="6 3" fill="#c8281e" fill-opacity="0.10"',
};
const TAG = 22;

const STYLE = `
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
h1 { font-size: 1.6rem } h2 { font-size: 1.25rem; margin-top: 2.2rem } h3 { font-size: 1rem; overflow-wrap: anywhere }
table { border-collapse: collapse; margin: 0.8rem 0 } th, td { padding: 0.25rem 0.7rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top }
.figures td:not(:first-child), .figures th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums }
.charts { display: flex; flex-wrap: wrap; gap: 1rem }
.failed { display: grid; grid-template-columns: minmax(16rem, 1fr) minmax(18rem, 1fr); gap: 1.2rem; align-items: start; border-top: 1px solid #bbb; padding: 0.6rem 0 1.2rem }
.failed svg { width: 100%; height: auto; border: 1px solid #ccc }
.failed td:nth-child(n+3) { overflow-wrap: anywhere; min-width: 5rem }
.wanted { color: #0a7d3c } .said { color: #b3241a }
.remark { color: #555; font-size: 0.9rem }
@media (max-width: 50rem) { .failed { grid-template-columns: 1fr } }
`;

function tableHtml({ heads, rows }: Table, className: string): string {
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((text) => `<${tag}>${escapeText(text)}</${tag}>`).join("")}</tr>`;
  return `<table class="${className}">${cells("th", heads)}${rows.map((row) => cells("td", row)).join("")}</table>`;
}

function failureRows(failures: readonly Failure[]): string {
  const row = ({ number, kind, asked, wanted, said, confidence }: Failure) => {
    const text = (value: string | null) => (value === null ? "<em>absent</em>" : escapeText(value));
    return (
      `<tr><td>${number}</td><td>${kind}</td><td>${escapeText(asked)}</td><td class="wanted">${text(wanted)}</td>` +
      `<td class="said">${text(said)}</td><td>${percents(confidence)}</td></tr>`
    );
  };
  const heads = "<tr><th></th><th></th><th>asked</th><th>wanted</th><th>said</th><th>confidence</th></tr>";
  return `<table>${heads}${failures.map(row).join("")}</table>`;
}

/** A page as SVG: its picture, or its words where there is none, under the boxes. */
function pageSvg(page: Page, boxes: readonly FailureBox[], picture: string | null): string {
  const size = { width: WIDTH, height: Math.round((WIDTH * page.height) / page.width) };
  const at = (box: Box) => toPixels(box, size).map((value) => Number(value.toFixed(1)));
  const ground = picture
    ? `<image href="${picture}" width="${size.width}" height="${size.height}"/>`
    : `<rect width="${size.width}" height="${size.height}" fill="#fff"/>${page.words
        .map(({ text, box }) => {
          const [x0, y0, x1, y1] = at(box);
          const [wide, tall] = [(x1 - x0).toFixed(1), (0.8 * (y1 - y0)).toFixed(1)];
          const y = (y1 - 0.2 * (y1 - y0)).toFixed(1);
          return `<text x="${x0}" y="${y}" font-size="${tall}" textLength="${wide}" lengthAdjust="spacingAndGlyphs">${escapeText(text)}</text>`;
        })
        .join("")}`;
  const shapes = boxes.map(({ number, from, box }) => {
    const [x0, y0, x1, y1] = at(box);
    const rect = `<rect x="${x0}" y="${y0}" width="${(x1 - x0).toFixed(1)}" height="${(y1 - y0).toFixed(1)}" ${STROKES[from]}/>`;
    // Labels bear their number at the left, predictions at the right, so that both can be read on one word.
    const x = from === "label" ? Math.max(0, x0 - TAG - 4) : Math.min(WIDTH - TAG, x1 + 4);
    const y = (y0 + y1) / 2;
    const colour = from === "label" ? "#0a7d3c" : "#c8281e";
    return (
      `${rect}<circle cx="${x + TAG / 2}" cy="${y}" r="${TAG / 2}" fill="${colour}"/>` +
      `<text x="${x + TAG / 2}" y="${y + 5}" font-size="15" font-weight="700" text-anchor="middle" fill="#fff">${number}</text>`
    );
  });
  return `<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="page ${page.number + 1}">${ground}${shapes.join("")}</svg>`;
}

async function failedHtml({ id, failures, pages }: FailedDocument, pictureOf: PictureOf): Promise<string> {
  const drawn: string[] = [];
  for (const { page, boxes } of pages) drawn.push(pageSvg(page, boxes, await pictureOf(page)));
  return `<section class="failed"><div>${drawn.join("")}</div><div><h3>${escapeText(id)}</h3>${failureRows(failures)}</div></section>\n`;
}

/**
 * The page, in pieces, so that it can be written while pictures are made. `left`: how many documents with failures are not in
 * `report.failed`.
 */
export async function* reportHtml(report: Report, pictureOf: PictureOf, left = 0): AsyncIterable<string> {
  const { about, evaluation, curves, failed } = report;
  const tasks = taskTable(evaluation);
  const lines = aboutLines(about).map(([name, text]) => `<tr><th>${name}</th><td>${escapeText(text)}</td></tr>`);
  yield `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>Evaluation: ${escapeText(about.data)}, ${escapeText(about.split)}</title><style>${STYLE}</style></head><body>\n` +
    `<h1>Evaluation</h1><table>${lines.join("")}</table>` +
    `<p>Documents: ${evaluation.documents}; questions and fields: ${evaluation.questions}.</p>\n` +
    `${tableHtml(questionTable(evaluation), "figures")}\n` +
    `${tasks.rows.length > 0 ? tableHtml(tasks, "figures") : ""}\n` +
    `${REMARKS.map((remark) => `<p class="remark">${escapeText(remark)}</p>`).join("")}\n` +
    `<h2>Confidence</h2><div class="charts">${reportCharts(curves).join("")}</div>\n` +
    `${curves.thresholds.length > 0 ? tableHtml(thresholdsTable(curves), "figures") : ""}\n` +
    `<h2>Failures</h2><p><span class="wanted">Solid green, number at the left: where the labels have it.</span> ` +
    `<span class="said">Broken red, number at the right: what the model points at.</span></p>\n`;
  for (const document of failed) yield await failedHtml(document, pictureOf);
  if (failed.length === 0) yield "<p>None.</p>\n";
  if (left > 0) yield `<p>${left} more documents with failures are in report.md and report.json.</p>\n`;
  yield "</body></html>\n";
}
