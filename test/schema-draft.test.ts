import assert from "node:assert/strict";
import { test } from "node:test";
import { draftsOf, schemaOf } from "../web/state/schema-draft.ts";

const schema = {
  type: "object",
  properties: { kind: { type: "string", enum: ["letter", "bill"] }, total: { type: "number" } },
  required: ["kind", "total"],
};

test("a schema that the form only looked at is the same", () => {
  assert.deepEqual(schemaOf(schema, draftsOf(schema)), schema);
  const { required: _, ...free } = schema;
  assert.deepEqual(schemaOf(free, draftsOf(free)), free);
});

test("required follows fields that are renamed, taken out, or no longer said to be there always", () => {
  const [kind, total] = draftsOf(schema);
  assert.deepEqual(schemaOf(schema, [{ ...kind, name: "sort" }, total]).required, ["sort", "total"]);
  assert.deepEqual(schemaOf(schema, [{ ...kind, always: false }]).required, []);
  assert.deepEqual(schemaOf({}, [{ ...kind, was: null, always: true }]).required, ["kind"]);
});
