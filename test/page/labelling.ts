/** How a person labels a document on the page, field by field: by accepting, by clicking words, by typing, as absent. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { DocumentJson } from "../../src/document/schema.ts";
import type { Answer } from "../../src/tasks/answer.ts";
import { exactMatch } from "../../src/tasks/metrics/exact-match.ts";
import type { LabelField } from "../../src/workspace/label.ts";
import type { Stand } from "./stand.ts";

export interface OpenedDocument {
  id: string;
  name: string;
  status: string;
  document: DocumentJson;
  label: {
    version: number;
    fields: Record<string, LabelField>;
  };
  prediction: { model: string; fields: Record<string, Answer> } | null;
}

/** Opens a document of the list by its id, and waits until its fields are there. */
export async function openDocument(stand: Stand, page: Page, id: string): Promise<OpenedDocument> {
  // By way of the list: a document that is open already would stay as it is, turned and zoomed.
  await page.goto(`${stand.url}/#/`);
  await page.getByRole("heading", { level: 1, name: "Documents" }).waitFor();
  await page.goto(`${stand.url}/#/doc/${id}/1`);
  await page.locator(".field.active, .review").first().waitFor();
  return stand.api<OpenedDocument>(`/documents/${id}`);
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** Where `value` stands on a page, as neighbouring words in the order of reading. */
export function findWords(document: DocumentJson, value: string): { page: number; words: number[] } | null {
  const wanted = plain(value);
  for (const page of document.pages) {
    for (let first = 0; first < page.words.length; first++) {
      let text = "";
      for (let last = first; last < page.words.length && text.length < wanted.length; last++) {
        text += plain(page.words[last].text);
        if (text !== "" && text === wanted && plain(page.words[first].text) !== "") {
          return { page: page.number, words: Array.from({ length: last - first + 1 }, (_, i) => first + i) };
        }
      }
    }
  }
  return null;
}

/** The middle of a word on the screen. */
export async function wordPoint(page: Page, document: DocumentJson, at: number, word: number) {
  const box = document.pages[at].words[word].box;
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  await page.evaluate(`{
    const stage = document.querySelector(".turn"), frame = document.querySelector(".frame");
    frame.scrollTo(${x} * stage.clientWidth - frame.clientWidth / 2, ${y} * stage.clientHeight - frame.clientHeight / 2);
  }`);
  const stage = await page.locator(".turn").boundingBox();
  assert.ok(stage);
  return { x: stage.x + stage.width * x, y: stage.y + stage.height * y };
}

/** Turns to a page of the document. */
export async function turnTo(page: Page, at: number): Promise<void> {
  for (let i = 0; i < 20; i++) {
    const shown = Number(/^(\d+)/.exec((await page.locator(".tools .zoom").last().textContent()) ?? "")?.[1]) - 1;
    if (shown === at) return;
    await page.keyboard.press(shown < at ? "Alt+ArrowRight" : "Alt+ArrowLeft");
    await page.waitForTimeout(50);
  }
}

export type Way = "accepted" | "words" | "typed" | "absent";

/** Labels one field with what is right; null: it is not in the document. Says how. */
export async function labelField(
  page: Page,
  { document, prediction }: OpenedDocument,
  field: string,
  right: string | null,
): Promise<Way> {
  const row = page.locator(".field-head", {
    has: page.locator(`.field-title:text-is("${field.replaceAll("_", " ")}")`),
  });
  if ((await row.getAttribute("aria-expanded")) !== "true") await row.click();
  await row.focus();
  const answer = prediction?.fields[field];
  const said = answer ? (answer.status === "absent" ? null : answer.text) : undefined;
  if (said !== undefined && (said === null ? right === null : right !== null && exactMatch(said, right))) {
    await page.keyboard.press("Enter");
    return "accepted";
  }
  if (right === null) {
    await page.keyboard.press("0");
    return "absent";
  }
  const place = findWords(document, right);
  if (place) {
    await turnTo(page, place.page);
    for (const [i, word] of [place.words[0], ...place.words.slice(1)].entries()) {
      const { x, y } = await wordPoint(page, document, place.page, word);
      // Shift adds a word; on the first one it lets the word be chosen through the box of another field.
      await page.keyboard.down("Shift");
      await page.mouse.click(x, y);
      await page.keyboard.up("Shift");
      if (i === 0) await page.locator(".field.active.labelled").waitFor();
    }
    return "words";
  }
  await page.keyboard.press("e");
  await page.locator("#value").fill(right);
  await page.keyboard.press("Enter");
  return "typed";
}
