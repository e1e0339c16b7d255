/**
 * docformer/workspace: a user's documents, labels, runs and models in a folder, for programs. A way of its own, so that whoever
 * only reads and asks does not load what trains.
 * @example
 * const workspace = Workspace.init("invoices", { who: "me", schema: JSON.parse(await readFile("invoice.schema.json", "utf8")) });
 * const { id } = await addDocument(workspace, { name: "invoice.pdf", bytes: await readFile("invoice.pdf") }, "me");
 * await readInto(workspace, id);
 * await putLabel(workspace, id, { fields: { invoiceNumber: { text: "FJ-20417" } } }, 0, "me");
 * documentList(workspace)[0].name // "invoice.pdf"
 */

export { type ThresholdRow, thresholdTable } from "../tasks/metrics/thresholds.ts";
export { type AuditAction, type AuditEvent, auditSince } from "./audit.ts";
export { type ComparedAnswer, type Comparison, compareModels, judgedAnswers } from "./compare.ts";
export {
  type About,
  type Added,
  addDocument,
  documentIds,
  labelOf,
  loadDocument,
  pagePicture,
  putLabel,
  type ReadingOptions,
  readInto,
} from "./documents.ts";
export { ConflictError, WorkspaceError, type WorkspaceErrorCode } from "./errors.ts";
export {
  EXPORTS,
  type Exported,
  type ExportFormat,
  exportWorkspace,
  type ImportOptions,
  importCsv,
  importData,
} from "./exchange.ts";
export type { JobContext, JobProgress } from "./job-context.ts";
export { type Predicted, type PredictInput, predictDocuments } from "./jobs.ts";
export type { Label, LabelField } from "./label.ts";
export { labelledDocuments } from "./labelled.ts";
export {
  activateModel,
  activeModel,
  type Erased,
  eraseDocument,
  type FieldScore,
  type ModelEntry,
  modelFolder,
  modelList,
  rollBack,
} from "./models.ts";
export {
  type DocumentEntry,
  type DocumentStatus,
  documentList,
  documentView,
  predictionOf,
  type StoredPrediction,
} from "./predictions.ts";
export {
  type PlanOptions,
  planRun,
  type RunPlan,
  type RunState,
  type RunView,
  runIds,
  runView,
  stopRun,
  type Taken,
} from "./runs.ts";
export type { FieldSchema, SchemaField } from "./schema-fields.ts";
export { type TrainOptions, trainRun } from "./train.ts";
export type { Version } from "./versions.ts";
export { type WatchOptions, watchFolder } from "./watch.ts";
export { type InitOptions, Workspace, type WorkspaceSettings } from "./workspace.ts";
