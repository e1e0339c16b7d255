/**
 * A recipe: how to fine-tune on one kind of data, as plain typed data. Those that come with the package stand in recipes/, a
 * data set a file; a user's own is a .json or .ts file of the same form. What a recipe leaves out has the defaults here.
 */
import { z } from "zod";
import { PAGE_KINDS } from "../data/synthetic/layouts/layouts.ts";

const share = z.number().min(0).max(1);

const RECIPE = z.strictObject({
  name: z.string().regex(/^[\w-]+$/),
  /** What it teaches and what data it wants, a sentence. */
  summary: z.string(),
  /** The layout of the data where none is named, and the split that is learned from. */
  format: z.string().default("docformer"),
  split: z.string().default("train"),
  learns: z
    .strictObject({
      /** `any`: the answers are ways of writing one; `all`: they are the members of a list. */
      questions: z.enum(["any", "all"]).optional(),
      /** Each field is asked for by its name: "What is the due date?" and other ways. */
      fields: z.boolean().default(false),
      /** Questions of fields for which users ask in other words than their names. */
      asked: z.record(z.string(), z.string()).optional(),
      /** Each statement is asked as it is, and answered yes or no. */
      statements: z.boolean().default(false),
      /** The field that says a document's class; each class is asked for: "Is the document type exhibit?". */
      classes: z.string().optional(),
      /** Entities by tags, and links between them; `ignore`: labels of what is nothing. */
      entities: z.strictObject({ ignore: z.array(z.string()).default([]), links: z.boolean() }).optional(),
    })
    .prefault({}),
  /** Peak learning rate from a trained checkpoint, and from random weights; the paper's shapes get a lower one (finetune.ts). */
  rate: z.number().positive().default(8e-4),
  scratchRate: z.number().positive().default(1.5e-3),
  /** Minutes of training where neither these nor steps are asked for. */
  minutes: z.number().positive().default(12),
  /** Share of the pages that are synthetic, so that what was known is not forgotten, and of which kinds (all when left out). */
  synthetic: share.default(0.2),
  syntheticKinds: z.array(z.enum(PAGE_KINDS as [string, ...string[]])).optional(),
  /** Share of the pages whose words get reading errors, as OCR makes them. */
  damaged: share.default(0.3),
  /** Share of the batches that show the page images. */
  pictured: share.default(0),
  /** Page positions of a batch. */
  budget: z.number().int().positive().default(1024),
  /** At most so many documents of the reporting split are asked, the first ones. */
  judged: z.number().int().positive().default(200),
});

/** How to fine-tune on one kind of data, with all that it leaves out filled in. */
export type Recipe = z.infer<typeof RECIPE>;
/** A recipe as it is written. */
export type RecipeInput = z.input<typeof RECIPE>;

/** What a file or name gives is no recipe. */
export class RecipeError extends TypeError {
  readonly code = "recipe";
  readonly file: string;
  constructor(file: string, message: string, options?: ErrorOptions) {
    super(`${file}: ${message}`, options);
    this.name = "RecipeError";
    this.file = file;
  }
}

/** Checks a recipe and fills in what it leaves out. @param where names it in errors. @throws RecipeError */
export function readRecipe(value: unknown, where: string): Recipe {
  const parsed = RECIPE.safeParse(value);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    throw new RecipeError(where, `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`, { cause: parsed.error });
  }
  const { learns } = parsed.data;
  if (!learns.questions && !learns.fields && !learns.statements && !learns.classes && !learns.entities) {
    throw new RecipeError(where, "learns: names nothing; questions, fields, statements, classes and entities can be");
  }
  return parsed.data;
}
