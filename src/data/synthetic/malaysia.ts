/**
 * Names and addresses as Malaysian shops print them: a company over two lines that ends in its legal form, a branch in brackets,
 * a unit or level in front of the street, a branch behind the state. Printed values only, from a world's random generator.
 */

import { capital } from "./letter-case.ts";
import { AREAS } from "./words/places.ts";
import { COMPANY_KINDS, COMPANY_WORDS } from "./words/vocabulary.ts";
import type { World } from "./world.ts";

const SHOPS =
  "Restoran|Restaurant|Kedai Makan|Kedai Kopi|Kedai Runcit|Pasaraya|Pasar Mini|Klinik|Farmasi|Syarikat|Perniagaan|Kedai Buku|Bengkel|Kafe|Pub &|Bak Kut Teh".split(
    "|",
  );
const TRADES =
  "Hardware & Electrical|Stationery & Books|Mini Market|Bak Kut Teh|Steamboat & Grill|Motor Parts|Auto Service|Book Store|Gifts & Toys|Home Deco|Handicraft & Tailoring|Bistro|Cafe|Seafood|Petroleum|Petro Service|Pharmacy|Textile|Supermarket|Hypermarket|Department Store|Chicken Rice|Bakery & Confectionery|Sales & Service|Kitchenware|Machinery|Marketing|Electrical Trading|Paint & Hardware".split(
    "|",
  );
const FORMS = [
  ...["SDN BHD", "SDN. BHD.", "Sdn Bhd", "Sdn. Bhd.", "SDN BHD", "SDN. BHD", "S/B", "BHD", "BERHAD"],
  ...["PLT", "Enterprise", "Trading", "ENTERPRISE", "& CO", "& Sons"],
];

/** A company's registered name. */
export function malaysianCompany(world: World): string {
  const { random } = world;
  const word = () =>
    random.chance(0.4)
      ? capital(world.coined())
      : random.chance(0.8)
        ? random.pick(COMPANY_WORDS)
        : capital(world.noun());
  const words = (low: number, high: number) => Array.from({ length: random.int(low, high) }, word).join(" ");
  const place = () => (random.chance(0.5) ? world.city().city : random.pick(AREAS));
  const branch = (share: number) => {
    if (!random.chance(share)) return "";
    const inside = random.weighted([
      ["M", 40],
      [place(), 45],
      [world.initials(random.int(1, 3)), 10],
      ["Malaysia", 5],
    ] as const);
    return random.chance(0.85) ? ` (${inside})` : `(${inside})`;
  };
  const form = (share: number) => (random.chance(share) ? ` ${random.pick(FORMS)}` : "");
  const initials = () => {
    const letters = world.initials(random.int(2, 4)).split("");
    return letters.join(random.pick(["", ".", " ", "."])) + random.pick(["", "", "."]);
  };
  return random.weighted([
    [() => `${words(1, 3)} ${random.pick(COMPANY_KINDS)}${branch(0.4)}${form(0.85)}`, 30],
    [() => `${words(1, 3)} ${random.pick(TRADES)}${branch(0.3)}${form(0.6)}`, 22],
    [() => `${random.pick(SHOPS)} ${words(1, 3)}${branch(0.2)}${form(0.45)}`, 18],
    [() => `${initials()} ${random.pick([...COMPANY_KINDS, ...TRADES])}${branch(0.4)}${form(0.8)}`, 12],
    [() => `${words(2, 3)}${branch(0.5)}${form(0.9)}`, 12],
    [() => `${random.int(2, 99)} ${words(1, 2)} ${random.pick(COMPANY_KINDS)}${form(0.5)}`, 4],
    [() => `${world.lastName()}'s ${random.pick(TRADES)}${form(0.4)}`, 2],
  ] as const)();
}

/**
 * Where the name breaks: over two lines before a bracket or the legal form, else in the middle; as printers of few letters a line do,
 * wherever the line is full, over two to four lines; one line where it is one word.
 */
export function nameLines(world: World, name: string): string[] {
  const { random } = world;
  const words = name.split(" ");
  if (words.length < 2) return [name];
  if (words.length > 3 && random.chance(0.4)) return filled(words, random.range(0.28, 0.55) * name.length);
  const bracket = name.indexOf(" (");
  const legal = name.search(/ (sdn\.?|s\/b|bhd|berhad|enterprise|trading|plt)(?= |$)/i);
  const cuts = [bracket, legal].filter((at) => at > 0);
  const inner = name.slice(0, legal > 0 ? legal : undefined).lastIndexOf(" ");
  if (inner > 0) cuts.push(inner);
  if (bracket > 0) {
    cuts.push(bracket);
    const inBracket = name.indexOf(" ", bracket + 2);
    if (inBracket > 0) cuts.push(inBracket);
  }
  const at =
    cuts.length > 0 && random.chance(0.85)
      ? random.pick(cuts)
      : words.slice(0, random.int(1, words.length - 1)).join(" ").length;
  return [name.slice(0, at), name.slice(at + 1)];
}

