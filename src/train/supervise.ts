/**
 * What a labelled document teaches, as questions with evidence: its own questions, statements (asked as they are, answered yes
 * or no), fields and classes. Data sets without evidence get it by weak supervision: where the answer's text stands on the page.
 * What cannot be found there is skipped, and counted.
 */
import type { Page } from "../document/document.ts";
import type { LabelledDocument, LabelledEvidence, LabelledQuestion } from "../document/labelled.ts";
import { parseDate, parseNumber } from "../document/values.ts";
import { MATCH_FEATURES } from "../model/features.ts";
import { type MatchPage, matchPage, matchQuestion } from "../model/matches.ts";
import { pageUnits, questionWords, quoted, type Unit } from "../model/units.ts";
import { isYesNo } from "../tasks/fields.ts";
import type { Recipe } from "./recipe.ts";

/** How many labels could be taught. */
export interface Supervision {
  documents: number;
  questions: number;
  /** Of them, those whose evidence was found by their text. */
  matched: number;
  /** Of "how many", reckonings and texts that the page does not hold: not taught. */
  skipped: number;
}

export const noSupervision = (): Supervision => ({ documents: 0, questions: 0, matched: 0, skipped: 0 });

/** Letters and digits alone, case folded. */
export const plainLetters = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

/** Texts longer than this many units are not looked for as dates and numbers. */
const VALUE_UNITS = 6;

/** A page as what texts are looked for in. */
class Searched {
  readonly #units: Unit[];
  readonly #letters: string[];
  #match: MatchPage | undefined;

  constructor(page: Page) {
    this.#units = pageUnits(page);
    // Words keep the page's order, in which a cell or value of several lines stands together; units of a word theirs.
    this.#units.sort((a, b) => a.word - b.word || a.start - b.start);
    this.#letters = this.#units.map(({ text }) => plainLetters(text));
  }

  /** Runs of units [start, end) that read `text`: letter by letter, else as the same date or number. */
  find(text: string): [number, number][] {
    const wanted = plainLetters(text);
    if (wanted === "") return [];
    const runs = this.#runs((read) => (read === wanted ? "hit" : wanted.startsWith(read) ? "on" : "miss"));
    return runs.length > 0 ? runs : this.#values(text);
  }

  #runs(judge: (read: string) => "hit" | "on" | "miss"): [number, number][] {
    const found: [number, number][] = [];
    for (let start = 0; start < this.#units.length; start++) {
      if (this.#letters[start] === "") continue;
      let read = "";
      for (let end = start; end < this.#units.length; end++) {
        read += this.#letters[end];
        const verdict = judge(read);
        if (verdict === "hit") found.push([start, end + 1]);
        if (verdict !== "on") break;
      }
    }
    return found;
  }

  #values(text: string): [number, number][] {
    const date = parseDate(text)?.iso;
    const number = date === undefined ? parseNumber(text) : null;
    if (date === undefined && number === null) return [];
    // Parsing is dear: the digits of the year, or any digit, must be there.
    const digits = date === undefined ? /\d/ : new RegExp(date.slice(2, 4));
    const found: [number, number][] = [];
    for (let start = 0; start < this.#units.length; start++) {
      let read = "";
      for (let end = start; end < Math.min(this.#units.length, start + VALUE_UNITS); end++) {
        read += `${end > start ? " " : ""}${this.#units[end].text}`;
        if (!digits.test(read)) continue;
        const same = date === undefined ? parseNumber(read) === number : parseDate(read)?.iso === date;
        if (!same) continue;
        found.push([start, end + 1]);
        break;
      }
    }
    return found;
  }

