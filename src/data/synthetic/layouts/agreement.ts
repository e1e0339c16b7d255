/**
 * Agreements: parties, date, law and term stand in running text, without keys of their own, among clauses with other dates, states and
 * periods; signatures at the end. A page may be the first, the last or one between, which lacks what the others say.
 */
import { DATE_FORMATS, MONTHS, suffix } from "../dates.ts";
import { noteUnlabelled, type Page, putTitle, startPage, style } from "../page.ts";
import { plural } from "../prose.ts";
import type { Random } from "../random.ts";
import {
  AGREEMENTS,
  CLAUSES,
  DURATIONS,
  HEADINGS,
  LAW,
  NOTICE,
  PREAMBLES,
  TERM,
  UNDATED,
} from "../words/agreements.ts";
import { STATES_US } from "../words/places.ts";
import type { World } from "../world.ts";

interface Party {
  name: string;
  role: string;
  isPerson: boolean;
}

const TITLES = [
  "President",
  "Chief Executive Officer",
  "Director",
  "Vice President",
  "Manager",
  "Secretary",
  "Chief Financial Officer",
  "Partner",
];

const PARTY_ASKS = {
  first: ["Who is the first party to the agreement?", "Which party is named first?"],
  second: ["Who is the second party to the agreement?", "Who is the other party?", "Which party is named second?"],
};

/** What is noted under a mark of the text: the concept, its names and whole questions. */
const FACTS: Record<string, { concept: string; names: string[]; type: string; asks: string[] }> = {
  d: {
    concept: "effective-date",
    names: ["effective date", "date of the agreement", "agreement date", "date of effect"],
    type: "date",
    asks: [
      "When was the agreement made?",
      "From when does the agreement apply?",
      "On which date was the agreement entered into?",
      "What is the date of this agreement?",
    ],
  },
  s: {
    concept: "jurisdiction",
    names: ["jurisdiction", "governing law", "applicable law", "state whose law governs"],
    type: "usstate",
    asks: [
      "Which state's law governs the agreement?",
      "Under the laws of which state does it stand?",
      "Which law applies?",
    ],
  },
  r: {
    concept: "agreement-term",
    names: ["term", "term of the agreement", "duration of the agreement", "duration"],
    type: "duration",
    asks: ["How long does the agreement last?", "For how long do the obligations hold?", "How long is the term?"],
  },
};

export function agreement(random: Random): Page {
  const page = startPage(random, {
    country: random.chance(0.85) ? "US" : undefined,
    size: [11.5, 15.5],
    capitals: 0.01,
    fonts: [
      ["serif", 66],
      ["sans", 24],
      ["typewriter", 10],
    ],
  });
  page.pageRatio = random.pick([Math.SQRT2, 1.294]);
  page.margin = random.range(40, 110);
  const { world, look } = page;
  const width = random.range(620, 840);
  const [kind, firstRole, secondRole] = random.pick(AGREEMENTS).split(" | ");
  // A company's part is now and then a person's.
  const isPerson = secondRole.startsWith("*") || random.chance(0.12);
  const parties: Party[] = [
    { name: world.company(), role: firstRole, isPerson: false },
    { name: isPerson ? world.fullName() : world.company(), role: secondRole.replace("*", ""), isPerson },
  ];
  const part = random.weighted([
    ["whole", 36],
    ["first", 34],
    ["middle", 12],
    ["last", 18],
  ] as const);
  const slots: Record<string, string> = {
    T: random.chance(0.25) ? kind.toUpperCase() : kind,
    A: random.chance(0.2) ? firstRole.toUpperCase() : firstRole,
    B: random.chance(0.2) ? parties[1].role.toUpperCase() : parties[1].role,
    d: dayInWords(world),
    s: random.pick(STATES_US),
    r: random.pick(DURATIONS),
    f: parties[0].name,
    g: parties[1].name,
    F: apposition(world, parties[0]),
    G: apposition(world, parties[1]),
  };
  const writer = new Writer(page, width, slots, parties);
  const opens = part === "whole" || part === "first";
  const ends = part === "whole" || part === "last";
  const dated = random.chance(0.86);
  if (opens) {
    writer.head(kind);
    writer.put(random.pick(dated ? PREAMBLES : UNDATED), true);
    if (random.chance(0.4)) writer.put(recital(random));
    if (random.chance(0.3))
      writer.put("NOW, THEREFORE, in consideration of the mutual promises herein, the parties agree as follows:");
  }
  const special: ("law" | "term")[] = [];
  if (random.chance(ends ? 0.8 : 0.3)) special.push("law");
  if (random.chance(0.5)) special.push("term");
  writer.clauses(
    random.int(part === "whole" ? 2 : 4, part === "whole" ? 9 : 13),
    special,
    opens ? 1 : random.int(3, 9),
  );
  if (ends) writer.signatures(look.size);
  const said = new Set(page.facts.fields.map((fact) => fact.concept));
  page.facts.missing = ["effective-date", "jurisdiction", "agreement-term"].filter((id) => !said.has(id));
  if (!ends) page.facts.missing.push("signer");
  return page;
}

