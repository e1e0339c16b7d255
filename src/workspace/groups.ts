/**
 * Documents that look alike, by the words that their first pages share: whoever has looked at some of a group may accept what was
 * predicted of the others together. Printed words of a form recur, names and numbers of a case do not.
 */
import type { Answer } from "../tasks/answer.ts";
import { correctionCount } from "./corrections.ts";
import { documentIds, folderOf, labelOf, putLabel, storedWords } from "./documents.ts";
import { ConflictError } from "./errors.ts";
import type { LabelField } from "./label.ts";
import { acceptedLabel } from "./labelled.ts";
import { entryOf, predictionOf, type StoredPrediction } from "./predictions.ts";
import type { Workspace } from "./workspace.ts";

export interface DocumentGroup {
  /** Ids, in the order of the workspace. */
  documents: string[];
  reviewed: number;
  /** Fields that could be accepted as sure, in how many documents. */
  sure: { fields: number; documents: number };
}

/** Two pages are of one layout when they share so much of their words (Jaccard). */
const ALIKE = 0.5;
/** Least confidence of what is accepted together, where nobody says another. The page's slider begins there, too. */
const SURE = 0.8;
/** Words of fewer letters say nothing of a layout. */
const SHORTEST = 3;

const known = new Map<string, ReadonlySet<string>>();

/** The words that a page prints, without numbers; kept, since reading them is what costs. */
function printed(workspace: Workspace, id: string): ReadonlySet<string> {
  const folder = folderOf(workspace, id);
  const key = `${folder} ${correctionCount(folder)}`;
  const kept = known.get(key);
  if (kept) return kept;
  const words = storedWords(workspace, id)?.pages[0]?.words ?? [];
  const texts = words.map(({ text }) => text.toLowerCase().replace(/[^\p{L}]+/gu, ""));
  const set = new Set(texts.filter((text) => text.length >= SHORTEST));
  known.set(key, set);
  return set;
}

/** Share of words that two sets have in common, 0..1. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const word of small) if (large.has(word)) shared++;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** Answers that may pass without a look: sure, of their type, and not labelled yet. */
function sureAnswers(prediction: StoredPrediction, labelled: object, from: number): [string, Answer][] {
  const lists = Object.keys(labelled);
  return Object.entries(prediction.fields).filter(([path, { text, value, confidence, ambiguous }]) => {
    if (path in labelled || lists.includes(path.split("[")[0]) || ambiguous) return false;
    if (text !== null && value === null) return false;
    return (confidence ?? 0) >= from;
  });
}

/** Groups of two and more documents, the largest first. @param from least confidence of what counts as sure */
export function similarGroups(workspace: Workspace, from = SURE): DocumentGroup[] {
  const fields = workspace.fields();
  const entries = documentIds(workspace)
    .map((id) => entryOf(workspace, id, fields))
    .filter(({ pages }) => pages !== null);
  const groups: { words: ReadonlySet<string>[]; ids: string[] }[] = [];
  for (const { id } of entries) {
    const words = printed(workspace, id);
    const found = groups.find((group) => group.words.some((one) => likeness(one, words) >= ALIKE));
    if (found) {
      found.ids.push(id);
      // A few of a group stand for all of it.
      if (found.words.length < 5) found.words.push(words);
    } else groups.push({ words: [words], ids: [id] });
  }
  return groups
    .filter(({ ids }) => ids.length > 1)
    .map(({ ids }) => {
      const sure = { fields: 0, documents: 0 };
      for (const id of ids) {
        const prediction = predictionOf(workspace, id, fields);
        const count = prediction ? sureAnswers(prediction, labelOf(workspace, id, fields).fields, from).length : 0;
        sure.fields += count;
        if (count > 0) sure.documents++;
      }
      const reviewed = entries.filter(({ id, status }) => ids.includes(id) && status === "reviewed").length;
      return { documents: ids, reviewed, sure };
    })
    .sort((a, b) => b.documents.length - a.documents.length);
}

/**
 * Accepts predictions of documents where nobody has said anything. A document that somebody else saves meanwhile is left as it is.
 * @param options.from least confidence
 * @returns how many fields of how many documents were accepted
 */
export async function acceptPredictions(
  workspace: Workspace,
  documents: readonly string[],
  options: { from?: number; who: string },
): Promise<{ documents: number; fields: number; left: string[] }> {
  const fields = workspace.fields();
  const result = { documents: 0, fields: 0, left: [] as string[] };
  for (const id of documents) {
    const prediction = predictionOf(workspace, id, fields);
    if (!prediction) continue;
    const label = labelOf(workspace, id, fields);
    const sure = sureAnswers(prediction, label.fields, options.from ?? SURE);
    if (sure.length === 0) continue;
    const accepted = sure.map(([path, answer]): [string, LabelField] => [path, acceptedLabel(answer)]);
    try {
      const next = { fields: { ...label.fields, ...Object.fromEntries(accepted) } };
      await putLabel(workspace, id, next, label.version, options.who);
      result.documents++;
      result.fields += accepted.length;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      result.left.push(id);
    }
  }
  return result;
}
