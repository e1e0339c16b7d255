import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { tiny } from "../runs/tiny.ts";

test("tiny() trains, stops, resumes, saves a loadable checkpoint and answers", async () => {
  const folder = mkdtempSync(join(tmpdir(), "docformer-tiny-"));
  try {
    const lines: Record<string, unknown>[] = [];
    const counts = await tiny(folder, 20, (line) => lines.push(line));
    const losses = lines.filter((line) => line.type === "step").map((line) => line.losses as Record<string, number>);
    assert.ok(losses.length >= 3, `log lines: ${JSON.stringify(lines)}`);
    const answer = losses.map((each) => each.answer).filter((loss) => loss !== undefined);
    assert.ok(answer.at(-1)! < answer[0], `the loss of answers falls: ${answer.join(", ")}`);
    assert.deepEqual(
      lines.filter((line) => line.type === "step").map((line) => line.step),
      [5, 10, 15, 20],
      "the resumed run goes on where the first was stopped",
    );
    assert.ok(counts.questions > 10);
    for (const file of ["config.json", "model.safetensors", "tokenizer.json"]) {
      assert.ok(existsSync(join(folder, "model", file)), file);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