/** "23rd day of June, 2009", or as any page prints a date. */
function dayInWords(world: World): string {
  const { random } = world;
  const day = world.day();
  if (random.chance(0.36)) {
    return `${day.day}${suffix(day.day)} day of ${MONTHS[day.month - 1]}${random.pick([", ", " ", ", "])}${day.year}`;
  }
  return random.chance(0.7) ? random.pick(DATE_FORMATS.either.slice(0, 3))(day) : world.dateFormat(day);
}

/** What stands after a party's name: "a Texas corporation with offices at ... (the "Buyer")". */
function apposition(world: World, { role, isPerson }: Party): string {
  const { random } = world;
  const address = world.address(1, 2).join(", ");
  const state = random.pick(STATES_US);
  const form = random.pick(["corporation", "limited liability company", "company", "partnership"]);
  const what = isPerson
    ? random.pick(["", "", ", an individual", `, residing at ${address}`, `of ${address}`])
    : random.pick([
        "",
        `, a ${state} ${form}`,
        `, having its principal office at ${address}`,
        `, a ${form} organized under the laws of ${state}`,
        `, with offices at ${address}`,
        `(a ${state} ${form})`,
      ]);
  const name = random.pick([
    `("${role}")`,
    `(the "${role}")`,
    `(hereinafter the "${role}")`,
    `(“${role}”)`,
    `(the “${role}”)`,
    "",
    `, as ${role}`,
  ]);
  return `${what} ${name}`.trim();
}

const recital = (random: Random) =>
  random.pick([
    "WHEREAS, the {A} owns certain {N} and wishes to make them available to the {B} ; and WHEREAS, the {B} wishes to use them for the {n} .",
    "RECITALS: A. The {A} is engaged in the business of {N} . B. The {B} has experience with {N} and desires to take part in the {n} .",
    "The {A} and the {B} contemplate a business relationship regarding {N} , in the course of which the {A} needs to disclose certain {N} .",
    "WHEREAS, the {B} has been or will be employed in a position of trust; and WHEREAS, {c} has approved the {n} on {e} ;",
  ]);

/** Writes an agreement from top to bottom, and notes what may be asked. */
class Writer {
  readonly #page: Page;
  readonly #width: number;
  readonly #slots: Record<string, string>;
  readonly #parties: Party[];
  readonly #indent: number;
  readonly #style: "inline" | "above" | "none";
  #y = 0;

