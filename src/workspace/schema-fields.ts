/**
 * The fields of a user's schema (a JSON Schema of an object) as a flat list, and how labels find them again after a field was
 * renamed: a property says what it was called in "x-formerly". Pure.
 */
import { boxQuestion, fieldQuestion } from "../tasks/fields.ts";
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

export interface SchemaField {
  /** "total", "seller.name", "tags[]", "items[].price" */
  path: string;
  /** "string", "number", "money", "date", "boolean", "enum". */
  type: string;
  /** What is asked for it where the schema says so. */
  description: string | null;
  /** A cell of line items. */
  inRows: boolean;
  /** Paths under which older labels of it stand. */
  formerly: string[];
}

const typeOf = ({ type }: FieldSchema): string | undefined =>
  Array.isArray(type) ? type.find((name) => name !== "null") : type;

function leafType(schema: FieldSchema): string {
  if (schema.enum) return "enum";
  const type = typeOf(schema) ?? "string";
  if (schema.format === "money" || schema.format === "date") return schema.format;
  return type === "integer" ? "number" : type;
}

/** A name of a field may not look like the path of another. */
const NAME = /^[^.[\]\s][^.[\]]*$/;

/** The fields of `schema` in its order. @throws WorkspaceError "bad-schema" naming the property */
export function schemaFields(schema: FieldSchema): SchemaField[] {
  const fields: SchemaField[] = [];
  const fail = (path: string, message: string): never => {
    throw new WorkspaceError("bad-schema", `the schema's ${path === "" ? "root" : `property ${path}`} ${message}`);
  };
  const walk = (part: FieldSchema, path: string, former: string[], inRows: boolean): void => {
    const type = typeOf(part) ?? (part.properties ? "object" : part.items ? "array" : "string");
    if (type === "object") {
      const properties = part.properties ?? {};
      if (typeof properties !== "object" || Array.isArray(properties)) fail(path, 'needs "properties" as an object');
      for (const [name, child] of Object.entries(properties)) {
        const own = path === "" ? name : `${path}.${name}`;
        if (!NAME.test(name)) fail(own, "has a name with a dot, a bracket or a blank at its start");
        if (typeof child !== "object" || child === null) fail(own, "is no schema");
        const names = child["x-formerly"] ?? [];
        if (!Array.isArray(names) || names.some((one) => typeof one !== "string"))
          fail(own, 'needs "x-formerly" as a list of names');
        const older = [name, ...names].flatMap((one) =>
          [path, ...former].map((before) => (before === "" ? one : `${before}.${one}`)),
        );
        walk(
          child,
          own,
          older.filter((one) => one !== own),
          inRows,
        );
      }
    } else if (type === "array") {
      if (inRows) fail(path, "is a list inside of line items, which cannot be labelled");
      if (!part.items) fail(path, 'is a list without "items"');
      const items = part.items as FieldSchema;
      const rows = typeOf(items) === "object" || items.properties !== undefined;
      // What a list is described by is said once, of the list or of its members.
      const described = rows ? items : { description: part.description, ...items };
      walk(
        described,
        `${path}[]`,
        former.map((one) => `${one}[]`),
        rows,
      );
    } else {
      if (path === "") fail(path, "is no object with properties");
      if (!["string", "number", "integer", "boolean"].includes(type)) fail(path, `is of the type ${type}`);
      const description = part.description?.trim() || null;
      fields.push({ path, type: leafType(part), description, inRows, formerly: former });
    }
  };
  walk(schema, "", [], false);
  return fields;
}

/** "items[0].price" -> "items[].price" */
export const patternOf = (path: string): string => path.replace(/\[\d+\]/g, "[]");

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

/** The question by which a field is asked for. */
export function questionOf({ path, description, type }: SchemaField): string {
  const ask = type === "boolean" ? boxQuestion : fieldQuestion;
  return description ?? ask(fieldKey(path));
}
