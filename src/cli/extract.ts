/** `docformer extract FILE... --schema S`: data of a schema out of documents, with confidence, evidence and checks. */
import { Command } from "commander";
import type { Document } from "../document/document.ts";
import type { Answer } from "../tasks/answer.ts";
import { planOf } from "../tasks/extract/plan.ts";
import { type ExtractSchema, toJsonSchema } from "../tasks/extract/standard-schema.ts";
import type { Extraction } from "../tasks/extract.ts";
import { evidencePages } from "./ask.ts";
import { batchArguments, isBatch, refuseInBatch, runBatch } from "./batch.ts";
import { readDefinitionFile } from "./definition-file.ts";
import { checkDrawName, drawPages } from "./draw-pages.ts";
import { UsageError } from "./failure.ts";
import { type CommonFlags, computeFlags, outputFlags, readFlags, threadsOf } from "./flags.ts";
import { openDocument } from "./open.ts";
import type { Context } from "./program.ts";
import { percent } from "./read.ts";
import type { Terminal } from "./terminal.ts";

interface ExtractFlags extends CommonFlags {
  schema: string;
  out?: string;
  draw?: string;
}

const MARKS: Readonly<Record<string, string>> = { ok: "holds", failed: "FAILS", undecided: "undecided" };

function fieldLine(path: string, answer: Answer, style: Pick<Terminal, "bold" | "dim">): string {
  const { text, value, status, confidence, ambiguous } = answer;
  if (status === "absent") return `${path}  ${style.dim("not in the document")}`;
  const remarks = [
    confidence === null ? null : `confidence ${percent(confidence)}`,
    String(value) === text ? null : `printed: ${text}`,
    status === "low" ? "below the threshold of trust" : null,
    ambiguous ? "more than one reading" : null,
  ].filter((remark) => remark !== null);
  const said = value === null ? "no value" : String(value);
  return `${path}  ${style.bold(said)}${remarks.length > 0 ? style.dim(`  (${remarks.join(", ")})`) : ""}`;
}

/** What was extracted as a person reads it: fields, checks, problems. */
export function extractionLines(
  { fields, checks, problems }: Pick<Extraction, "fields" | "checks" | "problems">,
  style: Pick<Terminal, "bold" | "dim">,
): string[] {
  return [
    ...Object.entries(fields).map(([path, answer]) => fieldLine(path, answer, style)),
    ...checks.map(({ name, status, message }) => `check ${name}: ${MARKS[status]}, ${message}`),
    ...problems.map(({ message }) => `problem: ${message}`),
  ];
}

/** The schema of a file: JSON Schema, or the default export of a TypeScript or JavaScript file. @throws UsageError */
async function readSchema(file: string): Promise<ExtractSchema> {
  const schema = await readDefinitionFile(file, "a schema");
  // Schemas of some libraries are functions.
  const whole = (typeof schema === "object" && schema !== null) || typeof schema === "function";
  if (!whole || Array.isArray(schema))
    throw new UsageError(`${file} holds no schema; JSON Schema of an object is wanted`);
  // What cannot be looked for is told before minutes of reading.
  planOf(toJsonSchema(schema as ExtractSchema));
  return schema as ExtractSchema;
}

export function extractCommand(context: Context): Command {
  const command = batchArguments(new Command("extract"))
    .description("Extracts data of a schema: each value with its confidence and evidence, and plausibility checks.")
    .requiredOption("--schema <file>", "JSON Schema (.json), or a .ts or .js file that exports a schema, e.g. of zod")
    .option("--draw <out.png>", "draw the evidence on the page; several pages: out-1.png, ...");
  outputFlags(computeFlags(readFlags(command), true));
  return command.action(async (files: string[], flags: ExtractFlags) => {
    checkDrawName(flags.draw);
    const schema = await readSchema(flags.schema);
    const { terminal, signal } = context;
    const { DocFormer } = await import("../tasks/docformer.ts");
    const model = await DocFormer.load({ model: flags.model, device: flags.device, threads: threadsOf(flags) });
    try {
      const work = (document: Document) =>
        model.extract(document, schema, {
          signal,
          onProgress: ({ page, done, total }) =>
            terminal.progress(`asking page ${page + 1} (${done} of ${total} parts)`),
        });
      if (await isBatch(files, flags.out)) {
        refuseInBatch(flags, "draw");
        return await runBatch(files, flags, context, { verb: "extract", schema: toJsonSchema(schema) }, work);
      }
      const { document } = await openDocument(files[0], flags, context);
      const extraction = await work(document);
      if (flags.draw) {
        const { COLOURS } = await import("../read/draw.ts");
        const answers = Object.values(extraction.fields);
        await drawPages(flags.draw, document, evidencePages(document, answers, COLOURS), context);
      }
      if (flags.json) terminal.print(JSON.stringify({ file: files[0], ...extraction }));
      else for (const line of extractionLines(extraction, terminal)) terminal.print(line);
    } finally {
      await model.dispose();
    }
  });
}