  constructor(page: Page, width: number, slots: Record<string, string>, parties: Party[]) {
    this.#page = page;
    this.#width = width;
    this.#slots = slots;
    this.#parties = parties;
    this.#indent = page.random.chance(0.3) ? page.look.size * page.random.range(1, 3) : 0;
    this.#style = page.random.weighted([
      ["inline", 50],
      ["above", 35],
      ["none", 15],
    ] as const);
  }

  head(kind: string): void {
    const { random, sheet, look, world } = this.#page;
    if (random.chance(0.35)) {
      const text = random.pick([
        `Exhibit ${random.int(1, 30)}.${random.int(1, 30)}`,
        `EX-${random.int(4, 99)}.${random.int(1, 30)} ${random.int(2, 20)} d${world.pattern("99999")}.htm`,
        `Schedule ${random.int(1, 9)}`,
        `File No. ${world.code()}`,
      ]);
      sheet.put(this.#width, this.#y, text, style(this.#page, { font: look.bold, size: look.size * 0.9 }), "right");
      this.#y += look.size * 2;
    }
    const title = random.chance(0.7) ? kind.toUpperCase() : kind;
    this.#y =
      putTitle(this.#page, this.#width / 2, this.#y, title, { size: look.size * random.range(1, 1.5) }, "centre") +
      look.size;
  }

  /** A paragraph; marked pieces ({d}, {s}, {r}, parties where `names`) are noted. */
  put(pattern: string, names = false, x = 0): void {
    const { sheet, look, random } = this.#page;
    const text = style(this.#page);
    const marks: { from: number; count: number; slot: string }[] = [];
    const words: string[] = [];
    for (const piece of pattern.split(/(\{\w\})/)) {
      const slot = /^\{(\w)\}$/.exec(piece)?.[1];
      const part = (slot ? this.#fill(slot) : piece).split(" ").filter((word) => word !== "");
      // Signs after a piece belong to its last word.
      while (words.length > 0 && part.length > 0 && /^[,.;:)]/.test(part[0])) {
        const [, sign, rest] = /^([,.;:)]+)(.*)$/.exec(part[0])!;
        words[words.length - 1] += sign;
        part.shift();
        if (rest !== "") part.unshift(rest);
      }
      if (slot && part.length > 0 && (slot in FACTS || (names && (slot === "f" || slot === "g"))))
        marks.push({ from: words.length, count: part.length, slot });
      words.push(...part);
    }
    const lines = sheet.wrap(words.join(" "), text, this.#width - x);
    const block = sheet.block(x, this.#y, lines, text, Math.min(1.6, look.leading));
    this.#y = block.y + look.size * random.range(0.4, 0.9);
    const all = block.spans.flat();
    for (const { from, count, slot } of marks) this.#note(slot, all.slice(from, from + count));
  }

  #fill(slot: string): string {
    const known = this.#slots[slot];
    if (known !== undefined) return known;
    const { world, random } = this.#page;
    switch (slot) {
      case "o":
        return random.pick(STATES_US.filter((state) => state !== this.#slots.s));
      case "k":
        return random.pick(NOTICE);
      case "m":
        return world.amount(world.price(4, 13));
      case "p":
        return world.person();
      case "c":
        return world.company();
      case "t":
        return world.city().city;
      case "e":
        return world.dateFormat(world.day());
      case "N":
        return plural(world.noun());
      default:
        return world.noun();
    }
  }

  #note(slot: string, span: number[]): void {
    const fact = FACTS[slot];
    if (fact) {
      noteUnlabelled(this.#page, { ...fact, lines: [span] });
      return;
    }
    const place = slot === "f" ? "first" : "second";
    const { role } = this.#parties[place === "first" ? 0 : 1];
    const named = role.toLowerCase().includes("party") ? [] : [role.toLowerCase(), `name of the ${role.toLowerCase()}`];
    noteUnlabelled(this.#page, {
      concept: `agreement-${place}`,
      // Of two parties either may be meant; the one that is named first is the one to say.
      names: place === "first" ? ["party", "first party", ...named] : ["second party", "other party", ...named],
      type: "company",
      asks: [...PARTY_ASKS[place], `Who is the ${role}?`, `Who acts as ${role.toLowerCase()}?`],
      lines: [span],
    });
  }

  clauses(count: number, special: readonly ("law" | "term")[], first: number): void {
    const { random, sheet, look, facts } = this.#page;
    const list: { heading: string; own?: readonly string[] }[] = random
      .sample(HEADINGS, count)
      .map((heading) => ({ heading }));
    for (const one of special) {
      const clause =
        one === "law"
          ? { heading: random.pick(["Governing Law", "Applicable Law", "Miscellaneous", "Law"]), own: LAW }
          : { heading: "Term", own: TERM };
      list.splice(random.int(0, list.length), 0, clause);
    }
    list.forEach(({ heading, own }, i) => {
      const pattern = own && random.pick(own);
      const others = random.sample(CLAUSES, random.int(pattern ? 0 : 1, 3));
      const text = (pattern ? (random.chance(0.6) ? [pattern, ...others] : [...others, pattern]) : others).join(" ");
      const number = `${first + i}.`;
      const x = this.#style === "above" ? 0 : this.#indent;
      if (this.#style === "above") {
        const title = `${number} ${heading}`;
        const headingSpan = sheet.put(0, this.#y, title, style(this.#page, { font: look.bold }));
        this.#y += look.size * 1.6;
        const from = sheet.words.length;
        this.put(text, false, x);
        const line = sheet.words[from].y0;
        const onLine = sheet.words.flatMap((w, at) =>
          at >= from && Math.abs(w.y0 - line) < look.size * 0.7 ? [at] : [],
        );
        facts.sections.push({ heading: title, headingSpan, first: onLine.length < 15 ? onLine : [], items: [] });
      } else this.put(this.#style === "inline" ? `${number} ${heading}. ${text}` : `${number} ${text}`, false, x);
    });
  }

  signatures(size: number): void {
    const { random, sheet, look, world } = this.#page;
    const text = style(this.#page);
    const small = style(this.#page, { size: size * 0.85 });
    if (random.chance(0.6))
      this.put(
        random.pick([
          "IN WITNESS WHEREOF, the parties have executed this Agreement as of the day and year first above written.",
          "Intending to be legally bound, the parties have signed below.",
          "AGREED AND ACCEPTED:",
        ]),
      );
    const side = random.chance(0.7);
    const top = this.#y + size * 0.6;
    let bottom = top;
    const printed = random.pick(["Name: ", "Print Name: ", "Printed: ", ""]);
    const both = random.chance(0.85);
    (both ? this.#parties : this.#parties.slice(1)).forEach(({ name, role, isPerson }, i) => {
      const x = side ? i * this.#width * 0.52 : 0;
      let y = side ? top : bottom + size;
      const put = (line: string, one = text) => {
        const span = sheet.put(x, y, line, one);
        y += size * 1.5;
        return span;
      };
      if (random.chance(0.5)) put(`${role.toUpperCase()}:`);
      if (!isPerson) put(random.chance(0.5) ? name.toUpperCase() : name, style(this.#page, { font: look.bold }));
      const who = isPerson ? name : world.fullName();
      y += size * 0.8;
      const typed = random.chance(0.45);
      const by = random.pick(["By: ", "Signature: ", "By ", "Signed: ", ""]);
      const signature = typed ? put(`${by}/s/ ${who}`) : undefined;
      if (!typed) {
        if (by) sheet.put(x, y, by.trim(), text);
        sheet.commands.push({
          type: "scribble",
          x0: x + size * 4,
          y0: y - size * 1.2,
          x1: x + this.#width * 0.3,
          y1: y + size,
          seed: `${random.seed}${i}`,
          colour: [20, 30, 100],
          width: 2,
        });
        sheet.rule(x, y + size * 1.2, x + this.#width * 0.4, y + size * 1.2, 1, look.ink);
        y += size * 1.6;
      }
      const name2 = !typed || random.chance(0.7) ? put(`${printed}${who}`) : undefined;
      const words = who.split(" ").length;
      const span = (name2 ?? signature)!.slice(-words);
      // Who signed is one name only where one signs.
      const forRole = isPerson ? `as ${role.toLowerCase()}` : `for the ${role.toLowerCase()}`;
      noteUnlabelled(this.#page, {
        concept: both ? `signer-${i}` : "signer",
        names: both ? [`signer ${forRole}`] : ["signer", "name of the signer", "signed by"],
        type: "person",
        asks: both
          ? [`Who signed ${forRole}?`, `Who is the signer ${forRole}?`]
          : ["Who signed it?", "Who signed the agreement?"],
        lines: [span],
      });
      if (random.chance(0.6)) put(`Title: ${random.pick(TITLES)}`);
      if (random.chance(0.55)) put(`Date: ${world.date()}`);
      else if (random.chance(0.2)) put(random.pick(["Signature", "Authorized signatory"]), small);
      bottom = Math.max(bottom, y);
    });
    this.#y = bottom;
  }
}
