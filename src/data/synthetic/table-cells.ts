/** Makers of table cells: each gives a text and, where it is one, its number. */
import type { Column } from "./facts.ts";
import { makeValue } from "./field-values.ts";
import { capital, titleCase } from "./letter-case.ts";
import { COMPANY_WORDS, DEPARTMENTS, GOODS, GROCERIES, OCCUPATIONS } from "./words/vocabulary.ts";
import type { World } from "./world.ts";

export interface Made {
  text: string;
  value: number | null;
}

type Maker = (w: World, args: string[]) => Made | string;

export const place = (w: World) =>
  titleCase(
    w.random.chance(0.5)
      ? w.coined()
      : `${w.random.pick(["North", "South", "East", "West", "Upper", "Lower", "Old", "New", "Lake", "Port", "Mount"])} ${w.coined()}`,
  );

const quantity = (w: World, value: number, decimals = 0): Made => ({ text: w.number(value, decimals), value });

const MASCOTS =
  "Eagles Tigers Bulldogs Panthers Wildcats Knights Falcons Bears Lions Hawks Wolves Rams Cougars Mustangs Vikings Spartans Trojans Warriors Raiders Pirates Rockets Comets Cardinals Bluejays".split(
    " ",
  );

const AIRPORTS = ["Airways", "Air", "Airlines", "Jet", "Aviation"];

