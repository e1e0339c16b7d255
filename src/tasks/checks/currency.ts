/** Whether all amounts of money are of one currency, as far as it is printed beside them or asked for. Pure. */
import { parseMoney } from "../../document/values.ts";
import type { Check } from "../checks.ts";
import { nameOf, type Operands } from "./operands.ts";

/** Signs that several currencies share, and which. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  $: ["USD", "SGD", "AUD", "CAD", "HKD", "NZD", "MXN"],
  "¥": ["JPY", "CNY"],
  kr: ["SEK", "NOK", "DKK"],
};

const agree = (a: string, b: string) => a === b || SHARED[a]?.includes(b) === true || SHARED[b]?.includes(a) === true;

export function currencyCheck({ singles, columns }: Operands): Check[] {
  const cells = columns.flatMap((column) => column.cells);
  const money = [...singles, ...cells].filter(({ plan }) => plan.kind === "money");
  const named = singles.filter((one) => !money.includes(one) && /\bcurrency\b/.test(nameOf(one)));
  if (money.length === 0 || money.length + named.length < 2) return [];
  const known = [
    ...money.map(({ path, answer }) => ({ path, currency: answer?.currency ?? null })),
    ...named.map(({ path, answer }) => ({
      path,
      currency: answer?.text ? (parseMoney(`${answer.text} 1`)?.currency ?? null) : null,
    })),
  ].filter((one): one is { path: string; currency: string } => one.currency !== null);
  const name = "currency";
  const fields = known.map(({ path }) => path);
  if (known.length < 2) {
    return [{ name, status: "undecided", message: "a currency is printed beside fewer than two amounts", fields }];
  }
  const [first] = known;
  const other = known.find(({ currency }) => !agree(currency, first.currency));
  if (!other) return [{ name, status: "ok", message: `all amounts with a currency are in ${first.currency}`, fields }];
  const message = `${first.path} is in ${first.currency}, ${other.path} in ${other.currency}`;
  return [{ name, status: "failed", message, fields }];
}
