/** The issuer at the head of a page: name, registration, address, and the lines around them that belong to neither. */
import { capital } from "./letter-case.ts";
import { nameLines } from "./malaysia.ts";
import { noteUnlabelled, type Page, style } from "./page.ts";
import type { Align } from "./sheet.ts";
import { AREAS } from "./words/places.ts";
import type { World } from "./world.ts";

const REGISTRATIONS = [
  "(299999-A)",
  "299999-A",
  "(99999-A)",
  "AA0299999-A",
  "JM0299999-A",
  "(200299999999)",
  "(2999999-A)",
];
const REGISTRATION_LINES = [
  "(CO.REG : 299999-A)",
  "(Co. Reg No: 299999-A)",
  "CO-REG : 299999-A",
  "REG NO: 1299999-A",
  "Co. No. 299999-A",
  "(Co.No : 299999-A)",
  "CO. REG. NO.: 299999-A",
  "Company Reg No: 299999-A",
  "ROC NO: 299999-A",
  "(Reg No. JM0299999-A)",
  "Co Reg No.: 2002999999",
];
const TAX_LINES = [
  "GST ID : 000999999999",
  "(GST ID NO :000999999999)",
  "GST REG. NO. : 000999999999",
  "GST REG NO: 000999999999",
  "(GST Reg No: 000999999999)",
  "GST No : 000999999999",
  "GST ID. NO : 000999999999",
  "GST REF NO : 000999999999",
  "GST#000999999999",
];

interface Line {
  text: string;
  /** Meaning, so that nobody asks for it as if the page said nothing. */
  concept: string;
  /** It is all value, without a key. */
  bare?: boolean;
}

/** A line at the head that is neither name nor address, as shops print it between them. */
function between(world: World, name: string): Line {
  const { random } = world;
  return random.weighted<() => Line>([
    [() => ({ text: world.pattern(random.pick(REGISTRATIONS)), concept: "company-registration" }), 42],
    [() => ({ text: world.pattern(random.pick(REGISTRATION_LINES)), concept: "company-registration" }), 26],
    [() => ({ text: world.pattern(random.pick(TAX_LINES)), concept: "gst-number" }), 18],
    [
      () => ({
        text: `(${random.pick(["Formerly known as", "FKA", "A member of", "Licensee of"])} ${world.company()})`,
        concept: "owner",
      }),
      3,
    ],
    [() => ({ text: `${name.split(" ").slice(0, 2).join(" ")} - ${random.pick(AREAS)}`, concept: "branch" }), 3],
  ])();
}

/** A line right behind an address: telephones, numbers, a branch. */
function behind(world: World): Line {
  const { random } = world;
  const phone = () => world.phone();
  const key = () =>
    `${random.pick(["TEL", "Tel", "T", "H/P", "Tel/Fax", "FAX", "Ph"])}${random.pick([": ", " : ", ":", " ", ". "])}`;
  return random.weighted<() => Line>([
    [() => ({ text: phone(), concept: "phone", bare: true }), 34],
    [() => ({ text: `${phone()}${random.pick([" / ", "/", ", ", " "])}${phone()}`, concept: "phone" }), 8],
    [() => ({ text: `: ${phone()}`, concept: "phone" }), 4],
    [() => ({ text: key() + phone(), concept: "phone" }), 22],
    [() => ({ text: world.pattern(random.pick(TAX_LINES)), concept: "gst-number" }), 18],
    [() => ({ text: world.pattern(random.pick(REGISTRATIONS)), concept: "company-registration" }), 8],
    [() => ({ text: world.web(), concept: "website", bare: true }), 3],
    [() => ({ text: `(${random.pick(AREAS)})`, concept: "branch" }), 3],
  ])();
}

const NAMES: Record<string, string[]> = {
  phone: ["phone number", "telephone number", "telephone"],
  website: ["website", "web address"],
};

