/**
 * What the decoder is taught to say for a labelled question: items that are a position of the page or a token, ended by the
 * end token. Evidence first and then an operation on it (ours), or plain text (paper). answers.ts reads the same grammar back:
 *
 *   copy        words (<sep> words)* </s>              absent     <absent> </s>
 *   compare     words <compare> words </s>             yesno      words (<sep> words)* <yes> | <no> | <greater> </s>
 *   colour      words <red> </s>                       difference words <sep> words <difference> </s>
 *   count, sum  <count> | <sum> </s> with marks, or    words (<sep> words)* <count> | <sum> </s>
 *   count-is    <count-is> </s> with marks (a statement that counts), sum-is likewise
 */
import type { LabelledQuestion } from "../document/labelled.ts";
import type { ModelConfig } from "./config.ts";
import type { PageInputs } from "./inputs.ts";
import type { LexicalCache } from "./lexical.ts";
import { joinUnits } from "./units.ts";
import { COLOURS, type OperationToken, type SpecialIds } from "./vocabulary.ts";

export interface TargetItem {
  /** Position of the page that is pointed at; -1 for a token. */
  position: number;
  /** Token that is generated; for a pointed token position its id; -1 for a pointed word. */
  token: number;
  /** Pointing anywhere at the same text is right, too. */
  anySame: boolean;
}

export interface Target {
  /** Without the end token. */
  items: TargetItem[];
  /** Positions to mark, and the item whose state marks them; null without a set. */
  marks: { positions: number[]; item: number } | null;
}

/**
 * The target of `question` on (a window of) the page with index `pageIndex`; null when the labels cannot be expressed:
 * evidence outside of the window, an unknown colour, an operation that the configuration has no token for.
 */
export function questionTarget(
  c: ModelConfig,
  ids: SpecialIds,
  lexical: LexicalCache,
  question: LabelledQuestion,
  page: PageInputs,
  pageIndex: number,
): Target | null {
  const evidence: number[][] = [];
  for (const { page: index, words } of question.evidence ?? []) {
    const run = words.flatMap((word) => (index === pageIndex ? (page.positionsOf.get(word) ?? []) : []));
    if (run.length === 0 && words.length > 0) return null;
    evidence.push(run);
  }
  const operation = question.operation ?? (question.answers.length === 0 ? "copy" : "generate");
  if (!c.evidenceFirst || operation === "generate") return textTarget(c, ids, lexical, question, page, evidence);

  const items: TargetItem[] = [];
  const point = (run: readonly number[], anySame: boolean) => {
    for (const position of run) items.push(pointAt(page, position, anySame));
  };
  const say = (token: OperationToken): boolean => {
    const id = ids.operation[token];
    if (id !== undefined) items.push({ position: -1, token: id, anySame: false });
    return id !== undefined;
  };
  const pointAll = (anySame: boolean) =>
    evidence.every((run, i) => {
      if (i > 0 && !say("<sep>")) return false;
      point(run, anySame);
      return true;
    });
  const plain = (done: boolean): Target | null => (done ? realize(c, lexical, { items, marks: null }, page) : null);
  const set = (token: OperationToken): Target | null => {
    if (c.marks) {
      // A number is marked whole ("464" "600"), what is counted at its first unit.
      const whole = token === "<sum>" || token === "<sum-is>";
      const positions = evidence.flatMap((run) => (whole ? run : run.slice(0, 1)));
      return say(token) ? { items, marks: { positions, item: 1 } } : null;
    }
    return plain(pointAll(false) && say(token));
  };

  if (question.answers.length === 0) return plain(say("<absent>"));
  // "No" may rest on nothing that could be pointed at, and none may be counted.
  if (evidence.length === 0 && operation !== "count" && operation !== "yesno") return null;
  switch (operation) {
    case "copy":
      if (evidence.length === 1) evidence[0] = tighten(page, evidence[0], question.answers);
      return plain(pointAll(true));
    case "compare":
      if (evidence.length < 2) return null;
      point(evidence[0], false);
      if (!say("<compare>")) return null;
      point(evidence[evidence.length - 1], false);
      return plain(true);
    case "count":
      return set("<count>");
    case "sum":
      return set("<sum>");
    case "difference":
      return plain(pointAll(false) && say("<difference>"));
    case "colour": {
      const colour = COLOURS.find((name) => question.answers.some((answer) => answer.toLowerCase() === name));
      const id = colour && ids.colour[colour];
      if (id === undefined) return null;
      point(evidence[0], false);
      items.push({ position: -1, token: id, anySame: false });
      return plain(true);
    }
    case "yesno":
      if (question.check === "count-is") return set("<count-is>");
      if (question.check === "sum-is") return set("<sum-is>");
      if (!pointAll(false)) return null;
      if (question.check === "greater") return plain(say("<greater>"));
      return plain(say(/^(yes|true|ja|oui)/i.test(question.answers[0]) ? "<yes>" : "<no>"));
  }
}

