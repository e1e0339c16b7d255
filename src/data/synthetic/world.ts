/**
 * The conventions of one synthetic page (country, date and money format, case) and the values printed under them: names,
 * addresses, dates, amounts, codes. Values only, no geometry. Names are partly invented from syllables, so that answers
 * cannot be learned by heart.
 */

import { DATE_FORMATS, type DateFormat, type Day, MONTHS, two } from "./dates.ts";
import { capital, titleCase } from "./letter-case.ts";
import { malaysianAddress, malaysianCompany } from "./malaysia.ts";
import type { Random } from "./random.ts";
import {
  ACCENTED_FIRST_NAMES,
  ACCENTED_LAST_NAMES,
  CODAS,
  ENDINGS,
  FIRST_NAMES,
  LAST_NAMES,
  MALAYSIAN_NAMES,
  ONSETS,
  TITLES,
  VOWELS,
} from "./words/names.ts";
import { COUNTRIES, type Country } from "./words/places.ts";
import { ADJECTIVES, COMPANY_KINDS, COMPANY_WORDS, NOUNS } from "./words/vocabulary.ts";

/** How money is printed on a page. */
interface MoneyFormat {
  before: string;
  after: string;
  grouping: "," | "." | " " | "'" | "";
  decimal: "." | ",";
}

export class World {
  readonly random: Random;
  readonly country: Country;
  readonly dateFormat: DateFormat;
  readonly dayFirst: boolean;
  readonly money: MoneyFormat;
  /** The year in which the page is set. */
  readonly year: number;
  readonly accents: boolean;
  readonly timeStyle: number;

  constructor(random: Random, country?: string) {
    this.random = random;
    const code =
      country ??
      random.weighted([
        ["US", 40],
        ["MY", 12],
        ["GB", 11],
        ["DE", 5],
        ["FR", 4],
        ["ES", 4],
        ["IN", 5],
        ["AU", 5],
        ["SG", 4],
        ["IT", 3],
        ["CA", 5],
        ["BR", 2],
      ] as const);
    this.country = COUNTRIES[code];
    this.dayFirst = code === "US" ? random.chance(0.05) : code === "CA" ? random.chance(0.5) : true;
    const numeric = this.dayFirst ? DATE_FORMATS.dayFirst : DATE_FORMATS.monthFirst;
    this.dateFormat = random.chance(0.5) ? random.pick(numeric) : random.pick(DATE_FORMATS.either);
    const comma = ["DE", "FR", "ES", "IT", "BR"].includes(code) && random.chance(0.7);
    const { symbol, code: currency } = this.country.currency;
    const sign = random.weighted([
      [symbol, 5],
      [currency, 1.5],
      ["", 3],
    ] as const);
    const after = comma && random.chance(0.7);
    this.money = {
      before:
        sign && !after ? sign + (sign.length > 1 && random.chance(0.6) ? " " : random.chance(0.1) ? " " : "") : "",
      after: sign && after ? ` ${sign}` : "",
      grouping: comma ? random.pick([".", ".", ".", ".", " ", "'"] as const) : random.chance(0.8) ? "," : "",
      decimal: comma ? "," : ".",
    };
    this.year = random.weighted([
      [random.int(2012, 2026), 6],
      [random.int(1995, 2012), 3],
      [random.int(1958, 1995), 2],
    ] as const);
    this.accents = !["US", "MY", "GB", "IN", "AU", "SG"].includes(code) || random.chance(0.04);
    this.timeStyle = random.int(0, 4);
  }

  // ---- words and names ----

  /** An invented word of one to three syllables, in small letters. */
  coined(): string {
    const r = this.random;
    const count = r.weighted([
      [1, 2],
      [2, 5],
      [3, 1],
    ] as const);
    let word = "";
    for (let i = 0; i < count; i++) word += r.pick(ONSETS) + r.pick(VOWELS) + (r.chance(0.55) ? r.pick(CODAS) : "");
    if (word.length < 7 && r.chance(0.4)) word += r.pick(ENDINGS);
    return word.length < 3 ? word + r.pick(ENDINGS) : word;
  }

