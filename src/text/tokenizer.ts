/**
 * Text to ids and back by a tokenizer.json: T5's, equal to Hugging Face's fast tokenizers, and our own, which lose nothing.
 * Differs from Hugging Face on purpose: text never becomes a special token unless asked (a page must not hold commands), "<0x41>"
 * in the text is never taken for a byte, and with byte fallback a "▁" of the text survives.
 */
import { byteOf, bytePiece, loadDecoder } from "./decoder.ts";
import { TokenizerError } from "./errors.ts";
import { type Component, loadNormalizer, wellFormed } from "./normalizer.ts";
import { BLANK, type Chunk, loadPreTokenizer } from "./pre-tokenizer.ts";
import { type AddedToken, parseTokenizerJson, type TokenizerJson } from "./tokenizer-json.ts";
import { codePoints } from "./trie.ts";
import { createSegmenter } from "./unigram.ts";

export interface EncodeOptions {
  /** Put the file's template around the ids (T5: end of sequence after them). Default false. */
  template?: boolean;
  /** Take "</s>", "<extra_id_0>" and the like in the text for the tokens. Default false: text is text. */
  matchSpecials?: boolean;
}

export interface EncodedWords {
  ids: number[];
  /** Index of the word that each id belongs to; every word has at least one id. */
  word: number[];
}

export interface UnigramTokenizer {
  /** One more than the largest id. */
  readonly vocabularySize: number;
  /** Ids of a text. Lone surrogates count as U+FFFD. */
  encode(text: string, options?: EncodeOptions): number[];
  /** Ids of one word, its start marked; also of a word that holds blanks or nothing at all. */
  encodeWord(word: string): number[];
  /** Ids of a page's words in their order. */
  encodeWords(words: readonly string[]): EncodedWords;
  /** Text of ids; special tokens are left out unless `specials: "keep"`. Ids that do not exist are left out. */
  decode(ids: readonly number[], options?: { specials?: "skip" | "keep" }): string;
  /** Id of a piece or special token; undefined when there is none. */
  idOf(piece: string): number | undefined;
  /** The piece of an id; undefined when there is none. */
  pieceOf(id: number): string | undefined;
}

/** Stands for a "▁" of the text while blanks are "▁"; no text holds it after `wellFormed`. */
const LITERAL_BLANK = "\ud800";

/** Parts of text whose ids are kept; the table is emptied when full. */
const CACHE = 50_000;

/**
 * The tokenizer of a tokenizer.json (its text, or parsed).
 * @throws TokenizerError naming the field that is missing or unknown.
 * @example
 * const tokenizer = loadTokenizer(await readFile("models/mini/tokenizer.json", "utf8"));
 * tokenizer.decode(tokenizer.encode("Total 4.32")) // "total 4.32"
 */