const MAKERS: Record<string, Maker> = {
  int: (w, [low, high]) => {
    const value = w.random.int(Number(low), Number(high));
    return quantity(w, value);
  },
  decimal: (w, [low, high]) => {
    const span = Number(high) - Number(low);
    const decimals = span < 5 ? 2 : 1;
    const value = Number((Number(low) + w.random.next() * span).toFixed(decimals));
    return { text: value.toFixed(decimals).replace(".", w.money.decimal), value };
  },
  bigint: (w) => quantity(w, Math.round(Math.exp(w.random.range(6, 14)))),
  money: (w, [big]) => {
    const value = w.price(big ? 8 : 1.5, big ? 14 : 7.5);
    const rounded = big ? Math.round(value / 100) * 100 : value;
    return { text: signed(w) ? w.amount(rounded) : w.number(rounded, big ? 0 : 2), value: rounded };
  },
  percent: (w) => {
    const decimals = w.timeStyle % 3;
    const value = Number(w.random.range(0, 100).toFixed(decimals));
    return { text: `${value.toFixed(decimals).replace(".", w.money.decimal)}${w.timeStyle === 4 ? " %" : "%"}`, value };
  },
  year: (w) => {
    const value = w.random.int(Math.max(1850, w.year - w.random.pick([15, 60, 120])), w.year);
    return { text: String(value), value };
  },
  date: (w) => {
    const day = w.day(w.year, 1);
    return { text: w.dateFormat(day), value: day.year * 10000 + day.month * 100 + day.day };
  },
  time: (w) => w.time(),
  mmss: (w) => `${w.random.int(1, 9)}:${String(w.random.int(0, 59)).padStart(2, "0")}`,
  person: (w) => w.person(),
  city: (w) => w.city().city,
  place,
  nation: (w) => makeValue(w, "nation")[0],
  usstate: (w) => makeValue(w, "usstate")[0],
  company: (w) => w.company(),
  label: (w) => `${w.random.pick(COMPANY_WORDS)} ${w.random.pick(["Records", "Music", "Sounds", "Discs"])}`,
  team: (w) =>
    w.random.pick([
      () =>
        `${w.city().city} ${w.random.pick(["United", "City", "FC", "Rovers", "Wanderers", "Athletic", ...MASCOTS])}`,
      () => `${w.random.pick(["SV", "FC", "AC", "Real", "Sporting", "Dynamo"])} ${place(w)}`,
      () => `${place(w)} ${w.random.pick(MASCOTS)}`,
    ])(),
  animal: (w) => w.random.pick(MASCOTS),
  school: (w) =>
    w.random.pick([
      () =>
        `${w.random.pick(["St.", "Saint"])} ${w.firstName()} ${w.random.pick(["High School", "Academy", "School", "College"])}`,
      () => `${w.lastName()} ${w.random.pick(["High School", "Elementary", "Middle School", "Academy"])}`,
      () => `${place(w)} ${w.random.pick(["High School", "Grammar School", "Primary", "Prep"])}`,
    ])(),
  college: (w) => makeValue(w, "school")[0],
  district: (w) =>
    w.random.pick([
      () => `${place(w)} District`,
      () => `District ${w.random.int(1, 30)}`,
      () => `${place(w)} ${w.random.pick(["Unified", "Union", "County", "Area"])}`,
      () => place(w),
    ])(),
  phrase: (w) =>
    w.random.pick([
      () => w.phrase(2, 4),
      () => `${w.phrase(1, 2)} of ${place(w)}`,
      () => `${w.city().city} ${w.phrase(1, 2)}`,
    ])(),
  stationname: (w) =>
    w.random.pick([
      () => `${w.random.pick(["Radio", "Sound of", "Voice of"])} ${place(w)}`,
      () => `${w.phrase(1, 1)} ${w.random.int(88, 107)}`,
      () => `The ${w.phrase(1, 2)}`,
      () =>
        `${w.random.pick(["Kiss", "Mix", "Magic", "Star", "Hot", "Lite", "Cool"])} ${w.random.int(88, 107)}.${w.random.int(1, 9)}`,
      () => place(w),
    ])(),
  freq: (w) => {
    const value = w.random.int(880, 1079) / 10;
    return { text: `${value.toFixed(1)}${w.timeStyle < 2 ? " FM" : w.timeStyle === 2 ? " MHz" : ""}`, value };
  },
  call: (w) =>
    `${w.random.pick(["K", "W"])}${w.initials(w.random.pick([2, 3, 3, 3]))}${w.random.chance(0.15) ? "-FM" : ""}`,
  worktitle: (w) => makeValue(w, "worktitle")[0],
  river: (w) => titleCase(w.coined()) + w.random.pick(["", "", " River", " Creek"]),
  mountain: (w) =>
    w.random.pick([
      () => `Mount ${capital(w.coined())}`,
      () => `${capital(w.coined())} ${w.random.pick(["Peak", "Horn", "Ridge", "Dome"])}`,
      () => `Piz ${capital(w.coined())}`,
    ])(),
  building: (w) =>
    `${w.random.chance(0.5) ? capital(w.coined()) : w.lastName()} ${w.random.pick(["Tower", "House", "Hall", "Center", "Plaza", "Building", "Palace"])}`,
  ship: (w) => makeValue(w, "ship")[0].replace(/^(M\/V|MV|SS) /, ""),
  museum: (w) =>
    w.random.pick([
      () => `Museum of ${w.phrase(1, 2)}`,
      () => `${w.lastName()} ${w.random.pick(["Museum", "Gallery", "Collection"])}`,
      () => `${place(w)} ${w.random.pick(["Museum", "Heritage Centre", "Art Gallery"])}`,
    ])(),
  church: (w) =>
    w.random.pick([
      () => `St. ${w.firstName()}'s`,
      () => `${w.random.pick(["Holy Cross", "Trinity", "Grace", "Zion", "Bethel"])} ${place(w)}`,
      () => `First ${place(w)} Church`,
    ])(),
  park: (w) => `${place(w)} ${w.random.pick(["Park", "National Park", "Forest", "Reserve", "Gardens"])}`,
  race: (w) =>
    `${w.random.chance(0.5) ? makeValue(w, "nation")[0] : w.city().city} ${w.random.pick(["Grand Prix", "500", "Classic", "Rally", "Cup", "Marathon"])}`,
  stadium: (w) =>
    `${w.random.chance(0.5) ? w.lastName() : place(w)} ${w.random.pick(["Stadium", "Park", "Arena", "Field", "Ground"])}`,
  award: (w) =>
    `${w.random.chance(0.5) ? w.lastName() : w.phrase(1, 2)} ${w.random.pick(["Award", "Prize", "Medal", "Cup", "Festival", "Critics Circle"])}`,
  program: (w) =>
    w.random.pick([
      () =>
        w.random.pick([
          "Local News",
          "Morning Show",
          "Evening News",
          "Late Night",
          "Daytime",
          "Prime",
          "Early News",
          "Sports Tonight",
          "Weekend News",
          "Game Show",
          "Talk",
          "Movie",
        ]) +
        (w.random.chance(0.6)
          ? ` ${w.random.pick(["@ 5p", "@ 6a", "M-F", "at 11", "6-7p", "Sa 9a", "5a-6a", "10p"])}`
          : ""),
      () => `${w.phrase(1, 2)} ${w.random.pick(["Show", "Tonight", "Live", "Report"])}`,
    ])(),
  dayparttime: (w) =>
    `${w.random.int(1, 11)}${w.random.pick([":00a", "a", ":30a", "p"])}-${w.random.int(1, 12)}${w.random.pick([":00p", "p", ":30p", "a"])}`,
  airline: (w) =>
    `${w.random.chance(0.5) ? w.random.pick(COMPANY_WORDS) : capital(w.coined())} ${w.random.pick(AIRPORTS)}`,
  flightno: (w) => w.pattern("AA 299"),
  trainno: (w) => w.pattern(w.random.pick(["IC 299", "RE 29", "S2", "EC 29", "Express 29", "2999"])),
  coursename: (w) => w.random.pick([() => makeValue(w, "coursename")[0], () => w.phrase(1, 2)])(),
  occupation: (w) => w.random.pick(OCCUPATIONS),
  department: (w) => (w.random.chance(0.75) ? w.random.pick(DEPARTMENTS) : w.phrase(1, 2)),
  goods: (w) => (w.random.chance(0.6) ? w.random.pick(w.random.chance(0.5) ? GOODS : GROCERIES) : w.phrase(1, 3)),
  goodsname: (w) => w.phrase(1, 2),
  expense: (w) =>
    w.random.chance(0.6)
      ? w.random.pick([
          "Salaries",
          "Rent",
          "Publications",
          "Travel",
          "Legal",
          "Employee Benefits",
          "Utilities",
          "Insurance",
          "Advertising",
          "Supplies",
          "Telephone",
          "Postage",
          "Equipment",
          "Maintenance",
          "Training",
          "Consulting",
          "Depreciation",
          "Interest",
          "Taxes",
          "Printing",
          "Meetings",
          "Software",
          "Catering",
          "Security",
          "Cleaning",
          "Fuel",
        ])
      : w.phrase(1, 3),
  samplecode: (w) => w.pattern(w.random.pick(["A-99", "AA-999", "29-9", "S-2999", "999A", "A9-B"])),
  invoicecode: (w) => w.pattern(w.random.pick(["INV-9999", "29999", "AA2999", "2999/9", "R-99999"])),
  code: (w) => w.code(),
  isbn: (w) => makeValue(w, "isbn")[0],
  height: (w) => makeValue(w, "height")[0],
  bp: (w) => makeValue(w, "pressure")[0],
  score: (w) => `${w.random.int(0, 6)}${w.random.pick(["-", "–", ":", "-"])}${w.random.int(0, 6)}`,
  digits: (w) => String(w.random.int(1, 420)),
  digits3: (w) => String(w.random.int(100, 999)),
};

/** Whether amounts of this page's tables carry the currency: one choice a page. */
export function signed(w: World): boolean {
  return w.timeStyle >= 3;
}

export const TYPES: Record<string, Column["type"]> = {
  int: "number",
  decimal: "number",
  bigint: "number",
  money: "money",
  percent: "percent",
  year: "year",
  date: "date",
  time: "time",
  mmss: "time",
  freq: "number",
  rank: "rank",
  pick: "category",
  code: "code",
  call: "code",
  samplecode: "code",
  invoicecode: "code",
  digits3: "code",
  isbn: "code",
};

export function make(w: World, maker: string, args: string[]): Made {
  const found = MAKERS[maker];
  // What table cells do not make themselves is a field value.
  const made = found ? found(w, args) : makeValue(w, maker)[0];
  return typeof made === "string" ? { text: made, value: null } : made;
}
