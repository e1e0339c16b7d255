/**
 * Teacher forcing: targets as decoder inputs shifted by one, masks, and what each answer position should say. R = B * K
 * sequences of A answer positions; G answer vocabulary, N units.
 */
import { float32, int32 } from "../engine/runtime.ts";
import { type BatchWords, type Feeds, MASKED, placeIndices } from "./batch.ts";
import { causalBuckets } from "./buckets.ts";
import { COLOUR_SIDES, writeColourTokens } from "./colour-names.ts";
import type { ModelConfig } from "./config.ts";
import type { DecoderShape } from "./decoder.ts";
import type { EncoderShape } from "./encoder.ts";
import { POINTER_RELATIONS } from "./features.ts";
import type { PageInputs } from "./inputs.ts";
import { writePointerRelations } from "./relations.ts";
import type { Target } from "./targets.ts";
import type { SpecialIds } from "./vocabulary.ts";

export interface Sequence {
  target: Target;
  /** Positions of the question's prompt that are filled. */
  promptLength: number;
}

/** The self-attention mask of [prompt | answer] sequences: prompts see themselves, answers see all before them. */
export function sequenceMask(
  shape: DecoderShape,
  rows: number,
  filled: (row: number) => { prompt: number; answer: number },
): Float32Array<ArrayBuffer> {
  const { prompt, answer } = shape;
  const T = prompt + answer;
  const mask = new Float32Array(rows * T * T).fill(MASKED);
  for (let row = 0; row < rows; row++) {
    const start = Math.max(0, prompt - filled(row).prompt);
    for (let i = 0; i < T; i++) {
      const from = (row * T + i) * T;
      const end = i < prompt ? prompt : i + 1;
      for (let j = start; j < end; j++) mask[from + j] = 0;
      // A padded row must look somewhere.
      mask[from + i] = 0;
    }
  }
  return mask;
}

