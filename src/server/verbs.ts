/** What each verb takes and gives over HTTP, as zod schemas: the API's checks, its OpenAPI and the tools for assistants. */
import { z } from "zod";
import { documentSchema } from "../document/schema.ts";
import type { ExportFormat } from "../read/export/formats.ts";
import { TASK_VERBS, tickSchema } from "../tasks/verbs.ts";

/** How a file is opened; on every verb. */
export const readInput = z.object({
  pages: z.array(z.int().min(0)).min(1).optional().describe("only these pages, counted from 0"),
  password: z.string().max(1024).optional().describe("opens an encrypted PDF"),
  ocr: z.enum(["small", "tiny", "tesseract"]).optional().describe("what recognises words of scans; default small"),
  language: z.array(z.string().max(16)).max(16).optional().describe('languages for tesseract: ["eng", "deu"]'),
});
export type ReadInput = z.infer<typeof readInput>;

export const askInput = readInput.extend(TASK_VERBS.ask.input.shape);

const readOutput = z.object({
  document: documentSchema,
  problems: z.array(z.looseObject({ code: z.string(), message: z.string() })),
  milliseconds: z.object({ decode: z.number(), ocr: z.number(), total: z.number() }),
  ticks: z.array(tickSchema).optional().describe("check boxes as yes/no fields, where there are any"),
});

/** The forms that `?format=` of reading gives; without it, it gives JSON. */
export const EXPORTS = ["pdf", "hocr", "alto", "csv", "text"] as const satisfies readonly (ExportFormat &
  ExportedForm)[];
/** A form of them. */
export type ExportedForm = "pdf" | "hocr" | "alto" | "csv" | "text";

/** A file that reading made: what the result of its job holds. */
export const exportedSchema: z.ZodType<Exported> = z.object({
  name: z.string().describe("of the file: scan.jpg as scan.pdf"),
  format: z.enum(EXPORTS),
  text: z.string().optional().describe("what stands in it"),
  base64: z.string().optional().describe("its bytes, where it is no text: a PDF"),
});

/** A file that reading made, of a job that was not waited for. */
export interface Exported {
  /** "scan.pdf" of scan.jpg */
  name: string;
  format: ExportedForm;
  /** What stands in it. */
  text?: string;
  /** Its bytes, where it is no text. */
  base64?: string;
}

export interface VerbDefinition {
  summary: string;
  input: z.ZodType;
  output: z.ZodType;
}

/** A task of a document: its own input beside how the file is opened. */
function over<S extends z.ZodRawShape, O extends z.ZodType>({ summary, input, output }: TaskDefinition<S, O>) {
  return { summary, input: readInput.extend(input.shape), output };
}

interface TaskDefinition<S extends z.ZodRawShape, O extends z.ZodType> {
  summary: string;
  input: z.ZodObject<S>;
  output: O;
}

export const VERBS = {
  read: { summary: "Words, lines and boxes of a document", input: readInput, output: readOutput },
  ask: { ...over(TASK_VERBS.ask), input: askInput },
  extract: over(TASK_VERBS.extract),
  relate: over(TASK_VERBS.relate),
  classify: over(TASK_VERBS.classify),
  verify: over(TASK_VERBS.verify),
  tables: over(TASK_VERBS.tables),
} satisfies Record<string, VerbDefinition>;

/** A verb of the API. */
export type Verb = keyof typeof VERBS;
/** What a verb takes beside the file. */
export type VerbInput<V extends Verb> = z.input<(typeof VERBS)[V]["input"]>;
/** What a verb gives. */
export type VerbOutput<V extends Verb> = z.output<(typeof VERBS)[V]["output"]>;
