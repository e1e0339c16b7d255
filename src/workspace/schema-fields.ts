/**
 * The fields of a user's schema (a JSON Schema of an object) as a flat list, and how labels find them again after a field was
 * renamed: a property says what it was called in "x-formerly". Pure.
 */
import { SchemaError } from "../tasks/extract/errors.ts";
import { planOf, type ValueKind, valuesOf } from "../tasks/extract/plan.ts";
import { WorkspaceError } from "./errors.ts";

/** The part of JSON Schema that a workspace understands; the rest travels unchanged. */
export interface FieldSchema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  description?: string;
  title?: string;
  properties?: Record<string, FieldSchema>;
  items?: FieldSchema;
  /** Names that the field had before, the last one first. */
  "x-formerly"?: string[];
  [keyword: string]: unknown;
}

/** A single value that the schema looks for, or a column of its line items. */
export interface SchemaField {
  /** "total", "seller.name", "tags[]", "items[].price" */
  path: string;
  type: ValueKind;
  /** What is asked for it. */
  question: string;
  /** A cell of line items. */
  inRows: boolean;
  /** Paths under which older labels of it stand. */
  formerly: string[];
}

/** A name of a field may not look like the path of another. */
const NAME = /^[^.[\]\s][^.[\]]*$/;

const fail = (path: string, message: string): never => {
  throw new WorkspaceError("bad-schema", `the schema's property ${path} ${message}`);
};

/** The paths that each field had before, by its path now. @throws WorkspaceError "bad-schema" */
function formerPaths(schema: FieldSchema): Map<string, string[]> {
  const former = new Map<string, string[]>();
  const walk = (part: FieldSchema, path: string, before: readonly string[]): void => {
    former.set(
      path,
      [...new Set(before)].filter((one) => one !== path),
    );
    for (const [name, child] of Object.entries(part.properties ?? {})) {
      const own = path === "" ? name : `${path}.${name}`;
      if (!NAME.test(name)) fail(own, "has a name with a dot, a bracket or a blank at its start");
      if (typeof child !== "object" || child === null) fail(own, "is no schema");
      const names = child["x-formerly"] ?? [];
      const fits = Array.isArray(names) && names.every((one) => typeof one === "string");
      if (!fits) fail(own, 'needs "x-formerly" as a list of names');
      const older = [name, ...names].flatMap((one) => before.map((at) => (at === "" ? one : `${at}.${one}`)));
      walk(child, own, older);
    }
    const { items } = part;
    if (typeof items !== "object" || items === null || Array.isArray(items)) return;
    walk(
      items,
      `${path}[]`,
      before.map((one) => `${one}[]`),
    );
  };
  walk(schema, "", [""]);
  return former;
}

/** The fields of `schema` in its order; none where it names none yet. @throws WorkspaceError "bad-schema" naming the property */
export function schemaFields(schema: FieldSchema): SchemaField[] {
  const former = formerPaths(schema);
  if (schema.type === "object" && Object.keys(schema.properties ?? {}).length === 0 && former.size === 1) return [];
  try {
    return valuesOf(planOf(schema)).map(({ path, kind, question }) => ({
      path,
      type: kind,
      question,
      inRows: path.includes("[]."),
      formerly: former.get(path) ?? [],
    }));
  } catch (cause) {
    if (!(cause instanceof SchemaError)) throw cause;
    throw new WorkspaceError("bad-schema", cause.message, null, { cause });
  }
}

/** "items[0].price" -> "items[].price" */
export const patternOf = (path: string): string => path.replace(/\[\d+\]/g, "[]");

/** The row of "items[3].price"; 0 where there is none. */
export const rowOf = (path: string): number => Number(/\[(\d+)\]/.exec(path)?.[1] ?? 0);

/** "items[].price" with the numbers of "items[3].cost" -> "items[3].price" */
function numbered(pattern: string, path: string): string {
  const numbers = [...path.matchAll(/\[(\d+)\]/g)].map((match) => match[1]);
  return pattern.replace(/\[\]/g, () => `[${numbers.shift() ?? 0}]`);
}

/**
 * Labels (or anything kept by path) under the names that the schema has now. `known`: those of its fields; `others`: those of
 * fields that it no longer has.
 */
export function underSchema<T>(
  byPath: Readonly<Record<string, T>>,
  fields: readonly SchemaField[],
): { known: Record<string, T>; others: Record<string, T> } {
  const current = new Set(fields.map(({ path }) => path));
  const whole = (path: string) => path.split("[]")[0];
  const renamed = new Map(
    fields.flatMap(({ path, formerly }) =>
      formerly.flatMap((old) => [[old, path] as const, [whole(old), whole(path)] as const]),
    ),
  );
  const known: Record<string, T> = {};
  const others: Record<string, T> = {};
  for (const [path, value] of Object.entries(byPath)) {
    const pattern = patternOf(path);
    // A whole list that is absent stands under its name alone.
    const list = [...current].some((one) => one.startsWith(`${pattern}[]`));
    const now = renamed.get(pattern);
    if (current.has(pattern) || list) known[path] = value;
    else if (now !== undefined) known[numbered(now, path)] ??= value;
    else others[path] = value;
  }
  return { known, others };
}

/** `schema` with `renames` (from old to new path, nested by dots) noted at the properties, which already have their new names. */
export function withRenames(schema: FieldSchema, renames: Readonly<Record<string, string>>): FieldSchema {
  const copy = structuredClone(schema);
  for (const [old, now] of Object.entries(renames)) {
    let at: FieldSchema | undefined = copy;
    for (const name of now.split(".")) {
      const inside: FieldSchema | undefined = at?.items?.properties ? at.items : at;
      at = inside?.properties?.[name.replace(/\[\]$/, "")];
    }
    if (!at) throw new WorkspaceError("bad-schema", `the schema has no ${now}, which ${old} was renamed to`);
    const before = old.split(".").at(-1)!.replace(/\[\]$/, "");
    at["x-formerly"] = [before, ...(at["x-formerly"] ?? []).filter((one) => one !== before)];
  }
  return copy;
}

/** A field as labelled documents of any layout call it: "items[].price" -> "items.price". */
export const fieldKey = (path: string): string => path.replace(/\[\]/g, "");