  noun(): string {
    return this.random.pick(NOUNS);
  }

  adjective(): string {
    return this.random.pick(ADJECTIVES);
  }

  firstName(): string {
    const r = this.random;
    if (this.accents && r.chance(0.3)) return r.pick(ACCENTED_FIRST_NAMES);
    return r.chance(0.12) ? capital(this.coined()) : r.pick(FIRST_NAMES);
  }

  lastName(): string {
    const r = this.random;
    if (this.accents && r.chance(0.35)) return r.pick(ACCENTED_LAST_NAMES);
    if (r.chance(0.22)) return capital(this.coined());
    const name = r.pick(LAST_NAMES);
    return r.chance(0.03) ? `${name}-${r.pick(LAST_NAMES)}` : name;
  }

  person(): string {
    const r = this.random;
    if (this.country.code === "MY" && r.chance(0.4)) return r.pick(MALAYSIAN_NAMES);
    const first = this.firstName();
    const last = this.lastName();
    const initial = () => `${String.fromCharCode(65 + r.int(0, 25))}.`;
    const shape = r.int(0, 19);
    if (shape < 9) return `${first} ${last}`;
    if (shape < 12) return `${first} ${initial()} ${last}`;
    if (shape < 14) return `${initial()} ${last}`;
    if (shape < 15) return `${initial()} ${initial()} ${last}`;
    if (shape < 16) return `${initial()}${initial()} ${last}`;
    if (shape < 17) return `${last}, ${first}`;
    if (shape < 18) return `${first} ${this.firstName()} ${last}`;
    return `${r.pick(TITLES)} ${first} ${last}${r.chance(0.15) ? r.pick([", Jr.", ", MD", ", Ph.D.", " III"]) : ""}`;
  }

  /** First and last name, now and then an initial between, as somebody signs. */
  fullName(): string {
    const r = this.random;
    const middle = r.chance(0.37) ? `${String.fromCharCode(65 + r.int(0, 25))}. ` : "";
    return `${this.firstName()} ${middle}${this.lastName()}`;
  }

  company(): string {
    const r = this.random;
    const code = this.country.code;
    if (code === "MY" && r.chance(0.75)) return malaysianCompany(this);
    const word = () =>
      r.chance(0.35) ? capital(this.coined()) : r.chance(0.7) ? r.pick(COMPANY_WORDS) : capital(this.noun());
    let name: string;
    const shape = r.int(0, 11);
    if (shape < 4) name = `${word()} ${word()} ${r.pick(COMPANY_KINDS)}`;
    else if (shape < 7) name = `${word()} ${r.pick(COMPANY_KINDS)}`;
    else if (shape < 8) name = `${this.lastName()} & ${this.lastName()}`;
    else if (shape < 9)
      name = `${this.lastName()} ${r.pick(["Bros", "& Sons", "& Co", "Brothers", "and Partners", "Group"])}`;
    else if (shape < 10) name = `${this.initials(r.int(2, 4))} ${r.pick(COMPANY_KINDS)}`;
    else if (shape < 11) name = `${this.lastName()}'s ${r.pick(COMPANY_KINDS)}`;
    else name = `${word()} ${word()}`;
    const end: Record<string, string[]> = {
      US: ["Inc.", "LLC", "Corp.", "Inc", "Co.", "Ltd.", "Corporation", "L.P.", "& Associates"],
      MY: ["Sdn Bhd", "SDN. BHD.", "Sdn. Bhd.", "(M) Sdn Bhd", "Enterprise", "Trading", "Bhd", "S/B", "PLT"],
      GB: ["Ltd", "Limited", "PLC", "LLP", "& Co. Ltd"],
      DE: ["GmbH", "AG", "GmbH & Co. KG", "KG", "e.K.", "UG"],
      FR: ["SARL", "S.A.", "SAS", "& Fils"],
      ES: ["S.L.", "S.A.", "S.L.U."],
      IN: ["Pvt. Ltd.", "Pvt Ltd", "Limited", "& Co."],
      AU: ["Pty Ltd", "Pty. Ltd.", "Limited"],
      SG: ["Pte Ltd", "Pte. Ltd.", "LLP"],
      IT: ["S.r.l.", "S.p.A.", "srl"],
      CA: ["Inc.", "Ltd.", "Ltée", "Corp."],
      BR: ["Ltda.", "S.A.", "ME"],
    };
    return r.chance(0.68) ? `${name} ${r.pick(end[code])}` : name;
  }

