/**
 * VQA's soft accuracy, as TextVQA counts it: the processed answer scores min(1, agreeing people / 3), averaged over the ten
 * ways of leaving one of the ten people out. Processing is EvalAI's, with its quirks: they decide published numbers.
 */

const NUMBERS: Readonly<Record<string, string>> = Object.fromEntries(
  "none zero one two three four five six seven eight nine ten"
    .split(" ")
    .map((word, i) => [word, String(Math.max(0, i - 1))]),
);
const ARTICLES = new Set(["a", "an", "the"]);
const PUNCTUATION = [...';/[]"{}()=+\\_-><@`,?!'];

/** Written forms that lose one apostrophe in careless writing; each such form is mended. */
const FORMS =
  "ain't aren't can't could've couldn't couldn't've didn't doesn't don't hadn't hadn't've hasn't haven't he'd he'd've he's " +
  "how'd how'll how's isn't it'd it'd've it'll ma'am mightn't mightn't've might've mustn't must've needn't not've o'clock " +
  "oughtn't 'ow's'at shan't she'd've should've shouldn't shouldn't've somebody'd've somebody'll somebody's someone'd " +
  "someone'd've someone'll someone's something'd something'd've something'll that's there'd there'd've there're there's " +
  "they'd they'd've they'll they're they've 'twas we'd've we've weren't what'll what're what's what've when's where'd " +
  "where's where've who'd who'd've who'll who's who've why'll why're why's won't would've wouldn't wouldn't've y'all " +
  "y'all'll y'all'd've you'd you'd've you'll you're you've";

const CONTRACTIONS: ReadonlyMap<string, string> = new Map([
  // The one entry of the published list that goes the other way.
  ["somebody'd", "somebodyd"],
  ...FORMS.split(" ").flatMap((form) =>
    [...form.matchAll(/'/g)].map(({ index }): [string, string] => [form.slice(0, index) + form.slice(index + 1), form]),
  ),
]);

/** EvalAI's processing of an answer. */
export function processVqa(answer: string): string {
  const text = answer
    .toLowerCase()
    .replaceAll(/[,?]/g, "")
    .replaceAll("'s", " 's")
    .trim()
    .replaceAll(/[\n\t]/g, " ")
    .trim();
  let plain = text;
  for (const mark of PUNCTUATION) {
    const beside = text.includes(`${mark} `) || text.includes(` ${mark}`);
    plain = plain.replaceAll(mark, beside ? "" : " ");
  }
  // A flag stands in the published code where the count belongs: 32 stops at most.
  let stops = 32;
  plain = plain.replaceAll(/\.(?!\d)/g, (stop) => (stops-- > 0 ? "" : stop));
  return plain
    .split(/\s+/)
    .map((word) => (Object.hasOwn(NUMBERS, word) ? NUMBERS[word] : word))
    .filter((word) => word !== "" && !ARTICLES.has(word))
    .map((word) => CONTRACTIONS.get(word) ?? word)
    .join(" ");
}

/** 0..1. `people`: the answers of the people asked, ten in the published sets. */
export function vqaAccuracy(predicted: string | null, people: readonly string[]): number {
  const said = processVqa(predicted ?? "");
  const agreeing = people.filter((answer) => processVqa(answer) === said).length;
  if (agreeing === 0) return 0;
  const without = (others: number) => Math.min(1, others / 3);
  return (agreeing * without(agreeing - 1) + (people.length - agreeing) * without(agreeing)) / people.length;
}
