/**
 * What was predicted of one document beside what is true of it: each question, field, statement, and the counts of entities and
 * links. Pure; adding documents up is score.ts.
 */
import type { Document } from "../document/document.ts";
import type { LabelledDocument, LabelledQuestion } from "../document/labelled.ts";
import { type Answer, absentAnswer } from "./answer.ts";
import { type AskedQuestion, hitsEvidence, isRight } from "./evaluate.ts";
import { fieldsAsQuestions } from "./fields.ts";
import { type JudgedFields, judgeFields, pairsOf, saidValues } from "./judge-fields.ts";
import { copyable } from "./metrics/copy-ceiling.ts";
import { itemsOf, LIST_MARK, sameDenotation } from "./metrics/denotation.ts";
import { type EntitySpan, entityCounts, type SeqevalMode } from "./metrics/entity-f1.ts";
import { exactMatch } from "./metrics/exact-match.ts";
import type { Counts } from "./metrics/f1.ts";
import { type FieldPair, fieldCounts } from "./metrics/field-f1.ts";
import { type Linked, linkCounts } from "./metrics/link-f1.ts";
import { inAnyOrder } from "./metrics/spans.ts";
import { vqaAccuracy } from "./metrics/vqa-accuracy.ts";
import type { PredictedEntity, Prediction } from "./prediction.ts";

export interface JudgedQuestion extends AskedQuestion {
  /** The published string, to the letter. */
  strictlyRight: boolean;
  /** Whether a perfect copier of the page's words could answer. */
  copyable: boolean;
  /** The field that was asked for; null for a question of the document's own. */
  field: string | null;
  fieldCounts: Counts | null;
  /** WikiTableQuestions' rightness, for questions about a table. */
  denotation: boolean | null;
  /** Soft accuracy, where ten people have answered. */
  vqa: number | null;
}

export interface JudgedStatement {
  text: string;
  wanted: "entailed" | "refuted";
  /** null: nothing was predicted. */
  said: "entailed" | "refuted" | null;
  confidence: number | null;
  right: boolean;
}

export interface JudgedDocument {
  id: string;
  questions: JudgedQuestion[];
  statements: JudgedStatement[];
  /** null for documents without. */
  fields: JudgedFields | null;
  /** null: they were given. */
  entities: Record<SeqevalMode, Counts> | null;
  links: Record<"strict" | "boundaries", Counts>;
}

export interface JudgeOptions {
  /** The document with the words that the model saw, where these are not the given ones. */
  seen?: Document;
  /** The labelled entities were given, and only links were predicted. */
  entitiesGiven?: boolean;
}

/** How many people answer a question of TextVQA. */
const PEOPLE = 10;

/** Bags of the same items. */
function sameItems(
  said: readonly string[],
  wanted: readonly string[],
  same: (a: string, b: string) => boolean,
): boolean {
  const pairs = (items: readonly string[]) => items.map((item): FieldPair => ["", item]);
  return said.length === wanted.length && fieldCounts(pairs(said), pairs(wanted), same).right === wanted.length;
}

/** Whether the order of an answer's parts does not count: InfographicVQA's questions, but those known to want one span. */
function severalSpans({ source }: LabelledDocument, { kind }: LabelledQuestion): boolean {
  return source === "infographicvqa" && (kind === source || /multi-span/i.test(kind));
}

function judgeQuestion(
  labelled: LabelledDocument,
  question: LabelledQuestion,
  answer: Answer,
  canCopy: (accepted: readonly string[]) => boolean,
  field: string | null,
): Omit<JudgedQuestion, "evidenceHit" | "fieldCounts"> {
  const { operation } = question;
  const answers = severalSpans(labelled, question) ? inAnyOrder(question.answers) : question.answers;
  const { text } = answer;
  // Several answers are other ways to say one thing, but of a table and of a field they are the members of a list.
  const aboutTable = labelled.table !== undefined && field === null;
  const list = answers.length > 1 && (aboutTable || field !== null);
  const printed = operation === undefined || operation === "copy" || operation === "compare";
  const items = itemsOf(text);
  const strictly = (a: string, b: string) => a === b;
  return {
    document: labelled.id,
    question: { ...question, answers: list ? [answers.join(LIST_MARK)] : answers },
    answer,
    right: list ? sameItems(items, answers, exactMatch) : isRight(answer, answers),
    strictlyRight: list
      ? sameItems(items, answers, strictly)
      : answers.length === 0
        ? text === null
        : text !== null && answers.includes(text),
    copyable: !printed || (list ? answers.every((one) => canCopy([one])) : canCopy(answers)),
    field,
    denotation: aboutTable ? sameDenotation(items, answers) : null,
    vqa: answers.length === PEOPLE && !list ? vqaAccuracy(text, answers) : null,
  };
}

