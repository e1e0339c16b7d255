/** What `evaluate` writes to folders: the report as JSON, Markdown and one HTML page, and files for the challenge's server. */
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Page } from "../document/document.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import type { Prediction } from "../tasks/prediction.ts";
import type { FailedDocument } from "../tasks/report/failures.ts";
import type { Report } from "../tasks/report/report.ts";
import { type DocVqaAnswer, docVqaAnswers, sroieKeys } from "../tasks/report/submission.ts";

/** Documents whose failures are drawn; a page of a receipt costs about 100 kB. */
export const MOST_DRAWN = 60;

/** Wide enough to read a page by; long tables may be long. */
const PICTURE = { width: 900, height: 2700, quality: 60 } as const;

async function pictureOf({ image }: Page): Promise<string | null> {
  if (!image) return null;
  const { encodeJpeg } = await import("../read/image.ts");
  const bytes = await encodeJpeg(await image.read(), PICTURE);
  return `data:image/jpeg;base64,${Buffer.from(bytes).toString("base64")}`;
}

/** Pages are drawn of the first documents; the others keep their failures as text. */
export function lighten(failed: FailedDocument, drawn: number): FailedDocument {
  return drawn < MOST_DRAWN ? failed : { ...failed, pages: [] };
}

/** How long the predictions took. */
export interface Speed {
  seconds: number;
  pagesPerSecond: number;
}

/** Writes report.json, report.md and report.html to `folder`. @param speed null: the predictions stood already */
export async function writeReport(folder: string, report: Report, speed: Speed | null): Promise<void> {
  const { reportMarkdown } = await import("../tasks/report/report.ts");
  const { reportHtml } = await import("../tasks/report/html.ts");
  await mkdir(folder, { recursive: true });
  const failures = report.failed.map(({ id, failures: list }) => ({ id, failures: list }));
  const { about, evaluation, curves } = report;
  await writeFile(
    join(folder, "report.json"),
    `${JSON.stringify({ about, ...evaluation, ...speed, curves, failures }, null, 2)}\n`,
  );
  await writeFile(join(folder, "report.md"), reportMarkdown(report));
  const drawn = { ...report, failed: report.failed.slice(0, MOST_DRAWN) };
  const html = reportHtml(drawn, pictureOf, report.failed.length - drawn.failed.length);
  await pipeline(Readable.from(html), createWriteStream(join(folder, "report.html")));
}

/** Files for the Robust Reading Competition, gathered document by document. */
export class Submission {
  readonly #folder: string;
  readonly #answers: DocVqaAnswer[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  async add(labelled: LabelledDocument, prediction: Prediction): Promise<void> {
    this.#answers.push(...docVqaAnswers(labelled, prediction));
    const keys = sroieKeys(labelled, prediction);
    if (!keys) return;
    await mkdir(join(this.#folder, "sroie"), { recursive: true });
    await writeFile(join(this.#folder, "sroie", keys.name), keys.text);
  }

  async finish(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    if (this.#answers.length > 0) await writeFile(join(this.#folder, "docvqa.json"), JSON.stringify(this.#answers));
  }
}
