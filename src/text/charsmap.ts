/**
 * SentencePiece's precompiled normalisation (`precompiled_charsmap`): a double-array trie of UTF-8 strings with their
 * replacements. Applied as Hugging Face applies it (per grapheme, shortest match), which is what fast T5 tokenizers do;
 * SentencePiece itself takes the longest match. Format: sentencepiece `normalizer.cc`, darts-clone.
 */
import { TokenizerError } from "./errors.ts";

/** Longest grapheme, in bytes, that is looked up whole. */
const WHOLE_GRAPHEME_BYTES = 5;

/**
 * The normalisation that a base64 `precompiled_charsmap` holds.
 * @throws TokenizerError if the bytes are no charsmap.
 */
export function loadCharsmap(base64: string, field = "normalizer.precompiled_charsmap"): (text: string) => string {
  const bytes = decodeBase64(base64, field);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.length >= 4 ? view.getUint32(0, true) : 0;
  if (size < 4 || size % 4 !== 0 || size + 4 > bytes.length) {
    throw new TokenizerError(field, `${bytes.length} bytes with a trie of ${size} bytes are no precompiled charsmap`);
  }
  const units = Uint32Array.from({ length: size / 4 }, (_, i) => view.getUint32(4 + 4 * i, true));
  const replacements = bytes.subarray(4 + size);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  /** Replacement of the shortest entry that starts `part`, or null. */
  const find = (part: string): string | null => {
    let at = offsetOf(units[0]);
    for (const byte of encoder.encode(part)) {
      if (byte === 0) return null;
      at ^= byte;
      const unit = units[at];
      // The label keeps bit 31, so that a value is never taken for a byte.
      if (unit === undefined || (unit & 0x800000ff) !== byte) return null;
      at ^= offsetOf(unit);
      if (((unit >>> 8) & 1) === 0) continue;
      const start = units[at] & 0x7fffffff;
      let end = start;
      while (end < replacements.length && replacements[end] !== 0) end++;
      return decoder.decode(replacements.subarray(start, end));
    }
    return null;
  };
  const known = new Map<string, string>();
  const normalizePart = (grapheme: string): string => {
    let result = known.get(grapheme);
    if (result !== undefined) return result;
    const whole = encoder.encode(grapheme).length <= WHOLE_GRAPHEME_BYTES ? find(grapheme) : null;
    // A lone surrogate is our own mark (tokenizer.ts), not text.
    result =
      whole ?? Array.from(grapheme, (char) => (/\p{Surrogate}/u.test(char) ? char : (find(char) ?? char))).join("");
    if (known.size > 10_000) known.clear();
    known.set(grapheme, result);
    return result;
  };
  const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });
  return (text) => {
    let out = "";
    // ASCII is its own grapheme, but for a line end of two characters.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
    if (/^[\x00-\x7f]*$/.test(text)) for (const part of text.match(/\r\n|[\s\S]/g) ?? []) out += normalizePart(part);
    else for (const { segment } of segmenter.segment(text)) out += normalizePart(segment);
    return out;
  };
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}

function decodeBase64(base64: string, field: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch (cause) {
    throw new TokenizerError(field, "is not base64", { cause });
  }
}
