import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { smallPdf } from "../../test/small-pdf.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import { disposeEngines } from "../read/engines.ts";
import { encodePng } from "../read/image.ts";
import { keptPage, PageFolderError, readPageFolder, rereadPages } from "./page-folder.ts";
import { drawScene } from "./synthetic/draw.ts";
import { synthesize } from "./synthetic/synthesize.ts";

let root: string;
let folder: string;
const made = synthesize({ seed: 12, kind: "label" });
const drawn = drawScene(made.scene);

/** Two words of Textract's, as the Industry Documents Library wraps them. */
const textract = [
  "f/fbb0000",
  {
    Blocks: ["Invoice", "4711"].map((Text, i) => ({
      BlockType: "WORD",
      Id: `w${i}`,
      Page: 1,
      Confidence: 99,
      Text,
      Geometry: { BoundingBox: { Left: 0.1 + 0.3 * i, Top: 0.1, Width: 0.2, Height: 0.03 } },
    })),
  },
];

before(async () => {
  root = mkdtempSync(join(tmpdir(), "docformer-folder-"));
  folder = join(root, "files");
  mkdirSync(join(folder, "deep"), { recursive: true });
  const content = (text: string) => `BT /F1 24 Tf 60 700 Td (${text}) Tj ET`;
  writeFileSync(
    join(folder, "two.pdf"),
    smallPdf([{ content: content("First page") }, { content: content("Second one") }]),
  );
  writeFileSync(join(folder, "deep", "textract.json"), JSON.stringify(textract));
  writeFileSync(join(folder, "page.png"), await encodePng(drawn));
  writeFileSync(join(folder, "broken.json"), '{ "pages": [ { "words": [');
  writeFileSync(join(folder, "notes.txt"), "no document at all");
});
after(async () => {
  await disposeEngines();
  rmSync(root, { recursive: true });
});

const options = () => ({ cache: join(root, "cache"), ocr: "tiny" as const });
const textOf = (file: Parameters<typeof keptPage>[0], index = 0) =>
  keptPage(file, index)
    .words.map((word) => word.text)
    .join(" ");

test("readPageFolder() reads PDFs, images and OCR results once, and names what it cannot read", async () => {
  const seen: boolean[] = [];
  const onProgress = ({ cached }: { cached: boolean }) => seen.push(cached);
  const first = await readPageFolder(folder, { ...options(), onProgress });
  assert.deepEqual(
    first.files.map(({ name, pages }) => [name, pages]),
    [
      ["deep/textract.json", 1],
      ["page.png", 1],
      ["two.pdf", 2],
    ],
  );
  assert.deepEqual(
    first.problems.map(({ name }) => name),
    ["broken.json"],
  );
  assert.equal(textOf(first.files[0]), "Invoice 4711");
  assert.equal(textOf(first.files[2], 1), "Second one");
  // What stands on the drawn page is found by OCR, and its small picture is kept.
  const page = keptPage(first.files[1], 0);
  const truth = new Set(made.labelled.document.pages[0].words.map((word) => word.text.toLowerCase()));
  const right = page.words.filter((word) => truth.has(word.text.toLowerCase())).length;
  assert.ok(right > truth.size / 2, `${right} of ${truth.size} words are right`);
  assert.ok(page.image && Math.max(page.image.width, page.image.height) <= 256);
  assert.equal(keptPage(first.files[0], 0).image, undefined);

  assert.deepEqual(seen, [false, false, false, false, false]);
  seen.length = 0;
  const second = await readPageFolder(folder, { ...options(), onProgress });
  assert.deepEqual(second, first);
  assert.deepEqual(seen, [true, true, true, true, true]);
});

test("readPageFolder() knows a file by its content, wherever it lies", async () => {
  const moved = join(root, "moved");
  mkdirSync(moved, { recursive: true });
  writeFileSync(join(moved, "other-name"), JSON.stringify(textract));
  let cached: boolean | undefined;
  const { files } = await readPageFolder(moved, { ...options(), onProgress: (progress) => (cached = progress.cached) });
  assert.equal(cached, true);
  assert.equal(textOf(files[0]), "Invoice 4711");
});

test("rereadPages() reads the page images of labelled documents as if nothing were known of them", async () => {
  const { labelled } = made;
  const [page] = labelled.document.pages;
  const image = { ...drawn, thumbnail: drawn, read: async () => drawn };
  const pictured = {
    ...labelled,
    document: { ...labelled.document, pages: [{ ...page, words: [], lines: [], image }] },
  };
  async function* documents(): AsyncIterable<LabelledDocument> {
    yield pictured;
    yield labelled;
  }
  const { files } = await rereadPages(documents(), options());
  assert.equal(files.length, 1);
  assert.equal(files[0].name, `${labelled.id} page 1`);
  assert.ok(keptPage(files[0], 0).words.length > 3);
});

test("keptPage() says which folder to delete when a kept page is damaged", async () => {
  const { files } = await readPageFolder(join(folder, "deep"), options());
  writeFileSync(join(files[0].place, "0.json.gz"), "cut off");
  assert.throws(
    () => keptPage(files[0], 0),
    (error) => error instanceof PageFolderError && error.message.includes(`delete ${files[0].place}`),
  );
});
