/** Sums: net and tax are gross, the rate gives the tax, line items add up, quantity times price is the row's amount. Pure. */
import type { Check } from "../checks.ts";
import { amountText, type Column, isNumeric, nameOf, numberOf, type Operand, type Operands } from "./operands.ts";

const TAX = /\b(tax|vat|gst|sst|mwst|iva|tva)\b/;
const RATE = /\b(rate|percent|percentage|pct)\b/;
const NET = /\b(net|sub ?total|before tax|excl|excluding|taxable)\b/;
const GROSS = /\b(total|gross)\b/;
/** What is left to pay is the total only where nothing was paid before. */
const DUE = /\b(amount due|balance due|amount payable|to pay)\b/;
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
}

function amountsOf(singles: readonly Operand[]): Amounts {
  const found: Amounts = {};
  for (const single of singles) {
    if (!isNumeric(single.plan)) continue;
    const name = nameOf(single);
    if (TAX.test(name) && RATE.test(name)) found.rate ??= single;
    else if (NET.test(name)) found.net ??= single;
    else if (TAX.test(name) && !/\bincl/.test(name)) found.tax ??= single;
    else if (DUE.test(name)) found.due ??= single;
    else if (GROSS.test(name) && !OTHER.test(name)) found.gross ??= single;
  }
  return found;
}

const missingOf = (operands: readonly Operand[]) =>
  operands.filter((one) => numberOf(one) === null).map(({ path }) => path);

function undecided(name: string, operands: readonly Operand[]): Check {
  const message = `${missingOf(operands).join(" and ")} ${missingOf(operands).length === 1 ? "is" : "are"} missing`;
  return { name, status: "undecided", message, fields: operands.map(({ path }) => path) };
}

function netPlusTax({ net, tax, gross, due }: Amounts): Check[] {
  const target = gross ?? due;
  if (!net || !tax || !target) return [];
  const operands = [net, tax, target];
  if (missingOf(operands).length > 0) return [undecided("net-plus-tax", operands)];
  const [a, b, sum] = operands.map((one) => numberOf(one) as number);
  const ok = near(a + b, sum, 1);
  const message = ok
    ? `${amountText(a)} + ${amountText(b)} = ${amountText(sum)}`
    : `${amountText(a)} + ${amountText(b)} = ${amountText(a + b)}, not ${amountText(sum)}`;
  const paid = !ok && target === due && sum < a + b;
  const status = ok ? "ok" : paid ? "undecided" : "failed";
  const why = paid ? "; something may have been paid before" : "";
  return [{ name: "net-plus-tax", status, message: `${message}${why}`, fields: operands.map(({ path }) => path) }];
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

/** Line items against the net amount, else the total, which may hold the tax. */
function itemsSum({ net, tax, gross }: Amounts, amount: Column): Check[] {
  const target = net ?? gross;
  if (!target) return [];
  const operands = [...amount.cells, target];
  const name = "items-sum";
  if (amount.cells.length === 0) {
    return [{ name, status: "undecided", message: `no ${amount.list} were found`, fields: [target.path] }];
  }
  if (missingOf(operands).length > 0) return [undecided(name, operands)];
  const sum = amount.cells.reduce((total, cell) => total + (numberOf(cell) as number), 0);
  const said = numberOf(target) as number;
  const withTax = !net && numberOf(tax) !== null ? sum + (numberOf(tax) as number) : sum;
  const ok = near(sum, said, amount.cells.length) || near(withTax, said, amount.cells.length + 1);
  const message = `the ${amount.cells.length} ${amount.list} add up to ${amountText(sum)}${ok ? "" : `, ${target.path} is ${amountText(said)}`}`;
  return [{ name, status: ok ? "ok" : "failed", message, fields: operands.map(({ path }) => path) }];
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
