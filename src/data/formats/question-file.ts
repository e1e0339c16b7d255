/**
 * The form that the question sets share: a JSON file a split with a list `data` of questions, each naming its page; here
 * gathered by page, in the file's order. What the fields of a question are called is each layout's own.
 */
import { join } from "node:path";
import type { LabelledQuestion } from "../../document/labelled.ts";
import type { Check } from "../check.ts";
import { FormatError } from "../common-format.ts";
import { checkOf, namesIn, readJson } from "./files.ts";

export interface QuestionRecord {
  raw: Record<string, unknown>;
  /** Path in the file, e.g. "data[3]". */
  at: string;
}

/** The records of `data`. @throws FormatError */
export async function readQuestions(file: string): Promise<{ check: Check; records: QuestionRecord[] }> {
  const check = checkOf(file);
  const data = check.list(check.object(await readJson(file), "").data, "data");
  return { check, records: data.map((item, i) => ({ raw: check.object(item, `data[${i}]`), at: `data[${i}]` })) };
}

/** `records` by what `keyOf` says of each, keys in order of their first record. */
export function gathered(
  records: readonly QuestionRecord[],
  keyOf: (record: QuestionRecord) => string,
): Map<string, QuestionRecord[]> {
  const groups = new Map<string, QuestionRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}

/** Names of kinds of one question ("form", "table/list") as one. */
export function kindOf(value: unknown, otherwise: string): string {
  const names = [value].flat().filter((name): name is string => typeof name === "string" && name !== "");
  return names.length > 0 ? names.join(", ") : otherwise;
}

/** A question whose id stands under `idKey`; published test splits have no answers. */
export function questionOf(check: Check, { raw, at }: QuestionRecord, idKey: string, kind: string): LabelledQuestion {
  return {
    id: check.text(raw[idKey], `${at}.${idKey}`),
    question: check.text(raw.question, `${at}.question`),
    answers: check.list(raw.answers ?? [], `${at}.answers`).map((text, k) => check.text(text, `${at}.answers[${k}]`)),
    kind,
  };
}

/**
 * The files of the splits in `folders`, by what `pattern` captures of their names; of several for one split the last.
 * @throws FormatError where there is none: that `folders[0]` is not the layout, which has files `like` that
 */
export async function splitFiles(
  folders: readonly [string, ...string[]],
  pattern: RegExp,
  layout: string,
  like: string,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const name of await namesIn(folder)) {
      const split = pattern.exec(name)?.[1];
      if (split) files.set(split, join(folder, name));
    }
  }
  if (files.size > 0) return files;
  throw new FormatError(folders[0], 0, "", `is not ${layout}: no file like ${like} stands there`);
}

/** The file of `split`. @throws FormatError listing the splits */
export function fileOf(files: ReadonlyMap<string, string>, folder: string, split: string): string {
  const file = files.get(split);
  if (file) return file;
  throw new FormatError(folder, 0, "", `no split "${split}"; there are ${[...files.keys()].sort().join(", ")}`);
}
