/**
 * A label: what a person says stands in a document, field by field, as readable JSON. A field that is missing is not labelled
 * yet; "absent" says that the document does not have it. Kept in versions; nothing that a schema no longer names is dropped.
 */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type Page, textOf } from "../document/document.ts";
import { boxSchema } from "../document/schema.ts";
import { WorkspaceError } from "./errors.ts";
import { patternOf, type SchemaField, underSchema } from "./schema-fields.ts";
import type { Version } from "./versions.ts";

const index = z.int().min(0);

const labelKeySchema = z.strictObject({ page: index, words: z.array(index).min(1) });

export const labelFieldSchema = z.strictObject({
  status: z.enum(["value", "absent"]).default("value"),
  /** As it is printed. */
  text: z.string().nullable().default(null),
  /** Typed, where somebody has said so. */
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  /** Where it stands: index of the page, and of its words; a box where no words are. */
  page: index.optional(),
  words: z.array(index).optional(),
  box: boxSchema.optional(),
  /** Words that name it, as "Total:" beside the amount or the head of its column: links from key to value. */
  keys: z.array(labelKeySchema).optional(),
  /** Written by a person, or predicted and accepted by one. */
  by: z.enum(["person", "accepted"]).default("person"),
});

export const labelSchema = z.object({
  version: index.optional(),
  fields: z.record(z.string().min(1).max(200), labelFieldSchema),
});

/** A field as a person labelled it: its text and where it stands, or that the document does not have it. */
export type LabelField = z.output<typeof labelFieldSchema>;
/** Words that a value was linked to as its key. */
export type LabelKey = z.output<typeof labelKeySchema>;
export type LabelInput = z.input<typeof labelSchema>;

/** Fields by path: "total", "seller.name", "items[0].price". */
export interface Label {
  version: number;
  fields: Record<string, LabelField>;
}

/** What is kept of a version. */
export interface StoredLabel {
  fields: Record<string, LabelField>;
  /** ISO 8601, and who. */
  at: string;
  who: string;
}

export const NO_LABEL: StoredLabel = { fields: {}, at: "", who: "" };

/** The label as the schema's fields see it. */
export function labelUnder({ version, value }: Version<StoredLabel>, fields: readonly SchemaField[]): Label {
  return { version, fields: underSchema(value.fields, fields).known };
}

/**
 * Checks a label that is to be saved, and fills in the text of words. `document`: null while it is not read.
 * @throws WorkspaceError "bad-label" naming the field
 */
export function checkLabel(
  input: unknown,
  fields: readonly SchemaField[],
  document: { pages: readonly Page[] } | null,
): Record<string, LabelField> {
  const parsed = labelSchema.safeParse(input);
  const fail = (path: string, message: string): never => {
    throw new WorkspaceError("bad-label", `the label's ${path} ${message}`);
  };
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    return fail(path.length > 0 ? path.join(".") : "form", `is wrong: ${message}`);
  }
  const checked: Record<string, LabelField> = {};
  for (const [path, given] of Object.entries(parsed.data.fields)) {
    const pattern = patternOf(path);
    const whole = fields.some((field) => field.path.startsWith(`${pattern}[]`));
    if (!whole && !fields.some((field) => field.path === pattern)) {
      fail(path, `is no field of the schema; there are ${fields.map((field) => field.path).join(", ") || "none"}`);
    }
    if (whole && given.status === "value") fail(path, `is a list: its members are labelled as ${path}[0], ${path}[1]`);
    if (given.status === "absent") {
      checked[path] = { status: "absent", text: null, by: given.by };
      continue;
    }
    const field = { ...given };
    const pageWith = (number: number, words: readonly number[]): Page => {
      const page = document?.pages.find((one) => one.number === number);
      if (!page) return fail(path, `names words of page ${number + 1}, which the document does not have`);
      const lost = words.find((word) => word >= page.words.length);
      return lost === undefined ? page : fail(path, `names word ${lost}; the page has ${page.words.length}`);
    };
    if (field.words?.length === 0) delete field.words;
    if (field.words) {
      field.page ??= 0;
      const page = pageWith(field.page, field.words);
      field.text ??= textOf(page, field.words);
    }
    if (field.keys?.length === 0) delete field.keys;
    for (const key of field.keys ?? []) pageWith(key.page, key.words);
    if (field.text === null || field.text.trim() === "")
      fail(path, "has neither text nor words; an absent field says so");
    checked[path] = field;
  }
  return checked;
}

/** Paths whose labels differ, in whatever order their parts are written. */
export function changedFields(before: StoredLabel["fields"], after: StoredLabel["fields"]): string[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  // As JSON keeps them: without what is undefined.
  const kept = (field: LabelField | undefined) => JSON.parse(JSON.stringify(field ?? null));
  return paths.filter((path) => !isDeepStrictEqual(kept(before[path]), kept(after[path]))).sort();
}

/** Top fields ("total", "items") of the schema that a label says nothing of. */
export function unlabelled(label: Label, fields: readonly SchemaField[]): string[] {
  const said = new Set(Object.keys(label.fields).map((path) => patternOf(path).split("[]")[0]));
  return [...new Set(fields.map(({ path }) => path.split("[]")[0]))].filter((name) => !said.has(name));
}
