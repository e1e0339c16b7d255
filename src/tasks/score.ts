/**
 * Judged documents added up: the scores of the contract, in all, by kind of question and by field, and the published scores that
 * the contract does not name. A score is null where nothing was asked that it could judge.
 */
import type { JudgedDocument, JudgedQuestion } from "./judge.ts";
import { anls } from "./metrics/anls.ts";
import { calibrationError, type Outcome, type ReliabilityBin, reliability } from "./metrics/calibration-error.ts";
import { addCounts, type Counts, f1 } from "./metrics/f1.ts";
import { addGroupCounts, type GroupCounts, groupF1 } from "./metrics/group-anls.ts";
import { type RiskCoverage, riskCoverage } from "./metrics/risk-coverage.ts";
import { type ThresholdRow, thresholdTable } from "./metrics/thresholds.ts";
import { wordF1 } from "./metrics/word-f1.ts";

/** 0..1; null: nothing was asked that it could judge. */
export type Score = number | null;

/** Scores of questions and fields. */
export interface Scores {
  questions: number;
  exactMatch: Score;
  exactMatchStrict: Score;
  /** Share of the answers that a perfect copier could give. */
  copyCeiling: Score;
  wordF1: Score;
  anls: Score;
  /** Values given and right, over values given and over values wanted; null where no question asks for a field. */
  fieldF1: Score;
  ece: Score;
  /** Share of the answers with labelled evidence whose evidence is exactly that. */
  evidenceHit: Score;
}

/** The contract's scores. */
export interface Metrics extends Omit<Scores, "questions"> {
  /** seqeval's default, word positions. null also where no document's entities were predicted; links likewise. */
  entityF1: Score;
  /** re_score, strict: words and labels of both ends. */
  linkF1: Score;
  /** WikiTableQuestions. */
  denotation: Score;
  /** Accuracy of statements. */
  tabfact: Score;
}

/** Scores as data sets' own scripts give them. */
export interface Published {
  entityF1Strict: Score;
  linkF1Boundaries: Score;
  /** Fields to the letter: SROIE's task 3, DUE's F1. */
  fieldF1Strict: Score;
  /** DUE's measure of rows (Papers with Code); of fields like "menu.price", the i-th values of which are a row. */
  groupAnls: Score;
  /** Micro F1 by VRDU's matchers. */
  vrduF1: Score;
  /** Donut's field F1 and tree-edit accuracy. */
  parseF1: Score;
  treeAccuracy: Score;
  /** VQA's soft accuracy over ten people. */
  vqaAccuracy: Score;
  /** Area under the risk-coverage curve: less is better. */
  aurc: Score;
}

/** How a model does on documents: in all, by kind of question, by field. */
export interface Evaluation {
  documents: number;
  questions: number;
  metrics: Metrics;
  published: Published;
  byKind: Record<string, Scores>;
  byField: Record<string, Scores>;
}

export interface Curves {
  /** Ten bins of equal width. */
  reliability: ReliabilityBin[];
  riskCoverage: RiskCoverage;
  /** What would be accepted without a look, and how much of it wrongly. */
  thresholds: ThresholdRow[];
}

const round = (value: number) => Math.round(value * 1e4) / 1e4;

function mean(values: readonly (number | boolean | null)[]): Score {
  const known = values.filter((value) => value !== null).map(Number);
  return known.length > 0 ? round(known.reduce((a, b) => a + b, 0) / known.length) : null;
}

function microF1(all: readonly (Counts | null)[]): Score {
  const known = all.filter((counts) => counts !== null);
  const score = f1(addCounts(known));
  return known.length > 0 && score !== null ? round(score) : null;
}

function groupScore(all: readonly (GroupCounts | null)[]): Score {
  const known = all.filter((counts) => counts !== null);
  return known.length > 0 ? round(groupF1(addGroupCounts(known))) : null;
}

/** For tasks that not every data set labels and not every predictor takes up. */
const triedF1 = (all: readonly (Counts | null)[]): Score =>
  all.some((counts) => counts?.said) && all.some((counts) => counts?.wanted) ? microF1(all) : null;

