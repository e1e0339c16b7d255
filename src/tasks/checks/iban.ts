/** IBANs by country, length and check digits: a misread digit shows. The wrapper of ibantools. */
import { electronicFormatIBAN, ValidationErrorsIBAN, validateIBAN } from "ibantools";
import type { Check } from "../checks.ts";
import { nameOf, type Operand, type Operands } from "./operands.ts";

const WHY: Partial<Record<ValidationErrorsIBAN, string>> = {
  [ValidationErrorsIBAN.NoIBANCountry]: "its country has no IBANs",
  [ValidationErrorsIBAN.WrongBBANLength]: "it is too long or too short for its country",
  [ValidationErrorsIBAN.WrongBBANFormat]: "it does not have the form of its country",
  [ValidationErrorsIBAN.ChecksumNotNumber]: "its check digits are no digits",
  [ValidationErrorsIBAN.WrongIBANChecksum]: "its check digits do not fit",
  [ValidationErrorsIBAN.WrongAccountBankBranchChecksum]: "the check digits of its account do not fit",
};

function ibanCheck({ path, answer }: Operand): Check {
  const fields = [path];
  if (!answer?.text) return { name: "iban", status: "undecided", message: `${path} is missing`, fields };
  const plain = electronicFormatIBAN(answer.text.replace(/^\W*IBAN\W*/i, "")) ?? "";
  const { valid, errorCodes } = validateIBAN(plain);
  if (valid) return { name: "iban", status: "ok", message: `${path} has the right length and check digits`, fields };
  const why = errorCodes.flatMap((code) => WHY[code] ?? [])[0] ?? "it is none";
  return { name: "iban", status: "failed", message: `${path} is no IBAN: ${why}`, fields };
}

export function ibanChecks({ singles }: Operands): Check[] {
  return singles.filter((one) => one.plan.kind === "string" && /\biban\b/.test(nameOf(one))).map(ibanCheck);
}
