/**
 * What a model says of a document, kept beside it; and the list of documents in the order of review, in which the most doubtful
 * stand first.
 */
import { existsSync, readFileSync } from "node:fs";
import type { Document } from "../document/document.ts";
import type { Answer } from "../tasks/answer.ts";
import type { Check } from "../tasks/checks.ts";
import type { DocFormer } from "../tasks/docformer.ts";
import { type ExtractProblem, extract } from "../tasks/extract.ts";
import { asOne } from "../tasks/judge.ts";
import { writeDurably } from "../train/snapshot.ts";
import { aboutOf, documentIds, folderOf, isRead, labelOf, storedWords } from "./documents.ts";
import { WorkspaceError } from "./errors.ts";
import { type Label, unlabelled } from "./label.ts";
import { type FieldSchema, fieldKey, patternOf, type SchemaField, schemaFields, underSchema } from "./schema-fields.ts";
import type { Workspace } from "./workspace.ts";

/** What a model said of a document, by field. */
export interface StoredPrediction {
  /** Id of the model, "base" for the one it all began with. */
  model: string;
  schemaVersion: number;
  /** ISO 8601. */
  at: string;
  fields: Record<string, Answer>;
  /** Plausibility of what was answered. */
  checks: Check[];
  /** Answers that are no values of their field. */
  problems: ExtractProblem[];
}

/** Where a document stands on its way to being reviewed. */
export type DocumentStatus = "waiting" | "unreadable" | "read" | "predicted" | "reviewed";

/** A document as lists show it. */
export interface DocumentEntry {
  id: string;
  name: string;
  pages: number | null;
  status: DocumentStatus;
  problem: string | null;
  /** What kind of problem: "password-needed". */
  code: string | null;
  /** 0..1: how unsure the least sure answer is that nobody has looked at; null where there is none. */
  doubt: number | null;
  labelVersion: number;
}

const FILE = "prediction.json";

/** What was predicted last, under the names that the schema has now; null before. */
export function predictionOf(
  workspace: Workspace,
  id: string,
  fields: readonly SchemaField[] = workspace.fields(),
): StoredPrediction | null {
  const file = `${folderOf(workspace, id)}/${FILE}`;
  if (!existsSync(file)) return null;
  const stored: StoredPrediction = JSON.parse(readFileSync(file, "utf8"));
  return { ...stored, fields: underSchema(stored.fields, fields).known };
}

/** Keeps what `model` said. */
export function putPrediction(
  workspace: Workspace,
  id: string,
  prediction: Omit<StoredPrediction, "at">,
): StoredPrediction {
  const stored = { ...prediction, at: new Date().toISOString() };
  writeDurably(`${folderOf(workspace, id)}/${FILE}`, `${JSON.stringify(stored)}\n`);
  const { model, schemaVersion: version, fields } = prediction;
  workspace.note({ who: "docformer", action: "prediction", document: id, model, version, fields: Object.keys(fields) });
  return stored;
}

/** Asks a model for the fields of the schema. */
export async function askFields(
  model: DocFormer,
  document: Document,
  schema: FieldSchema,
  options: { signal?: AbortSignal } = {},
): Promise<Pick<StoredPrediction, "fields" | "checks" | "problems">> {
  if (schemaFields(schema).length === 0) return { fields: {}, checks: [], problems: [] };
  const { fields, checks, problems } = await extract(model, document, schema, options);
  return { fields, checks, problems };
}

/** Answers by field as labelled documents call it: members of a list, or cells of a column, are one answer. */
export function answersByKey(
  answers: Readonly<Record<string, Answer>>,
  fields: readonly SchemaField[],
): Record<string, Answer> {
  const joined: Record<string, Answer> = {};
  for (const { path } of fields) {
    const [list] = path.split("[]");
    const own = Object.entries(answers).filter(([at]) => patternOf(at) === path || at === list);
    if (own.length > 0) joined[fieldKey(path)] = asOne(own.map(([, answer]) => answer));
  }
  return joined;
}

/** How unsure the least sure of the answers is that no label says anything of. A failed check is as bad as no confidence. */
function doubtOf({ fields, checks }: StoredPrediction, label: Label): number | null {
  const unseen = Object.entries(fields).filter(([path]) => !(path in label.fields));
  // Cells of a table are read off it, and have no confidence of their own; their checks speak for them.
  const open = unseen.filter(([path, { confidence }]) => confidence !== null || !path.includes("]."));
  // What is no value of its field is certainly to be looked at.
  const doubts = open.map(([, { confidence, text, value }]) =>
    text !== null && value === null ? 1 : 1 - (confidence ?? 0),
  );
  const failed = checks.some((one) => one.status === "failed" && one.fields.some((path) => !(path in label.fields)));
  if (failed) doubts.push(1);
  return doubts.length > 0 ? Math.max(...doubts) : null;
}

/** Whether rows of a list were found that nobody has said anything of. */
function hasOpenRows(label: Label, prediction: StoredPrediction | null): boolean {
  return Object.entries(prediction?.fields ?? {}).some(([path, { text }]) => {
    const absent = label.fields[path.split("[")[0]]?.status === "absent";
    return text !== null && path.includes("[") && !(path in label.fields) && !absent;
  });
}

export function entryOf(
  workspace: Workspace,
  id: string,
  fields: readonly SchemaField[] = workspace.fields(),
): DocumentEntry {
  const { name, pages, problem, code = null } = aboutOf(workspace, id);
  const label = labelOf(workspace, id, fields);
  const prediction = predictionOf(workspace, id, fields);
  const read = isRead(workspace, id);
  const said = fields.length > 0 && label.version > 0 && unlabelled(label, fields).length === 0;
  const reviewed = said && !hasOpenRows(label, prediction);
  const status = reviewed
    ? "reviewed"
    : read
      ? prediction
        ? "predicted"
        : "read"
      : problem === null
        ? "waiting"
        : "unreadable";
  const doubt = prediction && !reviewed ? doubtOf(prediction, label) : null;
  return { id, name, pages, status, problem, code, doubt, labelVersion: label.version };
}

const ORDER: readonly DocumentStatus[] = ["predicted", "read", "waiting", "unreadable", "reviewed"];

/** All documents, those first that most need somebody to look at them. */
export function documentList(workspace: Workspace): DocumentEntry[] {
  const fields = workspace.fields();
  const entries = documentIds(workspace).flatMap((id) => {
    try {
      return [entryOf(workspace, id, fields)];
    } catch (error) {
      // Erased while the list was made.
      if (error instanceof WorkspaceError && error.code === "no-such-document") return [];
      throw error;
    }
  });
  const rank = ({ status }: DocumentEntry) => ORDER.indexOf(status);
  return entries.sort(
    (a, b) => rank(a) - rank(b) || (b.doubt ?? 0) - (a.doubt ?? 0) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}

/** The document with its label and prediction, as the page of a window shows it. */
export function documentView(workspace: Workspace, id: string) {
  const fields = workspace.fields();
  const entry = entryOf(workspace, id, fields);
  return {
    ...entry,
    document: storedWords(workspace, id),
    label: labelOf(workspace, id, fields),
    prediction: predictionOf(workspace, id, fields),
  };
}
