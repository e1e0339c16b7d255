/** What writers of layouts share: names, images, pixels, files. Knows no layout. */
import { copyFile, mkdir, open, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { toPixels } from "../../document/box.ts";
import type { Page, Word } from "../../document/document.ts";
import type { LabelledDocument, LabelledQuestion } from "../../document/labelled.ts";
import { encodePng } from "../../read/image.ts";
import { FormatError } from "../common-format.ts";

/** The document's id as a file name, without the `prefix` that readers of the layout put before it. */
export function stemOf({ id }: LabelledDocument, prefix: string): string {
  return (id.startsWith(prefix) ? id.slice(prefix.length) : id).replace(/[^\p{L}\p{N}._-]+/gu, "_");
}

/** Size of the page in pixels of its image; in its own unit where it has none. */
export function pixelSize(page: Page): { width: number; height: number } {
  const { width, height } = page.image ?? page;
  return { width, height };
}

/** Whole pixels of `box`. */
export function pixelBox(box: Readonly<Word["box"]>, page: Page): number[] {
  return toPixels(box, pixelSize(page)).map(Math.round);
}

/** Eight whole pixels, clockwise from the top left: the form of many layouts. */
export function pixelQuad(box: Readonly<Word["box"]>, page: Page): number[] {
  const [x0, y0, x1, y1] = pixelBox(box, page);
  return [x0, y0, x1, y0, x1, y1, x0, y1];
}

/** The only page. @throws FormatError where the layout cannot hold the document for its number of pages */
export function onlyPage({ id, document }: LabelledDocument, layout: string, file: string): Page {
  if (document.pages.length === 1) return document.pages[0];
  const found = document.pages.length === 0 ? "none" : document.pages.length;
  throw new FormatError(file, 0, "pages", `${layout} holds documents of one page, and ${id} has ${found}`);
}

/** The questions. @throws FormatError where there are none: the layout lists questions, so the document would be lost */
export function neededQuestions({ id, questions }: LabelledDocument, layout: string, file: string): LabelledQuestion[] {
  if (questions.length > 0) return questions;
  throw new FormatError(file, 0, "", `${layout} holds documents by their questions, and ${id} has none`);
}

/** Ids that are numerals as numbers, as the question sets have them. */
export function numberedId(id: string): string | number {
  return /^\d{1,15}$/.test(id) && String(Number(id)) === id ? Number(id) : id;
}

/**
 * Writes the image of `page` as `folder`/`name` with the ending that fits: the file itself where there is one, else PNG.
 * @returns the name with its ending; null where the page has no image
 */
export async function storeImage(page: Page, folder: string, name: string): Promise<string | null> {
  const { image } = page;
  if (!image) return null;
  const stored = name + (image.file ? extname(image.file).toLowerCase() : ".png");
  await mkdir(dirname(join(folder, stored)), { recursive: true });
  if (image.file) await copyFile(image.file, join(folder, stored));
  else await writeFile(join(folder, stored), await encodePng(await image.read()));
  return stored;
}

/** As `storeImage`, for layouts whose files mean nothing without the image. @throws FormatError */
export async function storeNeededImage(page: Page, folder: string, name: string, id: string): Promise<string> {
  const stored = await storeImage(page, folder, name);
  if (stored !== null) return stored;
  throw new FormatError(folder, 0, "", `${id} has no image of its page, which this layout cannot do without`);
}

/** Writes a file, making its folder. */
export async function writeText(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeText(file, `${JSON.stringify(value)}\n`);
}

/** Writes `lines` as they come. @returns how many */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<number> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, "w");
  let count = 0;
  try {
    for await (const line of lines) {
      await handle.write(`${line}\n`);
      count++;
    }
  } finally {
    await handle.close();
  }
  return count;
}
