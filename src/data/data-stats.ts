/** What a data set holds, counted: pages and words, questions by kind, entities by label, fields, links, statements. */
import type { LabelledDocument } from "../document/labelled.ts";

export interface DataStats {
  documents: number;
  pages: number;
  /** Pages that have an image (only where images were asked for). */
  images: number;
  words: number;
  /** Over pages: the word counts below which that share of them lies; null without pages. */
  wordsPerPage: { least: number; p10: number; p50: number; p90: number; p99: number; most: number } | null;
  questions: { total: number; withoutAnswer: number; byKind: Record<string, number> };
  entities: { total: number; byLabel: Record<string, number> };
  /** Documents that have the field. */
  fields: { total: number; byName: Record<string, number> };
  links: number;
  statements: { total: number; entailed: number; refuted: number };
  tables: number;
}

function count(of: Record<string, number>, name: string): void {
  of[name] = (of[name] ?? 0) + 1;
}

/** Largest first, then by name. */
function ordered(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

/** Counts `documents`. `onDocument` is told how many were counted, for progress. */
export async function dataStats(
  documents: AsyncIterable<LabelledDocument>,
  onDocument: (done: number) => void = () => {},
): Promise<DataStats> {
  const stats: DataStats = {
    documents: 0,
    pages: 0,
    images: 0,
    words: 0,
    wordsPerPage: null,
    questions: { total: 0, withoutAnswer: 0, byKind: {} },
    entities: { total: 0, byLabel: {} },
    fields: { total: 0, byName: {} },
    links: 0,
    statements: { total: 0, entailed: 0, refuted: 0 },
    tables: 0,
  };
  const perPage: number[] = [];
  for await (const { document, questions, entities, fields, links, statements, table } of documents) {
    stats.documents++;
    for (const page of document.pages) {
      perPage.push(page.words.length);
      stats.words += page.words.length;
      if (page.image) stats.images++;
    }
    for (const question of questions) {
      count(stats.questions.byKind, question.kind);
      if (question.answers.length === 0) stats.questions.withoutAnswer++;
    }
    for (const entity of entities) count(stats.entities.byLabel, entity.label);
    for (const name of Object.keys(fields)) count(stats.fields.byName, name);
    for (const { label } of statements) if (label) stats.statements[label]++;
    stats.questions.total += questions.length;
    stats.entities.total += entities.length;
    stats.fields.total += Object.keys(fields).length;
    stats.links += links.length;
    stats.statements.total += statements.length;
    if (table) stats.tables++;
    onDocument(stats.documents);
  }
  stats.pages = perPage.length;
  perPage.sort((a, b) => a - b);
  const at = (share: number) => perPage[Math.min(perPage.length - 1, Math.floor(share * perPage.length))];
  if (perPage.length > 0)
    stats.wordsPerPage = { least: at(0), p10: at(0.1), p50: at(0.5), p90: at(0.9), p99: at(0.99), most: at(1) };
  stats.questions.byKind = ordered(stats.questions.byKind);
  stats.entities.byLabel = ordered(stats.entities.byLabel);
  stats.fields.byName = ordered(stats.fields.byName);
  return stats;
}
