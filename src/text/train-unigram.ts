/**
 * Training of a unigram vocabulary, as SentencePiece does it: many substrings as seeds, then rounds of expectation and
 * maximisation over all segmentations, pruning those pieces whose loss costs least (Kudo 2018, section 3.2). Deterministic.
 */
import { TokenizerError } from "./errors.ts";
import { wellFormed } from "./normalizer.ts";
import { BLANK } from "./pre-tokenizer.ts";
import { ownTokenizerJson, type TokenizerJson } from "./tokenizer-json.ts";
import { codePoints } from "./trie.ts";
import { createSegmenter } from "./unigram.ts";

/** A piece while its vocabulary is learnt; the score is its logarithm of probability. */
interface Piece {
  piece: string;
  score: number;
}

export interface TrainUnigramOptions {
  /** All entries: special tokens, byte pieces and pieces. */
  vocabularySize: number;
  /** Special tokens, which get the first ids; one is "<unk>". */
  specials: readonly string[];
  /** Fold the text to lower case; default false. */
  lowercase?: boolean;
  /** Longest piece in characters; default 16. */
  longest?: number;
  /** Seed pieces per wanted piece; default 10. */
  seeds?: number;
  /** Share that one round of pruning keeps; default 0.75. */
  shrink?: number;
  onProgress?: (progress: { round: number; pieces: number; wanted: number }) => void;
}

/** Counts of the runs that are segmented: words with their mark, cut at digits. */
function countRuns(lines: Iterable<string>, lowercase: boolean): Map<string, number> {
  const runs = new Map<string, number>();
  for (const line of lines) {
    for (const word of (lowercase ? line.toLowerCase() : line).split(/\s+/)) {
      if (word === "") continue;
      const marked = BLANK + wellFormed(word).replaceAll(BLANK, "");
      for (const run of marked.split(/(\p{Nd})/u)) {
        if (run !== "") runs.set(run, (runs.get(run) ?? 0) + 1);
      }
    }
  }
  return runs;
}

/** Derivative of log gamma: the expectation of a log probability under a Dirichlet posterior. */
function digamma(x: number): number {
  let value = 0;
  let y = x;
  for (; y < 7; y++) value -= 1 / y;
  y -= 0.5;
  const square = 1 / (y * y);
  return value + Math.log(y) + square * (1 / 24 - square * (7 / 960 - square * (31 / 8064 - (127 / 30720) * square)));
}

interface Lattice {
  /** pieces that end at each position: start and index. */
  ends: { start: number; index: number }[][];
  length: number;
}

/** Finds all pieces in a run. */
class PieceIndex {
  readonly #map: ReadonlyMap<string, number>;
  readonly #longest: number;

  constructor(pieces: readonly Piece[]) {
    this.#map = new Map(pieces.map(({ piece }, i) => [piece, i]));
    this.#longest = pieces.reduce((longest, { piece }) => Math.max(longest, Array.from(piece).length), 1);
  }

