/** What is left to look at in a document: labels beside predictions, and which field comes next. Pure. */
import type { Answer, Box, LabelField, LabelFields, PageJson, Prediction } from "../api/types.ts";

/** `sure`: predicted and trusted, not confirmed; `doubtful`: predicted with little trust; `open`: nothing is known. */
export type FieldState = "labelled" | "accepted" | "absent" | "sure" | "doubtful" | "open";

/** Below this confidence an answer is doubtful even where the model lets it pass. */
const TRUST = 0.5;

export function fieldState(label: LabelField | undefined, answer: Answer | undefined): FieldState {
  if (label) return label.status === "absent" ? "absent" : label.by === "accepted" ? "accepted" : "labelled";
  if (!answer) return "open";
  if (answer.status === "low" || answer.ambiguous) return "doubtful";
  return answer.confidence === null || answer.confidence < TRUST ? "doubtful" : "sure";
}

export const isSettled = (state: FieldState): boolean =>
  state === "labelled" || state === "accepted" || state === "absent";

/** The words by which a state is told. */
export const STATE_WORDS: Record<FieldState, string> = {
  labelled: "labelled",
  accepted: "accepted",
  absent: "not in this document",
  sure: "predicted",
  doubtful: "please check",
  open: "to label",
};

/** Lists that were said to be absent as a whole hold no row that could be looked at. */
function isUnderAbsent(path: string, fields: LabelFields): boolean {
  const list = path.split("[")[0];
  return list !== path && fields[list]?.status === "absent";
}

export function statesOf(
  stops: readonly string[],
  fields: LabelFields,
  prediction: Prediction | null,
): Map<string, FieldState> {
  return new Map(
    stops.map((path) => {
      const state = isUnderAbsent(path, fields) ? "absent" : fieldState(fields[path], prediction?.fields[path]);
      return [path, state];
    }),
  );
}

/** The field to look at after `from`: doubtful and open ones first, then sure ones that nobody confirmed; null when all are settled. */
export function nextStop(
  stops: readonly string[],
  states: ReadonlyMap<string, FieldState>,
  from: string | null,
): string | null {
  const start = from === null ? -1 : stops.indexOf(from);
  const round = [...stops.slice(start + 1), ...stops.slice(0, start + 1)].filter((path) => path !== from);
  const waits = (wanted: readonly FieldState[]) => round.find((path) => wanted.includes(states.get(path) ?? "open"));
  return waits(["doubtful", "open"]) ?? waits(["sure"]) ?? null;
}

/** The label that accepting `answer` makes. */
export function acceptedLabel(answer: Answer): LabelField {
  if (answer.status === "absent" || answer.text === null) return { status: "absent", text: null, by: "accepted" };
  const { evidence } = answer;
  const field: LabelField = { status: "value", text: answer.text, by: "accepted" };
  // Evidence on several pages cannot be told in one label; its first page stands.
  const page = evidence[0]?.page;
  if (page !== undefined) {
    const here = evidence.filter((one) => one.page === page);
    field.page = page;
    field.words = [...new Set(here.flatMap(({ words }) => words))];
    field.box = encloseAll(here.map(({ box }) => box));
  }
  return field;
}

export function encloseAll(boxes: readonly Box[]): Box {
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}

/** The label of words that a person chose on a page. */
export function wordsLabel(page: PageJson, words: readonly number[]): LabelField {
  return {
    status: "value",
    text: words.map((index) => page.words[index].text).join(" "),
    page: page.number,
    words: [...words],
    box: encloseAll(words.map((index) => page.words[index].box)),
    by: "person",
  };
}

export interface Place {
  page: number;
  box: Box;
}

/** Where the value of a field stands: as labelled, else as predicted. */
export function placesOf(
  label: LabelField | undefined,
  answer: Answer | undefined,
  pages: readonly PageJson[],
): Place[] {
  if (!label) return (answer?.evidence ?? []).map(({ page, box }) => ({ page, box }));
  if (label.status === "absent") return [];
  const page = label.page ?? 0;
  const words = (label.words ?? []).flatMap((index) => pages[page]?.words[index] ?? []);
  if (words.length === 0) return label.box ? [{ page, box: label.box }] : [];
  // A value over several lines is a box a line, so that it covers nothing else.
  const lines = new Map<number, Box[]>();
  for (const { line, box } of words) lines.set(line, [...(lines.get(line) ?? []), box]);
  return [...lines.values()].map((boxes) => ({ page, box: encloseAll(boxes) }));
}

export const percent = (share: number | null | undefined): string =>
  share == null ? "–" : `${Math.round(share * 100)}%`;
