/**
 * How sure cells of line items are. A table says where they stand; the model is asked for each by the name of its row ("What is
 * the amount of Blue pen?") and agrees or not. Pages stay encoded, so this costs a question a cell.
 */
import type { Document } from "../../document/document.ts";
import type { Answer } from "../answer.ts";
import type { AskOptions, DocFormer, Question } from "../docformer.ts";
import { cellQuestion } from "../fields.ts";
import { exactMatch } from "../metrics/exact-match.ts";
import type { ValueKind, ValuePlan } from "./plan.ts";

/** Cells that are asked for, at most; those of further rows have no confidence. */
const MOST = 400;

const plain = (text: string | null) => (text ?? "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** The column that names its rows: the first of texts in which no two rows say the same; -1 where there is none. */
export function namingColumn(rows: readonly (readonly (string | null)[])[], kinds: readonly ValueKind[]): number {
  return kinds.findIndex((kind, i) => {
    const names = rows.map((row) => plain(row[i]));
    return kind === "string" && !names.includes("") && new Set(names).size === names.length;
  });
}

/** Whether two answers stand on the same words. */
function samePlace(a: Answer, b: Answer): boolean {
  return a.evidence.some(({ page, words }) =>
    b.evidence.some((other) => other.page === page && other.words.some((word) => words.includes(word))),
  );
}

/** A cell with the confidence of what the model says of it; where that is something else, what it leaves for the cell. */
export function judged(cell: Answer, said: Answer): Answer {
  const { confidence, calibrated, status } = said;
  const agrees = said.text !== null && (samePlace(cell, said) || exactMatch(said.text, cell.text as string));
  if (agrees) return { ...cell, confidence, calibrated, status };
  const left = confidence === null ? null : 1 - confidence;
  return {
    ...cell,
    confidence: left,
    calibrated: false,
    status: "low",
    alternatives: [{ text: said.text, confidence }],
  };
}

/**
 * The rows with confidence; cells that name a row, empty cells, and rows without a name of their own keep none.
 * @throws the signal's reason when aborted
 */
export async function sureCells(
  model: DocFormer,
  document: Document,
  rows: readonly (readonly Answer[])[],
  columns: readonly ValuePlan[],
  options: AskOptions,
): Promise<Answer[][]> {
  const naming = namingColumn(
    rows.map((row) => row.map(({ text }) => text)),
    columns.map(({ kind }) => kind),
  );
  const cells =
    naming < 0 ? [] : rows.flatMap((row, r) => row.map((cell, c) => ({ cell, r, c, name: row[naming].text })));
  const asked = cells.filter(({ cell, c }) => c !== naming && cell.text !== null).slice(0, MOST);
  const questions = asked.map(({ cell, c, name }): Question => {
    const text = cellQuestion(columns[c].name, name as string);
    return { text, pages: [...new Set(cell.evidence.map(({ page }) => page))] };
  });
  const answers =
    questions.length > 0 ? await model.ask(document, questions, { ...options, onProgress: undefined }) : [];
  const sure = rows.map((row) => [...row]);
  asked.forEach(({ cell, r, c }, i) => {
    sure[r][c] = judged(cell, answers[i]);
  });
  return sure;
}
