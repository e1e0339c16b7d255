/**
 * Asks a model the labelled questions of documents and counts what is right, by kind of question. Answers are decoded freely,
 * as users get them. Sums travel between ranks, so that several can share the work.
 */
import type { LabelledDocument, LabelledQuestion } from "../document/labelled.ts";
import type { Answer } from "./answer.ts";
import type { AskOptions, DocFormer } from "./docformer.ts";
import { exactMatch } from "./metrics/exact-match.ts";

export interface KindCounts {
  questions: number;
  exact: number;
  /** Answers with labelled evidence, and those whose evidence is exactly it. */
  evidenced: number;
  evidenceHit: number;
}

export interface AskedQuestion {
  document: string;
  question: LabelledQuestion;
  answer: Answer;
  right: boolean;
  /** null where the labels give no evidence. */
  evidenceHit: boolean | null;
}

/** Whether an answer is right: any accepted text (letters and digits, case folded), or both absent. */
export function isRight(answer: Answer, accepted: readonly string[]): boolean {
  if (accepted.length === 0) return answer.status === "absent";
  return answer.text !== null && accepted.some((gold) => exactMatch(answer.text as string, gold));
}

/** Whether the words of the answer's evidence are those of the labels; null without labels. */
export function hitsEvidence(answer: Answer, question: LabelledQuestion): boolean | null {
  if (!question.evidence || question.evidence.length === 0) return null;
  // Sets are marked at the first word of each member, so a member counts as hit when it is touched.
  const gold = question.evidence;
  const found = answer.evidence;
  const touches = (a: { page: number; words: readonly number[] }, b: { page: number; words: readonly number[] }) =>
    a.page === b.page && a.words.some((word) => b.words.includes(word));
  return gold.every((g) => found.some((e) => touches(g, e))) && found.every((e) => gold.some((g) => touches(g, e)));
}

/** Asks all questions of `labelled` and judges the answers. */
export async function askLabelled(
  model: DocFormer,
  labelled: LabelledDocument,
  options: AskOptions & { most?: number } = {},
): Promise<AskedQuestion[]> {
  const questions = labelled.questions.slice(0, options.most);
  if (questions.length === 0) return [];
  const answers = await model.ask(
    labelled.document,
    questions.map((q) => q.question),
    options,
  );
  return answers.map((answer, i) => ({
    document: labelled.id,
    question: questions[i],
    answer,
    right: isRight(answer, questions[i].answers),
    evidenceHit: hitsEvidence(answer, questions[i]),
  }));
}

/** Adds judged questions to the counts of their kinds (held-out ways of asking under "kind*"). */
export function countKinds(
  asked: readonly AskedQuestion[],
  into: Record<string, KindCounts> = {},
): Record<string, KindCounts> {
  for (const { question, right, evidenceHit } of asked) {
    const kind = question.heldOut ? `${question.kind}*` : question.kind;
    into[kind] ??= { questions: 0, exact: 0, evidenced: 0, evidenceHit: 0 };
    const counts = into[kind];
    counts.questions++;
    if (right) counts.exact++;
    if (evidenceHit !== null) counts.evidenced++;
    if (evidenceHit) counts.evidenceHit++;
  }
  return into;
}

/** Totals over kinds. */
export function totals(byKind: Record<string, KindCounts>): KindCounts {
  const sum: KindCounts = { questions: 0, exact: 0, evidenced: 0, evidenceHit: 0 };
  for (const counts of Object.values(byKind)) {
    for (const key of Object.keys(sum) as (keyof KindCounts)[]) sum[key] += counts[key];
  }
  return sum;
}