  lattice(run: string): Lattice {
    const characters = Array.from(run);
    const ends: Lattice["ends"] = Array.from({ length: characters.length + 1 }, () => []);
    for (let start = 0; start < characters.length; start++) {
      let piece = "";
      for (let end = start; end < Math.min(characters.length, start + this.#longest); end++) {
        piece += characters[end];
        const index = this.#map.get(piece);
        if (index !== undefined) ends[end + 1].push({ start, index });
      }
    }
    return { ends, length: characters.length };
  }
}

function logAdd(a: number, b: number): number {
  if (a === -Infinity) return b;
  const [high, low] = a > b ? [a, b] : [b, a];
  return high + Math.log1p(Math.exp(low - high));
}

/** Adds the expected uses of each piece in a run that occurs `count` times. */
function expect(lattice: Lattice, scores: Float64Array, count: number, expected: Float64Array): void {
  const { ends, length } = lattice;
  const forward = new Float64Array(length + 1).fill(-Infinity);
  const backward = new Float64Array(length + 1).fill(-Infinity);
  forward[0] = 0;
  backward[length] = 0;
  for (let end = 1; end <= length; end++) {
    for (const { start, index } of ends[end]) forward[end] = logAdd(forward[end], forward[start] + scores[index]);
  }
  for (let end = length; end > 0; end--) {
    for (const { start, index } of ends[end]) backward[start] = logAdd(backward[start], backward[end] + scores[index]);
  }
  const total = forward[length];
  if (total === -Infinity) return;
  for (let end = 1; end <= length; end++) {
    for (const { start, index } of ends[end]) {
      expected[index] += count * Math.exp(forward[start] + scores[index] + backward[end] - total);
    }
  }
}

/** Substrings that occur twice or more, by frequency times length, and all single characters. */
function seedPieces(runs: ReadonlyMap<string, number>, longest: number, most: number): Piece[] {
  const counts = new Map<string, number>();
  for (const [run, count] of runs) {
    const characters = Array.from(run);
    for (let start = 0; start < characters.length; start++) {
      let piece = "";
      for (let end = start; end < Math.min(characters.length, start + longest); end++) {
        piece += characters[end];
        counts.set(piece, (counts.get(piece) ?? 0) + count);
      }
    }
  }
  const length = (piece: string) => Array.from(piece).length;
  const single = [...counts].filter(([piece]) => length(piece) === 1);
  const many = [...counts].filter(([piece, count]) => count > 1 && length(piece) > 1);
  const weigh = ([piece, count]: [string, number]) => count * length(piece);
  const order = (a: [string, number], b: [string, number]) => weigh(b) - weigh(a) || (a[0] < b[0] ? -1 : 1);
  const chosen = [...single, ...many.sort(order).slice(0, most)];
  const total = chosen.reduce((sum, entry) => sum + weigh(entry), 0);
  return chosen.map((entry) => ({ piece: entry[0], score: Math.log(weigh(entry) / total) }));
}

/** Two rounds of expectation and maximisation; pieces that are hardly used fall away. */
function refine(pieces: Piece[], runs: ReadonlyMap<string, number>): Piece[] {
  let current = pieces;
  for (let i = 0; i < 2; i++) {
    const index = new PieceIndex(current);
    const scores = Float64Array.from(current, ({ score }) => score);
    const expected = new Float64Array(current.length);
    for (const [run, count] of runs) expect(index.lattice(run), scores, count, expected);
    const kept = current
      .map(({ piece }, j) => ({ piece, uses: expected[j] }))
      .filter(({ piece, uses }) => uses >= 0.5 || Array.from(piece).length === 1);
    const total = digamma(kept.reduce((sum, { uses }) => sum + Math.max(uses, 0.5), 0));
    current = kept.map(({ piece, uses }) => ({ piece, score: digamma(Math.max(uses, 0.5)) - total }));
  }
  return current;
}

/** The pieces whose removal costs most likelihood, `keep` of them; single characters always stay. */
function prune(pieces: Piece[], runs: ReadonlyMap<string, number>, keep: number): Piece[] {
  const lowest = pieces.reduce((least, { score }) => Math.min(least, score), Infinity);
  const model = createSegmenter(
    pieces.map(({ piece, score }) => [piece, score]),
    lowest,
  );
  const uses = new Float64Array(pieces.length);
  let total = 0;
  for (const [run, count] of runs) {
    for (const { id } of model.segment(codePoints(run))) {
      if (id >= 0) uses[id] += count;
      total += count;
    }
  }
  const index = new PieceIndex(pieces);
  const loss = pieces.map(({ piece }, i) => {
    if (Array.from(piece).length === 1) return Infinity;
    if (uses[i] === 0) return -Infinity;
    // How the others would write the piece.
    const parts = second(index.lattice(piece), pieces, i);
    if (parts.length === 0) return Infinity;
    const sum = total + uses[i] * (parts.length - 1);
    const before = uses[i] * Math.log(uses[i] / total);
    const after = parts.reduce((log, part) => log + uses[i] * Math.log((uses[part] + uses[i]) / sum), 0);
    return before - after;
  });
  const order = pieces.map((_, i) => i).sort((a, b) => loss[b] - loss[a] || pieces[b].score - pieces[a].score);
  const kept = new Set(order.slice(0, keep));
  return pieces.filter((_, i) => kept.has(i));
}

/** Best segmentation of a lattice that does not use piece `banned`. */
function second({ ends, length }: Lattice, pieces: readonly Piece[], banned: number): number[] {
  const best = new Float64Array(length + 1).fill(-Infinity);
  const from: { start: number; index: number }[] = [];
  best[0] = 0;
  for (let end = 1; end <= length; end++) {
    for (const step of ends[end]) {
      if (step.index === banned) continue;
      const score = best[step.start] + pieces[step.index].score;
      if (score > best[end]) {
        best[end] = score;
        from[end] = step;
      }
    }
  }
  const parts: number[] = [];
  for (let end = length; end > 0 && from[end]; end = from[end].start) parts.push(from[end].index);
  return parts;
}

/**
 * Trains a vocabulary on lines of text and gives it in the file form. Each digit stands alone; rare characters are written in
 * bytes. With little text the vocabulary may be smaller than asked, never larger.
 * @throws TokenizerError when the size leaves no room beside the special tokens and the 256 bytes.
 * @example
 * const json = trainUnigram(["total 4.32", "state tax 0.21"], { vocabularySize: 300, specials: ["<pad>", "</s>", "<unk>"] });
 * json.model.vocab.length <= 300 // true
 */
export function trainUnigram(lines: Iterable<string>, options: TrainUnigramOptions): TokenizerJson {
  const { vocabularySize, specials, lowercase = false, longest = 16, seeds = 10, shrink = 0.75 } = options;
  const wanted = vocabularySize - specials.length - 256;
  if (!specials.includes("<unk>")) throw new TokenizerError("specials", `lack "<unk>"`);
  if (wanted < 1) {
    throw new TokenizerError(
      "vocabularySize",
      `${vocabularySize} leaves no room beside ${specials.length} special tokens and 256 bytes`,
    );
  }
  const runs = countRuns(lines, lowercase);
  const characters = new Map<string, number>();
  for (const [run, count] of runs) {
    for (const character of run) characters.set(character, (characters.get(character) ?? 0) + count);
  }
  const frequent = [...characters]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, Math.ceil(wanted / 4));
  const alphabet = new Set(frequent.map(([character]) => character));
  const clean = new Map<string, number>();
  for (const [run, count] of runs) {
    if (Array.from(run).every((character) => alphabet.has(character))) clean.set(run, count);
  }
  let pieces = seedPieces(clean, longest, wanted * seeds);
  for (let round = 1; ; round++) {
    pieces = refine(pieces, clean);
    options.onProgress?.({ round, pieces: pieces.length, wanted });
    if (pieces.length <= wanted) break;
    pieces = prune(pieces, clean, Math.max(wanted, Math.floor(pieces.length * shrink)));
  }
  pieces.sort((a, b) => b.score - a.score || (a.piece < b.piece ? -1 : 1));
  return ownTokenizerJson({
    specials,
    pieces: pieces.map(({ piece, score }) => [piece, Number(score.toFixed(6))]),
    digits: "split",
    byteFallback: true,
    lowercase,
  });
}
