/** The error of schemas. */

/**
 * A schema that describes what cannot be looked for in a document.
 * @example
 * const schema = { type: "object", properties: { a: { type: "array" } } };
 * const error = await model.extract(document, schema).catch((error) => error);
 * error instanceof SchemaError && error.path // "a"
 */
export class SchemaError extends Error {
  readonly code = "bad-schema";
  /** The property, "items[].price"; "" for the whole. */
  readonly path: string;
  constructor(path: string, message: string, options?: ErrorOptions) {
    super(`the schema${path === "" ? "" : `'s ${path}`} ${message}`, options);
    this.name = "SchemaError";
    this.path = path;
  }
}
