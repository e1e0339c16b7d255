import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { unicode } from "../../test/unicode.ts";
import { TokenizerError } from "./errors.ts";
import { wellFormed } from "./normalizer.ts";
import { loadTokenizer } from "./tokenizer.ts";
import { formatTokenizerJson, parseTokenizerJson, type TokenizerJson } from "./tokenizer-json.ts";

const seed = 31;
const path = join(import.meta.dirname, "..", "..", "models", "mini", "tokenizer.json");
const mini = loadTokenizer(readFileSync(path, "utf8"));

/** What the shipped vocabulary keeps: it folds case, and a lone surrogate has no bytes. */
const kept = (text: string) => wellFormed(text).toLowerCase();
const anything = fc.oneof(
  unicode(30),
  fc
    .array(
      fc.constantFrom(
        "▁",
        " ",
        "\n",
        "\u0000",
        "Total",
        "4.32",
        "İ",
        "Σ",
        "é",
        "语",
        "<0x41>",
        "</s>",
        "👩‍👧",
        "\ufeff",
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join("")),
);

test("decode() gives back any Unicode text that encode() was given", () => {
  fc.assert(
    fc.property(anything, (text) => assert.equal(mini.decode(mini.encode(text)), kept(text))),
    { seed, numRuns: 300 },
  );
});

test("encode() takes lone surrogates for U+FFFD, whatever stands beside them", () => {
  const units = fc.array(fc.oneof(fc.integer({ min: 0xd7f0, max: 0xe00f }), fc.integer({ min: 0, max: 0xffff })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(units, (codes) => {
      const text = String.fromCharCode(...codes);
      assert.equal(mini.decode(mini.encode(text)), kept(text));
    }),
    { seed },
  );
  assert.equal(mini.decode(mini.encode("a\ud800b")), "a\ufffdb");
});

test("encode() falls back on bytes and knows no unknown token", () => {
  const ids = mini.encode("𒀀");
  assert.deepEqual(
    ids.slice(-4).map((id) => mini.pieceOf(id)),
    ["<0xF0>", "<0x92>", "<0x80>", "<0x80>"],
  );
  fc.assert(
    fc.property(anything, (text) => assert.ok(!mini.encode(text).includes(mini.idOf("<unk>") as number))),
    { seed },
  );
});

test("encode() never takes text for a special token unless asked", () => {
  const end = mini.idOf("</s>") as number;
  assert.ok(!mini.encode("a </s> <absent>").some((id) => id === end || id === mini.idOf("<absent>")));
  assert.ok(mini.encode("a </s>", { matchSpecials: true }).includes(end));
  assert.equal(mini.encode("a", { template: true }).at(-1), end);
  assert.equal(mini.decode([end, ...mini.encode("a")]), "a");
  assert.equal(mini.decode([...mini.encode("a"), end], { specials: "keep" }), "a</s>");
});

test("each digit is a piece of its own", () => {
  for (const id of mini.encode("1234567890 v2.13 4.32")) {
    const piece = mini.pieceOf(id) as string;
    assert.ok(!/\d/.test(piece) || /^\d$/.test(piece), piece);
  }
});

test("encodeWords() gives every word at least one id and each id its word", () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 8 }), (words) => {
      const { ids, word } = mini.encodeWords(words);
      assert.equal(ids.length, word.length);
      words.forEach((text, i) => {
        const own = ids.filter((_, j) => word[j] === i);
        assert.ok(own.length > 0);
        assert.deepEqual(own, mini.encodeWord(text));
        assert.equal(mini.decode(own), kept(text));
      });
      assert.deepEqual(
        word,
        [...word].sort((a, b) => a - b),
      );
    }),
    { seed },
  );
});

test("decode() leaves out ids that do not exist and makes U+FFFD of broken bytes", () => {
  assert.equal(mini.decode([-1, mini.vocabularySize, ...mini.encode("total")]), "total");
  const byte = (value: string) => mini.idOf(value) as number;
  const [a] = mini.encode("a");
  assert.equal(mini.decode([a, byte("<0xE2>"), byte("<0x82>"), byte("<0xAC>"), byte("<0xFF>")]), "a€\ufffd");
});

