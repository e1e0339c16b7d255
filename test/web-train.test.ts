/**
 * A model trained on the page of web/ by a person: curves, stop, resume, the comparison with the old model, its use, its download and
 * the way back. In a real browser on a real server, with a tiny model; the same on real documents is `npm run walk`.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type OpenedDocument, openDocument } from "./page/labelling.ts";
import { noBrowser, Stand } from "./page/stand.ts";
import { prepare } from "./page/tiny-workspace.ts";
import * as training from "./page/training.ts";

const stand = new Stand();
const missing = noBrowser();
/** Of training; the page proposes whole ones. */
const MINUTES = 0.6;

after(() => stand.close());

/** How sure the server's verbs are of an answer: it tells which model gave it. */
async function sureness(document: string): Promise<number> {
  const response = await fetch(`${stand.url}/v1/ask`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ document, questions: ["What is the first?"] }),
  });
  const [{ confidence }] = (await response.json()) as { confidence: number }[];
  return confidence;
}

test("a model is trained on the page, stopped, resumed, compared, used and taken back", {
  skip: missing ?? false,
  timeout: 900_000,
}, async () => {
  const ids = await prepare(stand, 12, true);
  await stand.start();
  const page = await stand.open();
  const before = await sureness(ids[0]);
  await training.beginTraining(stand, page, MINUTES);
  await training.seeCurve(page);
  assert.ok(await training.stopAndResume(page), "the run is long enough to be stopped");
  await stand.look(page, "training");
  await training.seeDone(page, MINUTES);
  const rows = await training.compare(page);
  assert.deepEqual(rows.map((row) => row.field).sort(), ["first", "second"]);
  await stand.look(page, "compared");
  await page.route("**/activate", (route) =>
    route.fulfill({ status: 500, json: { error: { code: "internal-error", message: "The disk cannot be written." } } }),
  );
  await page.getByRole("button", { name: "Use it now" }).click();
  await page.getByRole("alert").getByText("The disk cannot be written.").waitFor();
  await stand.look(page, "a model that is not used");
  await page.unroute("**/activate");
  await training.activate(page, "m1", "Use it now");
  assert.notEqual(await sureness(ids[0]), before, "the verbs answer by the new model");
  assert.match((await training.download(page, "m1")).suggestedFilename(), /m1\.tar\.gz$/);
  await openDocument(stand, page, ids[0]);
  await page.getByRole("button", { name: "Predict" }).click();
  await page.locator(".activity.done", { hasText: "Predict" }).waitFor();
  assert.equal((await stand.api<OpenedDocument>(`/documents/${ids[0]}`)).prediction?.model, "m1");
  await page.goto(`${stand.url}/#/trust`);
  await page.getByRole("heading", { level: 1, name: "Trust" }).waitFor();
  await stand.look(page, "trust");
  await page.goto(`${stand.url}/#/train`);
  await training.activate(page, "base", "Roll back to it");
  assert.equal(await sureness(ids[0]), before, "the verbs answer by the old model again");
  assert.deepEqual([stand.errors, stand.foreign], [[], []]);
});
