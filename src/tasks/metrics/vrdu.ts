/**
 * VRDU's matchers (Wang et al. 2023): when an extracted text is right depends on what kind of field it is; and how a document's
 * fields and line items are counted. The kinds are those of the set's two meta.json files; quirks of the published matchers
 * (only ASCII letters and digits count; signs of amounts do not) decide published numbers and are kept.
 */
import type { Counts } from "./f1.ts";
import { levenshtein } from "./levenshtein.ts";

export type VrduKind = "date" | "price" | "address" | "name" | "number" | "text";

/** Kind of each field of the registration and the ad-buy forms. */
export const VRDU_FIELDS: Readonly<Record<string, VrduKind>> = {
  file_date: "date",
  foreign_principle_name: "name",
  registrant_name: "name",
  registration_num: "number",
  signer_name: "name",
  signer_title: "text",
  advertiser: "text",
  agency: "text",
  contract_num: "number",
  flight_from: "date",
  flight_to: "date",
  gross_amount: "price",
  product: "text",
  tv_address: "address",
  property: "text",
  channel: "text",
  program_desc: "text",
  program_start_date: "date",
  program_end_date: "date",
  sub_amount: "price",
};

/** Fields of the ad-buy forms that come in line items, in the order in which a row gives them. */
export const VRDU_LINE_ITEM: readonly string[] = [
  "channel",
  "program_desc",
  "program_start_date",
  "program_end_date",
  "sub_amount",
];

const MONTHS = "january february march april may june july august september october november december".split(" ");
const SHORT = MONTHS.map((name) => name.slice(0, 3));
const [MONTH, DAY] = ["(?<m>1[0-2]|0[1-9]|[1-9])", "(?<d>3[01]|[12]\\d|0[1-9]|[1-9])"];
const [TWO, FOUR] = ["(?<y>\\d\\d)", "(?<y>\\d{4})"];
/** The published patterns, in their order; without a year it is 1900. */
const PATTERNS = [
  `${MONTH}/${DAY}/${TWO}`,
  `${MONTH}/${DAY}/${FOUR}`,
  `${MONTH}/${DAY}`,
  `(?<b>${SHORT.join("|")})${DAY}/${TWO}`,
  `${MONTH}-${DAY}-${FOUR}`,
  `${MONTH}-${DAY}-${TWO}`,
  `(?<b>${MONTHS.join("|")})${DAY},${FOUR}`,
  `${FOUR}/${MONTH}/${DAY}`,
].map((source) => new RegExp(`^${source}$`, "i"));

type Day = readonly [year: number, month: number, day: number];

/** Years of two digits from 69 on are of the last century. */
function yearOf(digits: string | undefined): number {
  if (digits === undefined) return 1900;
  if (digits.length === 4) return Number(digits);
  return Number(digits) + (Number(digits) >= 69 ? 1900 : 2000);
}

/** The day that a text names in one of the published ways; null for others and for days that there are not. */
export function vrduDate(text: string): Day | null {
  const kept = text.replace(/[^0-9a-zA-Z/\-,]/g, "");
  for (const pattern of PATTERNS) {
    const found = pattern.exec(kept)?.groups;
    if (!found) continue;
    const year = yearOf(found.y);
    const month = found.b ? SHORT.indexOf(found.b.slice(0, 3).toLowerCase()) + 1 : Number(found.m);
    const day = Number(found.d);
    const last = [31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
    if (day <= last && year >= 1) return [year, month, day];
  }
  return null;
}

const leap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function sameDay(a: string, b: string): boolean {
  const [first, second] = [vrduDate(a), vrduDate(b)];
  if (!first || !second) return sameLetters(a, b);
  if (first[0] !== second[0]) return false;
  // 01/02/2022 is the second of January or the first of February: both count.
  return (first[1] === second[1] && first[2] === second[2]) || (first[1] === second[2] && first[2] === second[1]);
}

const sameWithout = (unseen: RegExp) => (a: string, b: string) => a.replace(unseen, "") === b.replace(unseen, "");
const sameLetters = sameWithout(/[^0-9a-zA-Z]/g);

function sameAmount(a: string, b: string): boolean {
  const [first, second] = [a, b].map((text) => {
    const kept = text.replace(/[^0-9.]/g, "");
    return kept === "" ? Number.NaN : Number(kept);
  });
  return Math.abs(first - second) <= 0.01;
}

/** Edits that an address may be away. */
const ADDRESS_EDITS = 3;

const SAME: Readonly<Record<VrduKind, (a: string, b: string) => boolean>> = {
  date: sameDay,
  price: sameAmount,
  address: (a, b) => levenshtein(a, b) <= ADDRESS_EDITS,
  name: sameWithout(/\s/g),
  number: sameWithout(/[^0-9]/g),
  text: sameLetters,
};

/** Whether `said` is one of the `accepted` mentions of a field of this kind; of fields of no known kind (null), to the letter. */
export function sameVrdu(kind: VrduKind | null, said: string, accepted: readonly string[]): boolean {
  const same = kind === null ? (a: string, b: string) => a === b : SAME[kind];
  const plain = (text: string) => text.trim().replace(/\s+/gu, " ");
  return accepted.some((gold) => same(plain(said), plain(gold)));
}

/** What is said or wanted once: a field with its accepted mentions, or a line item with a text for each of its fields. */
export type VrduItem = { name: string; texts: readonly string[] } | { row: Readonly<Record<string, string>> };

const namesOf = (item: VrduItem) => ("row" in item ? Object.keys(item.row).sort().join(" ") : item.name);
const kindOf = (name: string): VrduKind | null => VRDU_FIELDS[name] ?? null;

function sameItem(said: VrduItem, gold: VrduItem): boolean {
  if ("row" in said && "row" in gold) {
    return Object.entries(gold.row).every(([name, text]) => sameVrdu(kindOf(name), said.row[name] ?? "", [text]));
  }
  if ("row" in said || "row" in gold) return false;
  return sameVrdu(kindOf(gold.name), said.texts[0], gold.texts);
}

/**
 * Counts of one document, as the published evaluator adds them up: a gold item is right when any item of the same fields matches
 * it; one that matches several is right for each, and counts as said so often.
 */
export function vrduCounts(said: readonly VrduItem[], gold: readonly VrduItem[]): Counts {
  const used = new Set<VrduItem>();
  let right = 0;
  for (const wanted of gold) {
    const found = said.find((item) => namesOf(item) === namesOf(wanted) && sameItem(item, wanted));
    if (!found) continue;
    used.add(found);
    right++;
  }
  return { right, said: right + said.length - used.size, wanted: gold.length };
}

/** Fields with their values as items: the i-th values of line items' fields are a row. Empty texts are nothing. */
export function vrduItems(fields: Readonly<Record<string, readonly string[]>>): VrduItem[] {
  const items: VrduItem[] = [];
  const rows: Record<string, string>[] = [];
  for (const [name, values] of Object.entries(fields)) {
    const texts = values.filter((text) => text.trim() !== "");
    if (VRDU_LINE_ITEM.includes(name)) {
      values.forEach((text, i) => {
        rows[i] ??= {};
        if (text.trim() !== "") rows[i][name] = text;
      });
    } else if (texts.length > 0) items.push({ name, texts });
  }
  return [...items, ...rows.filter((row) => row && Object.keys(row).length > 0).map((row) => ({ row }))];
}
