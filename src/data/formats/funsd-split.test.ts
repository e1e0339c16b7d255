import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { funsdPart, funsdSplits } from "./funsd-split.ts";

test("funsdPart() takes the thirty ids of smallest SHA-256 for dev, in any order of the ids", () => {
  const ids = Array.from({ length: 149 }, (_, i) => `funsd-${i}`);
  const [dev, train] = [funsdPart("dev", ids), funsdPart("train", ids)];
  assert.deepEqual([dev.size, train.size], [30, 119]);
  const hash = (id: string) => createHash("sha256").update(id).digest("hex");
  const most = [...dev].map(hash).sort()[29];
  for (const id of train) assert.ok(!dev.has(id) && hash(id) > most);
  assert.deepEqual([...funsdPart("dev", ids.toReversed())].sort(), [...dev].sort());
});

test("funsdSplits() adds dev where train is published without it and is large enough", () => {
  assert.deepEqual(funsdSplits(["test", "train"], 149), ["dev", "test", "train"]);
  assert.deepEqual(funsdSplits(["train"], 30), ["train"]);
  assert.deepEqual(funsdSplits(["dev", "train"], 149), ["dev", "train"]);
  assert.deepEqual(funsdSplits(["test"], 0), ["test"]);
});
