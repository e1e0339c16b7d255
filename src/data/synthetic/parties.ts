/** Parties of a page: names with addresses under "Bill to", "Ship to" and the like. */
import { type Page, style } from "./page.ts";
import type { Style } from "./sheet.ts";

interface PartyKind {
  id: string;
  labels: string[];
  names: string[];
  addressNames: string[];
}

export const PARTIES: PartyKind[] = [
  {
    id: "bill-to",
    labels: [
      "Bill To",
      "BILL TO",
      "Billed To",
      "Invoice To",
      "Invoice to",
      "Billing Address",
      "Rechnung an",
      "Bill-to",
    ],
    names: ["bill-to party", "billed party", "customer billed", "invoice recipient"],
    addressNames: ["billing", "bill-to", "bill to", "invoice"],
  },
  {
    id: "ship-to",
    labels: [
      "Ship To",
      "SHIP TO",
      "Ship-to",
      "Deliver To",
      "Shipped To",
      "Delivery Address",
      "Consignee",
      "Deliver to",
      "SHIP TO ADDRESS",
    ],
    names: ["ship-to party", "consignee", "receiver of the goods", "party shipped to"],
    addressNames: ["shipping", "ship-to", "ship to", "delivery"],
  },
  {
    id: "sold-to",
    labels: ["Sold To", "SOLD TO", "Sold to", "Buyer", "Customer", "Purchaser", "SOLD-TO"],
    names: ["buyer", "customer", "sold-to party", "purchaser"],
    addressNames: ["sold-to", "sold to", "buyer", "customer"],
  },
  {
    id: "ship-from",
    labels: ["Ship From", "SHIP FROM", "Shipper", "From", "FROM", "Sender", "Return Address", "Shipped from"],
    names: ["shipper", "ship-from party"],
    addressNames: ["ship-from", "return", "shipper", "ship from"],
  },
  {
    id: "remit-to",
    labels: [
      "Remit To",
      "REMIT TO",
      "Remit Address",
      "Send Payment To",
      "Please remit to",
      "Make payment to",
      "Remit Payment To",
    ],
    names: ["remit-to party", "payee"],
    addressNames: ["remit", "remit-to", "remittance", "payment"],
  },
  {
    id: "notify",
    labels: ["Notify Party", "NOTIFY", "Also notify"],
    names: ["notify party"],
    addressNames: ["notify party"],
  },
];

/** A party: heading, name, address below one another; all are noted. @returns y below. */
export function putParty(
  page: Page,
  party: PartyKind,
  x: number,
  y: number,
  width: number,
  options: { box?: boolean; style?: Style; valueStyle?: Style; name?: string; beside?: number } = {},
): number {
  const { random, sheet, world, look } = page;
  const key = options.style ?? style(page, { font: random.chance(0.6) ? look.bold : look.body });
  const body = options.valueStyle ?? style(page);
  const label = random.pick(party.labels);
  const headSpan = sheet.put(x, y, label + (random.chance(0.6) ? ":" : ""), key);
  const left = options.beside === undefined ? x : Math.max(options.beside, sheet.right(headSpan) + key.size * 0.6);
  if (options.beside === undefined) y += key.size * 1.35;
  // What is left of the column beside its heading; a narrow rest is better too narrow than run over the next column.
  const room = Math.max(width - (left - x), body.size * 5);
  const upper = look.capitals || random.chance(0.15);
  const shown = (text: string) => (upper ? text.toUpperCase() : text);
  const first = options.name ?? (random.chance(0.6) ? world.company() : world.person());
  const names = sheet.block(left, y, sheet.wrap(shown(first), body, room), body, look.leading * 0.9);
  y = names.y;
  if (random.chance(0.15)) {
    sheet.put(left, y, shown(`${random.pick(["Attn:", "c/o", "Attn.", "ATTN"])} ${world.person()}`), body);
    y += body.size * look.leading * 0.9;
  }
  const lines = world.address().flatMap((line) => sheet.wrap(shown(line), body, room));
  const block = sheet.block(left, y, lines, body, look.leading * 0.9);
  const bare = label.replace(/[:.]$/, "");
  page.facts.fields.push(
    {
      concept: party.id,
      names: [...party.names, bare.toLowerCase()],
      label: "",
      labelSpan: headSpan,
      lines: names.spans,
      place: "below",
      type: "party",
      kind: "party",
    },
    {
      concept: `${party.id}-address`,
      names: party.addressNames,
      label: "",
      labelSpan: [],
      lines: block.spans,
      place: "below",
      type: "address",
      kind: "multi-line",
    },
  );
  if (options.box)
    sheet.box(x - 6, names.y - body.size * 3, x + width + 6, block.y + 4, { stroke: [80, 80, 80], width: 1 });
  return block.y;
}
