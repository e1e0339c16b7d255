/**
 * The tasks as one table: what each takes beside the document, what it gives, and how it is done. Checks, OpenAPI, tools for
 * assistants and the server's jobs are made of it; how a document is read is for the caller.
 */
import { z } from "zod";
import type { Document } from "../document/document.ts";
import { boxSchema } from "../document/schema.ts";
import { classify } from "./classify.ts";
import type { AskProgress, DocFormer } from "./docformer.ts";
import type { JsonSchema } from "./extract/standard-schema.ts";
import { extract } from "./extract.ts";
import { askQueries } from "./queries.ts";
import { relate } from "./relate.ts";
import { documentTables } from "./tables.ts";
import { verify } from "./verify.ts";

/** What a task may use. */
export interface TaskHooks {
  /** The model, loaded when it is first asked for. */
  model(): Promise<DocFormer>;
  signal?: AbortSignal;
  /** Called after each window of each page. */
  onProgress?: (progress: AskProgress) => void;
}

/** A task: what it takes beside the document, what it gives, how it is done. */
export interface TaskVerb<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  summary: string;
  input: Input;
  output: Output;
  /** Does it; `input` was checked. @throws what the task throws; the signal's reason when aborted */
  run(document: Document, input: z.infer<Input>, hooks: TaskHooks): Promise<z.infer<Output>>;
}

const share = z.number().min(0).max(1);
const index = z.int().min(0);
const words = z.array(index).describe("indices of words on the page");
const page = index.describe("index of the page, from 0");

/** An Answer as a schema: what OpenAPI and tools say of it. */
export const answerSchema = z.object({
  text: z.string().nullable().describe("as a person writes it; null: the document does not say"),
  value: z.union([z.string(), z.number(), z.boolean()]).nullable().describe("typed; dates as ISO"),
  operation: z.enum(["copy", "count", "sum", "difference", "compare", "yesno", "colour", "generate"]),
  confidence: share.nullable(),
  calibrated: z.boolean(),
  status: z.enum(["ok", "low", "absent"]),
  evidence: z.array(z.object({ page, box: boxSchema, words })),
  alternatives: z.array(z.object({ text: z.string().nullable(), confidence: share.nullable() })),
  ambiguous: z.boolean().optional(),
  currency: z.string().nullable().optional(),
});

export const tickSchema = z.object({
  label: z.string().describe("the text beside the box"),
  group: z.string().nullable().describe("what stands before the first box of the row"),
  value: z.boolean().describe("ticked"),
  page,
  box: boxSchema,
  words,
});

/** A text of a person's, not empty. */
const said = z.string().trim().min(1).max(1000);

/** Keeps the types of a verb's schemas in its function. */
function verb<Input extends z.ZodObject, Output extends z.ZodType>(
  definition: TaskVerb<Input, Output>,
): TaskVerb<Input, Output> {
  return definition;
}

/** A question, bare or in the shape of Textract's Queries. */
const query = z.union([
  said,
  z.object({
    text: said,
    alias: z.string().trim().min(1).max(200).optional().describe("what the answer is called"),
    pages: z.array(index).min(1).optional().describe("only these pages, counted from 0"),
  }),
]);

const ask = verb({
  summary: "Answers to questions, with confidence and evidence",
  input: z.object({ questions: z.array(query).min(1).max(200) }),
  output: z.array(
    answerSchema.extend({ question: z.string(), alias: z.string().optional(), milliseconds: z.number() }),
  ),
  run: async (document, { questions }, { model, ...options }) =>
    askQueries(await model(), document, questions, options),
});

const extractVerb = verb({
  summary: "Data of a JSON Schema, each value with confidence and evidence, and plausibility checks",
  input: z.object({
    schema: z.record(z.string(), z.unknown()).describe("JSON Schema of an object; descriptions are the questions"),
  }),
  output: z.object({
    data: z.record(z.string(), z.unknown()).describe("as the schema says; null: absent, or it did not validate"),
    fields: z.record(z.string(), answerSchema).describe("by path: total, seller.name, items[0].price"),
    checks: z.array(
      z.object({
        name: z.string(),
        status: z.enum(["ok", "failed", "undecided"]),
        message: z.string(),
        fields: z.array(z.string()).describe("paths of the values that were compared"),
      }),
    ),
    problems: z.array(
      z.object({
        code: z.enum(["unfit", "missing"]),
        field: z.string(),
        text: z.string().nullable().describe("what was read"),
        message: z.string(),
      }),
    ),
  }),
  run: async (document, { schema }, { model, ...options }) =>
    extract(await model(), document, schema as JsonSchema, options),
});

