/** What the server answers, as the page sees it. Shapes that the library has are its own. */
import type { Box } from "../../src/document/box.ts";
import type { DocumentJson } from "../../src/document/schema.ts";
import type { Answer } from "../../src/tasks/answer.ts";
import type { Table, TableCell } from "../../src/tasks/tables.ts";
import type { ComparedAnswer, Comparison } from "../../src/workspace/compare.ts";
import type { LabelField, LabelKey } from "../../src/workspace/label.ts";

export type { Answer, Box, ComparedAnswer, Comparison, DocumentJson, Table, TableCell };
export type PageJson = DocumentJson["pages"][number];

export type { LabelField, LabelKey };

export type DocumentStatus = "waiting" | "unreadable" | "read" | "predicted" | "reviewed";

export interface DocumentEntry {
  id: string;
  name: string;
  /** null while it is not read. */
  pages: number | null;
  status: DocumentStatus;
  problem: string | null;
  /** What kind of problem: "password-needed". */
  code: string | null;
  /** 0 sure .. 1 doubtful; null without a prediction. */
  doubt: number | null;
  labelVersion: number;
}

export type LabelFields = Readonly<Record<string, LabelField>>;

export interface Label {
  version: number;
  fields: LabelFields;
}

export interface Check {
  name: string;
  status: "ok" | "failed" | "undecided";
  message: string;
  fields: string[];
}

export interface Prediction {
  model: string;
  schemaVersion: number;
  fields: Record<string, Answer>;
  checks: Check[];
}

export interface OpenDocument extends DocumentEntry {
  document: DocumentJson | null;
  label: Label;
  prediction: Prediction | null;
}

/** The part of JSON Schema that fields are made of; other keywords travel unchanged. */
export interface FieldSchema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  description?: string;
  properties?: Record<string, FieldSchema>;
  items?: FieldSchema;
  "x-formerly"?: string[];
  [keyword: string]: unknown;
}

export interface VersionedSchema {
  version: number;
  schema: FieldSchema;
}

export interface WorkspaceInfo {
  name: string;
  schema: VersionedSchema;
  documents: { total: number; reviewed: number; predicted: number; unreadable: number };
  model: { id: string; name: string } | null;
  training: string | null;
  /** Labelled values a field. */
  samples?: Record<string, number>;
}

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

export interface Progress {
  done: number;
  total: number | null;
  message: string;
}

export interface Job {
  id: string;
  verb: string;
  state: JobState;
  progress: Progress | null;
  result?: unknown;
  error?: { code: string; message: string } | null;
}

export interface CurvePoint {
  minutes: number;
  loss: number | null;
  score: number | null;
}

export interface FieldScore {
  exactMatch: number;
  n: number;
}

export interface Run {
  id: string;
  state: "queued" | "running" | "stopped" | "failed" | "done";
  minutes: number;
  minutesLeft: number | null;
  samples: Record<string, number>;
  curve: CurvePoint[];
  held: Record<string, unknown> | null;
  error: string | { message: string } | null;
  model?: string | null;
  job?: string | null;
}

export interface Model {
  id: string;
  /** null: the model that the workspace began with, as is `parent`. */
  created: string | null;
  parent: string | null;
  documents: number;
  active: boolean;
  scores: Record<string, FieldScore> | null;
  remark: string;
}

export interface ThresholdRow {
  threshold: number;
  /** Share of fields accepted without a look; share of those that are wrong. */
  accepted: number;
  wrong: number;
  fields: number;
}

export interface Entity {
  id: number;
  label: string;
  page: number;
  words: number[];
  boxes: Box[];
  text: string;
}

export interface Relations {
  entities: Entity[];
  links: [number, number][];
}

export interface DocumentGroup {
  /** Ids. */
  documents: string[];
  reviewed: number;
  /** Fields that could be accepted, in how many documents. */
  sure: { fields: number; documents: number };
}

export interface Uploaded {
  id: string;
  name: string;
  duplicate: boolean;
  job: string | null;
}