test("formatTokenizerJson() writes what parseTokenizerJson() reads", () => {
  const json = parseTokenizerJson(readFileSync(path, "utf8"));
  assert.deepEqual(parseTokenizerJson(formatTokenizerJson(json)), json);
});

const BLANK = "▁";
/** The form of T5's fast tokenizer, small. */
const t5 = (normalizer: TokenizerJson["normalizer"]): TokenizerJson => ({
  added_tokens: [
    { id: 0, content: "<pad>", special: true },
    { id: 1, content: "</s>", special: true },
    { id: 2, content: "<unk>", special: true },
    { id: 9, content: "<extra_id_0>", special: true },
  ],
  normalizer,
  pre_tokenizer: {
    type: "Sequence",
    pretokenizers: [{ type: "WhitespaceSplit" }, { type: "Metaspace", replacement: BLANK, add_prefix_space: true }],
  },
  post_processor: {
    type: "TemplateProcessing",
    single: [{ Sequence: { id: "A", type_id: 0 } }, { SpecialToken: { id: "</s>", type_id: 0 } }],
    special_tokens: { "</s>": { id: "</s>", ids: [1], tokens: ["</s>"] } },
  },
  decoder: { type: "Metaspace", replacement: BLANK, add_prefix_space: true },
  model: {
    type: "Unigram",
    unk_id: 2,
    vocab: [
      ["<pad>", 0],
      ["</s>", 0],
      ["<unk>", 0],
      [BLANK, -2],
      [`${BLANK}total`, -3],
      ["tot", -4],
      ["al", -4],
      ["s", -3.5],
      ["fi", -3],
    ],
  },
});

test("loadTokenizer() reads a T5 tokenizer with a normaliser that is not precompiled", () => {
  const tokenizer = loadTokenizer(t5({ type: "Sequence", normalizers: [{ type: "NFKC" }, { type: "Lowercase" }] }));
  assert.equal(tokenizer.vocabularySize, 10);
  assert.deepEqual(tokenizer.encode("Total  totals", { template: true }), [4, 4, 7, 1]);
  // NFKC takes the ligature apart; neighbouring unknown characters are one unknown token.
  assert.deepEqual(tokenizer.encode("ﬁ xyz"), [3, 8, 3, 2]);
  assert.equal(tokenizer.decode([4, 3, 8, 1]), "total fi");
  assert.deepEqual(tokenizer.encode("total<extra_id_0>", { matchSpecials: true }), [4, 9]);
});

test("loadTokenizer() applies a precompiled charsmap", () => {
  // A double array of 512 units with one entry, "T" -> "t".
  const units = new Uint32Array(512);
  units[0] = 256 << 10;
  units[256 ^ 0x54] = (1 << 10) | (1 << 8) | 0x54;
  units[256 ^ 0x54 ^ 1] = 0x80000000;
  const bytes = new Uint8Array(4 + 2048 + 2);
  new DataView(bytes.buffer).setUint32(0, 2048, true);
  bytes.set(new Uint8Array(units.buffer), 4);
  bytes.set([0x74, 0], 4 + 2048);
  const charsmap = btoa(String.fromCharCode(...bytes));
  const tokenizer = loadTokenizer(t5({ type: "Precompiled", precompiled_charsmap: charsmap }));
  assert.deepEqual(tokenizer.encode("Total"), [4]);
  assert.throws(() => loadTokenizer(t5({ type: "Precompiled", precompiled_charsmap: "AAAA" })), TokenizerError);
});

test("loadTokenizer() names the field that it cannot read", () => {
  const fails = (file: string | TokenizerJson, field: string) =>
    assert.throws(
      () => loadTokenizer(file),
      (error) => error instanceof TokenizerError && error.field === field,
    );
  fails("{", "tokenizer.json");
  fails(t5({ type: "Magic" }), "normalizer.type");
  fails(t5({ type: "Sequence", normalizers: [{ type: "NFC" }, { type: "Magic" }] }), "normalizer.normalizers[1].type");
  fails({ ...t5(null), pre_tokenizer: { type: "ByteLevel" } }, "pre_tokenizer.type");
  fails({ ...t5(null), decoder: { type: "WordPiece" } }, "decoder.type");
  fails({ ...t5(null), model: { ...t5(null).model, unk_id: 77 } }, "model.unk_id");
  fails(JSON.stringify({ model: { type: "BPE" } }), "model.type");
});
