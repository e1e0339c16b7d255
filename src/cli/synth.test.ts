import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readLabelled } from "../data/common-format.ts";
import { SynthError, synth } from "./synth.ts";

test("synth() writes pages, images and labels, the same for the same seed", async () => {
  const base = mkdtempSync(join(tmpdir(), "docformer-synth-"));
  try {
    for (const name of ["a", "b"]) {
      const done = await synth({ out: join(base, name), count: 3, seed: "5", split: "dev", kind: "receipt" });
      assert.equal(done.documents, 3);
    }
    assert.equal(
      readFileSync(join(base, "a", "dev.jsonl"), "utf8"),
      readFileSync(join(base, "b", "dev.jsonl"), "utf8"),
    );
    let count = 0;
    for await (const labelled of readLabelled(join(base, "a"), "dev", { images: true })) {
      const [page] = labelled.document.pages;
      assert.equal(page.image?.width, page.width);
      assert.ok(labelled.questions.every((q) => q.kind && q.template && q.evidence && q.heldOut !== undefined));
      assert.equal(labelled.split, "dev");
      count++;
    }
    assert.equal(count, 3);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
});

test("synth() writes no images when not drawing and refuses what it cannot do", async () => {
  const base = mkdtempSync(join(tmpdir(), "docformer-synth-"));
  try {
    await synth({ out: base, count: 2, seed: "1", split: "x", draw: false });
    assert.equal(existsSync(join(base, "images")), false);
    const wrong = (change: object) =>
      assert.rejects(synth({ out: base, count: 1, seed: "1", split: "x", draw: false, ...change }), SynthError);
    await wrong({ count: 0 });
    await wrong({ kind: "novel" });
    await wrong({ split: "../x" });
    await wrong({ scan: 2 });
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
});