/** Answers whose confidence is known. */
function outcomesOf(list: readonly { confidence: number | null; right: boolean }[]): Outcome[] {
  return list.flatMap(({ confidence, right }) => (confidence === null ? [] : [{ confidence, right }]));
}

const answered = (questions: readonly JudgedQuestion[]) =>
  questions.map(({ answer, right }) => ({ confidence: answer.confidence, right }));

/** Of questions and statements. */
function allOutcomes(judged: readonly JudgedDocument[]): Outcome[] {
  return judged.flatMap(({ questions, statements }) => outcomesOf([...answered(questions), ...statements]));
}

const ece = (outcomes: readonly Outcome[]): Score => (outcomes.length > 0 ? round(calibrationError(outcomes)) : null);

function scores(list: readonly JudgedQuestion[]): Scores {
  const each = (metric: (predicted: string | null, accepted: readonly string[]) => number) =>
    mean(list.map(({ answer, question }) => metric(answer.text, question.answers)));
  return {
    questions: list.length,
    exactMatch: mean(list.map(({ right }) => right)),
    exactMatchStrict: mean(list.map(({ strictlyRight }) => strictlyRight)),
    copyCeiling: mean(list.map(({ copyable }) => copyable)),
    wordF1: each(wordF1),
    anls: each(anls),
    fieldF1: microF1(list.map(({ fieldCounts }) => fieldCounts)),
    ece: ece(outcomesOf(answered(list))),
    evidenceHit: mean(list.map(({ evidenceHit }) => evidenceHit)),
  };
}

function grouped(list: readonly JudgedQuestion[], key: (one: JudgedQuestion) => string | null): Record<string, Scores> {
  const groups = new Map<string, JudgedQuestion[]>();
  for (const one of list) {
    const name = key(one);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return Object.fromEntries(
    [...groups].sort(([a], [b]) => a.localeCompare(b)).map(([name, part]) => [name, scores(part)]),
  );
}

/** How well confidence tells right from wrong, over questions and statements whose confidence is known. */
export function curves(judged: readonly JudgedDocument[]): Curves {
  const outcomes = allOutcomes(judged);
  return {
    reliability: reliability(outcomes),
    riskCoverage: riskCoverage(outcomes),
    thresholds: thresholdTable(outcomes),
  };
}

/** The scores of all documents. Held-out ways of asking stand under "kind*". */
export function score(judged: readonly JudgedDocument[]): Evaluation {
  const list = judged.flatMap(({ questions }) => questions);
  const statements = judged.flatMap((one) => one.statements);
  const outcomes = allOutcomes(judged);
  const { questions, ...metrics } = scores(list);
  return {
    documents: judged.length,
    questions,
    metrics: {
      ...metrics,
      ece: ece(outcomes),
      entityF1: triedF1(judged.map(({ entities }) => entities?.default ?? null)),
      linkF1: triedF1(judged.map(({ links }) => links.strict)),
      denotation: mean(list.map(({ denotation }) => denotation)),
      tabfact: mean(statements.map(({ right }) => right)),
    },
    published: {
      entityF1Strict: triedF1(judged.map(({ entities }) => entities?.strict ?? null)),
      linkF1Boundaries: triedF1(judged.map(({ links }) => links.boundaries)),
      fieldF1Strict: microF1(judged.map(({ fields }) => fields?.strict ?? null)),
      groupAnls: groupScore(judged.map(({ fields }) => fields?.group ?? null)),
      vrduF1: microF1(judged.map(({ fields }) => fields?.vrdu ?? null)),
      parseF1: microF1(judged.map(({ fields }) => fields?.parse ?? null)),
      treeAccuracy: mean(judged.map(({ fields }) => fields?.tree ?? null)),
      vqaAccuracy: mean(list.map(({ vqa }) => vqa)),
      aurc: outcomes.length > 0 ? round(riskCoverage(outcomes).aurc) : null,
    },
    byKind: grouped(list, ({ question, field }) =>
      field !== null ? null : question.heldOut ? `${question.kind}*` : question.kind,
    ),
    byField: grouped(list, ({ field }) => field),
  };
}
