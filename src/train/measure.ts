/**
 * How much of what a recipe teaches a model knows: labelled documents asked as users ask (tasks/predict.ts) and judged by what
 * is taught alone, as sums that add up over ranks. Links are judged between the labelled entities here, so that the two heads
 * are judged apart.
 */
import type { LabelledDocument } from "../document/labelled.ts";
import type { AskOptions, DocFormer } from "../tasks/docformer.ts";
import { type JudgedDocument, judge } from "../tasks/judge.ts";
import { addCounts, type Counts, f1 } from "../tasks/metrics/f1.ts";
import { predictDocument, requestOf, schemaOf } from "../tasks/predict.ts";
import { classOf, classQuestions, type Taught } from "./documents.ts";

/** Sums over documents. */
export interface Measured {
  asked: number;
  right: number;
  entities: Counts;
  links: Counts;
}

const NONE: Counts = { right: 0, said: 0, wanted: 0 };

/** The document with the labels that are taught; its class is a field. */
export function taughtPart(labelled: LabelledDocument, taught: Taught): LabelledDocument {
  const { learns } = taught;
  const ignored = new Set(learns.entities?.ignore);
  const entities = learns.entities ? labelled.entities.filter(({ label }) => !ignored.has(label)) : [];
  const ids = new Set(entities.map(({ id }) => id));
  const own = classOf(labelled, taught);
  return {
    ...labelled,
    questions: learns.questions ? labelled.questions : [],
    fields: {
      ...(learns.fields ? labelled.fields : {}),
      ...(learns.classes !== undefined && own !== undefined ? { [learns.classes]: own } : {}),
    },
    statements: learns.statements ? labelled.statements : [],
    entities,
    links: learns.entities?.links ? labelled.links.filter((ends) => ends.every((id) => ids.has(id))) : [],
    wanted: undefined,
  };
}

/** The same with each class as a question: its yes and no have a confidence of their own. */
export function askedPart(labelled: LabelledDocument, taught: Taught): LabelledDocument {
  const part = taughtPart(labelled, taught);
  const { [taught.learns.classes ?? ""]: _, ...fields } = part.fields;
  return { ...part, questions: [...part.questions, ...classQuestions(labelled, taught)], fields };
}

/** What the model says of one document, judged. @param part of taughtPart or askedPart */
export async function judgePart(
  model: DocFormer,
  part: LabelledDocument,
  options: AskOptions & { entities?: "gold" | "predicted"; asked?: Readonly<Record<string, string>> } = {},
): Promise<JudgedDocument> {
  const { entities = "predicted", asked, ...rest } = options;
  // A document of its own, so that nothing that older weights have computed is taken from it.
  const fresh = { ...part, document: { ...part.document } };
  const prediction = await predictDocument(model, requestOf(fresh, schemaOf(fresh), { entities, asked }), rest);
  return judge(fresh, prediction, { entitiesGiven: entities === "gold" });
}

/** Links between the labelled entities of a document, counted; null where it has none. */
export async function judgeLinks(
  model: DocFormer,
  part: LabelledDocument,
  options: AskOptions = {},
): Promise<Counts | null> {
  if (part.links.length === 0) return null;
  const linked = { ...part, questions: [], fields: {}, statements: [] };
  const { links } = await judgePart(model, linked, { ...options, entities: "gold" });
  return links?.strict ?? null;
}

/** Measures one document. */
export async function measure(
  model: DocFormer,
  labelled: LabelledDocument,
  taught: Taught,
  options: AskOptions = {},
): Promise<Measured> {
  const part = taughtPart(labelled, taught);
  const judged = await judgePart(model, { ...part, links: [] }, { ...options, asked: taught.learns.asked });
  const answers = judged.questions.map(({ denotation, right }) => denotation ?? right);
  const all = [...answers, ...judged.statements.map(({ right }) => right)];
  return {
    asked: all.length,
    right: all.filter((right) => right).length,
    entities: judged.entities?.default ?? NONE,
    links: (await judgeLinks(model, part, options)) ?? NONE,
  };
}

/** A row of numbers that adds up, and back. */
export const toSums = ({ asked, right, entities, links }: Measured): number[] => [
  ...[asked, right],
  ...[entities, links].flatMap((counts) => [counts.right, counts.said, counts.wanted]),
];

export function fromSums(sums: ArrayLike<number>): Measured {
  const counts = (start: number): Counts => ({ right: sums[start], said: sums[start + 1], wanted: sums[start + 2] });
  return { asked: sums[0], right: sums[1], entities: counts(2), links: counts(5) };
}

export const NOTHING: Measured = { asked: 0, right: 0, entities: NONE, links: NONE };

export function addMeasured(a: Measured, b: Measured): Measured {
  return {
    asked: a.asked + b.asked,
    right: a.right + b.right,
    entities: addCounts([a.entities, b.entities]),
    links: addCounts([a.links, b.links]),
  };
}

export interface Score {
  /** Mean of those below that there are; null where nothing was judged. */
  score: number | null;
  /** Share of right answers; of tables, right denotations. */
  answers?: number;
  entityF1?: number;
  /** Between the labelled entities. */
  linkF1?: number;
}

/** Shares 0..1. */
export function scoreOf({ asked, right, entities, links }: Measured): Score {
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  const parts: Omit<Score, "score"> = {};
  if (asked > 0) parts.answers = round(right / asked);
  if (entities.wanted > 0) parts.entityF1 = round(f1(entities) ?? 0);
  if (links.wanted > 0) parts.linkF1 = round(f1(links) ?? 0);
  const values = Object.values(parts);
  return { score: values.length > 0 ? round(values.reduce((a, b) => a + b, 0) / values.length) : null, ...parts };
}
