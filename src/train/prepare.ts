/**
 * From a data set's training documents to what a run learns from and what it is judged by: few labels by chance, a development
 * part held back by hash, labels made questions with evidence. The same documents and seed give the same parts.
 */
import { createHash } from "node:crypto";
import { findForbidden } from "../data/synthetic/forbidden.ts";
import type { Document } from "../document/document.ts";
import type { LabelledDocument, LabelledEvidence } from "../document/labelled.ts";
import { randomStream } from "../engine/random.ts";
import { classOf, type Taught, type TaughtDocuments } from "./documents.ts";
import { kinOf } from "./kin.ts";
import type { Recipe } from "./recipe.ts";
import { noSupervision, type Supervision, supervise } from "./supervise.ts";

/** Share of the documents that is held back, how many are worth it at least, and are enough. */
const HELD_BACK = { share: 0.1, least: 8, most: 60 };

export interface Prepared {
  documents: TaughtDocuments;
  /** Whether the development documents are there to choose by, not only to look at. */
  chooses: boolean;
  taught: Taught;
  /** Labels of entities, sorted; empty where none are taught. */
  labels: string[];
  supervision: Supervision;
  /** Over all that is learned from and judged by: a resumed run must find the same. */
  sha256: string;
}

/** A document as it is given, on other words: those that OCR finds (onOtherWords). */
export type See = (labelled: LabelledDocument) => Promise<LabelledDocument>;

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

/**
 * About `count` documents, and the others: whole groups of one hand, so that the score tells of senders never seen, none of them
 * more than a quarter of it, the first by SHA-256. Where there are not groups enough: single documents.
 */
function heldBack(documents: readonly LabelledDocument[], count: number) {
  const byHash = [...documents].sort((a, b) => (hashOf(a.id) < hashOf(b.id) ? -1 : 1));
  const kin = new Map<number, LabelledDocument[]>();
  kinOf(byHash).forEach((group, i) => {
    kin.set(group, [...(kin.get(group) ?? []), byHash[i]]);
  });
  const chosen = new Set<LabelledDocument>();
  for (const members of kin.values()) {
    if (chosen.size + members.length > count || members.length > count / 4) continue;
    for (const one of members) chosen.add(one);
  }
  for (const one of byHash) if (chosen.size < count) chosen.add(one);
  return {
    development: documents.filter((one) => chosen.has(one)),
    train: documents.filter((one) => !chosen.has(one)),
  };
}

/**
 * Prepares the training documents of a data set.
 * @param options `limit`: learn from so many documents alone, drawn by `seed`; nothing is held back of fewer than eighty.
 *   `see`: the documents that were chosen on the words that the model is to see
 *   `own`: a user's own documents, all of which count; of data sets none that holds what training pages may not
 *   `watched`: documents whose score is followed where nothing is held back to choose by
 */
export async function prepare(
  recipe: Recipe,
  all: readonly LabelledDocument[],
  options: { limit?: number; seed: number; see?: See; watched?: readonly LabelledDocument[]; own?: boolean },
): Promise<Prepared> {
  const usable = all.filter(
    (one) => one.document.pages.length > 0 && (options.own || findForbidden(one) === undefined),
  );
  const random = randomStream(options.seed, "documents");
  const chosen = options.limit === undefined ? usable : random.shuffle([...usable]).slice(0, options.limit);
  const some: LabelledDocument[] = [];
  for (const one of chosen) some.push(options.see ? await options.see(one) : one);
  const count = Math.min(HELD_BACK.most, Math.floor(HELD_BACK.share * some.length));
  const { development, train } = heldBack(some, count < HELD_BACK.least ? 0 : count);
  const chooses = development.length > 0;
  const supervision = noSupervision();
  const supervised = train.map((one) => supervise(one, recipe.learns, supervision));
  const taught: Taught = { learns: recipe.learns, classes: [] };
  taught.classes = [...new Set(some.flatMap((one) => classOf(one, taught) ?? []))].sort();
  const ignored = new Set(recipe.learns.entities?.ignore);
  const labels = recipe.learns.entities ? some.flatMap((one) => one.entities.map(({ label }) => label)) : [];
  const hash = createHash("sha256");
  for (const one of [...train, ...development])
    hash.update(JSON.stringify({ ...one, document: wordsOf(one.document) }));
  return {
    documents: { train: supervised, development: chooses ? development : (options.watched ?? []) },
    chooses,
    taught,
    labels: [...new Set(labels)].filter((label) => !ignored.has(label)).sort(),
    supervision,
    sha256: hash.digest("hex"),
  };
}

const wordsOf = ({ pages }: Document) => pages.map(({ words }) => words.map(({ text, box }) => [text, ...box]));

/** Documents without what cannot be handed to a thread; small pictures stay. */
export function portable(documents: readonly LabelledDocument[]): LabelledDocument[] {
  return documents.map((labelled) => {
    const pages = labelled.document.pages.map(({ image, ...page }) =>
      image ? { ...page, image: { ...image, read: undefined as never } } : page,
    );
    return { ...labelled, document: { ...labelled.document, pages } };
  });
}

/**
 * The labels of a document on other words, e.g. those that OCR found on its pages: a word is what it was if its middle lies on
 * a labelled word. Evidence and entities that no word is left of are dropped; texts become those of the words.
 */
export function onOtherWords(labelled: LabelledDocument, seen: Document): LabelledDocument {
  const moved = (page: number, words: readonly number[]): number[] => {
    const boxes = words.map((word) => labelled.document.pages[page].words[word].box);
    return (seen.pages[page]?.words ?? []).flatMap(({ box }, word) => {
      const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
      return boxes.some((old) => x >= old[0] && x <= old[2] && y >= old[1] && y <= old[3]) ? [word] : [];
    });
  };
  const entities = labelled.entities.flatMap((entity) => {
    const words = moved(entity.page, entity.words);
    if (words.length === 0) return [];
    return [{ ...entity, words, text: words.map((word) => seen.pages[entity.page].words[word].text).join(" ") }];
  });
  const ids = new Set(entities.map(({ id }) => id));
  const questions = labelled.questions.map(({ evidence, ...question }) => {
    const runs = evidence?.map(({ page, words }): LabelledEvidence => ({ page, words: moved(page, words) }));
    // Without all of its evidence a question is as if it had none: its text is looked for.
    return runs?.every(({ words }) => words.length > 0) ? { ...question, evidence: runs } : question;
  });
  const links = labelled.links.filter((ends) => ends.every((id) => ids.has(id)));
  return { ...labelled, document: seen, entities, links, questions };
}
