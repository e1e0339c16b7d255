/**
 * Plausibility of extracted values beside each other: a check for all that the names of the fields let be checked, undecided
 * where an operand is missing. A failed check says that something is wrong, not what. Pure.
 */
import type { Document } from "../document/document.ts";
import type { Answer } from "./answer.ts";
import { amountChecks } from "./checks/amounts.ts";
import { currencyCheck } from "./checks/currency.ts";
import { dateChecks } from "./checks/dates.ts";
import { ibanChecks } from "./checks/iban.ts";
import type { Operands } from "./checks/operands.ts";
import { operandsOf } from "./checks/operands.ts";
import type { Plan } from "./extract/plan.ts";

/** What values say of each other: that they fit, that they do not, or that it cannot be told. */
export interface Check {
  /** "net-plus-tax", "items-sum", "tax-rate", "row-amounts", "iban", "date-order", "currency" */
  name: string;
  status: "ok" | "failed" | "undecided";
  message: string;
  /** Paths of the values that were compared. */
  fields: string[];
}

const CHECKS: readonly ((operands: Operands) => Check[])[] = [amountChecks, dateChecks, ibanChecks, currencyCheck];

/**
 * The checks of extracted values. `document`, where it is at hand, tells what the page calls an amount: a "total" that it prints
 * as the amount due may be less than the items add up to.
 * @example
 * const schema = z.toJSONSchema(z.object({ invoiceDate: z.iso.date(), dueDate: z.iso.date() }));
 * const { fields } = await model.extract(document, schema);
 * const [check] = plausibility(fields, planOf(schema));
 * check.name // "date-order"
 */
export function plausibility(fields: Readonly<Record<string, Answer>>, plan: Plan, document?: Document): Check[] {
  const operands = operandsOf(fields, plan, document);
  return CHECKS.flatMap((check) => check(operands));
}
