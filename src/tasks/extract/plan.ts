/**
 * A JSON Schema as what is looked for: a tree of single values, lists of values, lists of objects and objects, each value with
 * its question. References are followed, "or null" is taken off; what cannot be looked for is an error. Pure.
 */
import { boxQuestion, fieldQuestion } from "../fields.ts";
import { SchemaError } from "./errors.ts";
import type { JsonSchema } from "./standard-schema.ts";

/** What a single value is. */
export type ValueKind = "string" | "number" | "integer" | "money" | "date" | "boolean" | "enum";

/** A single value, and how it is asked for. */
export interface ValuePlan {
  is: "value";
  /** "total", "seller.name"; of columns "items[].price". */
  path: string;
  kind: ValueKind;
  /** What is asked for it. */
  question: string;
  /** The last part of its name, and what the schema says of it. */
  name: string;
  description: string | null;
  /** Allowed values of an enumeration. */
  allowed: readonly unknown[];
  /** The schema wants a value where the document may have none. */
  required: boolean;
}

/** A list of single values. */
export interface ListPlan {
  is: "list";
  path: string;
  member: ValuePlan;
}

/** A list of objects: rows of a table. */
export interface RowsPlan {
  is: "rows";
  path: string;
  columns: ValuePlan[];
}

/** An object with its parts in their order. */
export interface ObjectPlan {
  is: "object";
  path: string;
  parts: [name: string, part: Plan][];
}

/** What a schema looks for, or a part of it. */
export type Plan = ValuePlan | ListPlan | RowsPlan | ObjectPlan;

const DEEPEST = 12;
/** Single values and columns of one schema; each is a question. */
const MOST = 500;

/** A name of a field may not look like the path of another. */
const NAME = /^[^.[\]\s][^.[\]]*$/;

/** A reference inside the schema: "#/$defs/Seller". */
function referred(root: JsonSchema, reference: string, path: string): JsonSchema {
  if (reference === "#") throw new SchemaError(path, "refers to itself, which has no end");
  const parts = reference.startsWith("#/") ? reference.slice(2).split("/") : null;
  let at: unknown = root;
  for (const part of parts ?? []) {
    const name = decodeURIComponent(part).replace(/~1/g, "/").replace(/~0/g, "~");
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  }
  if (parts === null || typeof at !== "object" || at === null) {
    throw new SchemaError(path, `refers to ${reference}, which is not in it`);
  }
  return at as JsonSchema;
}

const isNull = (schema: JsonSchema) => schema.type === "null" || schema.const === null;

/** Without references, combinations and null. */
function plain(
  root: JsonSchema,
  given: JsonSchema,
  path: string,
  depth: number,
): { schema: JsonSchema; open: boolean } {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw new SchemaError(path, "is no schema");
  if (depth > DEEPEST) throw new SchemaError(path, `is nested deeper than ${DEEPEST}, or refers to itself`);
  const { $ref, anyOf, oneOf, allOf, ...rest } = given;
  if ($ref !== undefined) return plain(root, { ...referred(root, $ref, path), ...rest }, path, depth + 1);
  const choices = anyOf ?? oneOf;
  if (choices) {
    const real = choices.filter((one) => !isNull(one));
    const constants = real.flatMap((one) => (one.const !== undefined ? [one.const] : (one.enum ?? [])));
    if (constants.length > 0 && real.every((one) => one.const !== undefined || one.enum)) {
      return { schema: { ...rest, enum: constants }, open: real.length < choices.length };
    }
    if (real.length !== 1) throw new SchemaError(path, "may be of several types; one is wanted (or null)");
    const inner = plain(root, { ...real[0], ...rest }, path, depth + 1);
    return { schema: inner.schema, open: inner.open || real.length < choices.length };
  }
  if (allOf) {
    const merged: JsonSchema = Object.assign({}, ...allOf, rest);
    const properties = allOf.flatMap((one) => (one.properties ? [one.properties] : []));
    if (properties.length > 0) merged.properties = Object.assign({}, ...properties, rest.properties);
    return plain(root, merged, path, depth + 1);
  }
  if (Array.isArray(rest.type)) {
    const types = (rest.type as string[]).filter((type) => type !== "null");
    if (types.length !== 1) throw new SchemaError(path, `may be ${types.join(" or ")}; one type is wanted (or null)`);
    return { schema: { ...rest, type: types[0] }, open: types.length < rest.type.length };
  }
  return { schema: rest, open: false };
}

