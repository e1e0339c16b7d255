/** Sums: net and tax are gross, the rate gives the tax, line items add up, quantity times price is the row's amount. Pure. */
import type { Check } from "../checks.ts";
import { amountText, type Column, isNumeric, nameOf, numberOf, type Operand, type Operands } from "./operands.ts";

const TAX = /\b(tax|vat|gst|sst|mwst|iva|tva)\b/;
const RATE = /\b(rate|percent|percentage|pct)\b/;
const NET = /\b(net|sub ?total|before tax|excl|excluding|taxable)\b/;
const GROSS = /\b(total|gross)\b/;
/** What is left to pay is the total only where nothing was paid before. */
const DUE =
  /\b((amount|balance|total|sum) due|due (amount|balance|total)|(amount|balance|total) (payable|outstanding|owing)|(outstanding|remaining) (amount|balance)|to pay)\b/;
/** What was paid before. */
const PAID =
  /\b(deposit|prepaid|pre ?payment|down ?payment|advance|(amount|already|total) paid|paid (amount|before)|payments? received)\b/;
const OTHER = /\b(discount|cash|change|paid|rounding|tip|quantity|qty|count|items|number)\b/;

const ROW_AMOUNT = /\b(amount|total|sum|line total|extension)\b/;
const ROW_PRICE = /\b(price|rate|unit price|cost)\b/;
const ROW_QUANTITY = /\b(quantity|qty|units|hours|count|spots)\b/;

/** A cent for each rounded operand. */
const CENT = 0.0101;
const near = (a: number, b: number, operands: number) => Math.abs(a - b) <= CENT * operands;

interface Amounts {
  net?: Operand;
  tax?: Operand;
  rate?: Operand;
  gross?: Operand;
  due?: Operand;
  paid?: Operand;
}

/** Whether it is what is left to pay: by its name, by what the schema says of it, or by what the page prints beside it. */
const isDue = (single: Operand) =>
  [nameOf(single), single.plan.description?.toLowerCase() ?? "", single.printed].some((text) => DUE.test(text));

function amountsOf(singles: readonly Operand[]): Amounts {
  const found: Amounts = {};
  for (const single of singles) {
    if (!isNumeric(single.plan)) continue;
    const name = nameOf(single);
    if (PAID.test(name)) found.paid ??= single;
    else if (TAX.test(name) && RATE.test(name)) found.rate ??= single;
    else if (NET.test(name)) found.net ??= single;
    else if (TAX.test(name) && !/\bincl/.test(name)) found.tax ??= single;
    else if (DUE.test(name) || (GROSS.test(name) && !OTHER.test(name))) {
      if (isDue(single)) found.due ??= single;
      else found.gross ??= single;
    }
  }
  return found;
}

const missingOf = (operands: readonly Operand[]) =>
  operands.filter((one) => numberOf(one) === null).map(({ path }) => path);

function undecided(name: string, operands: readonly Operand[]): Check {
  const message = `${missingOf(operands).join(" and ")} ${missingOf(operands).length === 1 ? "is" : "are"} missing`;
  return { name, status: "undecided", message, fields: operands.map(({ path }) => path) };
}

/**
 * What amounts add up to, beside what is said: less what was paid before where that is left to pay. Undecided where less is left to
 * pay and nothing tells what was paid.
 */
function compare(sum: number, said: number, target: Operand, { due, paid }: Amounts, rounded: number) {
  if (near(sum, said, rounded)) return { status: "ok", less: "" } as const;
  const before = target === due ? numberOf(paid) : null;
  if (before !== null && near(sum - before, said, rounded)) {
    return { status: "ok", less: ` less ${amountText(before)} paid before` } as const;
  }
  return { status: target === due && before === null && said < sum ? "undecided" : "failed", less: "" } as const;
}

const PERHAPS_PAID = "; something may have been paid before";

function netPlusTax(amounts: Amounts): Check[] {
  const { net, tax, gross, due, paid } = amounts;
  const target = gross ?? due;
  if (!net || !tax || !target) return [];
  const operands = [net, tax, target];
  if (missingOf(operands).length > 0) return [undecided("net-plus-tax", operands)];
  const [a, b, said] = operands.map((one) => numberOf(one) as number);
  const { status, less } = compare(a + b, said, target, amounts, 1);
  const left = `${amountText(a)} + ${amountText(b)}`;
  const message =
    status === "ok"
      ? `${left}${less} = ${amountText(said)}`
      : `${left} = ${amountText(a + b)}, not ${amountText(said)}`;
  const fields = [...operands, ...(less && paid ? [paid] : [])].map(({ path }) => path);
  const why = status === "undecided" ? PERHAPS_PAID : "";
  return [{ name: "net-plus-tax", status, message: `${message}${why}`, fields }];
}