  words([start, end]: readonly [number, number]): number[] {
    return [...new Set(this.#units.slice(start, end).map(({ word }) => word))];
  }

  /** How much the words of a question have to do with the line, the column and the line before of each run. */
  scores(question: string, runs: readonly (readonly [number, number])[]): number[] {
    const units = this.#units;
    this.#match ??= matchPage(
      units.map(({ text }) => text),
      units.map(({ box }) => box),
      Int32Array.from(units, ({ row }) => row),
      new Float64Array(units.length).fill(Number.NaN),
    );
    const { features } = matchQuestion(questionWords(question), quoted(question), Number.NaN, this.#match);
    const at = (name: (typeof MATCH_FEATURES)[number], unit: number) =>
      features[MATCH_FEATURES.indexOf(name) * units.length + unit];
    return runs.map(
      ([start]) => at("line", start) + at("column", start) + 2 * at("cell", start) + at("previousLine", start) / 2,
    );
  }
}

interface Placed {
  evidence: LabelledEvidence;
  /** How much the question has to do with the place. */
  score: number;
}

/** Where `text` stands in the document: of several places the one that has most to do with the question. */
function place(pages: readonly Searched[], question: string, text: string): Placed | null {
  let best: Placed | null = null;
  pages.forEach((searched, page) => {
    const runs = searched.find(text);
    if (runs.length === 0) return;
    searched.scores(question, runs).forEach((score, i) => {
      if (best === null || score > best.score) best = { evidence: { page, words: searched.words(runs[i]) }, score };
    });
  });
  return best;
}

/** A small whole number that "how many" asks for is as a rule counted; it is copied only where the line or column speaks for it. */
const COUNTED = /\b(how many|number of|total)\b/i;
const isCount = (text: string) => /^\d{1,2}$/.test(text.trim());

/** The question with evidence found by its answers' texts; null where there is none. */
function matched(pages: readonly Searched[], question: LabelledQuestion, all: boolean): LabelledQuestion | null {
  const { question: text, answers } = question;
  if (answers.length === 1 && /^(yes|no|true|false)$/i.test(answers[0].trim())) {
    return { ...question, operation: "yesno", evidence: [] };
  }
  const found = answers.map((answer) => {
    const hit = place(pages, text, answer);
    return hit && COUNTED.test(text) && isCount(answer) && hit.score < 1 ? null : hit;
  });
  if (all && answers.length > 1) {
    const evidence = found.flatMap((hit) => (hit ? [hit.evidence] : []));
    return evidence.length === answers.length ? { ...question, operation: "copy", evidence } : null;
  }
  const hit = found.find((one) => one !== null);
  return hit ? { ...question, operation: "copy", evidence: [hit.evidence] } : null;
}

/** A statement as the question that it is asked as. */
export function statementQuestion(labelled: LabelledDocument, index: number): LabelledQuestion {
  const { text, label } = labelled.statements[index];
  return {
    id: `${labelled.id}-statement-${index}`,
    question: text,
    answers: [label === "entailed" ? "yes" : "no"],
    kind: "statement",
    operation: "yesno",
    evidence: [],
  };
}

/**
 * The document with what is taught of it: `questions` that all have evidence (or need none), and `entities` that hold a place
 * for each field. Adds to `counts` what became of the labels.
 */
export function supervise(labelled: LabelledDocument, learns: Recipe["learns"], counts: Supervision): LabelledDocument {
  const pages = labelled.document.pages.map((page) => new Searched(page));
  const questions: LabelledQuestion[] = [];
  for (const question of learns.questions ? labelled.questions : []) {
    const given = question.evidence !== undefined || question.answers.length === 0;
    const taught = given ? question : matched(pages, question, learns.questions === "all");
    if (!taught) counts.skipped++;
    else {
      questions.push(taught);
      if (!given) counts.matched++;
    }
  }
  if (learns.statements) questions.push(...labelled.statements.map((_, i) => statementQuestion(labelled, i)));
  const entities = [...labelled.entities];
  let fields = 0;
  for (const [field, value] of learns.fields ? Object.entries(labelled.fields) : []) {
    const known = entities.some((entity) => entity.label === field && entity.words.length > 0);
    // An absent field has no place, nor has yes or no; they are asked for all the same.
    if ((Array.isArray(value) && value.length === 0) || isYesNo(value)) {
      fields++;
      continue;
    }
    const hits = known ? [] : [value].flat().flatMap((text) => place(pages, field.replace(/_/g, " "), text) ?? []);
    for (const { evidence } of hits) {
      const text = evidence.words.map((word) => labelled.document.pages[evidence.page].words[word].text).join(" ");
      entities.push({ id: `${field}-${entities.length}`, label: field, ...evidence, text });
    }
    if (known || hits.length > 0) fields++;
    else counts.skipped++;
    if (hits.length > 0) counts.matched++;
  }
  counts.documents++;
  counts.questions += questions.length + fields;
  return { ...labelled, questions, entities };
}
