/**
 * The file form: Hugging Face's tokenizer.json with a Unigram model, as T5's fast tokenizers have it and as our trained ones
 * are written. Only what is read here is typed. Checks the shape; knows no segmentation.
 */
import { bytePiece } from "./decoder.ts";
import { TokenizerError } from "./errors.ts";
import type { Component } from "./normalizer.ts";
import { BLANK } from "./pre-tokenizer.ts";

export interface AddedToken {
  id: number;
  content: string;
  /** Takes part in no text: removed when decoding. */
  special?: boolean;
  /** Matched on normalised text. */
  normalized?: boolean;
  single_word?: boolean;
  lstrip?: boolean;
  rstrip?: boolean;
}

export interface TokenizerJson {
  version?: string;
  truncation?: unknown;
  padding?: unknown;
  added_tokens: AddedToken[];
  normalizer: Component | null;
  pre_tokenizer: Component | null;
  post_processor: Component | null;
  decoder: Component | null;
  model: {
    type: "Unigram";
    unk_id: number | null;
    byte_fallback?: boolean;
    /** Piece and its logarithm of probability, by id. */
    vocab: [string, number][];
  };
}

/**
 * Reads and checks a tokenizer.json.
 * @throws TokenizerError naming the field.
 */
export function parseTokenizerJson(text: string): TokenizerJson {
  let json: Partial<TokenizerJson>;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new TokenizerError("tokenizer.json", "is not JSON", { cause });
  }
  const model = json?.model;
  if (!model || (model.type ?? "Unigram") !== "Unigram") {
    throw new TokenizerError("model.type", `"${model?.type}" is not "Unigram", the one kind that is read here`);
  }
  if (!Array.isArray(model.vocab) || model.vocab.length === 0) {
    throw new TokenizerError("model.vocab", "is no list of [piece, score]");
  }
  model.vocab.forEach((entry, id) => {
    if (!Array.isArray(entry) || typeof entry[0] !== "string" || typeof entry[1] !== "number") {
      throw new TokenizerError(`model.vocab[${id}]`, `${JSON.stringify(entry)} is not [piece, score]`);
    }
  });
  const unknown = model.unk_id ?? null;
  if (unknown !== null && !model.vocab[unknown]) {
    throw new TokenizerError("model.unk_id", `${unknown} is not an id of the ${model.vocab.length} pieces`);
  }
  const added = json.added_tokens ?? [];
  added.forEach((token, i) => {
    if (!Number.isInteger(token?.id) || typeof token.content !== "string" || token.content === "") {
      throw new TokenizerError(`added_tokens[${i}]`, `${JSON.stringify(token)} lacks id or content`);
    }
  });
  return {
    added_tokens: added,
    normalizer: json.normalizer ?? null,
    pre_tokenizer: json.pre_tokenizer ?? null,
    post_processor: json.post_processor ?? null,
    decoder: json.decoder ?? null,
    model: { ...model, type: "Unigram", unk_id: unknown },
  };
}

export interface OwnTokenizer {
  /** Special tokens, ids 0.. in this order; "<unk>" and "</s>" mean what their names say. */
  specials: readonly string[];
  /** Learnt pieces with their logarithms of probability, most probable first. */
  pieces: readonly (readonly [string, number])[];
  /** "split": each digit is its own piece. */
  digits: "split" | "join";
  /** 256 byte pieces stand after the special tokens, so that every string can be written. */
  byteFallback: boolean;
  /** Fold the text to lower case. */
  lowercase?: boolean;
}

/**
 * A tokenizer of ours in the file form. A blank is put before every text (also before one that starts with a blank), nothing
 * else is normalised unless asked, so text comes back as it was.
 */
export function ownTokenizerJson(own: OwnTokenizer): TokenizerJson {
  const bytes = own.byteFallback ? Array.from({ length: 256 }, (_, byte) => bytePiece(byte)) : [];
  const unknown = own.specials.indexOf("<unk>");
  const end = own.specials.indexOf("</s>");
  const prepend = { type: "Prepend", prepend: BLANK };
  const metaspace = (scheme: string) => ({
    type: "Metaspace",
    replacement: BLANK,
    prepend_scheme: scheme,
    split: true,
  });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: own.specials.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: own.lowercase ? { type: "Sequence", normalizers: [{ type: "Lowercase" }, prepend] } : prepend,
    pre_tokenizer:
      own.digits === "split"
        ? { type: "Sequence", pretokenizers: [metaspace("never"), { type: "Digits", individual_digits: true }] }
        : metaspace("never"),
    post_processor:
      end < 0
        ? null
        : {
            type: "TemplateProcessing",
            single: [{ Sequence: { id: "A", type_id: 0 } }, { SpecialToken: { id: "</s>", type_id: 0 } }],
            pair: [
              { Sequence: { id: "A", type_id: 0 } },
              { SpecialToken: { id: "</s>", type_id: 0 } },
              { Sequence: { id: "B", type_id: 0 } },
              { SpecialToken: { id: "</s>", type_id: 0 } },
            ],
            special_tokens: { "</s>": { id: "</s>", ids: [end], tokens: ["</s>"] } },
          },
    // Blanks before bytes: a "▁" of the text itself is written in bytes and must not become a blank.
    decoder: {
      type: "Sequence",
      decoders: [metaspace("always"), { type: "ByteFallback" }, { type: "Fuse" }],
    },
    model: {
      type: "Unigram",
      unk_id: unknown < 0 ? null : unknown,
      byte_fallback: own.byteFallback,
      vocab: [
        ...own.specials.map((piece): [string, number] => [piece, 0]),
        ...bytes.map((piece): [string, number] => [piece, 0]),
        ...own.pieces.map(([piece, score]): [string, number] => [piece, score]),
      ],
    },
  };
}

/** The file's text: one piece a line, so that two versions can be compared by eye. */
export function formatTokenizerJson(json: TokenizerJson): string {
  const { model, added_tokens: added, ...rest } = json;
  const head = JSON.stringify(rest).slice(1, -1);
  const list = (items: readonly unknown[]) => `[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]`;
  const { vocab, ...options } = model;
  return `{${head},\n"added_tokens":${list(added)},\n"model":{${JSON.stringify(options).slice(1, -1)},"vocab":${list(vocab)}}}\n`;
}
