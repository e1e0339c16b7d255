/** What each verb takes and gives over HTTP, as zod schemas: the API's checks, its OpenAPI and the tools for assistants. */
import { z } from "zod";
import { documentSchema } from "../document/schema.ts";

/** How a file is opened; on every verb. */
export const readInput = z.object({
  pages: z.array(z.int().min(0)).min(1).optional().describe("only these pages, counted from 0"),
  password: z.string().max(1024).optional().describe("opens an encrypted PDF"),
  ocr: z.enum(["small", "tiny", "tesseract"]).optional().describe("what recognises words of scans; default small"),
  language: z.array(z.string().max(16)).max(16).optional().describe('languages for tesseract: ["eng", "deu"]'),
});
export type ReadInput = z.infer<typeof readInput>;

export const askInput = readInput.extend({
  questions: z.array(z.string().trim().min(1).max(1000)).min(1).max(200),
});

const readOutput = z.object({
  document: documentSchema,
  problems: z.array(z.looseObject({ code: z.string(), message: z.string() })),
  milliseconds: z.object({ decode: z.number(), ocr: z.number(), total: z.number() }),
});

export interface VerbDefinition {
  summary: string;
  input: z.ZodType;
  output: z.ZodType;
}

export const VERBS = {
  read: { summary: "Words, lines and boxes of a document", input: readInput, output: readOutput },
  ask: {
    summary: "Answers to questions, with confidence and evidence",
    input: askInput,
    output: z.array(z.looseObject({ question: z.string() })),
  },
} satisfies Record<string, VerbDefinition>;

export type Verb = keyof typeof VERBS;
export type VerbInput<V extends Verb> = z.input<(typeof VERBS)[V]["input"]>;
export type VerbOutput<V extends Verb> = z.output<(typeof VERBS)[V]["output"]>;
