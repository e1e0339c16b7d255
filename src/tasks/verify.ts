/**
 * Whether a document bears a statement out. Asked in two ways over one encoding: by yes or no, and, where the statement says
 * what something is ("the total is 4.32"), by looking that up and comparing. What neither settles is not decided.
 */
import type { Document } from "../document/document.ts";
import { parseDate, parseMoney, parseNumber } from "../document/values.ts";
import { type Answer, absentAnswer } from "./answer.ts";
import type { AskOptions, DocFormer } from "./docformer.ts";
import { exactMatch } from "./metrics/exact-match.ts";

/** Borne out, contradicted, or neither. */
export type Verdict = "entailed" | "refuted" | "undecidable";

/** The answer that decided; its evidence is what was compared. */
export type Verification = Answer & { statement: string; verdict: Verdict };

/** How statements are judged. */
export interface VerifyOptions extends AskOptions {
  /** Least confidence of a verdict. Default: the checkpoint's threshold of trust, else 0.5. */
  threshold?: number;
}

const QUESTION = /\?\s*$|^(is|are|was|were|do|does|did|has|have|can)\s/i;

/** "The total is 4.32." -> "Is it true that the total is 4.32?"; questions stay. */
export function statementQuestion(statement: string): string {
  const plain = statement.trim();
  if (QUESTION.test(plain)) return plain;
  const body = plain.replace(/[.!\s]+$/, "");
  const article = /^(The|A|An|There|It|This|All|No|Some|Each|Every)\s/.test(body);
  return `Is it true that ${article ? body[0].toLowerCase() + body.slice(1) : body}?`;
}

/** "The total is 4.32" as what is asked for and what it should be; null for other forms. */
export function statementLookUp(statement: string): { question: string; wanted: string; negated: boolean } | null {
  const match =
    /^(?:the\s+)?([\p{L}][\p{L}\p{N}\s/'’.-]{1,60}?)\s+(?:is|was|equals)\s+(not\s+)?(.{1,80}?)[.!\s]*$/iu.exec(
      statement.trim(),
    );
  if (!match || QUESTION.test(statement.trim()) || /^(there|it|this|that)$/i.test(match[1])) return null;
  return { question: `What is the ${match[1]}?`, wanted: match[3].replace(/^["'“]|["'”]$/g, ""), negated: !!match[2] };
}

/** Same letters and digits, same number or same day. */
function sameValue(found: string, wanted: string): boolean {
  if (exactMatch(found, wanted)) return true;
  const [day, other] = [parseDate(found), parseDate(wanted)];
  if (day && other) return day.iso === other.iso;
  const amount = (text: string) => parseNumber(text) ?? parseMoney(text)?.amount ?? null;
  const [a, b] = [amount(found), amount(wanted)];
  return a !== null && b !== null && Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a));
}

/** The surer one decides; one that says the opposite takes half of its own confidence from it. A no without evidence is none. */
function decide(witnesses: readonly Answer[], threshold: number): { answer: Answer; verdict: Verdict } {
  const says = witnesses
    .filter(({ status, operation, evidence }) => status !== "absent" && operation === "yesno" && evidence.length > 0)
    .sort((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0));
  if (says.length === 0) {
    const absent = witnesses.find(({ status }) => status === "absent") ?? absentAnswer();
    return { answer: absent, verdict: "undecidable" };
  }
  const [best, against] = [says[0], says.find(({ value }) => value !== says[0].value)];
  const confidence = Math.max(0, (best.confidence ?? 0) - 0.5 * (against?.confidence ?? 0));
  const answer: Answer = { ...best, confidence, status: confidence < threshold ? "low" : "ok" };
  if (confidence < threshold) return { answer, verdict: "undecidable" };
  return { answer, verdict: best.value === true ? "entailed" : "refuted" };
}

/**
 * Judges statements about a document, in their order.
 * @example
 * const [first, second] = await verify(model, document, ["The due date is May 3, 2024", "Bananas grow on trees"]);
 * first.verdict // "entailed"
 * second.verdict // "undecidable"
 */
export async function verify(
  model: DocFormer,
  document: Document,
  statements: readonly string[],
  options: VerifyOptions = {},
): Promise<Verification[]> {
  const { threshold = model.calibration?.threshold ?? 0.5, ...asking } = options;
  const lookUps = statements.map(statementLookUp);
  const questions = [
    ...statements.map(statementQuestion),
    ...lookUps.flatMap((lookUp) => (lookUp ? [lookUp.question] : [])),
  ];
  const answers = await model.ask(document, questions, asking);
  let next = statements.length;
  return statements.map((statement, i) => {
    const witnesses = [answers[i]];
    const lookUp = lookUps[i];
    if (lookUp) {
      const found = answers[next++];
      if (found.status === "absent" || found.text === null) witnesses.push(found);
      else {
        const truth = sameValue(found.text, lookUp.wanted) !== lookUp.negated;
        witnesses.push({ ...found, operation: "yesno", value: truth, text: truth ? "yes" : "no", alternatives: [] });
      }
    }
    const { answer, verdict } = decide(witnesses, threshold);
    return { statement, verdict, ...answer };
  });
}
