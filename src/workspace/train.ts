/**
 * A planned run carried out: the labels as they were when it was planned, fine-tuning from the model of then, old and new model
 * asked about the documents held back, and what came of it as a model of the workspace. It does not answer until it is activated.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { textOf } from "../document/document.ts";
import type { LabelledDocument, LabelledQuestion } from "../document/labelled.ts";
import { loadCheckpoint, writeChecksums } from "../model/checkpoint-files.ts";
import { calibrate, calibrationFor, ENOUGH_ANSWERS, type Outcome, outcomesOf } from "../tasks/calibration.ts";
import { DocFormer } from "../tasks/docformer.ts";
import { classesAsQuestions, type Enumeration, enumerations } from "../tasks/extract/classes.ts";
import { planOf as schemaPlan, valuesOf } from "../tasks/extract/plan.ts";
import { allowedValue } from "../tasks/extract/values.ts";
import { judge } from "../tasks/judge.ts";
import { noPrediction } from "../tasks/prediction.ts";
import { keyQuestion } from "../tasks/relate/pairs.ts";
import { score } from "../tasks/score.ts";
import { type FinetuneRequest, finetune } from "../train/finetune.ts";
import { readRecipe } from "../train/recipe.ts";
import { writeDurably } from "../train/snapshot.ts";
import { aboutOf, documentIds, labelAt, loadDocument } from "./documents.ts";
import { WorkspaceError } from "./errors.ts";
import { toLabelled } from "./labelled.ts";
import { type FieldScore, type HeldAnswers, type ModelRecord, modelFolder, putHeldAnswers } from "./models.ts";
import { answersByKey, askFields } from "./predictions.ts";
import { withRows } from "./row-questions.ts";
import { isStopWanted, planOf, type RunPlan, setState, showLife, type Taken, trainingFolder } from "./runs.ts";
import { type FieldSchema, fieldKey, type SchemaField, schemaFields } from "./schema-fields.ts";
import type { Workspace } from "./workspace.ts";

/** Documents that are asked each time the score is looked at: more would take time from training. */
const WATCHED = 8;
/** How often a wish to stop is looked for, milliseconds. */
const LOOK = 500;

/** How a planned run is carried out. */
export interface TrainOptions {
  signal?: AbortSignal;
  /** Threads that train side by side. Default: the machine's, at most 4. */
  workers?: number;
  /** Lines of the run: losses, scores, minutes left. */
  onLine?: (line: Record<string, unknown>) => void;
  /** What to know of the run, in sentences. */
  onRemark?: (text: string) => void;
}

/** The questions by which fields are asked for. */
function askedIn(fields: readonly SchemaField[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ path, question }) => [fieldKey(path), question]));
}

/** Places by the page's index, as training counts; labels count pages by number, and pages that could not be read are not in the document. */
function placed(labelled: LabelledDocument): LabelledDocument {
  const at = new Map(labelled.document.pages.map(({ number }, index) => [number, index]));
  const entities = labelled.entities.flatMap((entity) => {
    const page = at.get(entity.page);
    return page === undefined ? [] : [{ ...entity, page }];
  });
  return { ...labelled, entities };
}

/** Documents with their labels of a version, for training and judging. */
export async function takenDocuments(
  workspace: Workspace,
  taken: readonly Taken[],
  fields: readonly SchemaField[],
): Promise<LabelledDocument[]> {
  const documents: LabelledDocument[] = [];
  for (const { id, version } of taken) {
    const document = await loadDocument(workspace, id);
    const labelled = toLabelled(aboutOf(workspace, id), document, labelAt(workspace, id, version, fields), fields);
    documents.push(placed({ ...labelled, wanted: undefined }));
  }
  return documents;
}

function requestFor(
  workspace: Workspace,
  plan: RunPlan,
  fields: readonly SchemaField[],
  workers: number,
): FinetuneRequest {
  const recipe = readRecipe(
    {
      name: "workspace",
      summary: "Fields of a user's documents.",
      learns: { fields: true, questions: "all", asked: askedIn(fields) },
      minutes: plan.minutes,
    },
    "the workspace's recipe",
  );
  return {
    recipe,
    data: { folder: workspace.folder, format: "workspace", words: "given" },
    from: modelFolder(workspace, plan.from),
    ...(plan.steps === null ? { minutes: plan.minutes } : { steps: plan.steps }),
    repeats: 1,
    seed: plan.seed,
    workers,
    // Somebody looks on.
    logEvery: 5,
    started: plan.created,
  };
}

/** The enumerations of a schema that are asked for value by value where no word says which. */
const enumerationsOf = (schema: FieldSchema): Enumeration[] => {
  const named = Object.keys(schema.properties ?? {}).length > 0;
  return named ? enumerations(valuesOf(schemaPlan(schema))) : [];
};

