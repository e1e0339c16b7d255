/**
 * Documents of one hand: the receipts of one shop, the invoices of one supplier. Forty of one look teach little more than four,
 * and what is held back says little about new senders where its sisters are learned from.
 */
import type { LabelledDocument } from "../document/labelled.ts";

/** Words of a document's beginning that are compared, and how many it needs to be compared at all. */
const HEAD = { most: 30, least: 4 };
/** Words on more than this share of the documents tell nothing of the sender. */
const COMMON = 0.5;
/** Share of the words of both that two documents of one hand have in common. */
const ALIKE = 0.5;

function head({ document }: LabelledDocument): Set<string> {
  const found = new Set<string>();
  for (const { text } of document.pages[0]?.words ?? []) {
    const word = text.toLowerCase().replace(/[^\p{L}]/gu, "");
    if (word.length >= 3 && !/\d/.test(text)) found.add(word);
    if (found.size === HEAD.most) break;
  }
  return found;
}

/**
 * For each document the number of its group, 0 ... : those whose first words are alike. The same documents give the same groups
 * in any order; their numbers depend on it.
 * @example kinOf(receipts) // [0, 0, 1, 0, 2]: three of one shop
 */
export function kinOf(documents: readonly LabelledDocument[]): number[] {
  const heads = documents.map(head);
  const occurs = new Map<string, number>();
  for (const words of heads) for (const word of words) occurs.set(word, (occurs.get(word) ?? 0) + 1);
  const most = Math.max(2, COMMON * documents.length);
  const telling = heads.map((words) => new Set([...words].filter((word) => (occurs.get(word) ?? 0) <= most)));
  const order = documents.map((_, i) => i).sort((a, b) => (documents[a].id < documents[b].id ? -1 : 1));
  const groupOf = new Array<number>(documents.length).fill(-1);
  /** The first document of each group, and in which groups a word stands. */
  const firsts: number[] = [];
  const groupsWith = new Map<string, number[]>();
  for (const i of order) {
    const own = telling[i];
    const shared = new Map<number, number>();
    for (const word of own)
      for (const group of groupsWith.get(word) ?? []) shared.set(group, (shared.get(group) ?? 0) + 1);
    let [best, nearest] = [-1, ALIKE];
    for (const [group, count] of shared) {
      const alike = count / (own.size + telling[firsts[group]].size - count);
      if (own.size >= HEAD.least && alike >= nearest) [best, nearest] = [group, alike];
    }
    if (best < 0) {
      best = firsts.push(i) - 1;
      for (const word of own) groupsWith.set(word, [...(groupsWith.get(word) ?? []), best]);
    }
    groupOf[i] = best;
  }
  const numbers = new Map<number, number>();
  return groupOf.map((group) => {
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    return numbers.get(group) as number;
  });
}

/** How many documents each one's group has. */
export function kinSizes(documents: readonly LabelledDocument[]): number[] {
  const groups = kinOf(documents);
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return groups.map((group) => sizes.get(group) as number);
}
