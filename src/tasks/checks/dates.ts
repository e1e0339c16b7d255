/** The order of dates: what is issued is not due before, what starts does not end before. Pure. */
import type { Check } from "../checks.ts";
import { nameOf, type Operand, type Operands } from "./operands.ts";

/** Names of an earlier and a later date. */
const PAIRS: readonly (readonly [earlier: RegExp, later: RegExp])[] = [
  [
    /\b(issued?|invoice|document|bill|receipt|order)\b.*\bdate\b|\bdate of (issue|invoice)\b|^issued?$|^date$/,
    /\bdue\b|\bpay(ment|able)? (by|date)\b/,
  ],
  [/\b(start|begin|from|first|check ?in|departure)\b/, /\b(end|to|until|till|last|check ?out|return)\b/],
  [/\border(ed)?\b/, /\b(deliver(y|ed)|ship(ped|ping)?)\b/],
  [/\bbirth\b|\bborn\b/, /\b(issued?|signed|signature|admission)\b/],
];

export function dateChecks({ singles }: Operands): Check[] {
  const dates = singles.filter(({ plan }) => plan.kind === "date");
  const checks: Check[] = [];
  const done = new Set<string>();
  for (const [earlier, later] of PAIRS) {
    const second = dates.find((one) => later.test(nameOf(one)));
    const first = dates.find((one) => one !== second && earlier.test(nameOf(one)));
    if (!first || !second || done.has(second.path)) continue;
    done.add(second.path);
    checks.push(inOrder(first, second));
  }
  return checks;
}

function inOrder(first: Operand, second: Operand): Check {
  const name = "date-order";
  const fields = [first.path, second.path];
  const [a, b] = [first.answer, second.answer];
  if (!a || !b) {
    const missing = [a ? null : first.path, b ? null : second.path].filter((path) => path !== null);
    return {
      name,
      status: "undecided",
      message: `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing`,
      fields,
    };
  }
  const ordered = String(a.value) <= String(b.value);
  if (ordered) return { name, status: "ok", message: `${a.value} is not after ${b.value}`, fields };
  if (a.ambiguous || b.ambiguous) {
    return { name, status: "undecided", message: `${a.text} or ${b.text} can be read in two ways`, fields };
  }
  return { name, status: "failed", message: `${first.path} ${a.value} is after ${second.path} ${b.value}`, fields };
}
