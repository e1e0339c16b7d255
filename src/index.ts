/** docformer: documents in, typed answers with confidence and evidence out. Exports follow the flow of data. */
export type { FormatError } from "./data/common-format.ts";
export type { DataFormat, FormatOptions } from "./data/formats/format.ts";
export { FORMATS, type FormatEntry, openFormat, UnknownFormatError } from "./data/formats/formats.ts";
export * from "./document/box.ts";
export * from "./document/document.ts";
export * from "./document/labelled.ts";
export { documentJsonSchema } from "./document/schema.ts";
export type { Device } from "./engine/runtime.ts";
export type { Calibration } from "./model/checkpoint.ts";
export type { ModelConfig } from "./model/config.ts";
export { disposeEngines } from "./read/engines.ts";
export { type ExportOptions, exportDocument } from "./read/export/export.ts";
export { EXPORT_FORMATS, type ExportFormat } from "./read/export/formats.ts";
export { DEFAULT_LIMITS, type ReadLimits } from "./read/limits.ts";
export type { OcrEngine, OcrOptions, OcrWord } from "./read/ocr/engine.ts";
export { type TesseractOptions, tesseractEngine } from "./read/ocr/tesseract.ts";
export type { OcrChoice, ReadOptions, ReadProgress } from "./read/options.ts";
export { isFailure, type Problem, type ProblemCode, ReadError, type ReadErrorCode } from "./read/problem.ts";
export { type ReadResult, readDocument } from "./read/read-document.ts";
export { servicePredictions } from "./read/services/services.ts";
export type { ReadSource } from "./read/source.ts";
export type { Alternative, Answer, AnswerValue, Evidence } from "./tasks/answer.ts";
export { type Check, plausibility } from "./tasks/checks.ts";
export { type ClassScore, classify } from "./tasks/classify.ts";
export { type AskOptions, type AskProgress, DocFormer, type Query, type Question } from "./tasks/docformer.ts";
export { SchemaError } from "./tasks/extract/errors.ts";
export {
  type ListPlan,
  type ObjectPlan,
  type Plan,
  planOf,
  type RowsPlan,
  type ValueKind,
  type ValuePlan,
} from "./tasks/extract/plan.ts";
export type { Extracted, ExtractSchema, JsonSchema, StandardSchema } from "./tasks/extract/standard-schema.ts";
export { type Extraction, type ExtractProblem, extract } from "./tasks/extract.ts";
export { type Entity, type LinkableEntity, labelEntities, linkEntities } from "./tasks/label.ts";
export type { LoadOptions } from "./tasks/load.ts";
export { type Outcome, type ReliabilityBin, reliability } from "./tasks/metrics/calibration-error.ts";
export { type ThresholdRow, thresholdTable } from "./tasks/metrics/thresholds.ts";
export { type AskedAnswer, askQueries } from "./tasks/queries.ts";
export { type RelatedEntity, type Relations, relate } from "./tasks/relate.ts";
export { reliabilitySvg } from "./tasks/report/report.ts";
export {
  documentTables,
  findTables,
  type Table,
  type TableCell,
  type TableOptions,
  tableTexts,
} from "./tasks/tables.ts";
export { type TickField, tickFields } from "./tasks/tick-fields.ts";
export { answerSchema, runTask, TASK_VERBS, type TaskHooks, type TaskName, type TaskVerb } from "./tasks/verbs.ts";
export { type Verdict, type Verification, type VerifyOptions, verify } from "./tasks/verify.ts";