function kindOf(schema: JsonSchema, path: string): ValueKind {
  if (schema.enum || schema.const !== undefined) return "enum";
  if (schema.format === "money" && schema.type !== "string") return "money";
  if (schema.format === "date" && (schema.type ?? "string") === "string") return "date";
  const type = schema.type ?? "string";
  if (type === "string" || type === "number" || type === "integer" || type === "boolean") return type;
  throw new SchemaError(
    path,
    `is of the type ${JSON.stringify(type)}; there are string, number, integer, boolean, array, object`,
  );
}

function valuePlan(schema: JsonSchema, path: string, required: boolean): ValuePlan {
  const kind = kindOf(schema, path);
  const description = schema.description?.trim() || null;
  const ask = kind === "boolean" ? boxQuestion : fieldQuestion;
  const name = path.replace(/\[\]$/, "").split(".").at(-1) as string;
  const all = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  const allowed = all.filter((one) => one !== null);
  return {
    is: "value",
    path,
    kind,
    question: description ?? ask(path.replace(/\[\]/g, "")),
    name,
    description,
    allowed,
    required,
  };
}

/**
 * What `schema` looks for.
 * @throws SchemaError naming the property that cannot be looked for
 * @example
 * const { parts } = planOf({ type: "object", properties: { dueDate: { type: "string", format: "date" } } });
 * parts[0][1].question // "What is the due date?"
 */
export function planOf(root: JsonSchema): ObjectPlan {
  const walk = (given: JsonSchema, path: string, wanted: boolean, depth: number, inRows: boolean): Plan => {
    const { schema, open } = plain(root, given, path, depth);
    const required = wanted && !open && schema.default === undefined;
    const type = schema.type ?? (schema.properties ? "object" : schema.items ? "array" : undefined);
    if (type === "object") {
      const parts = Object.entries(schema.properties ?? {}).map(([name, child]): [string, Plan] => {
        const own = path === "" ? name : `${path}.${name}`;
        if (!NAME.test(name) || name === "__proto__") {
          throw new SchemaError(
            own,
            "has a name with a dot, a bracket or a blank at its start, which paths cannot tell",
          );
        }
        return [name, walk(child, own, schema.required?.includes(name) ?? false, depth + 1, inRows)];
      });
      if (parts.length === 0) throw new SchemaError(path, 'has no "properties": nothing would be looked for');
      return { is: "object", path, parts };
    }
    if (type === "array") {
      if (inRows) throw new SchemaError(path, "is a list inside of a list, which is not looked for");
      const items = schema.items;
      if (typeof items !== "object" || Array.isArray(items)) throw new SchemaError(path, 'is a list without "items"');
      const described = schema.description === undefined ? items : { description: schema.description, ...items };
      const member = walk(described, `${path}[]`, false, depth + 1, true);
      if (member.is === "object") return { is: "rows", path, columns: columnsOf(member) };
      return { is: "list", path, member: member as ValuePlan };
    }
    return valuePlan(schema, path, required);
  };
  const plan = walk(root, "", true, 0, false);
  if (plan.is !== "object")
    throw new SchemaError("", 'describes no object: {"type": "object", "properties": {...}} is wanted');
  const { length } = valuesOf(plan);
  if (length > MOST) throw new SchemaError("", `has ${length} fields, ${MOST} are allowed`);
  return plan;
}

function columnsOf(plan: ObjectPlan): ValuePlan[] {
  return plan.parts.map(([, part]) => {
    if (part.is === "value") return part;
    throw new SchemaError(part.path, "is nested inside of a list of objects; the objects of a list hold single values");
  });
}

/** All single values and columns of a plan, in its order. */
export function valuesOf(plan: Plan): ValuePlan[] {
  if (plan.is === "value") return [plan];
  if (plan.is === "list") return [plan.member];
  if (plan.is === "rows") return plan.columns;
  return plan.parts.flatMap(([, part]) => valuesOf(part));
}
