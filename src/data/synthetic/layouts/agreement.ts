/** Agreements: parties, date, law and term stand in running text, without keys of their own; clauses with headings; signatures. */
import { noteUnlabelled, type Page, putTitle, style } from "../page.ts";
import { sentence } from "../prose.ts";

const AGREEMENTS = [
  "NON-DISCLOSURE AGREEMENT",
  "CONFIDENTIALITY AGREEMENT",
  "SERVICE AGREEMENT",
  "LEASE AGREEMENT",
  "CONSULTING AGREEMENT",
  "LICENSE AGREEMENT",
  "EMPLOYMENT CONTRACT",
  "PURCHASE AGREEMENT",
  "LOAN AGREEMENT",
  "DISTRIBUTION AGREEMENT",
  "SETTLEMENT AGREEMENT",
  "MUTUAL NON-DISCLOSURE AGREEMENT",
];

const CLAUSES = [
  "Definitions",
  "Term",
  "Confidential Information",
  "Obligations",
  "Payment",
  "Governing Law",
  "Notices",
  "Termination",
  "Assignment",
  "Entire Agreement",
  "Liability",
  "Warranties",
  "Scope of Services",
  "Delivery",
];

/** Running text in which parties, date, law and term stand without keys of their own. */
export function agreement(page: Page, width: number): void {
  const { random, sheet, look, world } = page;
  const size = look.size;
  const text = style(page);
  let y =
    putTitle(page, width / 2, 0, random.pick(AGREEMENTS), { size: size * random.range(1.1, 1.6) }, "centre") + size;
  const first = world.company();
  const second = random.chance(0.6) ? world.company() : `${world.firstName()} ${world.lastName()}`;
  const day = world.dateFormat(world.day());
  const state = random.pick([
    "Delaware",
    "Texas",
    "Ohio",
    "Nevada",
    "Florida",
    "Oregon",
    "Virginia",
    "Georgia",
    "New York",
    "California",
    "Illinois",
  ]);
  const term = `${random.pick(["two", "three", "five", "one", "ten"])} ${random.pick(["years", "years", "months"])}`;
  // A marked piece "{f:...}" of a paragraph becomes a fact.
  const put = (sentenceText: string) => {
    const marks: { from: number; count: number; name: string }[] = [];
    const words: string[] = [];
    for (const piece of sentenceText.split(/(\{\w+:[^}]*\})/)) {
      const found = /^\{(\w+):([^}]*)\}$/.exec(piece);
      const part = (found ? found[2] : piece).split(" ").filter((w) => w !== "");
      if (found) marks.push({ from: words.length, count: part.length, name: found[1] });
      // Punctuation after a marked piece belongs to its last word.
      if (!found && words.length > 0 && part.length > 0 && /^[,.;)]/.test(part[0]))
        words[words.length - 1] += part.shift();
      words.push(...part);
    }
    const block = sheet.block(0, y, sheet.wrap(words.join(" "), text, width), text, Math.min(1.6, look.leading));
    y = block.y + size * 0.7;
    const all = block.spans.flat();
    for (const mark of marks) note(mark.name, all.slice(mark.from, mark.from + mark.count));
  };
  const facts: Record<string, { names: string[]; type: string; asks: string[] }> = {
    first: {
      names: ["first party"],
      type: "company",
      asks: [
        "Who is the first party to the agreement?",
        "Which party is named first?",
        "With whom begins the list of parties?",
      ],
    },
    second: {
      names: ["second party", "other party"],
      type: "company",
      asks: ["Who is the second party to the agreement?", "Who is the other party?", "Which party is named second?"],
    },
    day: {
      names: ["effective date", "date of the agreement"],
      type: "date",
      asks: [
        "When was the agreement made?",
        "From when does the agreement apply?",
        "On which date was the agreement entered into?",
      ],
    },
    state: {
      names: ["governing law", "jurisdiction"],
      type: "usstate",
      asks: ["Which state's law governs the agreement?", "Under the laws of which state does it stand?"],
    },
    term: {
      names: ["term of the agreement", "duration of the agreement"],
      type: "duration",
      asks: ["How long does the agreement last?", "For how long do the obligations hold?"],
    },
  };
  const note = (name: string, span: number[]) =>
    noteUnlabelled(page, { concept: `agreement-${name}`, ...facts[name], lines: [span] });
  put(
    random.pick([
      `This Agreement is made on {day:${day}} by and between {first:${first}} and {second:${second}} (together the "Parties").`,
      `THIS AGREEMENT, entered into as of {day:${day}} between {first:${first}} , having its office at ${world.address().join(", ")} , and {second:${second}} .`,
      `This agreement (the "Agreement") dated {day:${day}} is between {first:${first}} ("Company") and {second:${second}} ("Recipient").`,
    ]),
  );
  const clauses = random.sample(CLAUSES, random.int(2, 6));
  const special: Record<string, string> = {
    "Governing Law": random.pick([
      `This Agreement shall be governed by the laws of the State of {state:${state}} .`,
      `The laws of {state:${state}} apply to this Agreement.`,
      `This Agreement is construed under the laws of the State of {state:${state}} without regard to conflicts of law.`,
    ]),
    Term: random.pick([
      `The obligations of the Recipient continue for a period of {term:${term}} from the date above.`,
      `This Agreement remains in force for {term:${term}} .`,
      `The term of this Agreement is {term:${term}} unless ended earlier.`,
    ]),
  };
  clauses.forEach((name, i) => {
    const heading = `${i + 1}. ${name}${random.pick([".", "", ":"])}`;
    const headingSpan = sheet.put(0, y, heading, style(page, { font: look.bold }));
    y += size * 1.6;
    const from = sheet.words.length;
    if (special[name]) put(special[name]);
    else put(Array.from({ length: random.int(1, 3) }, () => sentence(world)).join(" "));
    const line = sheet.words[from].y0;
    const firstLine: number[] = [];
    for (let w = from; w < sheet.words.length && Math.abs(sheet.words[w].y0 - line) < size * 0.7; w++)
      firstLine.push(w);
    page.facts.sections.push({ heading, headingSpan, first: firstLine.length < 15 ? firstLine : [], items: [] });
  });
  y += size;
  for (const [i, name] of [first, second].entries()) {
    if (!random.chance(0.7)) continue;
    const x = i * width * 0.52;
    sheet.put(x, y, look.capitals ? name.toUpperCase() : name, style(page));
    sheet.rule(x, y + size * 3.4, x + width * 0.4, y + size * 3.4, 1, look.ink);
    if (random.chance(0.6))
      sheet.commands.push({
        type: "scribble",
        x0: x + 10,
        y0: y + size * 1.4,
        x1: x + width * 0.3,
        y1: y + size * 3.6,
        seed: `${random.seed}${i}`,
        colour: [20, 30, 100],
        width: 2,
      });
    sheet.put(
      x,
      y + size * 3.8,
      random.pick(["Signature", "By", "Authorized signatory"]),
      style(page, { size: size * 0.85 }),
    );
  }
}
