/**
 * `--queries FILE`: questions with aliases and pages, in our shape or in Textract's Queries. Page ranges as text ("1-3") count
 * from 1, as people write them; lists of numbers are indices from 0, as in all JSON of ours.
 */
import { InvalidArgumentError } from "commander";
import type { Query } from "../tasks/docformer.ts";
import { readDefinitionFile } from "./definition-file.ts";
import { UsageError } from "./failure.ts";
import { pageRanges } from "./flags.ts";

function pagesOf(value: unknown, fail: (message: string) => never): number[] | undefined {
  if (value === undefined) return undefined;
  const list = typeof value === "string" ? [value] : value;
  if (!Array.isArray(list) || list.length === 0)
    return fail('has "pages" that are neither ranges nor a list of indices');
  if (list.includes("*")) return undefined;
  const pages = list.flatMap((one): number[] => {
    if (Number.isInteger(one) && one >= 0) return [one];
    if (typeof one !== "string") return fail(`has ${JSON.stringify(one)} as a page`);
    try {
      return pageRanges(one);
    } catch (error) {
      if (error instanceof InvalidArgumentError) return fail(error.message);
      throw error;
    }
  });
  return [...new Set(pages)].sort((a, b) => a - b);
}

/** One question of the file. */
function queryFrom(entry: unknown, at: string): Query {
  const fail = (message: string): never => {
    throw new UsageError(`${at} ${message}`);
  };
  if (typeof entry === "string") return entry.trim() === "" ? fail("is empty") : { text: entry };
  if (typeof entry !== "object" || entry === null) return fail('is neither a text nor { "text", "alias", "pages" }');
  const { text, Text, alias, Alias, pages, Pages } = entry as Record<string, unknown>;
  const [said, name] = [text ?? Text, alias ?? Alias];
  if (typeof said !== "string" || said.trim() === "") return fail('has no "text"');
  if (name !== undefined && typeof name !== "string") return fail('has an "alias" that is no text');
  const only = pagesOf(pages ?? Pages, fail);
  return { text: said, ...(name === undefined ? {} : { alias: name }), ...(only ? { pages: only } : {}) };
}

/** The questions of `file`. @throws UsageError naming the one that is none */
export async function readQueries(file: string): Promise<Query[]> {
  const content = await readDefinitionFile(file, "a list of questions");
  const { Queries, queries } = (content ?? {}) as Record<string, unknown>;
  const list = Array.isArray(content) ? content : (queries ?? Queries);
  if (!Array.isArray(list) || list.length === 0) throw new UsageError(`${file} holds no list of questions`);
  return list.map((entry, i) => queryFrom(entry, `${file}: question ${i + 1}`));
}
