/** The fields of one document beside what is true of them: as bags of texts, as trees, as rows and by what kind each field is. */
import type { LabelledDocument } from "../document/labelled.ts";
import type { Answer } from "./answer.ts";
import { textsOf } from "./fields.ts";
import { itemsOf } from "./metrics/denotation.ts";
import type { Counts } from "./metrics/f1.ts";
import { type FieldPair, fieldCounts } from "./metrics/field-f1.ts";
import { type GroupCounts, type GroupValue, groupCounts } from "./metrics/group-anls.ts";
import { type Parsed, parseCounts, treeAccuracy } from "./metrics/parse-accuracy.ts";
import { VRDU_LINE_ITEM, type VrduItem, vrduCounts, vrduItems } from "./metrics/vrdu.ts";

export interface JudgedFields {
  /** To the letter. */
  strict: Counts;
  /** As Donut compares parsed documents. */
  parse: Counts;
  tree: number;
  /** As DUE compares rows; null where no field is a column ("menu.price"). */
  group: GroupCounts | null;
  /** As VRDU does; null for documents of other sets. */
  vrdu: Counts | null;
}

type Predicted = Answer | Answer[] | undefined;
type Texts = Readonly<Record<string, readonly string[]>>;

const valuesOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === "string" ? [value] : value;

export const pairsOf = (name: string, values: readonly string[]) => values.map((value): FieldPair => [name, value]);

/** The values that were predicted of a field, "" where a member of a list is absent; a text is cut where a list is wanted. */
function saidCells(predicted: Predicted, list: boolean): string[] {
  const answers = predicted === undefined ? [] : Array.isArray(predicted) ? predicted : [predicted];
  if (answers.length === 1 && list) return itemsOf(answers[0].text);
  return answers.flatMap(({ text }) => text ?? (answers.length > 1 ? "" : []));
}

/** The values that were predicted of a field; a list in one text is cut where a list is wanted. */
export function saidValues(predicted: Predicted, list: boolean): string[] {
  const answers = predicted === undefined ? [] : Array.isArray(predicted) ? predicted : [predicted];
  return answers.flatMap(({ text }) => (text === null ? [] : list ? itemsOf(text) : [text]));
}

/** "menu.nm" and "menu.price" as one object "menu". */
function tree(fields: Texts): { [key: string]: Parsed } {
  const root: { [key: string]: Parsed } = {};
  for (const [name, values] of Object.entries(fields)) {
    let at = root;
    const path = name.split(".");
    for (const key of path.slice(0, -1)) {
      const next = at[key];
      if (typeof next !== "object" || Array.isArray(next)) at[key] = {};
      at = at[key] as { [key: string]: Parsed };
    }
    at[path[path.length - 1]] = [...values];
  }
  return root;
}

/** The rows of each group of columns: the i-th values of "menu.nm" and "menu.price" are one. */
function rowsOf(fields: Texts): GroupValue[][] {
  const groups = new Map<string, GroupValue[][]>();
  for (const [field, values] of Object.entries(fields)) {
    const dot = field.lastIndexOf(".");
    if (dot < 0) continue;
    const rows = groups.get(field.slice(0, dot)) ?? [];
    groups.set(field.slice(0, dot), rows);
    values.forEach((text, i) => {
      rows[i] ??= [];
      if (text !== "") rows[i].push({ name: field.slice(dot + 1), text });
    });
  }
  return [...groups.values()].flat().filter((row) => row?.length > 0);
}

/** What VRDU's labels say: every mention of a field, and the rows that links make. */
function vrduGold(labelled: LabelledDocument, gold: Texts): VrduItem[] {
  const { entities, links } = labelled;
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const rows = new Map<string | number, Record<string, string>>();
  for (const [head, tail] of links) {
    const [from, to] = [byId.get(head), byId.get(tail)];
    if (!from || !to || !VRDU_LINE_ITEM.includes(from.label)) continue;
    rows.set(head, { ...(rows.get(head) ?? { [from.label]: from.text }), [to.label]: to.text });
  }
  const plain = vrduItems(gold).filter((item) => rows.size === 0 || !("row" in item));
  return [
    ...plain.map((item): VrduItem => {
      if ("row" in item) return item;
      const mentions = entities.filter(({ label }) => label === item.name).map(({ text }) => text);
      return { ...item, texts: [...item.texts, ...mentions] };
    }),
    ...[...rows.values()].map((row) => ({ row })),
  ];
}

/** Judges what was predicted of the labelled fields; null for a document without any. */
export function judgeFields(
  labelled: LabelledDocument,
  predicted: Readonly<Record<string, Answer | Answer[]>>,
): JudgedFields | null {
  const names = Object.entries(labelled.fields);
  if (names.length === 0) return null;
  const texts = (of: (predicted: Predicted, list: boolean) => string[]): Texts =>
    Object.fromEntries(names.map(([name, value]) => [name, of(predicted[name], Array.isArray(value))]));
  const [said, cells] = [texts(saidValues), texts(saidCells)];
  const gold: Texts = Object.fromEntries(names.map(([name, value]) => [name, valuesOf(value)]));
  const flat = (fields: Texts) => Object.entries(fields).flatMap(([name, values]) => pairsOf(name, values));
  const named = Object.fromEntries(names.map(([name, value]) => [name, textsOf(value)]));
  const rows = rowsOf(gold);
  return {
    strict: fieldCounts(flat(said), flat(named)),
    parse: parseCounts(tree(said), tree(named)),
    tree: treeAccuracy(tree(said), tree(named)),
    group: rows.length > 0 ? groupCounts(rowsOf(cells), rows) : null,
    vrdu: labelled.source?.startsWith("vrdu") ? vrduCounts(vrduItems(cells), vrduGold(labelled, gold)) : null,
  };
}
