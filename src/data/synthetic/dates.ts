/** Every way in which synthetic pages print a date. */

export interface Day {
  year: number;
  month: number;
  day: number;
}

export const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

const SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

export const two = (value: number) => String(value).padStart(2, "0");

export type DateFormat = (d: Day) => string;

/** "st", "nd", "rd" or "th". */
export function suffix(day: number): string {
  if (day >= 11 && day <= 13) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}

/** Every way in which a date is printed; the first group day first, the second month first, the third either. */
export const DATE_FORMATS: { dayFirst: DateFormat[]; monthFirst: DateFormat[]; either: DateFormat[] } = {
  dayFirst: [
    (d) => `${two(d.day)}/${two(d.month)}/${d.year}`,
    (d) => `${two(d.day)}-${two(d.month)}-${d.year}`,
    (d) => `${two(d.day)}.${two(d.month)}.${d.year}`,
    (d) => `${two(d.day)}/${two(d.month)}/${two(d.year % 100)}`,
    (d) => `${two(d.day)}-${two(d.month)}-${two(d.year % 100)}`,
    (d) => `${d.day}/${d.month}/${d.year}`,
    (d) => `${d.day}.${d.month}.${d.year}`,
  ],
  monthFirst: [
    (d) => `${two(d.month)}/${two(d.day)}/${d.year}`,
    (d) => `${d.month}/${d.day}/${d.year}`,
    (d) => `${d.month}/${d.day}/${two(d.year % 100)}`,
    (d) => `${two(d.month)}-${two(d.day)}-${d.year}`,
    (d) => `${two(d.month)}/${two(d.day)}/${two(d.year % 100)}`,
  ],
  either: [
    (d) => `${MONTHS[d.month - 1]} ${d.day}, ${d.year}`,
    (d) => `${SHORT[d.month - 1]} ${d.day}, ${d.year}`,
    (d) => `${d.day} ${MONTHS[d.month - 1]} ${d.year}`,
    (d) => `${d.day} ${SHORT[d.month - 1]} ${d.year}`,
    (d) => `${two(d.day)}-${SHORT[d.month - 1]}-${d.year}`,
    (d) => `${two(d.day)}-${SHORT[d.month - 1].toUpperCase()}-${two(d.year % 100)}`,
    (d) => `${two(d.day)} ${SHORT[d.month - 1].toUpperCase()} ${d.year}`,
    (d) => `${d.year}-${two(d.month)}-${two(d.day)}`,
    (d) => `${d.year}/${two(d.month)}/${two(d.day)}`,
    (d) => `${d.day}${suffix(d.day)} ${MONTHS[d.month - 1]} ${d.year}`,
    (d) => `${MONTHS[d.month - 1]} ${d.day}${suffix(d.day)}, ${d.year}`,
    (d) => `${SHORT[d.month - 1]}. ${d.day}, ${d.year}`,
    (d) => `${d.day}. ${MONTHS[d.month - 1]} ${d.year}`,
    (d) =>
      `${WEEKDAYS[new Date(Date.UTC(d.year, d.month - 1, d.day)).getUTCDay()]}, ${MONTHS[d.month - 1]} ${d.day}, ${d.year}`,
    (d) =>
      `${WEEKDAYS[new Date(Date.UTC(d.year, d.month - 1, d.day)).getUTCDay()].slice(0, 3)} ${d.day} ${SHORT[d.month - 1]} ${d.year}`,
    (d) => `${MONTHS[d.month - 1].toUpperCase()} ${d.day}, ${d.year}`,
  ],
};
