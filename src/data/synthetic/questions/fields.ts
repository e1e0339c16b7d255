/** Questions about fields: what stands beside, below or far from its key, what has no key, parties, what is not there. */
import { ALL_CONCEPTS, type Concept, concept as conceptOf } from "../concepts.ts";
import type { FieldFact } from "../facts.ts";
import type { Page } from "../page.ts";
import type { Quiz } from "../quiz.ts";
import { type Span, withoutCurrency } from "../sheet.ts";

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** How many facts of the page each name could mean. */
function nameCounts(page: Page): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (names: Iterable<string>) => {
    for (const name of new Set([...names].map(plain))) counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const fact of page.facts.fields) add(fact.label ? [...fact.names, fact.label] : fact.names);
  for (const table of page.facts.tables)
    for (const column of table.columns) if (column.header !== "") add([column.header]);
  for (const tick of page.facts.ticks) add([...tick.names, tick.heading]);
  return counts;
}

/** The words of a value; a currency that stands apart from its amount ("RM 64.15") is no part of the answer. */
const value = (page: Page, fact: FieldFact): Span => {
  const span = fact.lines.flat();
  return fact.type === "money" ? withoutCurrency(page.sheet, span) : span;
};

/** Asks for every field of `page` once or twice. */
export function askFields(page: Page, quiz: Quiz): void {
  const { random } = page;
  const counts = nameCounts(page);
  const concepts = new Map<string, number>();
  for (const fact of page.facts.fields) concepts.set(fact.concept, (concepts.get(fact.concept) ?? 0) + 1);
  askEmpty(page, quiz, counts);
  const many = page.facts.fields.length;
  for (const fact of page.facts.fields) {
    if (fact.silent || value(page, fact).length === 0 || concepts.get(fact.concept)! > 1) continue;
    const times =
      fact.kind && fact.kind !== "multi-line"
        ? random.int(1, page.trade ? 3 : 2)
        : many > 18
          ? random.int(0, 1)
          : random.int(1, many < 7 ? 3 : 2);
    for (let i = 0; i < times; i++) askField(page, quiz, fact, counts);
    if (fact.type === "daterange") for (const end of [0, 1]) if (random.chance(0.75)) askEnd(page, quiz, fact, end);
  }
}

function askField(page: Page, quiz: Quiz, fact: FieldFact, counts: Map<string, number>): void {
  const { random } = page;
  const evidence = [value(page, fact)];
  const kind = fact.kind ?? (fact.place === "unlabelled" ? "unlabelled" : `key-${fact.place}`);
  const names = fact.names.filter((name) => counts.get(plain(name)) === 1);
  const label = fact.label !== "" && counts.get(plain(fact.label)) === 1 ? fact.label : undefined;
  if (fact.kind === "multi-line" || fact.kind === "party") {
    if (names.length > 0) quiz.ask(fact.kind, { f: random.pick(names) }, { evidence });
    return;
  }
  if (fact.asks && fact.asks.length > 0 && random.chance(0.2)) {
    quiz.ask(kind, {}, { evidence, whole: random.pick(fact.asks) });
    return;
  }
  if (fact.kind && (fact.place === "unlabelled" || random.chance(0.65))) {
    quiz.ask(fact.kind, {}, { evidence, avoid: page.trade ? undefined : TRADE });
    return;
  }
  const useLabel = label !== undefined && (names.length === 0 || random.chance(0.42));
  if (!useLabel && names.length === 0) return;
  const name = useLabel
    ? random.chance(0.55)
      ? label.toLowerCase()
      : label
    : names.length > 1 && random.chance(0.45)
      ? random.pick(names)
      : names[0];
  const place = fact.place === "unlabelled" ? "unlabelled" : `key-${fact.place}`;
  quiz.ask(place, { f: name }, { evidence, pool: "field", avoid: useLabel ? undefined : /next to/ });
}

