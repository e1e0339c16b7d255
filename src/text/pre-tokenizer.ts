/**
 * The pre-tokenizers of a tokenizer.json: where normalised text is cut before pieces are sought, and how blanks become "▁".
 * No piece reaches over such a cut. Those that T5, its relatives and our own tokenizers use.
 */
import { TokenizerError } from "./errors.ts";
import { type Component, componentsOf } from "./normalizer.ts";

/** The mark of a blank, and so of a word's start. */
export const BLANK = "▁";

/** A part of the text, and whether it starts where the text starts. */
export interface Chunk {
  text: string;
  first: boolean;
}

export type Cut = (chunk: Chunk) => Chunk[];

/** The function of one `pre_tokenizer` entry; empty parts are dropped. @throws TokenizerError for one not known here. */
export function loadPreTokenizer(component: Component | null | undefined, field = "pre_tokenizer"): Cut {
  if (!component) return (chunk) => (chunk.text === "" ? [] : [chunk]);
  switch (component.type) {
    case "Sequence": {
      const parts = componentsOf(component.pretokenizers, `${field}.pretokenizers`);
      const steps = parts.map((part, i) => loadPreTokenizer(part, `${field}.pretokenizers[${i}]`));
      return (chunk) => steps.reduce<Chunk[]>((chunks, step) => chunks.flatMap(step), [chunk]);
    }
    case "WhitespaceSplit":
      return (chunk) => split(chunk, /\P{White_Space}+/gu);
    case "Digits": {
      const pattern = component.individual_digits ? /\p{N}|\P{N}+/gu : /\p{N}+|\P{N}+/gu;
      return (chunk) => split(chunk, pattern);
    }
    case "Metaspace":
      return metaspace(component, field);
  }
  throw new TokenizerError(
    `${field}.type`,
    `"${component.type}" is not known here; known are Sequence, WhitespaceSplit, Digits, Metaspace`,
  );
}

function split(chunk: Chunk, pattern: RegExp): Chunk[] {
  return Array.from(chunk.text.matchAll(pattern), (match) => ({
    text: match[0],
    first: chunk.first && match.index === 0,
  }));
}

/** When a leading blank is put before text that has none; files before tokenizers 0.15 say `add_prefix_space`. */
export function prependScheme(component: Component, field: string): "always" | "first" | "never" {
  const scheme = component.prepend_scheme ?? (component.add_prefix_space === false ? "never" : "always");
  if (scheme === "always" || scheme === "first" || scheme === "never") return scheme;
  throw new TokenizerError(`${field}.prepend_scheme`, `"${scheme}" is not always, first or never`);
}

function metaspace(component: Component, field: string): Cut {
  const mark = String(component.replacement ?? BLANK);
  if (mark !== BLANK) throw new TokenizerError(`${field}.replacement`, `"${mark}" is not "${BLANK}"`);
  const scheme = prependScheme(component, field);
  const cuts = component.split !== false;
  return ({ text: raw, first }) => {
    let text = raw.replaceAll(" ", BLANK);
    if (text !== "" && !text.startsWith(BLANK) && (scheme === "always" || (scheme === "first" && first))) {
      text = BLANK + text;
    }
    if (!cuts) return text === "" ? [] : [{ text, first }];
    return split({ text, first }, /▁[^▁]*|[^▁]+/gu);
  };
}
