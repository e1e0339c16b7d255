/** Fields that ticked boxes answer: a box beside the field's name, yes and no beside it, or the one that is ticked of a list. Pure. */
import type { Answer } from "../answer.ts";
import { absentAnswer } from "../answer.ts";
import { fieldName } from "../fields.ts";
import type { TickField } from "../tick-fields.ts";
import type { ValuePlan } from "./plan.ts";
import { allowedValue } from "./values.ts";

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether `text` holds all words of the field's name, or the description all words of the text. */
function names({ name, description }: ValuePlan, text: string): boolean {
  const said = wordsOf(text);
  if (said.length === 0) return false;
  const own = wordsOf(fieldName(name));
  if (own.every((word) => said.includes(word))) return true;
  const described = wordsOf(description ?? "");
  return described.length > 0 && said.every((word) => described.includes(word));
}

function tickAnswer({ page, box, words }: TickField, value: boolean | string, text: string): Answer {
  const evidence = [{ page, box, words: [...words] }];
  return {
    ...absentAnswer(),
    status: "ok",
    operation: typeof value === "boolean" ? "yesno" : "copy",
    text,
    value,
    evidence,
  };
}

/** What check boxes say of a field, or null where none speaks of it. */
export function tickedAnswer(plan: ValuePlan, ticks: readonly TickField[]): Answer | null {
  if (plan.kind === "boolean") {
    const grouped = ticks.filter(({ group }) => group !== null && names(plan, group));
    const chosen = grouped.filter(({ value, label }) => value && /^(yes|no)\b/i.test(label));
    if (chosen.length === 1) {
      const yes = /^yes/i.test(chosen[0].label);
      return tickAnswer(chosen[0], yes, yes ? "yes" : "no");
    }
    const own = ticks.filter(({ label }) => names(plan, label));
    return own.length === 1 ? tickAnswer(own[0], own[0].value, own[0].value ? "yes" : "no") : null;
  }
  if (plan.kind === "enum") {
    const options = ticks.filter(({ label }) => allowedValue(label, plan.allowed) !== undefined);
    const chosen = options.filter(({ value }) => value);
    // One ticked label alone may be of another list: two options of this one must have boxes.
    return options.length > 1 && chosen.length === 1 ? tickAnswer(chosen[0], chosen[0].label, chosen[0].label) : null;
  }
  return null;
}