/** Words in lines of at most so many letters; a longer word has a line of its own. */
function filled(words: string[], letters: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A shop's address in lines. */
export function malaysianAddress(world: World): string[] {
  const { random } = world;
  const { city, state } = world.city();
  const comma = random.chance(0.75) ? "," : "";
  const letter = () => random.pick([..."ABCDEFGHJKLP"]);
  const two = () => String(random.int(1, 60)).padStart(random.pick([1, 2]), "0");
  const unit = random.weighted([
    [() => `${random.pick(["No. ", "NO ", "No.", "No : ", "NO: "])}${random.int(1, 399)}`, 30],
    [() => String(random.int(1, 299)), 14],
    [() => `${random.pick(["Lot ", "LOT ", "Lot No. ", "PT ", "Lot PT "])}${random.int(1, 9999)}`, 10],
    [() => `${random.pick(["LOT ", "Lot ", ""])}${letter()}${random.pick(["-", "", "."])}${two()}`, 8],
    [() => `${letter()}-${random.pick([two(), two(), "G", "GF"])}-${two()}`, 6],
    [
      () =>
        `${random.pick(["NO: ", "No. ", "NO.", "Lot ", "LOT NO. "])}${letter()}${random.int(1, 60)}${comma} ${random.pick(["BLK", "Block", "Blok"])} ${letter()}`,
      6,
    ],
    [() => `${random.int(1, 99)} & ${random.int(1, 99)}${letter()}`, 3],
    [
      () =>
        `${random.pick(["No. ", "", ""])}${two()}-${random.int(1, 9)}${random.chance(0.4) ? `-${random.int(1, 9)}` : ""}`,
      9,
    ],
    [() => `${random.int(1, 199)}${random.pick(["G", "A", "-A", "B", "F", "-G"])}`, 8],
    [
      () =>
        `${random.pick(["No. ", "", "NO."])}${random.int(1, 99)} ${random.pick(["&", "-", ",", "& "])} ${random.int(1, 99)}`,
      6,
    ],
    [() => "", 6],
  ] as const)();
  const street = `${world.street()}${random.chance(0.6) ? ` ${random.int(1, 30)}${letterOrNumber(world)}` : ""}`;
  const front = random.weighted([
    [() => "", 54],
    [() => `${random.pick(["Ground Floor", "Level", "1st Floor", "2nd Floor", "Lower Ground Floor", "Tingkat"])}`, 10],
    [
      () =>
        `${random.pick(["Unit", "UNIT", "Lot", "Shop", "Kiosk", "Suite"])} ${letter()}${random.pick(["-", ""])}${two()}`,
      10,
    ],
    [() => `${random.pick(["Block", "Blok", "Blk"])} ${letter()}${random.chance(0.3) ? `-${two()}` : ""}`, 6],
    [() => mall(world), 12],
  ] as const)();
  const level = /Level|Tingkat/.test(front) ? `${front} ${random.int(1, 9)}` : front;
  const inFront = level && random.chance(0.4) ? `${level}${comma} ${mall(world)}` : level;
  const area = random.chance(0.75)
    ? `${random.pick(AREAS)}${random.chance(0.2) ? ` ${random.int(1, 9)}` : ""}${random.chance(0.15) ? `, ${random.pick(AREAS)}` : ""}`
    : "";
  const region =
    state && random.chance(0.8)
      ? `${random.pick([", ", ", ", " "])}${state}${/Selangor|Johor|Perak/.test(state) && random.chance(0.2) ? (state === "Selangor" ? " Darul Ehsan" : " Darul Takzim") : ""}`
      : "";
  const parts = [
    inFront,
    unit && random.chance(0.12) && inFront
      ? ""
      : [unit, street].filter(Boolean).join(random.pick([", ", ", ", " ", ","])),
    area,
    `${world.postcode()} ${city}${region}${random.chance(0.1) ? ", Malaysia" : ""}`,
  ].filter(Boolean);
  const lines = joined(world, parts, comma);
  if (random.chance(0.4)) lines[lines.length - 1] += ".";
  const behind = random.weighted([
    [() => "", 88],
    [() => `(${capital(world.coined())} ${random.pick([city, ...AREAS])})`, 7],
    [() => `${random.int(1000, 2999)}${random.pick(["-", " "])}${random.pick(AREAS)}`, 5],
  ] as const)();
  if (behind) lines.push(behind);
  return lines;
}

/** Parts of an address on as many lines or fewer: two parts now and then share one. */
function joined({ random }: World, parts: readonly string[], comma: string): string[] {
  const lines: string[] = [];
  parts.forEach((part, i) => {
    const text = i < parts.length - 1 ? `${part}${comma}` : part;
    if (lines.length > 0 && random.chance(0.22)) lines[lines.length - 1] += `${random.chance(0.85) ? " " : ""}${text}`;
    else lines.push(text);
  });
  return lines;
}

const mall = (world: World) =>
  `${capital(world.coined())} ${world.random.pick(["Mall", "Shopping Centre", "Plaza", "Complex", "Square", "Point", "Gateway", "Avenue", "City Mall", "Shopping Mall", "Business Park"])}`;

function letterOrNumber({ random }: World): string {
  return random.weighted([
    [() => "", 40],
    [() => `/${random.int(1, 99)}`, 40],
    [() => random.pick(["A", "B", "C"]), 10],
    [() => `/${random.int(1, 30)}${random.pick(["A", "B", "F"])}`, 10],
  ] as const)();
}