/** Asks for the first (0) or last (1) day of a range of dates: the part of it that is that day. */
function askEnd(page: Page, quiz: Quiz, fact: FieldFact, end: number): void {
  const { random, sheet } = page;
  const span = value(page, fact);
  const cuts = span.flatMap((word, i) => (/^(-|–|to|through)$/i.test(sheet.words[word].text) ? [i] : []));
  if (cuts.length !== 1 || cuts[0] === 0 || cuts[0] === span.length - 1) return;
  const name = random.pick(fact.names);
  const short = name.replace(/ (dates?|period)$/, "");
  const names = [
    [`${short} from`, `${short} start`, `start of the ${name}`, `${short} start date`, `beginning of the ${name}`],
    [`${short} to`, `${short} end`, `end of the ${name}`, `${short} end date`, `last day of the ${name}`],
  ][end];
  const free = names.filter((one) => page.facts.fields.every((other) => !other.names.includes(one)));
  if (free.length === 0) return;
  const part = end === 0 ? span.slice(0, cuts[0]) : span.slice(cuts[0] + 1);
  quiz.ask(`key-${fact.place}`, { f: random.pick(free) }, { evidence: [part], pool: "field" });
}

/** Ways of asking that only suit a shop's receipt. */
const TRADE =
  /shop|store|bought|purchase|sale|seller|sold|spent|receipt|merchant|customer|trade|vendor|supplier|pay\?/i;

/** Keys whose place was left empty: the page does not say. */
function askEmpty(page: Page, quiz: Quiz, counts: Map<string, number>): void {
  const { random } = page;
  const empty = page.facts.fields.filter(
    (f) => f.silent && f.label !== "" && f.lines.length === 0 && counts.get(plain(f.label)) === 1,
  );
  for (const fact of random.sample(empty, 2)) {
    const name = random.chance(0.5) ? fact.label : fact.names[0];
    if (counts.get(plain(name)) === 1)
      quiz.ask("absent-empty", { f: name }, { evidence: [], answers: [], pool: "field" });
  }
}

/** Concepts whose meanings overlap: where one stands on a page, the others are not safely absent. */
const FAMILIES = [
  "invoice-number receipt-number order-number alternate-order transaction-number sales-order quote-number reference ticket-number purchase-order delivery-note contract-number contract-reference case-number claim-number booking-reference customer-number account-number",
  "invoice-date receipt-date date order-date print-date filing-date shipment-date signature-date document-date order-date",
  "due-date expiry-date end-date flight-to flight-dates invoice-period statement-period check-out discharge-date",
  "delivery-date ship-date shipment-date",
  "start-date flight-from effective-date flight-dates invoice-period statement-period check-in hire-date admission-date",
  "prepared-by author requested-by from signer issued-by salesperson contact-person account-executive secretary checked-by approved-by received-by inspector analyst",
  "full-name surname first-name patient passenger registrant signer driver tenant landlord student spouse name account-name bill-to sold-to ship-to to cc contact-person",
  "issuer supplier organiser employer company agency advertiser registrant insurer bank-name account-name bill-to sold-to remit-to make brand-name school station",
  "issuer-address home-address business-address property-address service-address bill-to-address ship-to-address sold-to-address remit-to-address ship-from-address city state zip country meeting-place destination origin port-of-loading port-of-discharge departure arrival place-of-birth branch market sales-office",
  "total gross-amount net-amount amount-paid closing-balance opening-balance minimum-payment purchase-price rent fare estimated-cost budget loan-amount declared-value salary subtotal before-rounding cash card-paid deposit membership-fee room-rate",
  "tax tax-rate vat-number gst-number company-registration registration-number licence-number service-charge",
  "phone fax mobile extension",
  "email website",
  "occupation job-title department title",
  "model model-year make vin serial batch engine-number brand-name product project-name goods-description sample-name book-title event course subject team-name diagnosis method medication dosage",
  "page-count pages version revision item-count parcel-count quantity spot-count covers capacity attendance dependents credits nights",
  "remarks status result priority membership-type grade",
  "weight carton-weight height length diameter area",
  "meter-reading usage mileage",
  "time departure-time arrival-time duration warranty statement-period invoice-period semester agreement-term",
  "room warehouse table-number seat gate ward terminal store-number parcel-number",
  "to from sender recipient",
].map((line) => line.split(" "));

const RELATED = new Map<string, Set<string>>();
for (const family of FAMILIES) {
  for (const id of family) {
    const set = RELATED.get(id) ?? new Set();
    for (const other of family) set.add(other);
    RELATED.set(id, set);
  }
}