  initials(count: number): string {
    let text = "";
    for (let i = 0; i < count; i++) text += String.fromCharCode(65 + this.random.int(0, 25));
    return text;
  }

  /** Two or three words of a title or a product: "Silver Bridge Plan". */
  phrase(low = 1, high = 3): string {
    const r = this.random;
    const count = r.int(low, high);
    const parts: string[] = [];
    for (let i = 0; i < count - 1; i++) parts.push(r.chance(0.6) ? this.adjective() : this.noun());
    parts.push(r.chance(0.1) ? this.coined() : this.noun());
    return titleCase(parts.join(" "));
  }

  // ---- numbers and codes ----

  /** `pattern` with 9 any digit, 2 a digit of 2..9, A a capital letter. */
  pattern(pattern: string): string {
    let text = "";
    for (const character of pattern) {
      if (character === "9") text += this.random.int(0, 9);
      else if (character === "2") text += this.random.int(2, 9);
      else if (character === "A") text += String.fromCharCode(65 + this.random.int(0, 25));
      else text += character;
    }
    return text;
  }

  code(): string {
    const r = this.random;
    const digits = () => "9".repeat(r.int(3, 9));
    return this.pattern(
      r.pick([
        () => digits(),
        () => digits(),
        () => `A${digits()}`,
        () => `AA-${digits()}`,
        () => `AA${digits()}`,
        () => `AAA-99-${digits()}`,
        () => `${digits()}-A`,
        () => `999-9999-99`,
        () => `9999/${String(this.year).slice(2)}`,
        () => `${this.year}-9999`,
        () => `99-999999`,
        () => `AA/${digits()}`,
        () => `A-99999`,
        () => `#${digits()}`,
        () => `0000${digits()}`,
        () => `9999-99999-A99`,
        () => `AAAA9999`,
      ])(),
    ).replace(/^0(?=\d{4})/, () => (r.chance(0.5) ? "0" : String(r.int(1, 9))));
  }

  /** A count of 1 up to about `high`, small ones more often. */
  quantity(high = 500): number {
    const r = this.random;
    return Math.max(1, Math.round(Math.exp(r.range(0, Math.log(high)))));
  }

  /** `value` as this page prints numbers. */
  number(value: number, decimals = 0, grouping = this.money.grouping): string {
    const negative = value < 0;
    // "1.234" could be read as a fraction: whole numbers are not grouped by dots.
    if (grouping === "." && decimals === 0) grouping = "";
    const text = Math.abs(value).toFixed(decimals);
    const [whole, rest] = text.split(".");
    const grouped = grouping === "" ? whole : whole.replace(/\B(?=(\d{3})+$)/g, grouping);
    return (negative ? "-" : "") + grouped + (rest ? this.money.decimal + rest : "");
  }

  /** `value` with two decimals, and the page's currency when `sign`. */
  amount(value: number, sign = true): string {
    const text = this.number(Math.abs(value), 2);
    const whole = sign ? this.money.before + text + this.money.after : text;
    return value < 0 ? (this.random.chance(0.5) ? `-${whole}` : `(${whole})`) : whole;
  }

  /** A price of about e^low .. e^high. */
  price(low = 0.5, high = 8): number {
    const r = this.random;
    const value = Math.exp(r.range(low, high));
    const rounded = value > 200 && r.chance(0.3) ? Math.round(value / 10) * 10 : value;
    return Math.max(0.05, Math.round(rounded * 100) / 100);
  }