/**
 * The part of a labelled run that is the answer: labels name words, while units are parts of words ("TOTAL:" "9.00"). The
 * text itself is preferred, then the text without blanks, then its letters and digits; else the run stays whole.
 */
function tighten(page: PageInputs, run: readonly number[], answers: readonly string[]): number[] {
  const letters = (text: string) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "");
  const forms = [(text: string) => text, (text: string) => text.replace(/\s+/g, ""), letters];
  for (const form of forms) {
    const wanted = new Set(answers.map(form));
    for (let length = run.length; length > 0; length--) {
      for (let start = 0; start + length <= run.length; start++) {
        const part = run.slice(start, start + length);
        const units = part
          .map((position) => page.units[page.unitOf[position]])
          .filter((unit, i, all) => unit !== all[i - 1]);
        if (wanted.has(form(joinUnits(units)))) return part;
      }
    }
  }
  return [...run];
}

function pointAt(page: PageInputs, position: number, anySame: boolean): TargetItem {
  return { position, token: page.texts[position].id, anySame };
}

/** Without a pointer, what would be pointed at is spelled. */
function realize(c: ModelConfig, lexical: LexicalCache, target: Target, page: PageInputs): Target {
  if (c.pointer) return target;
  const items = target.items.flatMap((item) => {
    if (item.position < 0) return [item];
    const { entry, id } = page.texts[item.position];
    return (id >= 0 ? [id] : lexical.get(entry.text).ids).map((token) => ({ position: -1, token, anySame: false }));
  });
  return { items, marks: target.marks };
}

/** The answer's text: copied where it stands on the page and pointing is on, else spelled in pieces. */
function textTarget(
  c: ModelConfig,
  ids: SpecialIds,
  lexical: LexicalCache,
  question: LabelledQuestion,
  page: PageInputs,
  evidence: readonly number[][],
): Target | null {
  if (question.answers.length === 0) {
    const absent = ids.operation["<absent>"];
    return { items: absent === undefined ? [] : [{ position: -1, token: absent, anySame: false }], marks: null };
  }
  const copied = question.operation === "copy" || question.operation === "compare";
  if (copied && c.pointer && evidence.length > 0) {
    const runs = question.operation === "compare" ? [evidence[evidence.length - 1]] : evidence;
    if (runs.length === 1)
      return {
        items: tighten(page, runs[0], question.answers).map((position) => pointAt(page, position, true)),
        marks: null,
      };
    const items = runs.flatMap((run) => run.map((position) => pointAt(page, position, true)));
    return { items, marks: null };
  }
  const tokens = question.answers[0].split(/\s+/).flatMap((word) => (word ? lexical.get(word).ids : []));
  if (tokens.some((token) => token >= c.answerVocabulary)) return null;
  return { items: tokens.map((token) => ({ position: -1, token, anySame: false })), marks: null };
}
