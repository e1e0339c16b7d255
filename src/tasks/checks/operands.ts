/** The values that checks compare: single fields and columns of line items, by what their names say they are. Pure. */
import type { Document } from "../../document/document.ts";
import type { Answer, Evidence } from "../answer.ts";
import type { Plan, ValuePlan } from "../extract/plan.ts";
import { fieldName } from "../fields.ts";

export interface Operand {
  path: string;
  plan: ValuePlan;
  /** null where the document does not hold it, or what was read did not fit. */
  answer: Answer | null;
  /** What the page prints in the same row, lower case: "amount due $2,348.50"; "" where it is not known. */
  printed: string;
}

export interface Column {
  list: string;
  plan: ValuePlan;
  /** A cell a row. */
  cells: Operand[];
}

export interface Operands {
  singles: Operand[];
  columns: Column[];
}

const kept = (answer: Answer | undefined): Answer | null => (answer && answer.value !== null ? answer : null);

/** Words of the page whose middle is as high as the evidence, from left to right. */
function rowText({ pages }: Document, [evidence]: readonly Evidence[]): string {
  if (!evidence) return "";
  const [, top, , bottom] = evidence.box;
  const words = (pages[evidence.page]?.words ?? []).filter(({ box }) => {
    const middle = (box[1] + box[3]) / 2;
    return middle > top && middle < bottom;
  });
  const ordered = words.toSorted((a, b) => a.box[0] - b.box[0]);
  return ordered
    .map(({ text }) => text)
    .join(" ")
    .toLowerCase();
}

/** @param document tells what is printed beside single values */
export function operandsOf(fields: Readonly<Record<string, Answer>>, plan: Plan, document?: Document): Operands {
  const found: Operands = { singles: [], columns: [] };
  const printedBeside = (answer: Answer | null) => (document && answer ? rowText(document, answer.evidence) : "");
  const walk = (part: Plan): void => {
    if (part.is === "value") {
      const answer = kept(fields[part.path]);
      found.singles.push({ path: part.path, plan: part, answer, printed: printedBeside(answer) });
    } else if (part.is === "object") {
      for (const [, child] of part.parts) walk(child);
    } else if (part.is === "rows") {
      for (const plan of part.columns) {
        const cells: Operand[] = [];
        for (let row = 0; ; row++) {
          const path = `${part.path}[${row}].${plan.name}`;
          if (!(path in fields)) break;
          cells.push({ path, plan, answer: kept(fields[path]), printed: "" });
        }
        found.columns.push({ list: part.path, plan, cells });
      }
    }
  };
  walk(plan);
  return found;
}

/** A field's name in words, the parts of its path included: "seller vat rate". */
export const nameOf = ({ plan }: { plan: ValuePlan }): string => fieldName(plan.path.replace(/\[\]/g, ""));

/** The value as a number; null where it is none or absent. */
export function numberOf(operand: Operand | undefined): number | null {
  const value = operand?.answer?.value;
  return typeof value === "number" ? value : null;
}

/** Whether a plan holds numbers. */
export const isNumeric = ({ kind }: ValuePlan): boolean => kind === "money" || kind === "number" || kind === "integer";

/** An amount as people write it. */
export const amountText = (value: number): string => value.toFixed(2);
