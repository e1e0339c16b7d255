/** What went wrong on a document, and where: each failure with its number, and the boxes of what was said and what is true. */
import { type Box, enclose } from "../../document/box.ts";
import type { Document, Page } from "../../document/document.ts";
import type { LabelledDocument } from "../../document/labelled.ts";
import type { JudgedDocument } from "../judge.ts";
import type { EntityId } from "../metrics/link-f1.ts";
import type { Prediction } from "../prediction.ts";

export interface Failure {
  /** From 1, within its document. */
  number: number;
  kind: "question" | "field" | "statement" | "entity" | "link";
  asked: string;
  /** null: that nothing is there. */
  wanted: string | null;
  said: string | null;
  confidence: number | null;
}

export interface FailureBox {
  number: number;
  from: "label" | "prediction";
  box: Box;
}

export interface FailurePage {
  /** As the model saw it. */
  page: Page;
  boxes: FailureBox[];
}

export interface FailedDocument {
  id: string;
  failures: Failure[];
  /** Pages with boxes; the first one where there are none. */
  pages: FailurePage[];
}

interface Located {
  label: string;
  page: number;
  words: readonly number[];
  text: string;
}

type Place = { page: number; box: Box };

/** A box for each line that a run of words touches. */
function placesOf(document: Document, page: number, words: readonly number[]): Place[] {
  const lines = new Map<number, Box[]>();
  for (const index of words) {
    const word = document.pages[page]?.words[index];
    if (word) lines.set(word.line, [...(lines.get(word.line) ?? []), word.box]);
  }
  return [...lines.values()].map((boxes) => ({ page, box: enclose(boxes) }));
}

const spanOf = ({ page, words }: Located) => `${page}:${[...words].sort((a, b) => a - b).join(",")}`;

/** What `judged` holds against `prediction`; null where all is right. `seen`: the document as the model saw it. */
export function failuresOf(
  labelled: LabelledDocument,
  prediction: Prediction,
  judged: JudgedDocument,
  seen: Document = labelled.document,
): FailedDocument | null {
  const failures: Failure[] = [];
  const boxes = new Map<number, FailureBox[]>();
  const fail = (failure: Omit<Failure, "number">, gold: readonly Place[], said: readonly Place[]) => {
    const number = failures.push({ number: failures.length + 1, ...failure });
    const add = (places: readonly Place[], from: FailureBox["from"]) => {
      for (const { page, box } of places) boxes.set(page, [...(boxes.get(page) ?? []), { number, from, box }]);
    };
    add(gold, "label");
    add(said, "prediction");
  };

  for (const { question, field, answer, right } of judged.questions) {
    if (right) continue;
    const runs = question.evidence ?? labelled.entities.filter(({ label }) => label === field);
    fail(
      {
        kind: field === null ? "question" : "field",
        asked: field ?? question.question,
        wanted: question.answers.length > 0 ? question.answers.join(" / ") : null,
        said: answer.text,
        confidence: answer.confidence,
      },
      runs.flatMap(({ page, words }) => placesOf(labelled.document, page, words)),
      answer.evidence,
    );
  }
  for (const { text, wanted, said, confidence, right } of judged.statements) {
    if (!right) fail({ kind: "statement", asked: text, wanted, said, confidence }, [], []);
  }
  // Words read anew are others than the labels': then counts tell, and nothing can be paired word by word.
  if (judged.entities && labelled.entities.length > 0 && prediction.entities.length > 0 && seen === labelled.document) {
    const gold = new Map(labelled.entities.filter(isEntity).map((entity) => [spanOf(entity), entity]));
    const found = new Map(prediction.entities.filter(isEntity).map((entity) => [spanOf(entity), entity]));
    for (const span of new Set([...gold.keys(), ...found.keys()])) {
      const [wanted, said] = [gold.get(span), found.get(span)];
      if (wanted?.label.toLowerCase() === said?.label.toLowerCase()) continue;
      const places = (entity: Located | undefined) =>
        entity ? placesOf(labelled.document, entity.page, entity.words) : [];
      const [asked, confidence] = [(wanted ?? said)?.text ?? "", null];
      const labels = { wanted: wanted?.label ?? null, said: said?.label ?? null };
      fail({ kind: "entity", asked, ...labels, confidence }, places(wanted), places(said));
    }
  }
  if (labelled.links.length > 0 && prediction.links.length > 0 && seen === labelled.document) {
    const gold = linkSpans(labelled.entities, labelled.links);
    const found = linkSpans(prediction.entities, prediction.links);
    for (const key of new Set([...gold.keys(), ...found.keys()])) {
      const [wanted, said] = [gold.get(key), found.get(key)];
      if (wanted && said) continue;
      const ends = (wanted ?? said) as [Located, Located];
      const places = ends.flatMap(({ page, words }) => placesOf(labelled.document, page, words));
      const name = ends.map(({ text }) => text).join(" → ");
      fail(
        { kind: "link", asked: name, wanted: wanted ? "linked" : null, said: said ? "linked" : null, confidence: null },
        wanted ? places : [],
        said ? places : [],
      );
    }
  }
  if (failures.length === 0) return null;
  const shown = seen.pages.filter((page) => boxes.has(page.number));
  const pages = shown.length > 0 ? shown : seen.pages.slice(0, 1);
  return { id: labelled.id, failures, pages: pages.map((page) => ({ page, boxes: boxes.get(page.number) ?? [] })) };
}

const isEntity = ({ label, words }: Located) => words.length > 0 && label.toLowerCase() !== "other";

/** Links by the words of their ends. */
function linkSpans(
  entities: readonly (Located & { id: EntityId })[],
  links: readonly (readonly [EntityId, EntityId])[],
): Map<string, [Located, Located]> {
  const byId = new Map(entities.filter(({ words }) => words.length > 0).map((entity) => [entity.id, entity]));
  return new Map(
    links.flatMap(([from, to]): [string, [Located, Located]][] => {
      const [a, b] = [byId.get(from), byId.get(to)];
      return a && b ? [[`${spanOf(a)} > ${spanOf(b)}`, [a, b]]] : [];
    }),
  );
}