/** Several answers of one field as one, as sure as the least sure of them. */
export function asOne(predicted: Answer | Answer[] | undefined): Answer {
  if (predicted === undefined) return absentAnswer();
  if (!Array.isArray(predicted)) return predicted;
  const given = predicted.filter(({ text }) => text !== null);
  if (given.length === 0) return predicted[0] ?? absentAnswer();
  const sure = given.map(({ confidence }) => confidence ?? Number.NaN);
  const text = given.map((answer) => answer.text).join(LIST_MARK);
  const confidence = Math.min(...sure);
  return {
    ...given[0],
    text,
    value: given.length === 1 ? given[0].value : text,
    confidence: Number.isNaN(confidence) ? null : confidence,
    evidence: given.flatMap(({ evidence }) => evidence),
  };
}

/** Entities of other words (a page read anew) by the given words whose middles their boxes hold. */
function onGivenWords(entities: readonly PredictedEntity[], document: Document): PredictedEntity[] {
  return entities.map((entity) => {
    const words = document.pages[entity.page]?.words ?? [];
    const inside = words.flatMap(({ box: [x0, y0, x1, y1] }, word) => {
      const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
      return entity.boxes.some((box) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]) ? [word] : [];
    });
    return { ...entity, words: inside };
  });
}

/** Judges what was predicted of `labelled`. Fields, questions and statements without a label do not count. */
export function judge(labelled: LabelledDocument, prediction: Prediction, options: JudgeOptions = {}): JudgedDocument {
  const { seen = labelled.document, entitiesGiven = false } = options;
  const canCopy = copyable(seen);
  const sameWords = seen === labelled.document;
  const saidOf = new Map(prediction.questions.map((answer) => [answer.id, answer]));
  const said: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(labelled.fields)) {
    said[name] = saidValues(prediction.fields[name], Array.isArray(value));
  }
  // Evidence counts words of the page that the model saw.
  const hit = (answer: Answer, question: LabelledQuestion) => (sameWords ? hitsEvidence(answer, question) : null);
  const questions = [
    ...labelled.questions.map((question): JudgedQuestion => {
      const answer = saidOf.get(question.id) ?? absentAnswer();
      const judged = judgeQuestion(labelled, question, answer, canCopy, null);
      return { ...judged, evidenceHit: hit(answer, question), fieldCounts: null };
    }),
    ...fieldsAsQuestions(labelled).map((question): JudgedQuestion => {
      const field = question.kind;
      const answer = asOne(prediction.fields[field]);
      const judged = judgeQuestion(labelled, question, answer, canCopy, field);
      const counts = fieldCounts(pairsOf(field, said[field]), pairsOf(field, question.answers), exactMatch);
      return { ...judged, evidenceHit: hit(answer, question), fieldCounts: counts };
    }),
  ];
  const entities = sameWords ? prediction.entities : onGivenWords(prediction.entities, labelled.document);
  const wordCounts = labelled.document.pages.map(({ words }) => words.length);
  const count = (mode: SeqevalMode) =>
    entityCounts(entities as EntitySpan[], labelled.entities as EntitySpan[], wordCounts, mode);
  const linked: Linked = { entities, links: prediction.links };
  return {
    id: labelled.id,
    questions,
    statements: labelled.statements.flatMap(({ text, label }, i): JudgedStatement[] => {
      const predicted = prediction.statements[i];
      if (label === undefined) return [];
      const { label: verdict = null, confidence = null } = predicted ?? {};
      return [{ text, wanted: label, said: verdict, confidence, right: verdict === label }];
    }),
    fields: judgeFields(labelled, prediction.fields),
    entities: entitiesGiven ? null : { default: count("default"), strict: count("strict") },
    links: { strict: linkCounts(linked, labelled, "strict"), boundaries: linkCounts(linked, labelled, "boundaries") },
  };
}
