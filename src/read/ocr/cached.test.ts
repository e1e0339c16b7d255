import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { cachedEngine } from "./cached.ts";
import type { OcrEngine } from "./engine.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-ocr-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const page = (value: number, width = 4) => ({
  width,
  height: 8 / width,
  data: new Uint8Array(24).fill(value),
});

function counting(name: string) {
  const engine: OcrEngine & { runs: number } = {
    name,
    runs: 0,
    async recognize(pixels) {
      engine.runs++;
      return [{ text: `${name} ${pixels.data[0]}`, box: [0, 0, 0.5, 1], confidence: null, angle: 1.5 }];
    },
  };
  return engine;
}
const files = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

test("cachedEngine() reads a page once, in this and in later processes", async () => {
  const engine = counting("a");
  const first = await cachedEngine(engine, folder).recognize(page(1));
  const second = await cachedEngine(engine, folder).recognize(page(1));
  assert.equal(engine.runs, 1);
  assert.deepEqual(second, first);
  assert.equal(cachedEngine(engine, folder).name, "a");
  assert.equal(files().length, 1);
});

test("cachedEngine() tells pixels, sizes, engines and regions apart", async () => {
  const [a, b] = [counting("x"), counting("y")];
  await cachedEngine(a, folder).recognize(page(1));
  await cachedEngine(a, folder).recognize(page(2));
  await cachedEngine(a, folder).recognize(page(1, 2));
  await cachedEngine(a, folder).recognize(page(1), { skip: [[0, 0, 1, 0.5]] });
  assert.equal(a.runs, 4);
  assert.equal((await cachedEngine(b, folder).recognize(page(1)))[0].text, "y 1");
});

test("cachedEngine() reads anew where its file is broken", async () => {
  const engine = counting("z");
  const before = new Set(files().map(({ name }) => name));
  await cachedEngine(engine, folder).recognize(page(9));
  const own = files().find(({ name }) => !before.has(name));
  assert.ok(own);
  writeFileSync(join(own.parentPath, own.name), '{"words":[{"te');
  assert.equal((await cachedEngine(engine, folder).recognize(page(9)))[0].text, "z 9");
  await cachedEngine(engine, folder).recognize(page(9));
  assert.equal(engine.runs, 2);
});
