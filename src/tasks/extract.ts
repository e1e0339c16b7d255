/**
 * Data of a schema out of a document: each single value is a question, all asked together over one encoding of each page window;
 * lists of objects come from tables, yes/no also from check boxes. What does not validate is null, and said.
 */
import type { Document } from "../document/document.ts";
import { type Answer, absentAnswer } from "./answer.ts";
import { type Check, plausibility } from "./checks.ts";
import type { AskOptions, DocFormer } from "./docformer.ts";
import { sureCells } from "./extract/cell-confidence.ts";
import { askClasses, enumerations, isOpen } from "./extract/classes.ts";
import { lineItems } from "./extract/line-items.ts";
import {
  type ListPlan,
  type ObjectPlan,
  type Plan,
  planOf,
  type RowsPlan,
  type ValuePlan,
  valuesOf,
} from "./extract/plan.ts";
import {
  type Extracted,
  type ExtractSchema,
  isStandard,
  standardResult,
  toJsonSchema,
} from "./extract/standard-schema.ts";
import { tickedAnswer } from "./extract/ticks.ts";
import { validatorOf } from "./extract/validate.ts";
import { type DateOrder, dateOrder, fitAnswer, membersOf } from "./extract/values.ts";
import { documentTables } from "./tables.ts";
import { tickFields } from "./tick-fields.ts";

/** A value that the schema wanted and did not get. */
export interface ExtractProblem {
  /** "unfit": what was read is no value of the field; "missing": the schema wants a value and there is none. */
  code: "unfit" | "missing";
  /** "items[0].price" */
  field: string;
  /** What was read. */
  text: string | null;
  message: string;
}

/** Data of a schema, the answer behind each value, and what the values say of each other. */
export interface Extraction<S = unknown> {
  data: Extracted<S>;
  /** By path: "total", "seller.name", "items[0].price". */
  fields: Record<string, Answer>;
  checks: Check[];
  problems: ExtractProblem[];
}

/** What was found under paths, and what did not fit. */
interface Findings {
  fields: Record<string, Answer>;
  problems: ExtractProblem[];
  order: DateOrder | undefined;
}

function unfit(field: string, text: string | null, message: string): ExtractProblem {
  return { code: "unfit", field, text, message: `${field}: "${text}" was read, but ${message}` };
}

/** Keeps the answer of a field; one whose text does not fit keeps its evidence and has no value. */
function keep(found: Findings, plan: ValuePlan, path: string, given: Answer): unknown {
  const fitted = fitAnswer(plan, given, found.order);
  if (fitted.unfit === undefined) {
    found.fields[path] = fitted.answer;
    return fitted.answer.value;
  }
  found.fields[path] = { ...given, value: null };
  found.problems.push(unfit(path, given.text, fitted.unfit));
  return null;
}

/** Sets the value at a path of the data. */
function setAt(data: unknown, path: string, value: unknown): void {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  const last = keys.pop();
  let at = data as Record<string, unknown>;
  for (const key of keys) at = at[key] as Record<string, unknown>;
  if (last !== undefined) at[last] = value;
}

/**
 * Finds data of `schema` in `document`; `model.extract` is the same.
 * @throws SchemaError; the signal's reason when aborted
 * @example
 * const { data } = await extract(model, document, z.object({ invoiceNumber: z.string() }));
 * data.invoiceNumber // "FJ-20417"
 */
export async function extract<S extends ExtractSchema>(
  model: DocFormer,
  document: Document,
  schema: S,
  options: AskOptions = {},
): Promise<Extraction<S>> {
  const json = toJsonSchema(schema);
  const plan = planOf(json);
  const breaches = await validatorOf(json);
  const plans = valuesOf(plan);
  const ticks = tickFields(document);
  const given = await model.ask(
    document,
    plans.map(({ question }) => question),
    options,
  );
  const answerOf = new Map(plans.map((one, i) => [one, tickedAnswer(one, ticks) ?? given[i]]));
  const open = enumerations(plans).filter((one) => isOpen(one, answerOf.get(one) ?? absentAnswer()));
  for (const [one, answer] of await askClasses(model, document, open, options)) answerOf.set(one, answer);
  options.signal?.throwIfAborted();

  const found: Findings = { fields: {}, problems: [], order: dateOrder(document) };
  const said = (one: ValuePlan) => answerOf.get(one) ?? absentAnswer();
  const lists = rowPlans(plan);
  const tables = lists.length > 0 ? await documentTables(document, options) : [];
  const rows = new Map<RowsPlan, Answer[][]>();
  for (const list of lists) {
    const cells = lineItems(list, tables, list.columns.map(said));
    rows.set(list, await sureCells(model, document, cells, list.columns, options));
  }
  const build = (part: Plan): unknown => {
    if (part.is === "value") return keep(found, part, part.path, said(part));
    if (part.is === "list") return listOf(found, part, said(part.member));
    if (part.is === "rows") return rowsOf(found, part, rows.get(part) ?? []);
    return Object.fromEntries(part.parts.map(([name, child]) => [name, build(child)]));
  };
  const data = build(plan);

  for (const { path, message } of breaches(data)) drop(found, data, path, message);
  let result = data;
  if (isStandard(schema)) {
    // Its own library knows more than JSON Schema says: refinements and conversions.
    const { issues } = await standardResult(schema, data);
    for (const { path, message } of issues ?? []) drop(found, data, path, message);
    const again = await standardResult(schema, data);
    result = again.issues === null ? again.value : data;
  }
  missing(found, plan);
  const checks = plausibility(found.fields, plan, document);
  return { data: result as Extracted<S>, fields: found.fields, checks, problems: found.problems };
}

/** The lists of objects in a plan. */
function rowPlans(plan: Plan): RowsPlan[] {
  if (plan.is === "rows") return [plan];
  return plan.is === "object" ? plan.parts.flatMap(([, part]) => rowPlans(part)) : [];
}

function listOf(found: Findings, { path, member }: ListPlan, answer: Answer): unknown[] {
  if (answer.text === null) {
    found.fields[path] = answer;
    return [];
  }
  const values = membersOf(answer).map((one, i) => keep(found, member, `${path}[${i}]`, one));
  return values;
}

function rowsOf(found: Findings, { path, columns }: RowsPlan, rows: readonly Answer[][]): unknown[] {
  if (rows.length === 0) {
    found.fields[path] = absentAnswer();
    return [];
  }
  return rows.map((answers, row) =>
    Object.fromEntries(
      columns.map((column, i) => [column.name, keep(found, column, `${path}[${row}].${column.name}`, answers[i])]),
    ),
  );
}

/** A value that its schema does not allow becomes null; that null itself is not allowed is no news. */
function drop(found: Findings, data: unknown, path: string, message: string): void {
  const answer = found.fields[path];
  if (!answer || answer.value === null) return;
  if (found.problems.some(({ field }) => field === path)) return;
  found.problems.push(unfit(path, answer.text, `it ${message}`));
  found.fields[path] = { ...answer, value: null };
  setAt(data, path, null);
}

/** Values that the schema wants and the document does not hold. */
function missing(found: Findings, plan: ObjectPlan): void {
  for (const [, part] of plan.parts) {
    if (part.is === "object") missing(found, part);
    if (part.is !== "value" || !part.required || found.fields[part.path]?.text !== null) continue;
    const message = `${part.path}: the schema wants a value, and none was found`;
    found.problems.push({ code: "missing", field: part.path, text: null, message });
  }
}
