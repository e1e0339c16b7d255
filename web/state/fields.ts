/** The schema's fields as the page shows them: single values, lists, and line items with columns. Pure. */
import type { FieldSchema } from "../api/types.ts";

export type FieldType = "text" | "number" | "integer" | "money" | "date" | "boolean" | "enum";

export interface Leaf {
  kind: "leaf";
  /** "total", "seller.name" */
  path: string;
  /** In words. */
  title: string;
  type: FieldType;
  choices: string[];
  description: string;
}

export interface ListField {
  kind: "list";
  path: string;
  title: string;
  item: Leaf;
}

export interface TableField {
  kind: "table";
  path: string;
  title: string;
  /** Paths of columns are those inside of a row. */
  columns: Leaf[];
}

export type Field = Leaf | ListField | TableField;

/** "due_date", "dueDate" -> "due date" */
export const titleOf = (name: string): string =>
  name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/[_\-.]+/g, " ")
    .trim()
    .toLowerCase();

/** The one type of a schema that may also allow null. */
export function typeOf(schema: FieldSchema): string {
  const { type } = schema;
  const one = Array.isArray(type) ? type.find((name) => name !== "null") : type;
  return one ?? (schema.properties ? "object" : schema.items ? "array" : "string");
}

export function leafType(schema: FieldSchema): FieldType {
  if (schema.enum) return "enum";
  if (schema.format === "money" || schema.format === "date") return schema.format;
  const type = typeOf(schema);
  return type === "number" || type === "integer" || type === "boolean" ? type : "text";
}

function leaf(schema: FieldSchema, path: string): Leaf {
  return {
    kind: "leaf",
    path,
    title: titleOf(path),
    type: leafType(schema),
    choices: (schema.enum ?? []).filter((one) => one !== null).map(String),
    description: schema.description ?? "",
  };
}

/** Leaves of an object, groups flattened: "seller.name". */
function leaves(schema: FieldSchema, prefix = ""): Leaf[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) =>
    typeOf(child) === "object" ? leaves(child, `${prefix}${name}.`) : [leaf(child, prefix + name)],
  );
}

export function fieldsOf(schema: FieldSchema, prefix = ""): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]): Field[] => {
    const path = prefix + name;
    const type = typeOf(child);
    if (type === "object") return fieldsOf(child, `${path}.`);
    if (type !== "array") return [leaf(child, path)];
    const items = child.items ?? {};
    const title = titleOf(path);
    if (typeOf(items) === "object") return [{ kind: "table", path, title, columns: leaves(items) }];
    return [{ kind: "list", path, title, item: leaf({ description: child.description, ...items }, path) }];
  });
}

/** "items[3].price" -> { list: "items", row: 3, column: "price" } */
export function splitPath(path: string): { list: string; row: number; column: string } | null {
  const found = /^(.+?)\[(\d+)\](?:\.(.+))?$/.exec(path);
  return found ? { list: found[1], row: Number(found[2]), column: found[3] ?? "" } : null;
}

export const cellPath = (list: string, row: number, column: string): string =>
  `${list}[${row}]${column === "" ? "" : `.${column}`}`;

/** How many rows of `list` the paths speak of. */
export function rowCount(list: string, paths: Iterable<string>): number {
  let rows = 0;
  for (const path of paths) {
    const at = splitPath(path);
    if (at?.list === list) rows = Math.max(rows, at.row + 1);
  }
  return rows;
}

/** Every path that can hold a value, in the order shown; of lists, the rows that there are. */
export function stopsOf(fields: readonly Field[], rows: (list: string) => readonly number[]): string[] {
  return fields.flatMap((field) => {
    if (field.kind === "leaf") return [field.path];
    const columns = field.kind === "table" ? field.columns.map(({ path }) => path) : [""];
    return rows(field.path).flatMap((row) => columns.map((column) => cellPath(field.path, row, column)));
  });
}

/** The leaf that a path belongs to. */
export function leafAt(fields: readonly Field[], path: string): Leaf | null {
  const at = splitPath(path);
  for (const field of fields) {
    if (field.kind === "leaf" && field.path === path) return field;
    if (at && field.path === at.list) {
      if (field.kind === "list") return field.item;
      if (field.kind === "table") return field.columns.find(({ path: column }) => column === at.column) ?? null;
    }
  }
  return null;
}

/** A path for people: "items, row 4, price". @param numbered how a row is numbered where it is shown */
export function spokenPath(path: string, numbered = (_list: string, row: number) => row + 1): string {
  const at = splitPath(path);
  if (!at) return titleOf(path);
  return [titleOf(at.list), `row ${numbered(at.list, at.row)}`, ...(at.column ? [titleOf(at.column)] : [])].join(", ");
}