/** The document with questions for the values of enumerations that no labelled words say: such a value is said, not copied. */
function withClasses(labelled: LabelledDocument, known: readonly Enumeration[]): LabelledDocument {
  const questions = known.flatMap((one) => {
    const value = labelled.fields[fieldKey(one.path)];
    const printed = labelled.entities.some(({ label, page, words }) => {
      if (label !== fieldKey(one.path)) return false;
      return allowedValue(textOf(labelled.document.pages[page], words), one.allowed) !== undefined;
    });
    return typeof value === "string" && !printed ? classesAsQuestions(labelled.id, one, value) : [];
  });
  return questions.length === 0 ? labelled : { ...labelled, questions: [...labelled.questions, ...questions] };
}

/**
 * The document with a question for each key that is linked to one value, as relate() asks for it: the link from "Vendor no.:" to 4711
 * teaches "What is the vendor no?".
 */
export function withLinks(labelled: LabelledDocument): LabelledDocument {
  const byId = new Map(labelled.entities.map((entity) => [entity.id, entity]));
  const questions = labelled.links.flatMap(([from, to]): LabelledQuestion[] => {
    const [key, value] = [byId.get(from), byId.get(to)];
    const lone = labelled.links.filter(([one]) => one === from).length === 1;
    if (!key || !value || value.words.length === 0 || !lone) return [];
    const { page, words, text } = value;
    const asked = { question: keyQuestion(key.text), answers: [text], kind: "link" };
    return [{ id: `${labelled.id}-${from}`, ...asked, operation: "copy", evidence: [{ page, words }] }];
  });
  return questions.length === 0 ? labelled : { ...labelled, questions: [...labelled.questions, ...questions] };
}

/** As it is learned from, to be watched: what is asked for by questions of its own is asked for by these alone. */
function asWatched(
  labelled: LabelledDocument,
  known: readonly Enumeration[],
  fields: readonly SchemaField[],
): LabelledDocument {
  const asked = withRows(withClasses(labelled, known), fields);
  const said = new Set(asked.questions.map(({ kind }) => fieldKey(kind)));
  const others = Object.entries(asked.fields).filter(([name]) => !said.has(name));
  return { ...asked, fields: Object.fromEntries(others) };
}

interface Held {
  answers: HeldAnswers;
  scores: ModelRecord["scores"];
  outcomes: Outcome[];
}

/** Asks a checkpoint for the labelled fields of documents as extraction does, and judges what it says. */
async function askHeld(
  folder: string,
  documents: readonly LabelledDocument[],
  schema: FieldSchema,
  signal: AbortSignal | undefined,
): Promise<Held> {
  const model = await DocFormer.load({ model: folder });
  const fields = schemaFields(schema);
  const held: Held = { answers: {}, scores: null, outcomes: [] };
  const judged = [];
  try {
    for (const given of documents) {
      // A document of its own: what another model has encoded of it is not this one's.
      const labelled = { ...given, document: { ...given.document } };
      const said = await askFields(model, labelled.document, schema, { signal });
      const answers = answersByKey(said.fields, fields);
      const one = judge(labelled, { ...noPrediction(labelled.id), fields: answers });
      judged.push(one);
      held.answers[labelled.id] = answers;
      held.outcomes.push(...outcomesOf(one.questions, labelled.document));
    }
  } finally {
    await model.dispose();
  }
  if (judged.length > 0) {
    const { byField } = score(judged);
    held.scores = Object.fromEntries(
      Object.entries(byField).map(([name, { exactMatch, wordF1, questions }]): [string, FieldScore] => [
        name,
        { exactMatch: exactMatch ?? 0, wordF1: wordF1 ?? 0, n: questions },
      ]),
    );
  }
  return held;
}

const REMARKS: Readonly<Record<ModelRecord["calibration"], (answers: number) => string>> = {
  own: (n) => `Confidence was measured on ${n} answers about documents held back.`,
  parent: (n) =>
    `Confidence is as it was measured for the model before: ${n} held-back answers are too few to measure it anew (${ENOUGH_ANSWERS} are enough).`,
  none: (n) => `Confidence is not calibrated: ${n} held-back answers are too few (${ENOUGH_ANSWERS} are enough).`,
};

/** Answers about documents that were not erased while the run was on. */
function stillThere(workspace: Workspace, answers: HeldAnswers): HeldAnswers {
  const there = new Set(documentIds(workspace));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => there.has(id)));
}

