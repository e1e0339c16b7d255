/** `--draw out.png`: pages with boxes on them as PNG files. Which boxes is for the verb to say. */
import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import type { Document, Page, Pixels } from "../document/document.ts";
import type { DrawnArrow, DrawnBox } from "../read/draw.ts";
import { UsageError } from "./failure.ts";
import type { Context } from "./program.ts";

/** Longest side of the white sheet that stands for a page without an image. */
const SHEET = 1200;

export interface DrawnPage {
  page: Page;
  boxes: DrawnBox[];
  arrows?: DrawnArrow[];
}

/** Refuses names that are no PNG, before anything is read. @throws UsageError */
export function checkDrawName(name: string | undefined): void {
  if (name !== undefined && extname(name).toLowerCase() !== ".png") {
    throw new UsageError(`--draw writes PNG: "${name}" must end in .png`);
  }
}

/** The file of a page: `name` itself for a document of one page, else with the page's number, counted from 1. */
export function drawName(name: string, page: number, pages: number): string {
  return pages === 1 ? name : `${name.slice(0, -extname(name).length)}-${page + 1}${extname(name)}`;
}

function sheet({ width, height }: Page): Pixels {
  const scale = SHEET / Math.max(width, height);
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  return { ...size, data: new Uint8Array(size.width * size.height * 3).fill(255) };
}

/** Writes `drawn`, pages of `document`, and remarks each file. */
export async function drawPages(
  name: string,
  document: Document,
  drawn: readonly DrawnPage[],
  context: Context,
): Promise<void> {
  const { drawBoxes } = await import("../read/draw.ts");
  for (const { page, boxes, arrows } of drawn) {
    context.signal.throwIfAborted();
    const file = drawName(name, page.number, document.pages.length);
    await writeFile(file, await drawBoxes(page.image ? await page.image.read() : sheet(page), boxes, { arrows }));
    context.terminal.remark(`drawn: ${file}`);
  }
}
