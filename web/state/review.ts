/** What is left to look at in a document: labels beside predictions, and which field comes next. Pure. */
import type { Answer, Box, LabelField, LabelFields, PageJson, Prediction } from "../api/types.ts";

/** `sure`: predicted and trusted, not confirmed; `doubtful`: predicted with little trust; `open`: nothing is known. */
export type FieldState = "labelled" | "accepted" | "absent" | "sure" | "doubtful" | "open";

/** Something was read that is no value of its field: a date that is none. */
export const isUnfit = ({ text, value }: Answer): boolean => text !== null && value === null;

/** @param trust least confidence of what is sure */
export function fieldState(label: LabelField | undefined, answer: Answer | undefined, trust: number): FieldState {
  if (label) return label.status === "absent" ? "absent" : label.by === "accepted" ? "accepted" : "labelled";
  if (!answer) return "open";
  if (answer.status === "low" || answer.ambiguous || isUnfit(answer)) return "doubtful";
  return answer.confidence === null || answer.confidence < trust ? "doubtful" : "sure";
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
  trust: number,
): Map<string, FieldState> {
  return new Map(
    stops.map((path) => {
      const state = isUnderAbsent(path, fields) ? "absent" : fieldState(fields[path], prediction?.fields[path], trust);
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
  const { evidence, operation } = answer;
  const field: LabelField = { status: "value", text: answer.text, by: "accepted" };
  // What was counted or compared stands nowhere as such. Of evidence on several pages the first page stands.
  const page = operation === "copy" ? evidence[0]?.page : undefined;
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

/** The words of a page whose middle stands in a box. */
export const wordsIn = (page: PageJson, [x0, y0, x1, y1]: Readonly<Box>): number[] =>
  page.words.flatMap(({ box: word }, index) => {
    const [x, y] = [(word[0] + word[2]) / 2, (word[1] + word[3]) / 2];
    return x >= x0 && x <= x1 && y >= y0 && y <= y1 ? [index] : [];
  });

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

/** By so much of the page a box differs from its words' when somebody has moved it: less than a pixel, more than rounding. */
const MOVED = 5e-4;

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
  // A box that was moved by hand is shown as it was put.
  const around = encloseAll(words.map(({ box }) => box));
  if (label.box?.some((edge, i) => Math.abs(edge - around[i]) > MOVED)) return [{ page, box: label.box }];
  // A value over several lines is a box a line, so that it covers nothing else.
  const lines = new Map<number, Box[]>();
  for (const { line, box } of words) lines.set(line, [...(lines.get(line) ?? []), box]);
  return [...lines.values()].map((boxes) => ({ page, box: encloseAll(boxes) }));
}

export const percent = (share: number | null | undefined): string =>
  share == null ? "–" : `${Math.round(share * 100)}%`;
