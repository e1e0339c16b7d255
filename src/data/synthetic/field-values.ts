/** Types of field values: how each is made up. The lines of a value are the lines in which it is printed. */

import type { Day } from "./dates.ts";
import { titleCase } from "./letter-case.ts";
import { NATIONS, STATES_US } from "./words/places.ts";
import { COMPANY_WORDS, DEPARTMENTS, GOODS, OCCUPATIONS, SERVICES } from "./words/vocabulary.ts";
import type { World } from "./world.ts";

type Maker = (w: World) => string | string[];
const of = (text: string) => text.split("|");
const oneOf =
  (text: string): Maker =>
  (w) =>
    w.random.pick(of(text));
const pattern =
  (...patterns: string[]): Maker =>
  (w) =>
    w.pattern(w.random.pick(patterns));

const OPENINGS = of(
  "Please send|Refrigerate in|To be returned with|Run against|Advise if|See attached|For confirmation by|Not to exceed|Deliver to|Contact|Keep in|Reviewed with|Store at|Approval of|Change of|Use only|Replaced by|Copies of|Order for|Pending|No|New|Check for|Request for|As agreed with|Send all|Break out by|Compare with|Includes",
);
const LINKS = of("and|with|for|by|in|of|to|at no more than|from|under|or|after|before|per|on|, then|; see");
/** Longest line of a note, characters: in a column, or over the width of a form. */
const NOTE_LINES: readonly (readonly [readonly [number, number], number])[] = [
  [[20, 34], 65],
  [[40, 76], 35],
];

/** What somebody writes into a field that asks for more than a name: a few words, or several lines of them. */
function note(w: World): string[] {
  const { random } = w;
  const thing = () =>
    random.weighted<() => string>([
      [() => `${w.adjective()} ${w.noun()}`, 40],
      [() => w.noun(), 25],
      [() => `${random.int(2, 900)} ${w.noun()}`, 8],
      [() => `${w.firstName()} ${w.lastName()}`, 7],
      [() => w.dateFormat(w.day()), 5],
      [() => w.code(), 5],
      [() => w.amount(w.price(4, 9)), 5],
      [() => `(${w.adjective()} ${w.noun()})`, 5],
    ])();
  const parts = [random.chance(0.8) ? random.pick(OPENINGS) : "", thing()];
  for (
    let n = random.weighted([
      [0, 20],
      [1, 25],
      [2, 20],
      [3, 15],
      [5, 12],
      [7, 8],
      [9, 4],
    ] as const);
    n > 0;
    n--
  )
    parts.push(random.pick(LINKS), thing());
  const text = parts
    .filter((part) => part !== "")
    .join(" ")
    .replace(/ ([,;])/g, "$1");
  const longest = random.int(...random.weighted(NOTE_LINES));
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line !== "" && line.length + 1 + word.length > longest) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  const end = random.chance(0.25) ? "." : "";
  lines[lines.length - 1] += end;
  lines[0] = lines[0].charAt(0).toUpperCase() + lines[0].slice(1);
  return lines;
}

