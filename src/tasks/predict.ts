/**
 * Everything that is wanted of a document, asked of a model: its questions, its fields by name, its statements, its entities
 * and their links. Sees questions and names alone; of the labels nothing but, where that is asked for, the entities to link.
 */
import { enclose } from "../document/box.ts";
import type { Document, Page } from "../document/document.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import type { Answer } from "./answer.ts";
import { classAnswer } from "./classify.ts";
import type { AskOptions, DocFormer } from "./docformer.ts";
import { fieldQuestion } from "./fields.ts";
import { labelEntities, linkEntities } from "./label.ts";
import type { PredictedEntity, PredictedStatement, Prediction } from "./prediction.ts";

/** What can be wanted of a document besides its own questions and statements. */
export interface Schema {
  fields: readonly string[];
  /** Labels of entities. */
  entities: readonly string[];
  links: boolean;
}

export interface PredictionRequest {
  id: string;
  document: Document;
  questions: readonly { id: string; question: string }[];
  statements: readonly string[];
  schema: Schema;
  /** Questions of fields that are not asked for by their name. */
  asked?: Readonly<Record<string, string>>;
  /** Entities to link instead of predicted ones; null: predict them. */
  given: PredictedEntity[] | null;
}

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

/** The schema of a data set: what any of its documents is labelled with. */
export function joinSchemas(schemas: readonly Schema[]): Schema {
  return {
    fields: sorted(schemas.flatMap(({ fields }) => fields)),
    entities: sorted(schemas.flatMap(({ entities }) => entities)),
    links: schemas.some(({ links }) => links),
  };
}

/** What a document says is wanted of it, else what it is labelled with. */
export function schemaOf({ wanted, fields, entities, links }: LabelledDocument): Schema {
  if (wanted) {
    return joinSchemas([
      { fields: wanted.fields ?? [], entities: wanted.entities ?? [], links: wanted.links === true },
    ]);
  }
  const labels = entities.map(({ label }) => label);
  return joinSchemas([{ fields: Object.keys(fields), entities: labels, links: links.length > 0 }]);
}

/**
 * The request for a document. `schema`: what is wanted where the document does not say so itself. `seen`: the document with the
 * words that the model is to see, where these are not the given ones.
 */
export function requestOf(
  labelled: LabelledDocument,
  schema: Schema,
  options: { entities?: "gold" | "predicted"; seen?: Document; asked?: PredictionRequest["asked"] } = {},
): PredictionRequest {
  const document = options.seen ?? labelled.document;
  return {
    id: labelled.id,
    document,
    questions: labelled.questions.map(({ id, question }) => ({ id, question })),
    statements: labelled.statements.map(({ text }) => text),
    schema: labelled.wanted ? schemaOf(labelled) : schema,
    asked: options.asked,
    given:
      options.entities === "gold"
        ? labelled.entities.map((entity) => ({
            ...entity,
            boxes: lineBoxes(document.pages[entity.page], entity.words),
          }))
        : null,
  };
}

/**
 * The request by which a document is judged: for all that it is labelled with, whatever it wants. `set`: what the data set links
 * and labels, since a document without some kind of entity is judged by what is found of it all the same.
 */
export function judgedRequest(
  given: LabelledDocument,
  { entities, links }: Pick<Schema, "entities" | "links">,
  options: { entities?: "gold" | "predicted"; seen?: Document } = {},
): PredictionRequest {
  const labelled = { ...given, wanted: undefined };
  return requestOf(labelled, { fields: schemaOf(labelled).fields, entities, links }, options);
}

/** A box for each line of the page that `words` touch. */
function lineBoxes(page: Page, words: readonly number[]): PredictedEntity["boxes"] {
  const lines = [...new Set(words.map((word) => page.words[word].line))];
  return lines.map((line) =>
    enclose(words.filter((word) => page.words[word].line === line).map((word) => page.words[word].box)),
  );
}

/** A statement is asked as it stands: yes is entailed. An answer that is neither yes nor no entails nothing. */
function verdict({ operation, value, confidence }: Answer): PredictedStatement {
  if (operation !== "yesno") return { label: "refuted", confidence: null };
  return { label: value === true ? "entailed" : "refuted", confidence };
}

/**
 * Asks `model` all that `request` wants. A model without entity labels predicts neither entities nor links; the field whose classes
 * it was taught is classified.
 */
export async function predictDocument(
  model: DocFormer,
  request: PredictionRequest,
  options: AskOptions = {},
): Promise<Prediction> {
  const { id, document, questions, statements, schema, asked = {} } = request;
  const { classes } = model.config;
  const names = schema.fields.filter((field) => field !== classes?.field);
  const named = names.map((field) => asked[field] ?? fieldQuestion(field));
  const texts = [...questions.map(({ question }) => question), ...named, ...statements];
  const answers = texts.length > 0 ? await model.ask(document, texts, options) : [];
  const fieldsFrom = questions.length;
  const statementsFrom = fieldsFrom + names.length;
  const fields = new Map(names.map((name, i) => [name, answers[fieldsFrom + i]]));
  if (classes && names.length < schema.fields.length) {
    fields.set(classes.field, await classAnswer(model, document, classes.field, classes.labels, options));
  }
  const known = model.config.entityLabels ?? [];
  const labels = schema.entities.filter((label) => known.includes(label));
  let entities = request.given ?? [];
  if (!request.given && labels.length > 0) {
    entities = (await labelEntities(model, document, options)).filter(({ label }) => labels.includes(label));
  }
  const linked = schema.links && known.length > 0 && entities.length > 0;
  return {
    id,
    fields: Object.fromEntries(schema.fields.map((name) => [name, fields.get(name) as Answer])),
    questions: questions.map((question, i) => ({ id: question.id, ...answers[i] })),
    entities,
    links: linked ? await linkEntities(model, document, entities, options) : [],
    statements: statements.map((_, i) => verdict(answers[statementsFrom + i])),
  };
}
