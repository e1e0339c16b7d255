/** Data against a JSON Schema: every breach with the path of its value, and what is allowed there. The wrapper of ajv. */

import { SchemaError } from "./errors.ts";
import type { JsonSchema } from "./standard-schema.ts";

export interface Breach {
  /** "items[0].price" */
  path: string;
  /** "must be <= 10" */
  message: string;
}

/** A function that finds what of some data breaks `schema`. @throws SchemaError where it is no JSON Schema */
export async function validatorOf(schema: JsonSchema): Promise<(data: unknown) => Breach[]> {
  // Only those who extract pay for it.
  const [{ Ajv2020 }, { default: formats }] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  formats.default(ajv);
  // What kind of amount a number is says nothing about which numbers are allowed.
  ajv.addFormat("money", true);
  const { $schema: _, ...plain } = schema;
  let validate: ReturnType<typeof ajv.compile>;
  try {
    validate = ajv.compile(plain);
  } catch (cause) {
    throw new SchemaError("", `is no valid JSON Schema: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  return (data) => {
    if (validate(data)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params, keyword }) => {
      const allowed = keyword === "enum" ? `: ${JSON.stringify(params.allowedValues)}` : "";
      return { path: pathOf(instancePath), message: `${message}${allowed}` };
    });
  };
}

/** "/items/0/price" -> "items[0].price" */
function pathOf(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === "" ? part : `${path}.${part}`), "");
}
