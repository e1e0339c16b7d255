/**
 * What Donut measures on CORD: parsed documents as trees of fields. Field F1 over (key path, text) pairs, and tree-edit
 * accuracy, 1 - distance(predicted, gold) / distance(nothing, gold), 0 at least. Donut's JSONParseEvaluator.
 */
import type { Counts } from "./f1.ts";
import { type FieldPair, fieldCounts } from "./field-f1.ts";
import { levenshtein } from "./levenshtein.ts";
import { type Tree, type TreeCosts, treeDistance } from "./tree-edit.ts";

export type Parsed = string | number | Parsed[] | { [key: string]: Parsed };
/** Without empties: every key, in order, with a list of texts or of further objects. Pairs, since objects reorder number-like keys. */
type Normal = (readonly [key: string, list: (string | Normal)[]])[];

const isObject = (value: Parsed): value is { [key: string]: Parsed } =>
  typeof value === "object" && !Array.isArray(value);
const lengthOf = (text: string) => Array.from(text).length;

function listOf(value: Parsed): (string | Normal)[] {
  if (value === "" || value === 0) return [];
  if (Array.isArray(value)) {
    if (value.every(isObject)) return value.map(normalizeParse).filter((item) => item.length > 0);
    return value.filter((item) => typeof item !== "object").flatMap((item) => String(item).trim() || []);
  }
  if (isObject(value)) {
    const normal = normalizeParse(value);
    return normal.length > 0 ? [normal] : [];
  }
  return [String(value).trim()];
}

function normalizeParse(parsed: { [key: string]: Parsed }): Normal {
  return Object.keys(parsed)
    .sort((a, b) => lengthOf(a) - lengthOf(b) || (a < b ? -1 : 1))
    .map((key) => [key, listOf(parsed[key])] as const)
    .filter(([, list]) => list.length > 0);
}

function pairsOf(normal: Normal, path = ""): FieldPair[] {
  return normal.flatMap(([key, list]) => {
    const own = path === "" ? key : `${path}.${key}`;
    return list.flatMap((item): FieldPair[] => (typeof item === "string" ? [[own, item]] : pairsOf(item, own)));
  });
}

/** Counts of (key path, text) pairs; F1 of their sum over documents is Donut's field F1. */
export function parseCounts(predicted: { [key: string]: Parsed }, gold: { [key: string]: Parsed }): Counts {
  return fieldCounts(pairsOf(normalizeParse(predicted)), pairsOf(normalizeParse(gold)));
}

const LEAF = "<leaf>";
const leafText = (label: string) => (label.includes(LEAF) ? label.replaceAll(LEAF, "") : null);

const COSTS: TreeCosts = {
  alone(label) {
    const text = leafText(label);
    return text === null ? 1 : lengthOf(text);
  },
  update(from, to) {
    const [a, b] = [leafText(from), leafText(to)];
    if (a !== null && b !== null) return levenshtein(a, b);
    if (a === null && b === null) return Number(from !== to);
    return 1 + lengthOf((a ?? b) as string);
  },
};

function treeOf(normal: Normal, label = "<root>"): Tree {
  const children = normal.map(([key, list]) => ({
    label: key,
    children: list.map((item) =>
      typeof item === "string" ? { label: LEAF + item, children: [] } : treeOf(item, "<subtree>"),
    ),
  }));
  return { label, children };
}

/** Tree-edit accuracy of one document, 0..1; of a document without fields, 1 where none are said and 0 elsewhere. */
export function treeAccuracy(predicted: { [key: string]: Parsed }, gold: { [key: string]: Parsed }): number {
  const [said, wanted] = [treeOf(normalizeParse(predicted)), treeOf(normalizeParse(gold))];
  if (wanted.children.length === 0) return said.children.length === 0 ? 1 : 0;
  const nothing: Tree = { label: "<root>", children: [] };
  return Math.max(0, 1 - treeDistance(said, wanted, COSTS) / treeDistance(nothing, wanted, COSTS));
}
