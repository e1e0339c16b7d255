/**
 * Labelled documents in memory as a source of pages: a page at a time, asked what stands on it, in varied words; what stands on
 * another page of the document is asked, too, and absent. supervise.ts has found the evidence before.
 */
import type { LabelledDocument, LabelledQuestion } from "../document/labelled.ts";
import type { Random } from "../engine/random.ts";
import { classQuestion, fieldQuestions } from "../tasks/fields.ts";
import { kinSizes } from "./kin.ts";
import type { PageSource } from "./pool.ts";
import type { Recipe } from "./recipe.ts";
import { plainLetters } from "./supervise.ts";

/** What a recipe teaches, with what the data set says of it. */
export interface Taught {
  learns: Recipe["learns"];
  /** Classes of documents, sorted. */
  classes: string[];
}

/** Documents that are learned from, and those held back to judge by. */
export interface TaughtDocuments {
  train: readonly LabelledDocument[];
  development: readonly LabelledDocument[];
}

/** The class of a document; undefined where it has none. */
export function classOf({ fields }: LabelledDocument, { learns: { classes } }: Taught): string | undefined {
  const value = classes === undefined ? undefined : fields[classes];
  return Array.isArray(value) ? value[0] : value;
}

/** Each class asked for by yes or no; none where the document has no class. */
export function classQuestions(labelled: LabelledDocument, taught: Taught): LabelledQuestion[] {
  const own = classOf(labelled, taught);
  const field = taught.learns.classes;
  if (own === undefined || field === undefined) return [];
  return taught.classes.map((name) => ({
    id: `${labelled.id}-${field}-${name}`,
    question: classQuestion(field, name),
    answers: [name === own ? "yes" : "no"],
    kind: field,
    operation: "yesno",
    evidence: [],
  }));
}

/** Other classes that are asked for beside the right one. */
const OTHERS = 2;

function drawnClasses(labelled: LabelledDocument, taught: Taught, random: Random): LabelledQuestion[] {
  const all = classQuestions(labelled, taught);
  const others = random.shuffle(all.filter(({ answers }) => answers[0] === "no"));
  return [...all.filter(({ answers }) => answers[0] === "yes"), ...others.slice(0, OTHERS)];
}

/** Share of the questions about another page that are asked of this one. */
const ABSENT = 0.4;

/** Page `index` of a document as a document of its own; `questions` are all of the document's. */
function onPage(
  labelled: LabelledDocument,
  questions: readonly LabelledQuestion[],
  index: number,
  random: Random,
): LabelledDocument {
  const page = labelled.document.pages[index];
  let text: string | undefined;
  const says = (answer: string) => {
    text ??= plainLetters(page.words.map((word) => word.text).join(""));
    return text.includes(plainLetters(answer));
  };
  const asked = questions.flatMap((question): LabelledQuestion[] => {
    const evidence = question.evidence ?? [];
    if (evidence.length === 0) return [question];
    if (evidence.every((run) => run.page === index)) {
      return [{ ...question, evidence: evidence.map((run) => ({ ...run, page: 0 })) }];
    }
    const elsewhere = evidence.every((run) => run.page !== index);
    if (!elsewhere || random.uniform() >= ABSENT || question.answers.some(says)) return [];
    return [{ ...question, answers: [], operation: undefined, evidence: [] }];
  });
  const entities = labelled.entities
    .filter((entity) => entity.page === index)
    .map((entity) => ({ ...entity, page: 0 }));
  return { ...labelled, document: { ...labelled.document, pages: [page] }, questions: asked, entities };
}

/** Running sums of the documents' weights: of n by one hand each weighs 1/sqrt(n). */
function reach(documents: readonly LabelledDocument[]): number[] {
  let sum = 0;
  return kinSizes(documents).map((size) => {
    sum += size ** -0.5;
    return sum;
  });
}

/** A source of `documents`, all of which have pages. Those of one hand come less often than others. */
export function documentPages(
  documents: readonly LabelledDocument[],
  taught: Taught,
  weight: number,
  spoil: (labelled: LabelledDocument, random: Random) => LabelledDocument,
): PageSource {
  const upTo = reach(documents);
  return {
    name: "the labelled documents",
    weight,
    draw(random): LabelledDocument {
      const at = random.uniform() * upTo[upTo.length - 1];
      const labelled = documents[upTo.findIndex((sum) => at < sum)];
      const questions = [
        ...labelled.questions,
        ...(taught.learns.fields ? fieldQuestions(labelled, random, taught.learns.asked) : []),
        ...drawnClasses(labelled, taught, random),
      ];
      const page = random.below(labelled.document.pages.length);
      return spoil(onPage(labelled, questions, page, random), random);
    },
  };
}