/** Prints the issuer and notes its name and address. @returns y below. */
export function putIssuer(
  page: Page,
  x: number,
  y: number,
  options: {
    align: Align;
    nameSize: number;
    width: number;
    size?: number;
    fields?: boolean;
    upper?: boolean;
    /** Prints something of its own between name and address; returns y below. */
    stamp?: (y: number) => number;
  },
): number {
  const { random, sheet, world, look } = page;
  const upper = options.upper ?? (look.capitals || random.chance(0.3));
  const shown = (text: string) => (upper ? text.toUpperCase() : text);
  const nameStyle = style(page, {
    font: random.chance(0.75) ? look.bold : look.head,
    size: options.nameSize,
    ink: random.chance(0.25) ? look.accent : look.ink,
  });
  const malaysian = world.country.code === "MY";
  const shop = malaysian && options.fields === true;
  let name = shown(world.company());
  while (sheet.measure(name, nameStyle) > options.width * 1.9) name = shown(world.company());
  // The brand above the company that owns it, as a logo, with the branch now and then.
  if (shop && random.chance(0.2)) {
    const own = random.chance(0.5) ? name.split(" ").slice(0, 2).join(" ") : capital(world.phrase(1, 2));
    const place = random.chance(0.3) ? `${random.pick([" ", " - ", " @ "])}${random.pick(AREAS)}` : "";
    const brand = shown(own + place);
    const large = style(page, { font: look.head, size: options.nameSize * random.range(0.9, 1.8) });
    if (sheet.measure(brand, large) < options.width) {
      sheet.put(x, y, brand, large, options.align);
      y += large.size * 1.3;
      if (random.chance(0.12)) {
        const line = world.pattern(random.pick([...TAX_LINES, ...REGISTRATIONS]));
        sheet.put(x, y, line, style(page), options.align);
        y += look.size * 1.3;
      }
    }
  }
  // Wider than one line, or broken on purpose; the number of its registration behind it on the same line.
  const cut = random.chance(malaysian ? 0.5 : 0.15) ? nameLines(world, name) : [name];
  const number = shop && random.chance(0.14) ? world.pattern(random.pick(REGISTRATIONS)) : "";
  const wrapped = cut.flatMap((part) => sheet.wrap(part, nameStyle, options.width));
  const last = `${wrapped.at(-1)} ${number}`;
  const behindName = number !== "" && sheet.measure(last, nameStyle) < options.width * 1.15;
  if (behindName) wrapped[wrapped.length - 1] = last;
  const names = sheet.block(x, y, wrapped, nameStyle, 1.2, options.align);
  y = names.y + options.nameSize * 0.1;
  noteUnlabelled(page, {
    concept: "issuer",
    names: ["company", "company name", "issuer"],
    lines: behindName ? [...names.spans.slice(0, -1), names.spans.at(-1)!.slice(0, -1)] : names.spans,
    type: "company",
    kind: "company",
    field: options.fields ? "company" : undefined,
  });
  const body = style(page, { size: options.size ?? look.size });
  const leading = Math.min(1.4, look.leading);
  const extra = (line: Line) => {
    const text = upper && random.chance(0.8) ? line.text.toUpperCase() : line.text;
    if (sheet.measure(text, body) > options.width * 1.1) return;
    const span = sheet.put(x, y, text, body, options.align);
    const { concept, bare } = line;
    const fact = noteUnlabelled(page, { concept, names: NAMES[concept] ?? [], lines: [span], type: concept });
    fact.silent = !bare;
    y += body.size * leading;
  };
  const lines = (share: number) => (random.chance(share) ? (random.chance(0.2) ? 2 : 1) : 0);
  if (options.stamp) y = options.stamp(y);
  if (options.fields)
    for (let n = lines(malaysian ? (behindName ? 0.2 : 0.5) : 0.1); n > 0; n--) extra(between(world, name));
  const address = world.address().flatMap((line) => sheet.wrap(shown(line), body, options.width));
  const block = sheet.block(x, y, address, body, leading, options.align);
  noteUnlabelled(page, {
    concept: "issuer-address",
    names: ["company address", "address"],
    lines: block.spans,
    type: "address",
    kind: "address",
    field: options.fields ? "address" : undefined,
  });
  y = block.y;
  if (options.fields) for (let n = lines(malaysian ? 0.38 : 0.25); n > 0; n--) extra(behind(world));
  return y;
}
