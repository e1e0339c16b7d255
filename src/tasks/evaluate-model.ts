/**
 * A model judged on labelled documents, as `docformer evaluate` does it: each document asked for all that it is labelled with
 * (predict.ts), judged (judge.ts), added up (score.ts). Reads no files.
 */
import type { LabelledDocument } from "../document/labelled.ts";
import type { AskOptions, DocFormer } from "./docformer.ts";
import { type JudgedDocument, judge } from "./judge.ts";
import { joinSchemas, judgedRequest, predictDocument, schemaOf } from "./predict.ts";
import { type Evaluation, score } from "./score.ts";

/** How a model is asked when it is judged. */
export interface EvaluateOptions extends Pick<AskOptions, "signal"> {
  /** Entities that are linked: predicted (default), or the labelled ones. */
  entities?: "gold" | "predicted";
  /** Told after each document how many are judged. */
  onProgress?: (done: number, documents: number) => void;
}

/**
 * The scores of `model` on labelled documents; null where nothing was labelled that a score could judge.
 * @example
 * const questions = [{ id: "1", question: "What is the invoice number?", answers: ["FJ-20417"], kind: "number" }];
 * const labels = { questions, fields: {}, entities: [], links: [], statements: [] };
 * const { metrics } = await evaluate(model, [{ id: "a", document, ...labels }]);
 * metrics.exactMatch // 1
 */
export async function evaluate(
  model: DocFormer,
  documents: readonly LabelledDocument[],
  { entities = "predicted", onProgress, signal }: EvaluateOptions = {},
): Promise<Evaluation> {
  const set = joinSchemas(documents.map((labelled) => schemaOf({ ...labelled, wanted: undefined })));
  const judged: JudgedDocument[] = [];
  for (const labelled of documents) {
    signal?.throwIfAborted();
    const prediction = await predictDocument(model, judgedRequest(labelled, set, { entities }), { signal });
    judged.push(judge(labelled, prediction, { entitiesGiven: entities === "gold" }));
    onProgress?.(judged.length, documents.length);
  }
  return score(judged);
}