/** Makes the model of a run that has come to its end. @returns its id */
async function makeModel(
  workspace: Workspace,
  plan: RunPlan,
  held: readonly LabelledDocument[],
  schema: FieldSchema,
  signal: AbortSignal | undefined,
): Promise<string> {
  const id = `m${plan.id.slice(1)}`;
  const folder = trainingFolder(workspace, plan.id);
  const trained = join(folder, "model");
  const parentFolder = modelFolder(workspace, plan.from);
  const parent = await loadCheckpoint(parentFolder);
  const made = await askHeld(trained, held, schema, signal);
  const before = await askHeld(parentFolder, held, schema, signal);
  const { calibration, whose } = calibrationFor(made.outcomes, parent.calibration, plan.id);
  const draft = workspace.path("models", `${id}.draft`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  for (const name of readdirSync(trained)) copyFileSync(join(trained, name), join(draft, name));
  if (calibration) writeDurably(join(draft, "calibration.json"), `${JSON.stringify(calibration)}\n`);
  writeChecksums(draft);
  const answers: HeldAnswers = {};
  for (const { id: document, document: words } of held) {
    answers[document] = Object.fromEntries(
      Object.entries(made.answers[document]).map(([name, answer]) => [name, calibrate(answer, calibration, words)]),
    );
  }
  writeDurably(join(draft, "held.json"), `${JSON.stringify(stillThere(workspace, answers))}\n`);
  const record: ModelRecord = {
    id,
    created: new Date().toISOString(),
    parent: plan.from,
    run: plan.id,
    documents: plan.documents.map((one) => one.id),
    scores: made.scores,
    calibration: whose,
    remark: REMARKS[whose](made.outcomes.length),
  };
  writeDurably(join(draft, "about.json"), `${JSON.stringify(record, null, 2)}\n`);
  renameSync(draft, workspace.path("models", id));
  putHeldAnswers(workspace, plan.from, stillThere(workspace, before.answers));
  workspace.note({ who: plan.who, action: "model-made", model: id, run: plan.id });
  // What only going on would need: the state of the optimiser, checkpoints of stages, the model's second copy.
  for (const name of readdirSync(folder)) if (/^state-\d+\.safetensors$/.test(name)) rmSync(join(folder, name));
  for (const name of ["checkpoints", "model"]) rmSync(join(folder, name), { recursive: true, force: true });
  return id;
}

/**
 * Carries out a planned run, or goes on with one that was stopped. @returns the id of the model; null when it was stopped
 * @throws WorkspaceError "not-now" where it runs already; what training throws
 */
export async function trainRun(workspace: Workspace, id: string, options: TrainOptions = {}): Promise<string | null> {
  const { signal: outer, workers = Math.min(4, availableParallelism()), onLine, onRemark } = options;
  const plan = planOf(workspace, id);
  setState(workspace, id, "running");
  const stop = new AbortController();
  const signal = outer ? AbortSignal.any([outer, stop.signal]) : stop.signal;
  const look = () => {
    showLife(workspace, id);
    if (isStopWanted(workspace, id)) stop.abort();
  };
  const looking = setInterval(look, LOOK);
  try {
    const there = new Set(documentIds(workspace));
    const schema = workspace.schemaAt(plan.schemaVersion);
    const fields = schemaFields(schema);
    const known = enumerationsOf(schema);
    const folder = trainingFolder(workspace, id);
    if (!plan.documents.every((one) => there.has(one.id))) {
      throw new WorkspaceError("not-now", `documents of the run ${id} were erased since: start another run`);
    }
    const labelled = await takenDocuments(workspace, plan.documents, fields);
    const train = labelled.map((one) => withLinks(withRows(withClasses(one, known), fields)));
    const held = await takenDocuments(
      workspace,
      plan.held.filter((one) => there.has(one.id)),
      fields,
    );
    onRemark?.(`${train.length} documents to learn from, ${held.length} held back to compare the models by`);
    const request = requestFor(workspace, plan, fields, workers);
    await finetune(
      request,
      {
        train,
        own: true,
        watched: held.slice(0, WATCHED).map((one) => asWatched(one, known, fields)),
        report: [],
        reportSplit: null,
        records: [],
      },
      folder,
      {
        resume: existsSync(join(folder, "finetune.json")),
        uncalibrated: true,
        signal,
        onRemark,
        onLine(line) {
          onLine?.(line);
          look();
        },
      },
    );
    const model = await makeModel(workspace, plan, held, schema, signal);
    setState(workspace, id, "done", { model });
    return model;
  } catch (error) {
    if (signal.aborted) {
      setState(workspace, id, "stopped");
      // Stopped by wish is an end like another; whoever calls off the whole is told so.
      outer?.throwIfAborted();
      return null;
    }
    setState(workspace, id, "failed", { error: error instanceof Error ? error.message : String(error) });
    throw error;
  } finally {
    clearInterval(looking);
  }
}
