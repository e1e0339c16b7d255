/** What is drawn on the pages of a document, to be lit from both sides: values, where else they stand, answers, relations, cells. */
import { elsewhere, type Occurrence, occurrencesOf } from "./occurrences.ts";
import { encloseAll, isSettled, type Place } from "./review.ts";
import type { Session } from "./session.ts";

/** Something with places on the page that can be lit from both sides. */
export interface Mark {
  key: string;
  kind: "field" | "again" | "answer" | "entity" | "table";
  /** Said by screen readers, shown when lit. */
  name: string;
  places: Place[];
  tone: "label" | "guess" | "doubt" | "answer" | "entity";
  /** Words that a click gives to the active field. */
  takes?: Occurrence;
}

/** Words that a field has as its own. */
function ownWords(session: Session, path: string): Occurrence[] {
  const label = session.label(path);
  return label ? [{ page: label.page ?? 0, words: label.words ?? [] }] : (session.answer(path)?.evidence ?? []);
}

/** Where the text of a field stands beside its own place; `key`: of the mark there, which another field may have. */
export function placesElsewhere(session: Session, path: string): (Occurrence & { key: string; owned: boolean })[] {
  const type = session.leaf(path)?.type;
  const text = session.text(path);
  // What is said of a document is not printed in it.
  if (text === null || type === "boolean" || type === "enum") return [];
  const found = elsewhere(occurrencesOf(text, session.pages), ownWords(session, path));
  if (found.length === 0) return [];
  const others = session.stops.value.filter((one) => one !== path);
  return found.map((place, i) => {
    const owner = others.find((one) => elsewhere([place], ownWords(session, one)).length === 0);
    return { ...place, key: owner ?? `${path} again ${i}`, owned: owner !== undefined };
  });
}

function fieldMarks(session: Session, path: string): Mark[] {
  const marks: Mark[] = [];
  const places = session.placesOf(path);
  const spoken = session.spoken(path);
  if (places.length > 0) {
    const state = session.states.value.get(path) ?? "open";
    const said = isSettled(state) ? "labelled" : `predicted, ${confidenceWords(session.answer(path)?.confidence)}`;
    const name = `${spoken}: ${session.text(path) ?? ""}, ${said}, page ${places[0].page + 1}`;
    const tone = isSettled(state) ? "label" : state === "doubtful" ? "doubt" : "guess";
    marks.push({ key: path, kind: "field", name, places, tone });
  }
  if (path !== session.active.value) return marks;
  for (const { key, owned, page, words } of placesElsewhere(session, path)) {
    if (owned) continue;
    const name = `${spoken} stands here, too: ${session.text(path)}, page ${page + 1}`;
    const box = encloseAll(words.map((word) => session.pages[page].words[word].box));
    marks.push({ key, kind: "again", name, places: [{ page, box }], tone: "guess", takes: { page, words } });
  }
  return marks;
}

export function marksOf(session: Session): Mark[] {
  const marks = session.stops.value.flatMap((path) => fieldMarks(session, path));
  for (const { key, question, answers } of session.asked.value) {
    const places = answers.flatMap(({ evidence }) => evidence.map(({ page, box }) => ({ page, box })));
    if (places.length === 0) continue;
    const name = `Answer to ${question}: ${answers[0].text ?? ""}, page ${places[0].page + 1}`;
    marks.push({ key, kind: "answer", name, places, tone: "answer" });
  }
  for (const { id, label, text, page, boxes } of session.relations.value?.entities ?? []) {
    const places = boxes.map((box) => ({ page, box }));
    const name = `${label}: ${text}, page ${page + 1}`;
    marks.push({ key: `entity-${id}`, kind: "entity", name, places, tone: "entity" });
  }
  for (const [i, { page, rows }] of (session.tables.value ?? []).entries()) {
    for (const { row, column, text, box, words } of rows.flat()) {
      if (words.length === 0) continue;
      const name = `Table ${i + 1}, row ${row + 1}, column ${column + 1}: ${text}, page ${page + 1}`;
      marks.push({ key: `cell-${i}-${row}-${column}`, kind: "table", name, places: [{ page, box }], tone: "entity" });
    }
  }
  return marks;
}

function confidenceWords(confidence: number | null | undefined): string {
  return confidence == null ? "confidence unknown" : `${Math.round(confidence * 100)}%`;
}
