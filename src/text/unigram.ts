/**
 * The unigram language model: the most probable cut of a string into pieces, by dynamic programming (Kudo 2018,
 * arXiv:1804.10959; order of steps and ties as in Hugging Face's `encode_optimized`). No normalisation, no special tokens.
 */
import { codePoints, createTrie, ROOT } from "./trie.ts";

/** How much less than the least probable piece an unknown character scores (SentencePiece's kUnkPenalty). */
const UNKNOWN_PENALTY = 10;

/** A stretch of the string: piece `id`, or -1 for one unknown character. */
export interface Span {
  id: number;
  /** Code points, from 0, end exclusive. */
  start: number;
  end: number;
}

export interface Segmenter {
  /** The best cut of `codes`, from left to right. */
  segment(codes: readonly number[]): Span[];
}

/**
 * A segmenter over `pieces`; `null` entries take part in nothing (special tokens, bytes).
 * @param lowest score of the least probable piece.
 */
export function createSegmenter(pieces: readonly (readonly [string, number] | null)[], lowest: number): Segmenter {
  const trie = createTrie();
  const scores = new Float64Array(pieces.length);
  pieces.forEach((piece, id) => {
    if (!piece || piece[0] === "") return;
    trie.add(codePoints(piece[0]), id);
    scores[id] = piece[1];
  });
  const unknown = lowest - UNKNOWN_PENALTY;

  return {
    segment(codes) {
      const best = new Float64Array(codes.length + 1);
      const from = new Int32Array(codes.length + 1).fill(-1);
      const by = new Int32Array(codes.length + 1).fill(-1);
      const offer = (end: number, score: number, start: number, id: number) => {
        if (from[end] >= 0 && score <= best[end]) return;
        best[end] = score;
        from[end] = start;
        by[end] = id;
      };
      for (let start = 0; start < codes.length; start++) {
        let single = false;
        let node = ROOT;
        for (let end = start; end < codes.length; end++) {
          node = trie.child(node, codes[end]);
          if (node < 0) break;
          const id = trie.value(node);
          if (id < 0) continue;
          offer(end + 1, best[start] + scores[id], start, id);
          single ||= end === start;
        }
        if (!single) offer(start + 1, best[start] + unknown, start, -1);
      }
      const spans: Span[] = [];
      for (let end = codes.length; end > 0; end = from[end]) spans.push({ id: by[end], start: from[end], end });
      return spans.reverse();
    },
  };
}