const MAKERS: Record<string, Maker> = {
  note,
  signed: (w) => `${w.initials(w.random.int(2, 3))} ${w.random.pick(["", "/ ", "- "])}${w.dateFormat(w.day())}`,
  figures: (w) => {
    const unit = w.random.pick(of("g/kg|mm|mg|%|cm|kg|psi|ml|in"));
    const one = () => w.number(w.random.int(10, 990) / 10, 1);
    return w.random.pick([
      `${one()} (${one()} to ${one()} ${unit})`,
      `${one()} ${unit} (max. ${one()})`,
      `${one()} / ${one()} / ${one()}`,
      `${one()} x ${one()} ${unit}`,
    ]);
  },
  code: (w) => w.code(),
  date: (w) => w.date(),
  birthdate: (w) => w.date(w.day(w.year - w.random.int(18, 80))),
  daterange: (w) => {
    const from: Day = w.day();
    const to = w.later(from, w.random.int(3, 120));
    return `${w.dateFormat(from)} ${w.random.pick(["-", "-", "to", "–", "through"])} ${w.dateFormat(to)}`;
  },
  time: (w) => w.time(),
  year: (w) => String(w.random.int(w.year - 60, w.year)),
  person: (w) => w.person(),
  shortname: (w) =>
    w.random.pick([
      () => w.firstName(),
      () => w.firstName().toUpperCase(),
      () => `${w.firstName()} ${w.lastName()[0]}.`,
      () => w.person(),
      () => String(w.random.int(1, 999)).padStart(2, "0"),
      () => w.random.pick(["ADMIN", "USER", "MANAGER", "Supervisor", "Counter 1", "CASHIER 2"]),
    ])(),
  surname: (w) => w.lastName(),
  firstname: (w) => w.firstName(),
  initial: (w) => `${w.initials(1)}${w.random.chance(0.6) ? "." : ""}`,
  doctor: (w) =>
    `${w.random.pick(["Dr. ", "Dr ", ""])}${w.firstName()} ${w.lastName()}${w.random.chance(0.3) ? ", MD" : ""}`,
  company: (w) => w.company(),
  insurer: (w) =>
    `${w.random.pick(COMPANY_WORDS)} ${w.random.pick(["Mutual", "Life", "Health", "General", "Assurance", "Insurance Co.", "Casualty"])}`,
  bank: (w) =>
    w.random.pick([
      () =>
        `${w.random.pick(COMPANY_WORDS)} ${w.random.pick(["Bank", "Savings Bank", "Credit Union", "Trust Bank", "Bank Berhad", "National Bank"])}`,
      () => `Bank of ${w.city().city}`,
      () => `${w.lastName()} ${w.random.pick(["& Co. Bankers", "Bank", "Private Bank"])}`,
    ])(),
  principal: (w) =>
    w.random.pick([
      () =>
        `${w.random.pick(["Government of", "Embassy of", "Ministry of Tourism of", "Republic of", "National Bank of", "Trade Council of"])} ${w.random.pick(NATIONS)}`,
      () => w.company(),
    ])(),
  advertiser: (w) =>
    w.random.pick([
      () =>
        `${w.random.chance(0.5) ? w.fullName() : w.lastName()} ${w.random.pick(["for", "For", "FOR"])} ${w.random.pick(["Congress", "Senate", "US Senate", "Governor", "Mayor", "Sheriff", "Supervisor", "Judge", "State Senate", "President", "City Council"])}${w.random.pick(["", "", "-D", "-R", ` (${w.pattern("299999")})`])}`,
      () => `${w.firstName()} ${w.lastName()} for ${w.random.pick(STATES_US)}`,
      () =>
        `${w.random.pick(["POL", "POL", "POLI", "ISS", "PAC"])}/${w.random.chance(0.5) ? `${w.firstName()} ${w.lastName()}` : w.lastName()}/${w.random.pick(["Gov", "Governor", "Senate", "Congress", "House", "Mayor"])}/${w.city().state || "US"}/${w.random.pick(["Dem", "Rep", "Ind"])}`,
      () => `Friends of ${w.firstName()} ${w.lastName()}`,
      () =>
        `${w.random.pick(["Citizens for", "Americans for", "Committee to Elect", "Coalition for", "Voters for"])} ${titleCase(`${w.adjective()} ${w.noun()}`)}`,
      () => `${w.phrase(1, 2)} PAC`,
      () => w.company(),
    ])(),
  adproduct: (w) =>
    w.random.pick([
      () => `${w.random.pick(["Candidate", "Issue", "Political", "Retail"])} ${w.year}`,
      () => w.phrase(1, 3),
      () => w.random.pick(["Political", "Issue Ad", "Candidate", "General", "Auto Dealer", "Fast Food"]),
    ])(),
  station: (w) =>
    `${w.random.pick(["W", "K"])}${w.initials(w.random.int(2, 3))}${w.random.pick(["", "", "-TV", "-FM", "-DT"])}`,
  demo: oneOf("A18+|A25-54|W25-54|M18-34|A35+|RA35+|Adults 18-49|Women 25-54|Men 35-64|HH|P2+|A50+"),
  billing: oneOf("Broadcast|Calendar|Weekly|Monthly|EOM/EOC|Broadcast Month|Standard"),
  spotlength: oneOf(":30|:15|:60|30|60|:10|00:30|15|30 sec|60 sec"),
  phone: (w) => w.phone(),
  email: (w) => w.email(),
  web: (w) => w.web(),
  address: (w) => w.address(),
  city: (w) => w.city().city,
  state: (w) => w.city().state || w.random.pick(STATES_US),
  usstate: (w) => w.random.pick(STATES_US),
  nation: (w) => w.random.pick(NATIONS),
  zip: (w) => w.postcode(),
  place: (w) =>
    w.random.pick([
      () => `Room ${w.random.int(1, 900)}`,
      () => `Conference Room ${w.initials(1)}`,
      () => `${w.lastName()} Hall`,
      () => w.city().city,
      () => `Hotel ${w.phrase(1, 1)}, ${w.city().city}`,
    ])(),
  money: (w) => w.amount(w.price(1, 11)),
  percent: (w) => w.percent(),
  smallint: (w) => String(w.quantity(60)),
  bigint: (w) => w.number(w.random.int(100, 99999), 0),
  age: (w) => `${w.random.int(1, 95)}${w.random.pick(["", "", "", " years", " yrs"])}`,
  digits2: (w) => String(w.random.int(1, 99)),
  digits3: pattern("99", "999", "2999", "0999"),
  digits4: pattern("9999", "2999", "99999"),
  digits6: pattern("299999", "099999", "999999"),
  digits8: pattern("29999999", "09999999"),
  digits9: pattern("299999999"),
  digits10: pattern("2999999999", "2999 9999 99", "299-9999999"),
  taxid: (w) =>
    w.pattern(
      w.random.pick(
        {
          DE: ["DE299999999"],
          FR: ["FR29299999999"],
          GB: ["GB 299 9999 99", "GB299999999"],
          ES: ["B29999999"],
          IT: ["IT02999999999"],
          US: ["29-9999999"],
          AU: ["29 999 999 999"],
        }[w.country.code] ?? ["299999999999", "AA999999", "29-9999999"],
      ),
    ),
  gst: pattern("000299999999", "000999999999", "0009 9999 9999", "001999999999", "M2-9999999-9", "29AAAAA9999A9Z9"),
  regno: pattern(
    "299999-A",
    "299999A",
    "(299999-A)",
    "AA0999999-A",
    "200299999A",
    "HRB 29999",
    "JM0999999",
    "(AS0299999-A)",
    "299999 9",
  ),
  maskedcard: pattern(
    "XXXXXXXXXXXX2999",
    "************9999",
    "**** **** **** 9999",
    "xxxx-xxxx-xxxx-9999",
    "4299 99** **** 9999",
    "XXXX9999",
  ),
  account: pattern("2999999999", "299-999999-9", "29 9999 9999", "5999-9999-9999", "29999999", "0299999999999"),
  iban: (w) =>
    w.pattern(
      w.random.pick([
        "DE29 9999 9999 9999 9999 99",
        "GB29 AAAA 9999 9999 9999 99",
        "FR29 9999 9999 9999 9999 9999 999",
        "ES29 9999 9999 9999 9999 9999",
        "NL29AAAA9999999999",
        "IT29A9999999999999999999999",
      ]),
    ),
  swift: pattern("AAAADE2A", "AAAAGB2LXXX", "AAAAMYKL", "AAAAUS29", "AAAAFRPP999"),
  sortcode: pattern("29-99-99", "29 99 99"),
  ssn: pattern("299-99-9999", "XXX-XX-9999"),
  passport: pattern("A29999999", "299999999", "AA2999999"),
  idnumber: pattern("299999-99-9999", "S2999999A", "29.999.999-9", "29999999-A"),
  plate: pattern("AAA 9999", "AAA-9999", "A 299 AA", "9AAA999", "AA29 AAA", "AAA 2999 A", "A-AA 2999"),
  vin: pattern("2AAAA29A9AA299999", "AAA9A99A29A999999"),
  tracking: pattern(
    "2Z 999 AA9 99 9999 9999",
    "9999 9999 9999",
    "AA299999999US",
    "29999999999999",
    "2299 9999 9999 9999",
  ),
  container: pattern("AAAU 299999 9", "AAAU2999999"),
  isbn: pattern("978-0-29-999999-9", "9780299999999", "978-3-2999-9999-9", "0-299-99999-9"),
  flightno: pattern("AA 299", "AA2999", "AA 99"),
  seat: (w) => `${w.random.int(1, 48)}${w.random.pick(of("A|B|C|D|E|F|H|K"))}`,
  gate: (w) => `${w.random.pick(["A", "B", "C", "D", ""])}${w.random.int(1, 60)}`,
  pnr: pattern("AAAAAA", "A9AA9A", "AAA999", "2999999"),
  parcelno: pattern("299-999-99", "29-99-999", "999-29-9999"),
  roomcode: pattern("299A", "A-29", "29-A9", "2999", "A99", "9.29"),
  case: (w) =>
    w.pattern(
      w.random.pick([
        `${w.year}-AA-9999`,
        `29 A 999/${String(w.year).slice(2)}`,
        "AA-29-9999",
        `${w.year}/9999`,
        "2:99-cv-99999",
      ]),
    ),
  omb: pattern("1929-0099", "0999-0299", "1999-0029; Expires April 30, 2029"),
  formnumber: pattern("AAA-29", "A-299", "29-A", "AA 2999", "AAA-99 Rev. 9/9"),
  filename: (w) =>
    `${w.noun()}${w.random.pick(["_", "-", ""])}${w.noun()}${w.random.pick([".doc", ".xls", ".pdf", ".txt", ".dwg"])}`,
  version: pattern("9.2", "v2.9", "2.9.9", "Rev A", "1.9b"),
  pageof: (w) => {
    const all = w.random.int(1, 12);
    return `${w.random.int(1, all)} of ${all}`;
  },
  parcelof: (w) => {
    const all = w.random.int(1, 30);
    return `${w.random.int(1, all)} ${w.random.pick(["of", "/"])} ${all}`;
  },
  phrase: (w) => w.phrase(1, 4),
  worktitle: (w) =>
    w.random.pick([
      () => `The ${w.phrase(1, 2)}`,
      () => w.phrase(2, 4),
      () => `${w.phrase(1, 1)} of the ${w.phrase(1, 2)}`,
      () => `A ${w.phrase(2, 2)} of ${w.phrase(1, 1)}`,
    ])(),
  eventname: (w) =>
    `${w.random.pick(["Annual", "Spring", "Autumn", "Charity", "International", `${w.year}`])} ${w.phrase(1, 2)} ${w.random.pick(["Gala", "Conference", "Tournament", "Fair", "Dinner", "Symposium", "Run", "Festival"])}`,
  coursename: (w) =>
    `${w.random.pick(["Introduction to", "Advanced", "Principles of", "Foundations of", "Topics in"])} ${w.phrase(1, 2)}`,
  terms: oneOf(
    "Net 30|Net 30 days|Net 15|Due on receipt|30 days|60 days net|COD|C.O.D.|Cash|2/10 Net 30|14 days|Prepaid|End of month|Net 45|Cash on Delivery|7 DAYS|30 DAYS NETT",
  ),
  currency: oneOf("USD|EUR|GBP|MYR|SGD|US Dollar|Euro|CHF|JPY|AUD|CAD"),
  carrier: (w) =>
    w.random.pick([
      () =>
        w.random.pick(
          of("Ground|Air Freight|Sea Freight|Courier|Own Collection|Truck|Rail|Pick up|Best Way|Express Mail"),
        ),
      () => `${w.random.pick(COMPANY_WORDS)} ${w.random.pick(["Express", "Freight", "Logistics", "Cargo"])}`,
    ])(),
  incoterm: (w) => `${w.random.pick(of("EXW|FOB|CIF|DAP|DDP|FCA|CFR|CPT"))} ${w.city().city}`,
  gender: oneOf("M|F|Male|Female|male|female|MALE|FEMALE"),
  marital: oneOf("Single|Married|Divorced|Widowed|single|married|SINGLE|MARRIED"),
  relation: oneOf("Father|Mother|Brother|Sister|Husband|Wife|Son|Daughter|Friend|Aunt|Uncle|Spouse|Self|Guardian"),
  occupation: (w) => w.random.pick(OCCUPATIONS),
  department: (w) => w.random.pick(DEPARTMENTS),
  school: (w) =>
    w.random.pick([
      () =>
        `${w.city().city} ${w.random.pick(["High School", "College", "Grammar School", "University", "Academy", "Polytechnic"])}`,
      () => `University of ${w.city().city}`,
      () => `St. ${w.firstName()}'s ${w.random.pick(["School", "College", "Academy"])}`,
      () => `${w.lastName()} ${w.random.pick(["Institute of Technology", "University", "Business School"])}`,
    ])(),
  degree: oneOf(
    "B.A.|B.Sc.|M.A.|M.Sc.|Ph.D.|MBA|Diploma|B.Eng.|High School Diploma|Bachelor of Arts|Master of Science|LL.B.|M.D.|Certificate III",
  ),
  language: oneOf(
    "English|Spanish|French|German|Italian|Portuguese|Malay|Mandarin|Tamil|Hindi|Arabic|Polish|Turkish|Dutch|Japanese|Swahili|Russian",
  ),
  diagnosis: oneOf(
    "Hypertension|Type 2 diabetes|Fractured wrist|Acute bronchitis|Migraine|Asthma|Sprained ankle|Appendicitis|Anaemia|Influenza|Lower back pain|Pneumonia|Tonsillitis|Gastritis|Arthritis|Sinusitis|Concussion|Dermatitis|Otitis media|Vertigo",
  ),
  blood: oneOf("A+|A-|B+|B-|AB+|AB-|O+|O-|O Rh positive|A Rh neg"),
  pressure: (w) => `${w.random.int(95, 180)}/${w.random.int(55, 110)}`,
  weight: (w) =>
    `${w.random.chance(0.5) ? w.random.int(1, 250) : w.number(w.random.range(0.2, 120), 1, "")}${w.random.pick([" kg", "kg", " lbs", " lb", " lbs.", " KG", ""])}`,
  height: (w) =>
    w.random.pick([
      () => `${w.random.int(140, 205)} cm`,
      () => `${w.random.int(4, 6)}'${w.random.int(0, 11)}"`,
      () => `1.${w.random.int(40, 99)} m`,
      () => `${w.random.int(5, 6)} ft ${w.random.int(0, 11)} in`,
    ])(),
  drug: (w) =>
    `${w.random.chance(0.5) ? w.random.pick(of("Amoxicillin|Ibuprofen|Metformin|Lisinopril|Atorvastatin|Omeprazole|Paracetamol|Salbutamol|Warfarin|Prednisone|Cetirizine|Ramipril")) : titleCase(w.coined()) + w.random.pick(["in", "ol", "ine", "ate", "pril", "mab"])}${w.random.chance(0.5) ? ` ${w.random.pick([5, 10, 20, 25, 50, 100, 250, 500])} mg` : ""}`,
  dose: oneOf(
    "1 tablet daily|2 x 500 mg|5 ml twice daily|1-0-1|10 mg at night|3 times a day|as needed|500 mg b.i.d.|20 mg once daily|2 puffs q4h",
  ),
  allergy: oneOf(
    "None|Penicillin|Peanuts|Latex|None known|Pollen|Shellfish|Aspirin|NKDA|Dust mites|Bee stings|Sulfa drugs",
  ),
  ordertype: oneOf("Dine In|Take Away|DINE-IN|TAKEAWAY|Delivery|Drive Thru|To Go|Eat In|Pick Up"),
  shipservice: oneOf(
    "Ground|Next Day Air|2nd Day Air|Priority Mail|Economy|Express Saver|Standard Overnight|Book Post|First Class|Media Mail|Surface",
  ),
  ship: (w) =>
    `${w.random.pick(["M/V ", "MV ", "", "SS "])}${titleCase(w.random.pick([w.coined(), w.noun(), w.firstName()]))} ${w.random.pick(["Star", "Express", "Maru", "Trader", "Queen", "Bridge", "Spirit"])}`,
  priority: oneOf("High|Low|Medium|Urgent|Normal|Routine|Critical|HIGH|P1|P2|P3"),
  status: oneOf(
    "Open|Closed|Pending|In progress|Approved|Rejected|On hold|Completed|Draft|Active|Under review|Cancelled|Final",
  ),
  duration: (w) => `${w.random.int(1, 36)} ${w.random.pick(["months", "days", "weeks", "years", "hours", "minutes"])}`,
  make: oneOf(
    "Toyota|Ford|Honda|Volkswagen|Proton|Perodua|BMW|Mazda|Nissan|Hyundai|Kia|Renault|Peugeot|Fiat|Volvo|Subaru|Chevrolet|Audi|Skoda|Isuzu",
  ),
  model: (w) =>
    w.random.pick([
      () => w.pattern("AA-299"),
      () => w.pattern("A29"),
      () => `${titleCase(w.coined())} ${w.random.pick(["GT", "SE", "LX", "1.6", "2.0", "XL", "Sport", "Pro"])}`,
      () => w.pattern("2999 AA"),
    ])(),
  mileage: (w) => `${w.number(w.random.int(900, 240000), 0)}${w.random.pick(["", " km", " mi", " miles", "km"])}`,
  colourname: oneOf(
    "White|Black|Silver|Grey|Red|Blue|Green|Beige|Brown|Metallic Blue|Dark Red|Pearl White|Gold|Orange|Yellow",
  ),
  fuel: oneOf("Petrol|Diesel|Electric|Hybrid|Gasoline|LPG|Unleaded|Plug-in Hybrid"),
  areasize: (w) =>
    `${w.number(w.random.int(20, 9000), 0)} ${w.random.pick(["sq ft", "m²", "sq. ft.", "sqm", "acres", "ha"])}`,
  usage: (w) =>
    `${w.number(w.random.int(20, 5000), 0)} ${w.random.pick(["kWh", "m3", "gal", "units", "therms", "kL"])}`,
  temperature: (w) =>
    `${w.random.chance(0.5) ? w.random.int(-20, 220) : w.number(w.random.range(-10, 90), 1, "")}${w.random.pick(["°C", " °C", "°F", " C", " deg C", " F"])}`,
  phvalue: (w) => w.number(w.random.range(1, 13), w.random.int(1, 2), ""),
  passfail: oneOf(
    "Pass|Fail|PASS|FAIL|Passed|Failed|Positive|Negative|Satisfactory|Not detected|Within limits|Accepted|Rejected",
  ),
  length: (w) =>
    `${w.random.chance(0.5) ? w.random.int(1, 900) : w.number(w.random.range(0.5, 300), 1, "")} ${w.random.pick(["mm", "cm", "m", "mm.", "in", "ft", "inches"])}`,
  barpressure: (w) => `${w.number(w.random.range(0.5, 300), 1, "")} ${w.random.pick(["bar", "psi", "kPa", "mbar"])}`,
  voltage: (w) =>
    `${w.random.pick([12, 24, 110, 220, 230, 240, 380, 400])}${w.random.pick([" V", "V", " VAC", " V DC", "V AC"])}`,
  membertype: oneOf(
    "Full|Associate|Student|Honorary|Family|Senior|Junior|Life Member|Gold|Platinum|Silver|Corporate|Individual",
  ),
  gradevalue: oneOf("A|B|C|A-|B+|C+|D|Pass|Distinction|87%|92|1.7|2.3|Merit|78/100|Credit"),
  semester: (w) =>
    `${w.random.pick(["Fall", "Spring", "Autumn", "Summer", "Winter", "Semester 1", "Semester 2", "WS", "Michaelmas"])} ${w.year}`,
  item: (w) => w.random.pick(w.random.chance(0.5) ? GOODS : SERVICES),
  tickbox: oneOf("Yes|No"),
};

/** Lines of a made-up value of `type`; a RangeError names a type that does not exist. */
export function makeValue(world: World, type: string): string[] {
  const maker = MAKERS[type];
  if (!maker) throw new RangeError(`no value type "${type}" in field-values.ts`);
  const value = maker(world);
  return Array.isArray(value) ? value : [value];
}

export const VALUE_TYPES: readonly string[] = Object.keys(MAKERS);
