/**
 * docformer/train: models pre-trained, fine-tuned and judged, for programs. A way of its own, so that whoever only reads and asks
 * does not load what trains. Documents come from readLabelled(), or in other layouts from openFormat() of docformer.
 * @example
 * const definition = { ...pretraining("tiny"), steps: 20, workers: 1 };
 * definition.config.width // 64
 * builtInRecipe("sroie").learns.fields // true
 * // const { steps } = await pretrain(definition, "pre");
 * // const { spread } = await finetune({ recipe, data, from: "pre/model", repeats: 1, seed: 1, workers: 2, started }, labelled, "run");
 */

export { FormatError, type ReadOptions, readLabelled, splitsOf, toLine } from "../data/common-format.ts";
export type { PageKind } from "../data/synthetic/layouts/layouts.ts";
export { type EvaluateOptions, evaluate } from "../tasks/evaluate-model.ts";
export type { Evaluation, Metrics, Published, Score, Scores } from "../tasks/score.ts";
export type { AdamWOptions, Schedule } from "./adamw.ts";
export type { AugmentOptions } from "./augment.ts";
export type { CorruptionOptions } from "./corrupt.ts";
export type { CourseOptions } from "./course.ts";
export type { Taught } from "./documents.ts";
export type { Estimate } from "./estimate.ts";
export {
  type FinetuneData,
  type FinetuneOptions,
  type FinetuneRequest,
  type FinetuneResult,
  finetune,
  type Reported,
  type TunedRun,
} from "./finetune.ts";
export type { Group } from "./group.ts";
export type { DataRecord, Manifest } from "./manifest.ts";
export type { LossWeights } from "./objectives.ts";
export type { PlaceOptions } from "./place-tasks.ts";
export type { See } from "./prepare.ts";
export { type PretrainDefinition, type PretrainOptions, type PretrainResult, pretrain } from "./pretrain.ts";
export { type Pretraining, pretraining, pretrainingOf } from "./pretraining.ts";
export { type Recipe, RecipeError, type RecipeInput, readRecipe } from "./recipe.ts";
export { builtInRecipe, RECIPES } from "./recipes/recipes.ts";
export { ResumeError, type RunDefinition, RunError } from "./run.ts";
export type { DocumentsSource, FilesSource, LabelledSource, SourceSpec, SyntheticSource } from "./sources.ts";
export type { QuestionGroup, StreamOptions } from "./stream.ts";
export type { Supervision } from "./supervise.ts";
export type { TrainerOptions } from "./trainer.ts";
