/**
 * Answers against labels: the scores of the contract, in all, by kind of question and by field. Pure: answers come from
 * evaluate.ts or from a file. Scores that need other tasks' answers (entities, links, tables, statements) are null.
 */
import type { LabelledDocument } from "../document/labelled.ts";
import type { AskedQuestion } from "./evaluate.ts";
import { anls } from "./metrics/anls.ts";
import { calibrationError } from "./metrics/calibration-error.ts";
import { copyable } from "./metrics/copy-ceiling.ts";
import { wordF1 } from "./metrics/word-f1.ts";

export interface Scores {
  questions: number;
  exactMatch: number;
  exactMatchStrict: number;
  /** Share of the answers that a perfect copier could give. */
  copyCeiling: number;
  wordF1: number;
  anls: number;
  /** Answered and right, over answered and over wanted; null where no question asks for a field. */
  fieldF1: number | null;
  ece: number | null;
  /** Share of the answers with labelled evidence whose evidence is exactly that. */
  evidenceHit: number | null;
}

export interface Evaluation {
  documents: number;
  questions: number;
  metrics: Omit<Scores, "questions"> & {
    entityF1: null;
    linkF1: null;
    denotation: null;
    tabfact: null;
  };
  byKind: Record<string, Scores>;
  byField: Record<string, Scores>;
}

/** One judged question, with what scoring needs of its document. */
export interface ScoredQuestion extends AskedQuestion {
  copyable: boolean;
  /** The field that was asked for; null for a question of the document's own. */
  field: string | null;
}

export function judged(labelled: LabelledDocument, asked: readonly AskedQuestion[]): ScoredQuestion[] {
  const canCopy = copyable(labelled.document);
  return asked.map((one) => {
    const { kind, answers, operation } = one.question;
    const printed = operation === undefined || operation === "copy" || operation === "compare";
    return { ...one, copyable: !printed || canCopy(answers), field: kind in labelled.fields ? kind : null };
  });
}

const mean = (values: readonly number[]) => (values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : 0);
const round = (value: number) => Math.round(value * 1e4) / 1e4;

function scores(list: readonly ScoredQuestion[]): Scores {
  const share = (test: (one: ScoredQuestion) => boolean) => round(mean(list.map((one) => Number(test(one)))));
  const strict = ({ answer, question }: ScoredQuestion) =>
    question.answers.length === 0 ? answer.text === null : question.answers.includes(answer.text ?? "");
  const each = (metric: (predicted: string | null, accepted: readonly string[]) => number) =>
    round(mean(list.map(({ answer, question }) => metric(answer.text, question.answers))));
  const sure = list.filter(({ answer }) => answer.confidence !== null);
  const evidenced = list.filter(({ evidenceHit }) => evidenceHit !== null);
  const fields = list.filter(({ field }) => field !== null);
  const said = fields.filter(({ answer }) => answer.text !== null).length;
  const wanted = fields.filter(({ question }) => question.answers.length > 0).length;
  const right = fields.filter((one) => one.answer.text !== null && one.right).length;
  return {
    questions: list.length,
    exactMatch: share((one) => one.right),
    exactMatchStrict: share(strict),
    copyCeiling: share((one) => one.copyable),
    wordF1: each(wordF1),
    anls: each(anls),
    fieldF1: fields.length > 0 ? round(said + wanted > 0 ? (2 * right) / (said + wanted) : 1) : null,
    ece:
      sure.length > 0
        ? round(calibrationError(sure.map((one) => ({ confidence: one.answer.confidence ?? 0, right: one.right }))))
        : null,
    evidenceHit: evidenced.length > 0 ? round(mean(evidenced.map(({ evidenceHit }) => Number(evidenceHit)))) : null,
  };
}

function grouped(list: readonly ScoredQuestion[], key: (one: ScoredQuestion) => string | null): Record<string, Scores> {
  const groups = new Map<string, ScoredQuestion[]>();
  for (const one of list) {
    const name = key(one);
    if (name !== null) groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return Object.fromEntries(
    [...groups].sort(([a], [b]) => a.localeCompare(b)).map(([name, part]) => [name, scores(part)]),
  );
}

/** The scores of all questions of `documents` documents. Held-out ways of asking stand under "kind*". */
export function score(documents: number, list: readonly ScoredQuestion[]): Evaluation {
  const { questions, ...metrics } = scores(list);
  return {
    documents,
    questions,
    metrics: { ...metrics, entityF1: null, linkF1: null, denotation: null, tabfact: null },
    byKind: grouped(list, ({ question, field }) =>
      field !== null ? null : question.heldOut ? `${question.kind}*` : question.kind,
    ),
    byField: grouped(list, ({ field }) => field),
  };
}
