import assert from "node:assert/strict";
import { test } from "node:test";
import { TokenizerError } from "./errors.ts";
import { loadTokenizer } from "./tokenizer.ts";
import { formatTokenizerJson } from "./tokenizer-json.ts";
import { trainUnigram } from "./train-unigram.ts";

const words = ["total", "totals", "subtotal", "state", "tax", "taxes", "taxable", "change", "4.32", "0.21", "5.00"];
const lines = Array.from({ length: 120 }, (_, i) => `${words[i % 11]} ${words[(i * 7) % 11]} ${words[(i * 3) % 11]}`);
const options = { vocabularySize: 256 + 3 + 40, specials: ["<pad>", "</s>", "<unk>"] };
const json = trainUnigram(lines, options);

test("trainUnigram() learns frequent words whole and gives special tokens the first ids", () => {
  const { vocab, unk_id, byte_fallback } = json.model;
  assert.ok(vocab.length <= options.vocabularySize, `${vocab.length}`);
  assert.ok(vocab.length > 256 + 3 + 10);
  assert.deepEqual(
    vocab.slice(0, 4).map(([piece]) => piece),
    ["<pad>", "</s>", "<unk>", "<0x00>"],
  );
  assert.deepEqual([unk_id, byte_fallback], [2, true]);
  const tokenizer = loadTokenizer(json);
  assert.equal(tokenizer.encode("total").length, 1);
  assert.equal(tokenizer.encode("tax").length, 1);
});

test("trainUnigram() cuts digits apart and writes what it never saw in bytes", () => {
  const tokenizer = loadTokenizer(json);
  for (const [piece] of json.model.vocab.slice(259)) assert.ok(!/\d./.test(piece) && !/.\d/.test(piece), piece);
  for (const text of ["Total: 4.32 €", "zebra 语", "", "  two  blanks "]) {
    assert.equal(tokenizer.decode(tokenizer.encode(text)), text);
  }
});

test("trainUnigram() gives the same file for the same text", () => {
  assert.equal(formatTokenizerJson(trainUnigram(lines, options)), formatTokenizerJson(json));
});

test("trainUnigram() orders pieces by probability", () => {
  const scores = json.model.vocab.slice(259).map(([, score]) => score);
  assert.deepEqual(
    scores,
    [...scores].sort((a, b) => b - a),
  );
  assert.ok(scores.every((score) => score < 0));
});

test("trainUnigram() folds case where asked, and progress ends within the wish", () => {
  const rounds: number[] = [];
  const folded = trainUnigram(["TOTAL Total total tax TAX"], {
    ...options,
    lowercase: true,
    onProgress: ({ pieces }) => rounds.push(pieces),
  });
  assert.ok(folded.model.vocab.every(([piece]) => piece.startsWith("<") || piece === piece.toLowerCase()));
  assert.ok((rounds.at(-1) as number) <= 40);
  assert.deepEqual(loadTokenizer(folded).encode("TOTAL"), loadTokenizer(folded).encode("total"));
});

test("trainUnigram() refuses a size without room, and special tokens without <unk>", () => {
  const fails = (over: Partial<typeof options>, field: string) =>
    assert.throws(
      () => trainUnigram(lines, { ...options, ...over }),
      (error) => error instanceof TokenizerError && error.field === field,
    );
  fails({ vocabularySize: 259 }, "vocabularySize");
  fails({ specials: ["<pad>"] }, "specials");
});
