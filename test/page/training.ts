/** Training, comparing and choosing models on the page, as a person does it; each step says what it saw. */
import assert from "node:assert/strict";
import type { Download, Page } from "playwright-core";
import type { Stand } from "./stand.ts";

/** Milliseconds that a step may take on a machine that many share. */
const PATIENCE = 1_200_000;

/** Sets the minutes, parts of one included, which the page does not propose; begins a run. */
export async function beginTraining(stand: Stand, page: Page, minutes: number): Promise<void> {
  await page.goto(`${stand.url}/#/train`);
  await page.getByRole("heading", { level: 1, name: "Train" }).waitFor();
  await page.evaluate('Object.assign(document.querySelector("input[type=range]"), { min: "0.1", step: "0.1" })');
  await page.locator("input[type=range]").fill(String(minutes));
  await page.getByRole("button", { name: /^Train for/ }).click();
  await page.locator(".badge.running").waitFor({ timeout: PATIENCE });
}

/** Waits until the curve of the run is drawn. */
export async function seeCurve(page: Page): Promise<void> {
  await page.locator(".plot canvas").waitFor({ timeout: PATIENCE });
}

/** Stops the run and goes on with it. @returns false where it had come to its end before */
export async function stopAndResume(page: Page): Promise<boolean> {
  if ((await page.locator(".badge.running").count()) === 0) return false;
  await page.getByRole("button", { name: "Stop" }).click();
  await page.locator(".badge.stopped").waitFor({ timeout: PATIENCE });
  await page.getByRole("button", { name: "Resume" }).click();
  await page.locator(".badge.running").waitFor({ timeout: PATIENCE });
  return true;
}

export async function seeDone(page: Page, minutes: number): Promise<void> {
  await page.locator(".badge.done").waitFor({ timeout: minutes * 60_000 + PATIENCE });
}

export interface ComparedRow {
  field: string;
  old: string;
  new: string;
  change: string;
  labels: string;
}

/** Compares what the page proposes; gives the rows of the table by field. */
export async function compare(page: Page): Promise<ComparedRow[]> {
  const chosen: string[] = await page.evaluate(
    '[...document.querySelectorAll(".compare select")].map((one) => one.value)',
  );
  assert.equal(new Set(chosen).size, 2, `two different models are proposed, not ${chosen.join(" and ")}`);
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await page.locator(".compared tbody tr").first().waitFor();
  await page.evaluate('document.querySelector(".compare").scrollIntoView()');
  const cells: string[][] = await page.evaluate(
    '[...document.querySelectorAll(".compared tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent))',
  );
  return cells.map(([field, old, now, change, labels]) => ({ field, old, new: now, change, labels }));
}

const modelRow = (page: Page, model: string) =>
  page.locator(".models li", { has: page.locator(`strong:text-is("${model}")`) });

/** Uses a model from now on. */
export async function activate(page: Page, model: string, button: string | RegExp): Promise<void> {
  await modelRow(page, model).getByRole("button", { name: button }).click();
  await modelRow(page, model).locator(".badge", { hasText: "in use" }).waitFor();
  await page.locator(".model-chip", { hasText: model }).waitFor();
}

export async function download(page: Page, model: string): Promise<Download> {
  const [got] = await Promise.all([
    page.waitForEvent("download"),
    modelRow(page, model)
      .getByRole("link", { name: /Download/ })
      .click(),
  ]);
  assert.equal(await got.failure(), null);
  return got;
}
