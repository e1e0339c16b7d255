/**
 * What printed values mean: numbers, money, dates, small numbers in words. Pure parsing of one value's text; what the text
 * does not settle (03/04/2026, 1.234) is said, not guessed away.
 */

export interface Money {
  amount: number;
  /** ISO code, or the sign where it fits several currencies ("$"); null: none printed. */
  currency: string | null;
  /** The sign or the number can be read in two ways. */
  ambiguous?: boolean;
}

export interface PrintedDate {
  /** yyyy-mm-dd, of the likelier reading. */
  iso: string;
  ambiguous?: boolean;
  /** Other readings, yyyy-mm-dd. */
  alternatives?: string[];
}

const NUMBER = /^[+-]?\s*(?:\d{1,3}(?:[.,'’\s\u00a0]\d{3})+|\d+)?(?:[.,]\d+)?$/;

/** Like parseNumber, and whether the same digits could mean another number ("1.234" is 1.234 or 1234). */
function readNumber(text: string): { value: number; ambiguous: boolean } | null {
  let body = text.trim().replace(/[−–]/g, "-");
  let negative = false;
  if (/^\(.*\)$/.test(body)) {
    negative = true;
    body = body.slice(1, -1).trim();
  }
  body = body.replace(/\s*(?:%|percent|pct\.?)$/i, "").trim();
  if (/-$/.test(body) && /\d/.test(body)) {
    negative = true;
    body = body.slice(0, -1).trim();
  }
  if (/\.-$|,-$/.test(body)) body = body.slice(0, -2);
  if (/^[+-]/.test(body)) {
    if (body[0] === "-") negative = !negative;
    body = body.slice(1).trim();
  }
  if (!/\d/.test(body) || !NUMBER.test(body)) return null;
  let plain = body.replace(/['’\s\u00a0]/g, "");
  const comma = plain.lastIndexOf(",");
  const dot = plain.lastIndexOf(".");
  let ambiguous = false;
  if (comma >= 0 && dot >= 0) {
    plain = comma > dot ? plain.replace(/\./g, "").replace(",", ".") : plain.replace(/,/g, "");
    if ((plain.match(/\./g) ?? []).length > 1) return null;
  } else if (comma >= 0 || dot >= 0) {
    const mark = comma >= 0 ? "," : ".";
    const pieces = plain.split(mark);
    const grouped =
      pieces.slice(1).every((piece) => piece.length === 3) && pieces[0].length >= 1 && pieces[0].length <= 3;
    if (pieces.length > 2) {
      if (!grouped) return null;
      plain = pieces.join("");
    } else if (mark === "," && grouped && pieces[0] !== "0" && pieces[0] !== "") {
      // English grouping is by far the commoner reading of a comma before three digits.
      ambiguous = true;
      plain = pieces.join("");
    } else {
      ambiguous = mark === "." && grouped && pieces[0] !== "0";
      plain = plain.replace(",", ".");
    }
  }
  const value = Number(plain);
  if (!Number.isFinite(value)) return null;
  return { value: negative && value !== 0 ? -value : value, ambiguous };
}

/**
 * The number that `text` prints, or null. Knows both decimal marks, grouping by comma, dot, blank and apostrophe, signs before
 * and after, brackets for negatives, a per cent sign (12% is 12) and a currency sign round it.
 * @example
 * parseNumber("1.234,50") // 1234.5
 * parseNumber("(12)") // -12
 */
export function parseNumber(text: string): number | null {
  const direct = readNumber(text);
  if (direct) return direct.value;
  return money(text)?.amount ?? null;
}

/** Signs and codes of currencies; several codes: the sign does not settle it. */
const CURRENCIES: [RegExp, string, boolean][] = [
  [/US\$|U\.S\.\$|USD/i, "USD", false],
  [/S\$|SGD/i, "SGD", false],
  [/A\$|AU\$|AUD/i, "AUD", false],
  [/C\$|CA\$|CAD/i, "CAD", false],
  [/HK\$|HKD/i, "HKD", false],
  [/NZ\$|NZD/i, "NZD", false],
  [/R\$|BRL/i, "BRL", false],
  [/RM|MYR/i, "MYR", false],
  [/EUR|€|euros?/i, "EUR", false],
  [/GBP|£/i, "GBP", false],
  [/CHF|SFr\.?|Fr\./i, "CHF", false],
  [/JPY/i, "JPY", false],
  [/CNY|RMB/i, "CNY", false],
  [/INR|₹|Rs\.?/i, "INR", false],
  [/IDR|Rp\.?/i, "IDR", false],
  [/THB|฿/i, "THB", false],
  [/KRW|₩/i, "KRW", false],
  [/SEK/i, "SEK", false],
  [/NOK/i, "NOK", false],
  [/DKK/i, "DKK", false],
  [/PLN|zł/i, "PLN", false],
  [/CZK|Kč/i, "CZK", false],
  [/HUF|Ft/i, "HUF", false],
  [/ZAR/i, "ZAR", false],
  [/MXN/i, "MXN", false],
  [/TRY|₺/i, "TRY", false],
  [/RUB|₽/i, "RUB", false],
  [/kr\.?/i, "kr", true],
  [/\$|dollars?/i, "$", true],
  [/¥/i, "¥", true],
];

function money(text: string): Money | null {
  const body = text.trim().replace(/[−–]/g, "-");
  const plain = readNumber(body);
  if (plain) return { amount: plain.value, currency: null, ...(plain.ambiguous ? { ambiguous: true } : {}) };
  for (const [sign, currency, open] of CURRENCIES) {
    const found = sign.exec(body);
    if (!found) continue;
    const rest = `${body.slice(0, found.index)} ${body.slice(found.index + found[0].length)}`
      .replace(/\(\s+/, "(")
      .replace(/([+-])\s+/, "$1");
    const number = readNumber(rest.trim());
    if (!number) continue;
    const ambiguous = open || number.ambiguous;
    return { amount: number.value, currency, ...(ambiguous ? { ambiguous: true } : {}) };
  }
  return null;
}

/**
 * Amount and currency of `text`, or null. "$" alone fits several currencies: it is kept as it is and marked ambiguous.
 * @example
 * parseMoney("RM 33.90") // { amount: 33.9, currency: "MYR" }
 */
export function parseMoney(text: string): Money | null {
  return /\d/.test(text) && !/%/.test(text) ? money(text) : null;
}

const MONTHS: [RegExp, number][] = [
  [/^jan(uary|uar|vier|\.)?$|^enero$|^ene\.?$|^gennaio$|^januari$|^janeiro$/, 1],
  [/^feb(ruary|ruar|rero|\.)?$|^f[ée]v(rier|\.)?$|^febbraio$|^fevereiro$/, 2],
  [/^mar(ch|s|zo|\.)?$|^m[äa]r(z|\.)?$|^mac$|^mrz\.?$|^março$/, 3],
  [/^apr(il|ile|\.)?$|^avr(il|\.)?$|^abr(il|\.)?$/, 4],
  [/^may\.?$|^mai\.?$|^mayo$|^maggio$|^maio$|^mei$/, 5],
  [/^jun(e|i|io|\.)?$|^juin$|^giugno$|^junho$/, 6],
  [/^jul(y|i|io|\.)?$|^juil(let|\.)?$|^luglio$|^julho$|^julai$/, 7],
  [/^aug(ust|ustus|\.)?$|^ao[ûu]t$|^agosto$|^ago\.?$|^ogos$/, 8],
  [/^sep(t|tember|tembre|\.)?$|^sept\.$|^septiembre$|^settembre$|^setembro$/, 9],
  [/^o[ck]t(ober|obre|\.)?$|^octubre$|^ottobre$|^outubro$/, 10],
  [/^nov(ember|embre|iembre|\.)?$|^novembro$/, 11],
  [/^de[cz](ember|embre|\.)?$|^d[ée]c(embre|\.)?$|^diciembre$|^dicembre$|^dezembro$|^disember$|^dic\.?$/, 12],
];

const isoOf = (year: number, month: number, day: number): string | null => {
  if (month < 1 || month > 12 || day < 1) return null;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > days) return null;
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
};

/** Two digits of a year: up to 49 of this century, else of the last. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function settled(readings: (string | null)[]): PrintedDate | null {
  const list = [...new Set(readings.filter((iso): iso is string => iso !== null))];
  if (list.length === 0) return null;
  return list.length === 1 ? { iso: list[0] } : { iso: list[0], ambiguous: true, alternatives: list.slice(1) };
}

/**
 * The date that `text` prints, or null; a time of day or a weekday beside it is ignored. Figures alone that fit two readings
 * (03/04/2026) give day before month unless `order` says otherwise, marked ambiguous with the other reading.
 * @example
 * parseDate("Jan 5, 2021") // { iso: "2021-01-05" }
 */
export function parseDate(text: string, options: { order?: "day" | "month" } = {}): PrintedDate | null {
  const body = text
    .trim()
    .replace(/\b\d{1,2}:\d{2}(:\d{2})?\s*([ap]\.?m\.?)?/gi, " ")
    .replace(/^\s*\p{L}+day,?\s+|^\s*(mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?,?\s+/iu, "")
    .replace(/\s+/g, " ")
    .replace(/^[\s,.]+|[\s,;]+$/g, "");
  let m = /^(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:T\S*)?$/.exec(body);
  if (m) return settled([isoOf(Number(m[1]), Number(m[2]), Number(m[3]))]);
  m = /^(\d{4})(\d{2})(\d{2})$/.exec(body);
  if (m) return settled([isoOf(Number(m[1]), Number(m[2]), Number(m[3]))]);
  m = /^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{2}|\d{4})$/.exec(body);
  if (m) {
    const [a, b, year] = [Number(m[1]), Number(m[2]), fullYear(m[3])];
    const day = isoOf(year, b, a);
    const month = isoOf(year, a, b);
    return settled(options.order === "month" ? [month, day] : [day, month]);
  }
  const monthOf = (word: string) => MONTHS.find(([names]) => names.test(word.toLowerCase()))?.[1];
  m =
    /^(?:the )?(\d{1,2})(?: ?(?:st|nd|rd|th)|\.|º|er)?[\s\-/.]*(?:day of |of |de |di )?(\p{L}+\.?)[\s\-/.,']*(?:de |di )?(\d{4}|\d{2})$/iu.exec(
      body,
    );
  if (m) {
    const month = monthOf(m[2]);
    return month ? settled([isoOf(fullYear(m[3]), month, Number(m[1]))]) : null;
  }
  m = /^(\p{L}+\.?)[\s\-/]*(\d{1,2})(?:st|nd|rd|th)?[\s\-/,.']+(\d{4}|\d{2})$/iu.exec(body);
  if (m) {
    const month = monthOf(m[1]);
    return month ? settled([isoOf(fullYear(m[3]), month, Number(m[2]))]) : null;
  }
  m = /^(\d{4})[\s\-/.]+(\p{L}+\.?)[\s\-/.]+(\d{1,2})$/iu.exec(body);
  if (m) {
    const month = monthOf(m[2]);
    return month ? settled([isoOf(Number(m[1]), month, Number(m[3]))]) : null;
  }
  return null;
}

const UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** A whole number of 0..99 in English words. */
export function numberWord(value: number): string {
  if (value < 20) return UNITS[value];
  const rest = value % 10;
  return TENS[Math.floor(value / 10)] + (rest ? `-${UNITS[rest]}` : "");
}

/** The number of 0..99 that `text` writes in figures or English words ("no" and "none" are 0), or null. */
export function parseCount(text: string): number | null {
  const plain = text.trim().toLowerCase().replace(/\s+/g, "-");
  if (/^\d+$/.test(plain)) return Number(plain);
  if (plain === "no" || plain === "none") return 0;
  if (plain === "a-dozen" || plain === "dozen") return 12;
  const unit = UNITS.indexOf(plain);
  if (unit >= 0) return unit;
  const [first, second] = plain.split("-");
  const ten = TENS.indexOf(first);
  if (ten < 2) return null;
  if (second === undefined) return ten * 10;
  const rest = UNITS.indexOf(second);
  return rest >= 1 && rest <= 9 ? ten * 10 + rest : null;
}