const relateVerb = verb({
  summary: "Entities and what belongs to what, and ticked boxes",
  input: z.object({}),
  output: z.object({
    entities: z.array(
      z.object({
        id: index,
        label: z.string(),
        page,
        words,
        boxes: z.array(boxSchema).describe("one a line"),
        text: z.string(),
        confidence: share.nullable().describe("of the value's being its key's"),
      }),
    ),
    links: z.array(z.tuple([index, index])).describe("ids, the owner (key) first"),
    ticks: z.array(tickSchema),
  }),
  run: async (document, _, { model, ...options }) => relate(await model(), document, options),
});

const classifyVerb = verb({
  summary: "Which of the classes named a document belongs to",
  input: z.object({
    labels: z.array(z.string().trim().min(1).max(200)).min(2).max(200),
    field: z.string().trim().min(1).max(200).default("document_type").describe("what the classes are of"),
  }),
  output: z.object({
    label: z.string().nullable().describe("the likeliest; null: none"),
    confidence: share,
    calibrated: z.boolean(),
    evidence: answerSchema.shape.evidence.describe("what the likeliest rests on"),
    scores: z
      .array(
        z.object({
          label: z.string(),
          confidence: share,
          answer: answerSchema.describe("the yes or no of this class, with evidence of its own"),
        }),
      )
      .describe("the likeliest first"),
  }),
  async run(document, { labels, field }, { model, ...options }) {
    const scores = await classify(await model(), document, field, labels, options);
    const [{ label, confidence, answer }] = scores;
    // Where no class got a yes or no, none is the likeliest.
    if (confidence === 0) return { label: null, confidence, calibrated: false, evidence: [], scores };
    return { label, confidence, calibrated: answer.calibrated, evidence: answer.evidence, scores };
  },
});

const verifyVerb = verb({
  summary: "Whether a document bears statements out",
  input: z.object({
    statements: z.array(said).min(1).max(200),
    threshold: share.optional().describe("least confidence of a verdict; default: the model's"),
  }),
  output: z.array(
    answerSchema.extend({ statement: z.string(), verdict: z.enum(["entailed", "refuted", "undecidable"]) }),
  ),
  run: async (document, { statements, threshold }, { model, ...options }) =>
    verify(await model(), document, statements, { ...options, threshold }),
});

const tables = verb({
  summary: "The tables of a document as rows and cells",
  input: z.object({}),
  output: z.object({
    tables: z.array(
      z.object({
        page,
        box: boxSchema,
        columns: z.int().min(1),
        rows: z.array(
          z.array(
            z.object({
              row: index,
              column: index,
              rowSpan: z.int().min(1),
              columnSpan: z.int().min(1),
              text: z.string(),
              box: boxSchema,
              words,
              header: z.boolean(),
            }),
          ),
        ),
      }),
    ),
  }),
  run: async (document, _, { signal, onProgress }) => ({
    tables: await documentTables(document, { signal, onProgress }),
  }),
});

/** All tasks, by their verbs. */
export const TASK_VERBS = {
  ask,
  extract: extractVerb,
  relate: relateVerb,
  classify: classifyVerb,
  verify: verifyVerb,
  tables,
};

/** The verb of a task. */
export type TaskName = keyof typeof TASK_VERBS;

/**
 * Does the task `name`: checks the input, runs it.
 * @throws z.ZodError for an input that does not fit
 * @example
 * const input = { statements: ["The invoice number is FJ-20417"] };
 * const [first] = await runTask("verify", document, input, { model: async () => model });
 * first.verdict // "entailed"
 */
export async function runTask(name: TaskName, document: Document, input: unknown, hooks: TaskHooks): Promise<unknown> {
  const task: TaskVerb = TASK_VERBS[name];
  return task.run(document, task.input.parse(input), hooks);
}

/** Whether there is a task of this name. */
export function isTask(name: string): name is TaskName {
  return Object.hasOwn(TASK_VERBS, name);
}