  percent(): string {
    const r = this.random;
    const value = r.chance(0.6) ? String(r.int(0, 100)) : this.number(r.range(0, 100), r.int(1, 2), "");
    return value + (r.chance(0.92) ? "%" : " %");
  }

  // ---- dates and times ----

  day(around = this.year, spread = 0): Day {
    const r = this.random;
    return { year: around + r.int(-spread, spread), month: r.int(1, 12), day: r.int(1, 28) };
  }

  /** The day `days` later. */
  later(day: Day, days: number): Day {
    const date = new Date(Date.UTC(day.year, day.month - 1, day.day + days));
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  }

  /** `day` in the page's format, now and then in another one. */
  date(day: Day = this.day()): string {
    const r = this.random;
    if (r.chance(0.88)) return this.dateFormat(day);
    const numeric = this.dayFirst ? DATE_FORMATS.dayFirst : DATE_FORMATS.monthFirst;
    return r.pick(r.chance(0.5) ? numeric : DATE_FORMATS.either)(day);
  }

  month(): string {
    return this.random.pick(MONTHS);
  }

  time(): string {
    const r = this.random;
    const hour = r.int(0, 23);
    const minute = two(r.int(0, 59));
    const twelve = hour % 12 === 0 ? 12 : hour % 12;
    const half = hour < 12 ? "AM" : "PM";
    switch (this.timeStyle) {
      case 0:
        return `${two(hour)}:${minute}`;
      case 1:
        return `${two(hour)}:${minute}:${two(r.int(0, 59))}`;
      case 2:
        return `${twelve}:${minute} ${half}`;
      case 3:
        return `${two(twelve)}:${minute}${half.toLowerCase()}`;
      default:
        return `${twelve}:${minute}:${two(r.int(0, 59))} ${half}`;
    }
  }

  // ---- contact ----

  phone(): string {
    return this.pattern(this.random.pick(this.country.phone));
  }

  /** City, and its state where the country has them in addresses ("" else). */
  city(): { city: string; state: string } {
    const [city, state = ""] = this.random.pick(this.country.cities).split("/");
    return { city: this.random.chance(0.15) && this.country.code !== "SG" ? titleCase(this.coined()) : city, state };
  }

  postcode(): string {
    let code = this.pattern(this.country.postcode);
    if (this.country.code === "MY") code = String(this.random.int(10, 98) * 1000 + this.random.int(0, 9) * 100);
    return code;
  }

  street(): string {
    const r = this.random;
    if (r.chance(0.7)) return r.pick(this.country.streets);
    const name = capital(this.coined());
    switch (this.country.code) {
      case "DE":
        return `${name}${r.pick(["straße", "str.", "weg", "allee", "gasse"])}`;
      case "FR":
        return `${r.pick(["rue", "avenue", "boulevard"])} ${name}`;
      case "ES":
        return `Calle ${name}`;
      case "IT":
        return `Via ${name}`;
      case "BR":
        return `Rua ${name}`;
      case "MY":
        return `${r.pick(["Jalan", "Lorong", "Persiaran"])} ${name}`;
      default:
        return `${name} ${r.pick(["Street", "St", "Road", "Rd", "Avenue", "Ave.", "Lane", "Drive", "Blvd", "Way", "Court", "Place"])}`;
    }
  }

