import assert from "node:assert/strict";
import { test } from "node:test";
import { damage, damageRates } from "./damage.ts";
import { synthesize } from "./synthesize.ts";

test("damage() changes words, keeps evidence, and is the same for the same seed", () => {
  let changed = 0;
  let words = 0;
  let kept = 0;
  let asked = 0;
  let partial = 0;
  let copies = 0;
  for (let seed = 0; seed < 120; seed++) {
    const { labelled } = synthesize({ seed });
    const hurt = damage(labelled, seed, damageRates(0.7));
    assert.deepEqual(damage(labelled, seed, damageRates(0.7)), hurt);
    const [before] = labelled.document.pages;
    const [after] = hurt.document.pages;
    const texts = new Set(before.words.map((w) => w.text));
    words += after.words.length;
    changed += after.words.filter((w) => !texts.has(w.text)).length;
    asked += labelled.questions.length;
    kept += hurt.questions.length;
    after.words.forEach((word, i) => {
      assert.ok(after.lines[word.line].words.includes(i));
      assert.ok(word.text.length > 0 && word.box[2] > word.box[0] && word.box[3] > word.box[1]);
    });
    for (const question of hurt.questions) {
      for (const run of question.evidence ?? []) for (const w of run.words) assert.ok(w < after.words.length);
      if (question.operation !== "copy") continue;
      copies++;
      const text = question.evidence!.map((run) => run.words.map((w) => after.words[w].text).join(" ")).join(" | ");
      if (text !== question.answers[0]) {
        partial++;
        // Only a word that grew together at a colon holds more than the answer.
        assert.ok(text.includes(":"), `${text} / ${question.answers[0]}`);
      }
    }
  }
  assert.ok(changed / words > 0.04 && changed / words < 0.25, `${changed} of ${words}`);
  assert.ok(kept / asked > 0.93, `${kept} of ${asked}`);
  assert.ok(partial / copies < 0.06, `${partial} of ${copies}`);
});

test("damage() with rates of 0 changes nothing", () => {
  const { labelled } = synthesize({ seed: 4, kind: "invoice" });
  const same = damage(labelled, 1, { ...damageRates(0), jitter: 0 });
  assert.deepEqual(same.document, labelled.document);
  assert.deepEqual(same.questions, labelled.questions);
});
