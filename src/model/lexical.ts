/** What a text contributes wherever it occurs: its pieces, number features and character grams. Remembered per text. */
import type { ModelConfig } from "./config.ts";
import { CASE_FEATURES } from "./features.ts";
import { grams } from "./matches.ts";
import { type Magnitude, magnitude, numberFeatures } from "./numbers.ts";
import type { Tokenizer } from "./vocabulary.ts";

export interface LexicalEntry {
  text: string;
  /** All pieces. */
  ids: number[];
  /** At most piecesPerWord of them: the first two thirds and the last third. */
  pieces: number[];
  magnitude: Magnitude;
  numbers: Float32Array;
  letterCase: Float32Array;
  grams: Map<string, number>;
}

/** all capitals, capitalised, mixed, one character */
function letterCase(text: string): Float32Array {
  const out = new Float32Array(CASE_FEATURES);
  const letters = text.replace(/[^\p{L}]+/gu, "");
  if (letters && letters === letters.toUpperCase() && letters !== letters.toLowerCase()) out[0] = 1;
  else if (/^\p{Lu}\P{Lu}*$/u.test(letters)) out[1] = 1;
  else if (/\p{Lu}/u.test(letters)) out[2] = 1;
  if (text.length === 1) out[3] = 1;
  return out;
}

/** Entries made on first use and kept up to a limit. */
export class LexicalCache {
  readonly #entries = new Map<string, LexicalEntry>();
  readonly #config: ModelConfig;
  readonly #tokenizer: Tokenizer;
  readonly #limit: number;

  constructor(config: ModelConfig, tokenizer: Tokenizer, limit = 200_000) {
    this.#config = config;
    this.#tokenizer = tokenizer;
    this.#limit = limit;
  }

  get(text: string): LexicalEntry {
    const known = this.#entries.get(text);
    if (known) return known;
    const { piecesPerWord: limit, caseFold } = this.#config;
    const ids = this.#tokenizer.encodeWord(caseFold ? text.toLowerCase() : text);
    const head = limit - Math.floor(limit / 3);
    const pieces = ids.length <= limit ? ids : [...ids.slice(0, head), ...ids.slice(ids.length - (limit - head))];
    const size = magnitude(text);
    const entry: LexicalEntry = {
      text,
      ids,
      pieces,
      magnitude: size,
      numbers: numberFeatures(text, size),
      letterCase: letterCase(text),
      grams: grams(text),
    };
    if (this.#entries.size >= this.#limit) this.#entries.clear();
    this.#entries.set(text, entry);
    return entry;
  }
}