/** Never asked as absent: a page nearly always says something that could be meant. */
const VAGUE = new Set(
  "date full-name home-address city state zip country reference remarks title status from to total to cc subject name age length area result version pages page-count product model make author document-date grade".split(
    " ",
  ),
);

/** Concepts of which the page surely says nothing; near misses first. */
export function absentConcepts(page: Page, count: number): Concept[] {
  const { random } = page;
  const present = new Set(page.facts.fields.map((f) => f.concept));
  const text = ` ${page.sheet.words.map((w) => plain(w.text)).join(" ")} `;
  const list = random.sample(page.facts.missing, Math.ceil(page.facts.missing.length / 2)).map((id) => conceptOf(id));
  for (let tries = 0; tries < 60 && list.length < count; tries++) {
    const concept = random.pick(ALL_CONCEPTS);
    if (VAGUE.has(concept.id) || present.has(concept.id) || list.includes(concept)) continue;
    const related = RELATED.get(concept.id);
    if (related && [...present].some((id) => related.has(id))) {
      // A near miss is fair only where the names tell the two apart: "fax number" where a phone stands.
      if (!NEAR.has(concept.id)) continue;
    }
    if ([...concept.names, ...concept.labels].some((name) => text.includes(` ${plain(name)} `))) continue;
    list.push(concept);
  }
  return list;
}

/** Plainly another thing than its relatives. */
const NEAR = new Set(
  "fax mobile email website due-date delivery-date purchase-order quote-number iban swift expiry-date tip deposit discount shipping-cost service-charge change rounding tax-rate hire-date date-of-birth discharge-date approved-by checked-by salesperson supervisor extension blood-type passport seat gate arrival-time departure-time voyage vessel container tracking-number policy-number claim-number warranty serial batch mileage vin plate spouse emergency-contact insurer interest-rate credit-limit".split(
    " ",
  ),
);

/** Asks for what is not on the page, and whether things are. */
export function askAbsentFields(page: Page, quiz: Quiz, count: number): void {
  const { random } = page;
  for (const concept of absentConcepts(page, count)) {
    const name = random.chance(0.6) ? concept.names[0] : random.pick(concept.names);
    if (random.chance(0.12) && concept.asks.length > 0)
      quiz.ask("absent-field", {}, { evidence: [], answers: [], whole: random.pick(concept.asks) });
    else if (random.chance(0.28)) quiz.ask("is-there", { f: name }, { evidence: [], answers: ["no"] });
    else if (concept.type === "person" || concept.type === "company")
      quiz.ask(
        "absent-field",
        { f: concept.names[0] },
        { evidence: [], answers: [], pool: random.chance(0.4) ? "name-of" : "field" },
      );
    else quiz.ask("absent-field", { f: name }, { evidence: [], answers: [], pool: "field" });
  }
  const shown = page.facts.fields.filter(
    (f) => f.label !== "" && !f.silent && value(page, f).length > 0 && f.place !== "unlabelled",
  );
  for (const fact of random.sample(shown, random.int(0, 2))) {
    quiz.ask("is-there", { f: fact.names[0] }, { evidence: [value(page, fact)], answers: ["yes"] });
  }
  const parties = page.facts.fields.filter((f) => f.type === "party");
  if (parties.length > 0 && random.chance(0.4)) {
    const missing = ["notify", "remit-to", "ship-from", "ship-to"].find((id) => !parties.some((p) => p.concept === id));
    const text = page.sheet.words.map((w) => w.text.toLowerCase()).join(" ");
    const words = { notify: "notify party", "remit-to": "remit-to", "ship-from": "ship-from", "ship-to": "ship-to" }[
      missing ?? "notify"
    ]!;
    if (missing && !text.includes(words.split("-")[0].split(" ")[0]))
      quiz.ask(
        "absent-field",
        { f: words },
        { evidence: [], answers: [], pool: random.chance(0.5) ? "address-of" : "name-of" },
      );
  }
}

/** Facts of running text, where no other sentence of the page could be meant. */
export function askProse(page: Page, quiz: Quiz): void {
  const first = (questions: readonly string[]) => questions[0];
  for (const fact of page.facts.prose) {
    const twins = page.facts.prose.filter((other) => first(other.questions) === first(fact.questions));
    if (twins.length > 1) continue;
    quiz.ask("prose", fact.slots, { evidence: [fact.answer], among: new Set(fact.questions) });
  }
}
