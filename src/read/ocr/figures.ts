/**
 * Figures that a recogniser takes for letters where only figures can stand: a date ("2B/09/2017"), a number that ends in the letter
 * O ("29O"), the cents of an amount ("15.U0"), and the dollar before one ("S8.20"). Codes keep their letters: in "2B11" or "U13/8G" both are
 * possible. The other way about, two months have no nought ("0CT", "N0V").
 */

const FIGURES: Record<string, string> = { O: "0", o: "0", I: "1", l: "1", Z: "2", S: "5", B: "8" };
const LIKE = "[\\dOolIZSB]";
const DATE = new RegExp(`^${LIKE}{1,2}([/.-])${LIKE}{1,2}\\1(?:${LIKE}{2}|${LIKE}{4})$`);
const AMOUNT = /^S(?=\d[\d,]*\.\d\d$)/;
const CENTS = /^([$€£]?\d[\d,]*\.)(?=\d?[OoUDQ])([\dOoUDQ]{2})$/;
const MONTH = /^(0(?=CT$|ct$)|N0(?=V$)|N0(?=v$))/;
const NUMBER = /^(\d{2,})O+(?=[.,]?$)/;

const digits = (text: string) => text.match(/\d/g)?.length ?? 0;

function figures(text: string): string {
  // Three letters of a month are letters: at most two of the figures were taken for some.
  if (DATE.test(text) && digits(text) >= text.length - 4) {
    return text.replace(/[OolIZSB]/g, (letter) => FIGURES[letter]);
  }
  return text
    .replace(AMOUNT, "$")
    .replace(CENTS, (_, units, cents) => units + cents.replace(/\D/g, "0"))
    .replace(MONTH, (start) => start.replace("0", text === text.toUpperCase() || start === "0" ? "O" : "o"))
    .replace(NUMBER, (number) => number.replaceAll("O", "0"));
}

/** Words with figures for such letters; the others are the same objects. */
export function withFigures<T extends { text: string }>(words: readonly T[]): T[] {
  return words.map((word) => {
    const text = figures(word.text);
    return text === word.text ? word : { ...word, text };
  });
}
