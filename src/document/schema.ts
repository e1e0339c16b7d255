/**
 * The JSON form of a Document, as a zod schema: versioned, strict about boxes and indices, exported as JSON Schema. Page images
 * do not travel (words, boxes and colours do). Reading foreign JSON of words and boxes is json.ts.
 */
import { z } from "zod";
import { DOCUMENT_VERSION } from "./document.ts";

const fraction = z.number().min(0).max(1);

export const boxSchema = z
  .tuple([fraction, fraction, fraction, fraction])
  .describe("x0, y0, x1, y1 as fractions of the upright page, origin top left")
  .refine((box) => box[0] <= box[2] && box[1] <= box[3], "x0 <= x1 and y0 <= y1");

const level = z.int().min(0).max(255);
const rgbSchema = z.tuple([level, level, level]).describe("red, green, blue, 0..255");
const index = z.int().min(0);

export const wordSchema = z.object({
  text: z.string().min(1),
  box: boxSchema,
  line: index.describe("index into the page's lines"),
  confidence: fraction.nullable().describe("as the reader measured it; null when unknown"),
  origin: z.enum(["pdf", "ocr", "given"]),
  ink: rgbSchema.optional(),
  paper: rgbSchema.optional(),
});

export const lineSchema = z.object({
  box: boxSchema,
  words: z.array(index).describe("indices into the page's words, in reading order"),
});

export const pageSchema = z
  .object({
    number: index.describe("index in the source, from 0"),
    width: z.number().positive(),
    height: z.number().positive(),
    unit: z.enum(["px", "pt"]),
    rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
    words: z.array(wordSchema),
    lines: z.array(lineSchema),
  })
  .superRefine((page, context) => {
    page.words.forEach((word, i) => {
      if (word.line < page.lines.length) return;
      const message = `line ${word.line} of word ${i} is not among the page's ${page.lines.length} lines`;
      context.addIssue({ code: "custom", message, path: ["words", i, "line"] });
    });
    page.lines.forEach((line, i) => {
      for (const word of line.words) {
        if (word < page.words.length) continue;
        const message = `word ${word} of line ${i} is not among the page's ${page.words.length} words`;
        context.addIssue({ code: "custom", message, path: ["lines", i, "words"] });
      }
    });
  });

export const documentSchema = z.object({
  version: z.literal(DOCUMENT_VERSION),
  source: z.object({ name: z.string(), mime: z.string(), sha256: z.string() }),
  pages: z.array(pageSchema),
});

/** The Document as it stands in JSON: no page images. */
export type DocumentJson = z.infer<typeof documentSchema>;

/**
 * JSON Schema (draft 2020-12) of the JSON form.
 * @example
 * documentJsonSchema().required // ["version", "source", "pages"]
 */
export function documentJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(documentSchema) as Record<string, unknown>;
}