function taxRate({ net, tax, rate, gross }: Amounts): Check[] {
  if (!tax || !rate || !(net || gross)) return [];
  const base = net ?? (gross as Operand);
  const operands = [base, rate, tax];
  if (missingOf(operands).length > 0) return [undecided("tax-rate", operands)];
  const [amount, given, said] = operands.map((one) => numberOf(one) as number);
  const share = given / 100;
  const due = net ? amount * share : (amount * share) / (1 + share);
  const ok = near(due, said, 1);
  const of = net ? "of" : "within";
  const message = `${given} % ${of} ${amountText(amount)} is ${amountText(due)}${ok ? "" : `, not ${amountText(said)}`}`;
  return [{ name: "tax-rate", status: ok ? "ok" : "failed", message, fields: operands.map(({ path }) => path) }];
}

function columnsOf(columns: readonly Column[], list: string) {
  const own = columns.filter((column) => column.list === list && isNumeric(column.plan));
  const named = (wanted: RegExp) => own.find(({ plan }) => wanted.test(nameOf({ plan: { ...plan, path: plan.name } })));
  const price = named(ROW_PRICE);
  const quantity = named(ROW_QUANTITY);
  // Where the only money of a row is its price, that is what adds up.
  return { quantity, price, amount: named(ROW_AMOUNT) ?? (quantity ? undefined : price) };
}

/** Line items against the net amount, else the total or what is left to pay, which may hold the tax. */
function itemsSum(amounts: Amounts, amount: Column): Check[] {
  const { net, tax, gross, due, paid } = amounts;
  const target = net ?? gross ?? due;
  if (!target) return [];
  const operands = [...amount.cells, target];
  const name = "items-sum";
  if (amount.cells.length === 0) {
    return [{ name, status: "undecided", message: `no ${amount.list} were found`, fields: [target.path] }];
  }
  if (missingOf(operands).length > 0) return [undecided(name, operands)];
  const count = amount.cells.length;
  const sum = amount.cells.reduce((total, cell) => total + (numberOf(cell) as number), 0);
  const said = numberOf(target) as number;
  const withTax = net ? null : numberOf(tax);
  const plain = compare(sum, said, target, amounts, count);
  const taxed = withTax === null ? plain : compare(sum + withTax, said, target, amounts, count + 1);
  const found = plain.status === "ok" ? plain : taxed;
  // What is left to pay holds a tax that the schema may not ask for.
  const untaxed = found.status === "failed" && target === due && withTax === null && said > sum - (numberOf(paid) ?? 0);
  const status = untaxed ? "undecided" : found.status;
  const less = found.less && `,${found.less}: ${amountText(said)}`;
  const other = status === "ok" ? "" : `, ${target.path} is ${amountText(said)}`;
  const why = untaxed ? "; a tax may be in it" : status === "undecided" ? PERHAPS_PAID : "";
  const message = `the ${count} ${amount.list} add up to ${amountText(sum)}${less}${other}${why}`;
  const fields = [...operands, ...(less && paid ? [paid] : [])].map(({ path }) => path);
  return [{ name, status, message, fields }];
}

/** One check of all rows that have the three numbers. */
function rowAmounts(list: string, quantity: Column, price: Column, amount: Column): Check[] {
  const rows = amount.cells.map((_, row) => [quantity.cells[row], price.cells[row], amount.cells[row]]);
  const whole = rows.filter((cells) => cells.every((cell) => numberOf(cell) !== null));
  const fields = (some: Operand[][]) => some.flat().map(({ path }) => path);
  const name = "row-amounts";
  if (whole.length === 0) {
    return [{ name, status: "undecided", message: `no row of ${list} has quantity, price and amount`, fields: [] }];
  }
  const wrong = whole.filter((cells) => {
    const [count, each, said] = cells.map((cell) => numberOf(cell) as number);
    return !near(count * each, said, 1);
  });
  if (wrong.length === 0) {
    const message = `quantity times price is the amount in ${whole.length} of ${rows.length} rows`;
    return [{ name, status: "ok", message, fields: fields(whole) }];
  }
  const [count, each, said] = wrong[0].map((cell) => numberOf(cell) as number);
  const more = wrong.length > 1 ? `, and ${wrong.length - 1} more rows` : "";
  const message = `${count} times ${amountText(each)} is ${amountText(count * each)}, not ${amountText(said)}${more}`;
  return [{ name, status: "failed", message, fields: fields(wrong) }];
}

export function amountChecks({ singles, columns }: Operands): Check[] {
  const amounts = amountsOf(singles);
  const checks = [...netPlusTax(amounts), ...taxRate(amounts)];
  for (const list of new Set(columns.map((column) => column.list))) {
    const { quantity, price, amount } = columnsOf(columns, list);
    if (amount) checks.push(...itemsSum(amounts, amount));
    if (quantity && price && amount && price !== amount) checks.push(...rowAmounts(list, quantity, price, amount));
  }
  return checks;
}