  /** An address in lines (without the addressee). */
  address(low = 2, high = 5): string[] {
    const r = this.random;
    const { city, state } = this.city();
    const code = this.postcode();
    const number = r.chance(0.2)
      ? `${r.int(1, 999)}${r.pick(["A", "B", "-C", "/2"])}`
      : String(r.int(1, r.chance(0.5) ? 120 : 9999));
    const street = this.street();
    const lines: string[] = [];
    const comma = r.chance(0.5) ? "," : "";
    switch (this.country.code) {
      case "US":
      case "CA":
      case "AU": {
        if (r.chance(0.08)) lines.push(`P.O. Box ${r.int(10, 99999)}`);
        else lines.push(`${number} ${street}`);
        const extra = r.pick([
          `Suite ${r.int(1, 999)}`,
          `Floor ${r.int(1, 40)}`,
          `Apt. ${r.int(1, 99)}`,
          `Unit ${r.int(1, 60)}`,
          `Ste. ${r.int(100, 900)}`,
          `Bldg ${r.int(1, 9)}`,
        ]);
        if (r.chance(0.25)) {
          if (r.chance(0.5)) lines.push(extra);
          else lines[0] += `, ${extra}`;
        }
        lines.push(
          `${city}, ${state} ${r.chance(0.12) && this.country.code === "US" ? `${code}-${this.pattern("9999")}` : code}`,
        );
        break;
      }
      case "MY":
        lines.push(...malaysianAddress(this));
        break;
      case "GB":
      case "IN":
        lines.push(`${number} ${street}${comma}`);
        if (r.chance(0.3))
          lines.push(`${capital(this.coined())} ${r.pick(["Park", "House", "Estate", "Green", "Heath"])}${comma}`);
        if (r.chance(0.5)) lines.push(`${city}${state ? `, ${state}` : ""} ${code}`);
        else lines.push(`${city}${comma}`, `${state && r.chance(0.5) ? `${state} ` : ""}${code}`);
        break;
      case "SG":
        lines.push(
          `${r.chance(0.4) ? "Blk " : ""}${number} ${street}${r.chance(0.6) ? ` #${two(r.int(1, 25))}-${two(r.int(1, 99))}` : ""}`,
          `Singapore ${code}`,
        );
        break;
      case "FR":
        lines.push(`${number}${r.chance(0.3) ? "," : ""} ${street}`, `${code} ${city}`);
        break;
      default:
        lines.push(
          `${street}${r.chance(0.2) ? "," : ""} ${number}`,
          `${code} ${city}${state && r.chance(0.5) ? ` (${state})` : ""}`,
        );
    }
    if (this.country.code !== "MY" && lines.length < high && r.chance(0.12))
      lines.push(r.chance(0.5) ? this.country.name : this.country.name.toUpperCase());
    while (lines.length < low)
      lines.unshift(`${r.pick(["Building", "Block", "Tower", "Plaza"])} ${capital(this.coined())}`);
    return lines.slice(0, Math.max(high, 2));
  }

  email(): string {
    const r = this.random;
    const plain = (text: string) =>
      text
        .normalize("NFD")
        .replace(/[^a-zA-Z]/g, "")
        .toLowerCase() || "info";
    const user = r.pick([
      () => plain(this.firstName()),
      () => `${plain(this.firstName())}.${plain(this.lastName())}`,
      () => `${plain(this.firstName())[0]}${plain(this.lastName())}`,
      () => r.pick(["info", "sales", "billing", "contact", "accounts", "office", "support", "admin"]),
      () => `${plain(this.lastName())}${r.int(1, 99)}`,
    ])();
    return `${user}@${this.domain()}`;
  }

  domain(): string {
    const r = this.random;
    const name = r.chance(0.5)
      ? this.coined()
      : `${r.pick(COMPANY_WORDS)}${r.chance(0.5) ? r.pick(NOUNS) : ""}`.toLowerCase();
    const end: Record<string, string[]> = {
      MY: [".com.my", ".my"],
      GB: [".co.uk"],
      DE: [".de"],
      FR: [".fr"],
      ES: [".es"],
      IN: [".in", ".co.in"],
      AU: [".com.au"],
      SG: [".com.sg"],
      IT: [".it"],
      CA: [".ca"],
      BR: [".com.br"],
    };
    return `${name.replace(/[^a-z]/g, "")}${r.pick([".com", ".com", ".org", ".net", ...(end[this.country.code] ?? [".us", ".gov", ".edu"])])}`;
  }

  web(): string {
    const r = this.random;
    return `${r.pick(["www.", "www.", "http://www.", "https://", ""])}${this.domain()}${r.chance(0.12) ? `/${this.noun()}` : ""}`;
  }
}
