/**
 * What a schema may be: JSON Schema as data, or an object of any library that speaks Standard Schema with JSON Schema (zod 4 and
 * others), and what type its data have. See standardschema.dev.
 */
import { SchemaError } from "./errors.ts";

/** The part of JSON Schema (draft 2020-12) that says what is looked for; other keywords are checked, not looked for. */
export interface JsonSchema {
  type?: string | readonly string[];
  format?: string;
  enum?: readonly unknown[];
  const?: unknown;
  title?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  allOf?: readonly JsonSchema[];
  $ref?: string;
  [keyword: string]: unknown;
}

interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[];
}

type Validated<T> = { value: T; issues?: undefined } | { issues: readonly Issue[] };

/** An object of a library that speaks Standard Schema and gives JSON Schema: zod 4, and others. */
export interface StandardSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    /** What the library makes of data, or what is wrong with them. */
    readonly validate: (value: unknown) => Validated<Output> | Promise<Validated<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
    /** Standard JSON Schema. */
    readonly jsonSchema?: {
      /** The schema of what goes in. */
      readonly input: (options: { target: "draft-2020-12" }) => Record<string, unknown>;
    };
  };
}

/** What data are looked for: JSON Schema as data, or a Standard Schema. */
export type ExtractSchema = StandardSchema | JsonSchema;

type Found<T> = T extends string | number | boolean | bigint | Date | null | undefined
  ? T | null
  : T extends readonly (infer U)[]
    ? Found<U>[]
    : T extends object
      ? { [K in keyof T]: Found<T[K]> }
      : unknown;

/** Data of a schema: its type, in which any single value may be absent. Plain JSON Schema says nothing to the compiler. */
export type Extracted<S> = S extends { readonly "~standard": { readonly types?: infer Types } }
  ? NonNullable<Types> extends { readonly output: infer Output }
    ? Found<Output>
    : unknown
  : Record<string, unknown>;

export function isStandard(schema: ExtractSchema): schema is StandardSchema {
  return "~standard" in schema;
}

/** `schema` as JSON Schema. @throws SchemaError where its library cannot say so */
export function toJsonSchema(schema: ExtractSchema): JsonSchema {
  if (!isStandard(schema)) return schema;
  const { vendor, jsonSchema } = schema["~standard"];
  if (!jsonSchema) {
    throw new SchemaError(
      "",
      `is of ${vendor}, which does not give JSON Schema by "~standard".jsonSchema; give its JSON Schema instead`,
    );
  }
  try {
    return jsonSchema.input({ target: "draft-2020-12" }) as JsonSchema;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SchemaError("", `cannot be said in JSON Schema: ${why}; dates are ISO texts, e.g. z.iso.date()`, {
      cause,
    });
  }
}

/** A problem that the schema's own library sees; the path as "items[0].price". */
export interface StandardIssue {
  path: string;
  message: string;
}

export function pathText(path: Issue["path"] = []): string {
  return path.reduce<string>((text, part) => {
    const key = typeof part === "object" ? part.key : part;
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

/** What the schema's own library makes of `data`, which may convert values. */
export async function standardResult(
  schema: StandardSchema,
  data: unknown,
): Promise<{ value: unknown; issues: null } | { value: null; issues: StandardIssue[] }> {
  const result = await schema["~standard"].validate(data);
  if (!result.issues) return { value: result.value, issues: null };
  return { value: null, issues: result.issues.map(({ message, path }) => ({ message, path: pathText(path) })) };
}