export function loadTokenizer(file: string | TokenizerJson): UnigramTokenizer {
  const json = parseTokenizerJson(typeof file === "string" ? file : JSON.stringify(file));
  const { vocab, unk_id: unknown } = json.model;
  const pieces: (string | undefined)[] = vocab.map(([piece]) => piece);
  for (const token of json.added_tokens) pieces[token.id] = token.content;
  const ids = new Map<string, number>();
  pieces.forEach((piece, id) => {
    if (piece !== undefined && !ids.has(piece)) ids.set(piece, id);
  });
  const special = new Set(json.added_tokens.filter((token) => token.special).map((token) => token.id));
  const outside = new Set(json.added_tokens.map((token) => token.id));
  if (unknown !== null) outside.add(unknown);

  const bytes = Array.from({ length: 256 }, (_, byte) => ids.get(bytePiece(byte)));
  const fallsBack = json.model.byte_fallback === true && bytes.every((id) => id !== undefined);
  const normalize = loadNormalizer(json.normalizer);
  const cut = loadPreTokenizer(json.pre_tokenizer);
  const join = loadDecoder(json.decoder);
  const template = loadTemplate(json.post_processor);
  const lowest = vocab.reduce((least, [, score]) => Math.min(least, score), Infinity);
  const segmenter = createSegmenter(
    vocab.map((entry, id) => (outside.has(id) || (fallsBack && byteOf(entry[0]) >= 0) ? null : entry)),
    lowest,
  );
  const encoder = new TextEncoder();
  const findRaw = finder(json.added_tokens.filter((token) => !token.normalized));
  const findNormalized = finder(
    json.added_tokens.filter((token) => token.normalized),
    normalize,
  );

  const segment = (text: string): number[] => {
    const codes = codePoints(text);
    const out: number[] = [];
    let fused = false;
    for (const { id, start, end } of segmenter.segment(codes)) {
      if (id >= 0) out.push(id);
      else if (fallsBack) {
        const char = String.fromCodePoint(...codes.slice(start, end)).replace(LITERAL_BLANK, BLANK);
        for (const byte of encoder.encode(char)) out.push(bytes[byte] as number);
      } else if (unknown === null) {
        throw new TokenizerError("model.unk_id", `is null, and no piece holds "${String.fromCodePoint(codes[start])}"`);
      } else if (!fused) out.push(unknown);
      // Neighbouring unknown characters are one unknown token, as in SentencePiece.
      fused = id < 0;
    }
    return out;
  };
  const known = new Map<string, number[]>();
  const cached = (text: string): number[] => {
    let found = known.get(text);
    if (found) return found;
    found = segment(text);
    if (known.size >= CACHE) known.clear();
    if (text.length <= 64) known.set(text, found);
    return found;
  };
  const encodeChunk = (chunk: Chunk): number[] => cut(chunk).flatMap((part) => cached(part.text));
  const clean = (text: string) => {
    const sound = wellFormed(text);
    return fallsBack ? sound.replaceAll(BLANK, LITERAL_BLANK) : sound;
  };

  const encode = (text: string, options: EncodeOptions = {}): number[] => {
    const out: number[] = [];
    const parts = options.matchSpecials ? findRaw(clean(text)) : [{ text: clean(text), first: true }];
    for (const part of parts) {
      if ("id" in part) out.push(part.id);
      else if (!options.matchSpecials) out.push(...encodeChunk({ text: normalize(part.text), first: part.first }));
      else {
        for (const inner of findNormalized(normalize(part.text))) {
          if ("id" in inner) out.push(inner.id);
          else out.push(...encodeChunk({ text: inner.text, first: part.first && inner.first }));
        }
      }
    }
    return options.template ? [...template.before, ...out, ...template.after] : out;
  };
  const encodeWord = (word: string): number[] => {
    const found = encode(word);
    // An empty word, or one that normalisation removes, keeps its place on the page.
    return found.length > 0 ? found : cached(BLANK);
  };

  return {
    vocabularySize: pieces.length,
    encode,
    encodeWord: (word) => [...encodeWord(word)],
    encodeWords(words) {
      const out: EncodedWords = { ids: [], word: [] };
      words.forEach((word, i) => {
        for (const id of encodeWord(word)) {
          out.ids.push(id);
          out.word.push(i);
        }
      });
      return out;
    },
    decode(list, options = {}) {
      const keep = options.specials === "keep";
      const shown = list.flatMap((id) => (pieces[id] === undefined || (!keep && special.has(id)) ? [] : [pieces[id]]));
      return join(shown as string[]).join("");
    },
    idOf: (piece) => ids.get(piece),
    pieceOf: (id) => pieces[id],
  };
}

type Part = { id: number } | Chunk;

/** Cuts a text at the added tokens that it holds: leftmost first, then longest. */
function finder(tokens: readonly AddedToken[], normalize = (text: string) => text): (text: string) => Part[] {
  const byContent = new Map(tokens.map((token) => [normalize(token.content), token]));
  const escaped = [...byContent.keys()]
    .filter((content) => content !== "")
    .sort((a, b) => b.length - a.length)
    .map((content) => content.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  if (escaped.length === 0) return (text) => [{ text, first: true }];
  const pattern = new RegExp(escaped.join("|"), "gu");
  return (text) => {
    const parts: Part[] = [];
    let done = 0;
    for (const match of text.matchAll(pattern)) {
      const token = byContent.get(match[0]) as AddedToken;
      let start = match.index;
      let end = start + match[0].length;
      if (start < done) continue;
      if (
        token.single_word &&
        (/[\p{L}\p{N}_]$/u.test(text.slice(0, start)) || /^[\p{L}\p{N}_]/u.test(text.slice(end)))
      ) {
        continue;
      }
      if (token.lstrip) start = Math.max(done, text.slice(0, start).trimEnd().length);
      if (token.rstrip) end = text.length - text.slice(end).trimStart().length;
      if (start > done) parts.push({ text: text.slice(done, start), first: done === 0 });
      parts.push({ id: token.id });
      done = end;
    }
    if (done < text.length) parts.push({ text: text.slice(done), first: done === 0 });
    return parts;
  };
}

/** Ids that a TemplateProcessing puts before and after one text. */
function loadTemplate(component: Component | null): { before: number[]; after: number[] } {
  const template = { before: [] as number[], after: [] as number[] };
  if (!component) return template;
  if (component.type !== "TemplateProcessing") {
    throw new TokenizerError("post_processor.type", `"${component.type}" is not "TemplateProcessing"`);
  }
  const tokens = component.special_tokens as Record<string, { ids: number[] }>;
  let side = template.before;
  for (const part of component.single as { Sequence?: unknown; SpecialToken?: { id: string } }[]) {
    if (part.Sequence) side = template.after;
    else if (part.SpecialToken) {
      const found = tokens?.[part.SpecialToken.id];
      if (!found) throw new TokenizerError("post_processor.single", `"${part.SpecialToken.id}" is no special token`);
      side.push(...found.ids);
    }
  }
  return template;
}
