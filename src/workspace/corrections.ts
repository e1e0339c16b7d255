/**
 * Words that people corrected where the reader had them wrong: one numbered file a correction, laid over the words as they were
 * read whenever a document is looked at, asked or learned from. What was read stays.
 */
import { z } from "zod";
import type { DocumentJson } from "../document/schema.ts";
import { ConflictError, WorkspaceError } from "./errors.ts";
import { putVersion, readVersion, versionsIn } from "./versions.ts";

const index = z.int().min(0);

/** What a person says that a word is. */
export const correctionSchema = z.strictObject({
  /** Index of the page, and of the word on it. */
  page: index,
  word: index,
  /** What it was when the person looked. */
  was: z.string(),
  /** As it is printed; no blanks, for it stays one word. */
  text: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\s\p{Cc}]+$/u, "is one word: no blanks in it"),
});

export type Correction = z.infer<typeof correctionSchema>;

interface StoredCorrection extends Correction {
  /** ISO 8601, and who. */
  at: string;
  who: string;
}

const folderIn = (documentFolder: string) => `${documentFolder}/corrections`;

/** How many corrections a document has: what was made of its words before is of other words. */
export const correctionCount = (documentFolder: string): number => versionsIn(folderIn(documentFolder)).length;

/** The words with what was corrected in them. `json` is changed in place. */
export function corrected(documentFolder: string, json: DocumentJson): DocumentJson {
  const folder = folderIn(documentFolder);
  for (const version of versionsIn(folder)) {
    const { page, word, text } = readVersion<StoredCorrection>(folder, version);
    const found = json.pages.find(({ number }) => number === page)?.words[word];
    // A person has looked at it.
    if (found) Object.assign(found, { text, confidence: 1 });
  }
  return json;
}

/**
 * Corrects a word of a document whose words are `json` now.
 * @throws WorkspaceError "bad-label"; ConflictError when somebody else has corrected the same word, with its text as `current`
 */
export function putCorrection(documentFolder: string, json: DocumentJson, input: unknown, who: string): Correction {
  const parsed = correctionSchema.safeParse(input);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    throw new WorkspaceError("bad-label", `the correction's ${path.join(".") || "form"} ${message}`);
  }
  const { page, word, was } = parsed.data;
  const found = json.pages.find(({ number }) => number === page)?.words[word];
  if (!found) throw new WorkspaceError("bad-label", `there is no word ${word} on page ${page + 1}`);
  const folder = folderIn(documentFolder);
  const base = versionsIn(folder).at(-1) ?? 0;
  if (found.text !== was) throw new ConflictError("the word", base, found.text);
  const stored: StoredCorrection = { ...parsed.data, at: new Date().toISOString(), who };
  putVersion(folder, base, stored, "the words of the document");
  return parsed.data;
}