/** Feeds of answers and of their targets. `sequences[b][k]`; null where there is none. */
export function teacherFeeds(
  c: ModelConfig,
  ids: SpecialIds,
  shape: DecoderShape & EncoderShape,
  pages: readonly PageInputs[],
  sequences: readonly (readonly (Sequence | null)[])[],
  words: BatchWords,
): Feeds {
  const vocabulary = c.answerVocabulary;
  const { pages: B, units: N, questions: K, prompt, answer: A } = shape;
  const R = B * K;
  const T = prompt + A;
  const tokens = int32([R, A]);
  const pointed = float32([R, A, 1]);
  const pointedWords = int32([R, A]);
  const pointedUnits = int32([R, A]);
  const weight = float32([R * A, 1]);
  const label = int32([R * A]);
  // Continuations that are right: only where pointing shares one softmax with the tokens.
  const allowed = float32(c.pointer ? [R * A, vocabulary + N] : [0]);
  const evidence = int32([R * A]);
  const evidenceWeight = float32([R * A, 1]);
  const relations = c.relations && c.pointer ? float32([B, K * A, POINTER_RELATIONS.length, N]) : null;
  const colours = c.colourNames && c.pointer ? float32([R * A, COLOUR_SIDES, vocabulary]) : null;
  const markAt = float32([R, 1, A]);
  const markTarget = float32([B, K, N]);
  const markWeight = float32([B, K, N]);
  (allowed.data as Float32Array).fill(MASKED);
  let counted = 0;
  let pointedCount = 0;
  let markCount = 0;

  for (let b = 0; b < B; b++) {
    const page = pages[b];
    for (let k = 0; k < K; k++) {
      const row = b * K + k;
      const sequence = sequences[b]?.[k];
      if (!sequence) {
        // Padding says the first token at no weight.
        if (c.pointer) for (let t = 0; t < A; t++) allowed.data[(row * A + t) * (vocabulary + N)] = 0;
        continue;
      }
      const { items, marks } = sequence.target;
      const length = Math.min(A, items.length + 1);
      let last = -1;
      tokens.data[row * A] = ids.start;
      for (let t = 0; t < A; t++) {
        const at = row * A + t;
        const previous = t > 0 ? items[t - 1] : undefined;
        if (previous && t < length) {
          if (previous.token >= 0) tokens.data[at] = previous.token;
          if (previous.position >= 0) {
            last = previous.position;
            pointed.data[at] = 1;
            pointedUnits.data[at] = b * N + last;
            if (page.texts[last].id < 0) pointedWords.data[at] = words.index(page.texts[last]);
          }
        }
        if (relations && last >= 0) {
          const offset = at * POINTER_RELATIONS.length * N;
          writePointerRelations(page, last, N, relations.data as Float32Array, offset);
        }
        if (colours && last >= 0) {
          const from = at * COLOUR_SIDES * vocabulary;
          writeColourTokens(page, last, ids, vocabulary, colours.data as Float32Array, from);
        }
        const first = at * (vocabulary + N);
        if (t >= length) {
          if (c.pointer) allowed.data[first] = 0;
          continue;
        }
        const item = items[t];
        counted++;
        weight.data[at] = 1;
        if (!item || item.token >= 0) {
          const token = item ? item.token : ids.end;
          if (c.pointer) allowed.data[first + token] = 0;
          label.data[at] = token;
        }
        if (item && item.position >= 0) {
          pointedCount++;
          evidence.data[at] = item.position;
          evidenceWeight.data[at] = 1;
          allowed.data[first + vocabulary + item.position] = 0;
          if (item.anySame) {
            const { entry, id } = page.texts[item.position];
            page.texts.forEach((text, position) => {
              if (text.entry === entry && text.id === id) allowed.data[first + vocabulary + position] = 0;
            });
          }
        }
      }
      if (marks && marks.item < A) {
        markCount++;
        markAt.data[row * A + marks.item] = 1;
        // A set weighs as much as an answer of one item, however many its members.
        const share = 1 / (1 + marks.positions.length);
        for (let i = 0; i < page.texts.length; i++) markWeight.data[row * N + i] = share;
        for (const position of marks.positions) markTarget.data[row * N + position] = 1;
      }
    }
  }
  const scale = (data: Float32Array, count: number) => {
    for (let i = 0; i < data.length; i++) data[i] /= Math.max(1, count);
  };
  scale(weight.data as Float32Array, counted);
  scale(evidenceWeight.data as Float32Array, pointedCount);
  scale(markWeight.data as Float32Array, markCount);

  const mask = sequenceMask(shape, R, (row) => ({
    prompt: sequences[Math.floor(row / K)]?.[row % K]?.promptLength ?? 0,
    answer: A,
  }));
  const feeds: Feeds = {
    "answer.tokens": tokens,
    "decoder.mask": float32([R, T, T], mask),
    "target.weight": weight,
  };
  if (c.decoderPositions === "absolute") feeds["decoder.places"] = int32([T], placeIndices(c, prompt, A));
  else {
    const buckets = causalBuckets(T, c.relativeBuckets, c.relativeDistance);
    feeds["decoder.buckets"] = int32([T, T], buckets);
  }
  if (!c.pointer) feeds["target.label"] = label;
  else {
    feeds["answer.pointed"] = pointed;
    if (c.positions === "words") feeds["answer.words"] = pointedWords;
    if (c.inputFeeding) feeds["answer.units"] = pointedUnits;
    feeds["target.allowed"] = allowed;
    feeds["target.evidence"] = evidence;
    feeds["target.evidenceWeight"] = evidenceWeight;
    if (relations) feeds["pointer.relations"] = relations;
    if (colours) feeds["answer.colours"] = colours;
  }
  if (c.marks) {
    feeds["marks.at"] = markAt;
    feeds["target.marks"] = markTarget;
    feeds["target.marksWeight"] = markWeight;
  }
  return feeds;
}
