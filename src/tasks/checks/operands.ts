/** The values that checks compare: single fields and columns of line items, by what their names say they are. Pure. */
import type { Answer } from "../answer.ts";
import type { Plan, ValuePlan } from "../extract/plan.ts";
import { fieldName } from "../fields.ts";

export interface Operand {
  path: string;
  plan: ValuePlan;
  /** null where the document does not hold it, or what was read did not fit. */
  answer: Answer | null;
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

export function operandsOf(fields: Readonly<Record<string, Answer>>, plan: Plan): Operands {
  const found: Operands = { singles: [], columns: [] };
  const walk = (part: Plan): void => {
    if (part.is === "value") {
      found.singles.push({ path: part.path, plan: part, answer: kept(fields[part.path]) });
    } else if (part.is === "object") {
      for (const [, child] of part.parts) walk(child);
    } else if (part.is === "rows") {
      for (const plan of part.columns) {
        const cells: Operand[] = [];
        for (let row = 0; ; row++) {
          const path = `${part.path}[${row}].${plan.name}`;
          if (!(path in fields)) break;
          cells.push({ path, plan, answer: kept(fields[path]) });
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
