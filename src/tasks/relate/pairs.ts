/**
 * Keys and their values where a checkpoint has no heads for them: each label of a page is asked for ("What is the due date?"),
 * all over one encoding of the page, and the answer's words and what stands beside the label decide together.
 */
import type { Document, Page } from "../../document/document.ts";
import type { Answer } from "../answer.ts";
import type { AskOptions, DocFormer } from "../docformer.ts";
import { isFigure } from "../tables/sheet.ts";
import { below, continued, type Form, formOf, mayBeLabel, type Piece, rightOf } from "./pieces.ts";

export interface Pair {
  page: Page;
  key: number[];
  /** Empty: a label without a value. */
  value: number[];
  /** The model's, where it pointed at the value; else null. */
  confidence: number | null;
}

/** What speaks for a value by its place alone, 0..1: beside or below a label with a colon, or a text that may be a label. */
const PLACE = {
  label: { right: 0.62, below: 0.58, belowToo: 0.2 },
  other: { right: 0.26, below: 0.14, belowToo: 0.05 },
} as const;
/** What the model's answer to a label with a colon counts where it points to neither. */
const ELSEWHERE = 0.75;
/** A text in a column of texts that each have something to their right. */
const COLUMN = 0.36;
/** What has something to its own right is a label rather than a value; what has a label to its left is no label. */
const ROLE = 0.25;
/** From here on a pair is believed. */
const BELIEVED = 0.55;
/** Most labels asked of a page. */
const MOST = 160;

/** The label as the model is asked for it. */
export function keyQuestion(text: string): string {
  const name = text
    .replace(/[\s:：.…_*]+$/u, "")
    .replace(/^[\s(•\-–]+|[)]$/gu, "")
    .trim()
    .toLowerCase();
  return `What is the ${name}?`;
}

/** Keys and values of a document, page by page; the words in `taken` are neither. */
export async function findPairs(
  model: DocFormer,
  document: Document,
  taken: ReadonlyMap<Page, ReadonlySet<number>>,
  options: AskOptions = {},
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const page of document.pages) {
    const form = formOf(page, taken.get(page));
    const asked = candidates(form);
    if (asked.length === 0) continue;
    const answers = await model.ask(
      { ...document, pages: [page] },
      asked.map(({ text }) => keyQuestion(text)),
      options,
    );
    pairs.push(...decide(page, form, asked, answers));
  }
  return pairs;
}

function candidates(form: Form): Piece[] {
  const labels = form.pieces.filter(({ label }) => label);
  const others = form.pieces.filter(
    (piece) => !piece.label && mayBeLabel(piece, form.sheet) && options(piece, form).length > 0,
  );
  return [...labels, ...others].slice(0, MOST);
}

interface Choice {
  key: Piece;
  value: Piece;
  score: number;
  confidence: number | null;
}

/** What stands where values stand, and what speaks for it. */
function options(key: Piece, form: Form): { value: Piece; prior: number }[] {
  const { text } = form.sheet;
  const place = key.label ? PLACE.label : PLACE.other;
  const led = form.pieces.some(
    (left) => left.row === key.row && rightOf(left, form, 12) === key && mayBeLabel(left, form.sheet),
  );
  const under = below(key, form);
  const heads = form.pieces.some(
    (label) => label.label && rightOf(label, form, 12) === null && below(label, form) === key,
  );
  const answers = !key.label && (led || heads) ? ROLE : 0;
  const found: { value: Piece; prior: number }[] = [];
  const right = rightOf(key, form);
  if (right && !right.label) {
    const far = (right.box[0] - key.box[2]) / text;
    const column = key.label || !inColumn(key, form) ? 0 : COLUMN;
    found.push({
      value: right,
      prior: place.right + column - answers - 0.012 * far + (isFigure(right.text) ? 0.08 : 0),
    });
  }
  if (under && !under.label) {
    const owner = rightOf(under, form, 12) === null ? 0 : ROLE;
    found.push({ value: under, prior: (found.length > 0 ? place.belowToo : place.below) - owner - answers });
  }
  return found;
}

/** Two more texts stand above or below with the same left edge, and have a neighbour on the right, as `key` has. */
function inColumn(key: Piece, form: Form): boolean {
  const { text } = form.sheet;
  const others = form.pieces.filter(
    (piece) =>
      piece !== key &&
      mayBeLabel(piece, form.sheet) &&
      Math.abs(piece.box[0] - key.box[0]) < 0.6 * text &&
      Math.abs(piece.box[1] - key.box[1]) < 9 * text &&
      rightOf(piece, form) !== null,
  );
  return others.length >= 2;
}

function shareOf(evidence: readonly number[], { words }: Piece): number {
  return evidence.filter((word) => words.includes(word)).length / evidence.length;
}

function choicesOf(key: Piece, form: Form, answer: Answer): Choice[] {
  const evidence =
    answer.operation === "copy" && answer.status !== "absent" ? answer.evidence.flatMap(({ words }) => words) : [];
  const sure = answer.confidence ?? 0;
  const near = options(key, form);
  const choices = near.map(({ value, prior }): Choice => {
    const share = evidence.length > 0 ? shareOf(evidence, value) : 0;
    return { key, value, score: prior + share * sure, confidence: share > 0 ? answer.confidence : null };
  });
  if (key.label && evidence.length > 0 && shareOf(evidence, key) < 0.5) {
    const [best] = form.pieces
      .filter((piece) => piece !== key && !piece.label && !near.some(({ value }) => value === piece))
      .map((value) => ({ value, share: shareOf(evidence, value) }))
      .sort((a, b) => b.share - a.share);
    if (best && best.share > 0.3) {
      choices.push({ key, value: best.value, score: ELSEWHERE * best.share * sure, confidence: answer.confidence });
    }
  }
  return choices;
}

/** The best pairs first, each with the lines that go on with its value; a text is a key or a value, and the value of one key. */
function decide(page: Page, form: Form, asked: readonly Piece[], answers: readonly Answer[]): Pair[] {
  const choices = asked.flatMap((key, i) => choicesOf(key, form, answers[i]));
  choices.sort((a, b) => b.score - a.score);
  const taken = new Set<Piece>();
  const pairs: Pair[] = [];
  for (const { key, value, score, confidence } of choices) {
    if (score < BELIEVED) break;
    if (taken.has(key) || taken.has(value)) continue;
    const parts = [value, ...continued(value, key, form, taken)];
    for (const piece of [key, ...parts]) taken.add(piece);
    pairs.push({ page, key: key.words, value: parts.flatMap(({ words }) => words), confidence });
  }
  // A label with nothing behind it is a field that was left empty.
  const open = form.pieces.filter((piece) => piece.label && !taken.has(piece));
  pairs.push(...open.map((key): Pair => ({ page, key: key.words, value: [], confidence: null })));
  return pairs.sort((a, b) => a.key[0] - b.key[0]);
}
