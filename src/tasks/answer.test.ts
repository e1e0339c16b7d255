/** What each operation of the grammar says. Whether taught targets read back as their labels is test/grammar.test.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { byteTokenizer, fakePage } from "../../test/fakes.ts";
import { enclose } from "../document/box.ts";
import { preset } from "../model/config.ts";
import { pageInputs, questionInputs } from "../model/inputs.ts";
import { LexicalCache } from "../model/lexical.ts";
import type { GeneratedItem } from "../model/search.ts";
import { pageUnits } from "../model/units.ts";
import { type OperationToken, specialIds } from "../model/vocabulary.ts";
import { readAnswer, typedValue } from "./answer.ts";

const tokenizer = byteTokenizer();
const ids = specialIds(tokenizer);
const config = { ...preset("mini"), vocabularySize: tokenizer.vocabularySize };
const lexical = new LexicalCache(config, tokenizer);

// Rows of four: one unit a word.
const TEXTS = ["Tea", "4.50", "Coffee", "9.00", "Milk", "1.25", "Police", "Main", "Street", "600", "1", "RM20.00"];
const page = fakePage(1, TEXTS.length);
page.words.forEach((word, i) => {
  word.text = TEXTS[i];
});
const inputs = pageInputs(config, lexical, page, pageUnits(page));
const at = (text: string) => inputs.units.findIndex((unit) => unit.text === text);

type Said = string | { say: OperationToken } | { colour: "white" | "red" } | { spell: string };
function items(said: Said[]): GeneratedItem[] {
  return said.flatMap((part): GeneratedItem[] => {
    const token = (id: number | undefined) => [{ position: -1, token: id as number, probability: 1 }];
    if (typeof part === "string") return [{ position: at(part), token: -1, probability: 1 }];
    if ("say" in part) return token(ids.operation[part.say]);
    if ("colour" in part) return token(ids.colour[part.colour]);
    return tokenizer.encodeWord(part.spell).flatMap(token);
  });
}

function answer(said: Said[], marked: string[] | null = null, question = "What?") {
  let marks: Float32Array | null = null;
  if (marked) {
    marks = new Float32Array(inputs.units.length);
    for (const text of marked) marks[at(text)] = 1;
  }
  const asked = questionInputs(config, lexical, question);
  const generated = { items: items(said), logProbability: Math.log(0.5), marks };
  const { text, value, operation, status, confidence, evidence, ...rest } = readAnswer(
    generated,
    ids,
    tokenizer,
    page,
    inputs,
    asked,
  );
  const words = evidence.map((run) => run.words.map((word) => page.words[word].text).join(" "));
  return { text, value, operation, status, confidence, words, rest, evidence };
}
const short = (result: ReturnType<typeof answer>) => [result.operation, result.text, result.value, result.words];
const sep = { say: "<sep>" } as const;

test("readAnswer() copies one run or a list of runs", () => {
  const one = answer(["Main", "Street"]);
  assert.deepEqual(short(one), ["copy", "Main Street", "Main Street", ["Main Street"]]);
  assert.deepEqual([one.status, one.rest.calibrated], ["ok", false]);
  assert.ok(Math.abs((one.confidence as number) - 0.5) < 1e-12);
  assert.deepEqual(one.evidence[0].box, enclose([page.words[7].box, page.words[8].box]));
  const list = answer(["Tea", sep, "Coffee", sep, "Milk"]);
  assert.deepEqual(short(list), ["copy", "Tea | Coffee | Milk", "Tea | Coffee | Milk", ["Tea", "Coffee", "Milk"]]);
});

test("a word that was left out of the middle of a phrase is read, one of another cell is not", () => {
  const texts = ["SUN", "SHOP", "(NORTH", "POINT)", "LTD", "Tea", "4.50", "Milk"];
  const phrase = { ...fakePage(1, texts.length), width: 500, height: 1000 };
  // Three lines: "SUN SHOP (NORTH", "POINT) LTD" and "Tea          4.50", "Milk" below.
  const places = [
    [0.1, 0.1],
    [0.22, 0.1],
    [0.36, 0.1],
    [0.1, 0.14],
    [0.26, 0.14],
    [0.1, 0.3],
    [0.8, 0.3],
    [0.1, 0.34],
  ];
  phrase.words = phrase.words.slice(0, texts.length).map((word, i) => {
    const [x, y] = places[i];
    return { ...word, text: texts[i], box: [x, y, x + 0.1 + (i === 2 ? 0.04 : 0), y + 0.02] };
  });
  const seen = pageInputs(config, lexical, phrase, pageUnits(phrase));
  const unit = (text: string) => seen.units.findIndex((one) => one.text === text);
  const read = (...said: string[]) => {
    const pointed = said.map((text) => ({ position: unit(text), token: -1, probability: 1 }));
    const generated = { items: pointed, logProbability: 0, marks: null };
    const asked = questionInputs(config, lexical, "What?");
    return readAnswer(generated, ids, tokenizer, phrase, seen, asked);
  };
  const whole = read("SUN", "SHOP", "POINT", ")", "LTD");
  assert.equal(whole.text, "SUN SHOP (NORTH POINT) LTD");
  assert.deepEqual(whole.evidence[0].words, [0, 1, 2, 3, 4]);
  assert.equal(read("SUN", "(", "NORTH").text, "SUN SHOP (NORTH");
  // Two words are no slip, and what stands far off is another cell.
  assert.equal(read("SUN", "POINT", ")", "LTD").text, "SUN POINT) LTD");
  assert.equal(read("Tea", "Milk").text, "Tea Milk");
});

test("readAnswer() types what it copies", () => {
  assert.equal(answer(["4.50"]).value, 4.5);
  const money = answer(["RM", "20.00"]);
  assert.deepEqual([money.text, money.value, money.words], ["RM20.00", 20, ["RM20.00"]]);
});

test("readAnswer() compares: the deciding value first, the answer last", () => {
  assert.deepEqual(short(answer(["9.00", { say: "<compare>" }, "Coffee"])), [
    "compare",
    "Coffee",
    "Coffee",
    ["9.00", "Coffee"],
  ]);
});

test("readAnswer() counts and adds what is marked", () => {
  assert.deepEqual(short(answer([{ say: "<count>" }], ["Tea", "Coffee", "Milk"])), [
    "count",
    "3",
    3,
    ["Tea", "Coffee", "Milk"],
  ]);
  assert.deepEqual(short(answer([{ say: "<count>" }], [])), ["count", "0", 0, []]);
  assert.deepEqual(short(answer([{ say: "<sum>" }], ["4.50", "9.00", "1.25"])).slice(0, 3), ["sum", "14.75", 14.75]);
  // Neighbours on one row are one number in a sum, two things in a count.
  const next = at("1") === at("600") + 1;
  assert.ok(next);
  assert.equal(answer([{ say: "<sum>" }], ["600", "1"]).evidence.length, 1);
  assert.equal(answer([{ say: "<count>" }], ["600", "1"]).value, 2);
});

test("readAnswer() counts and adds what is pointed at, where nothing is marked", () => {
  assert.deepEqual(short(answer(["Tea", sep, "Milk", { say: "<count>" }])), ["count", "2", 2, ["Tea", "Milk"]]);
  assert.equal(answer(["4.50", sep, "9.00", { say: "<sum>" }]).text, "13.50");
});

test("readAnswer() subtracts, and says nothing where it cannot", () => {
  assert.deepEqual(short(answer(["4.50", sep, "9.00", { say: "<difference>" }])), [
    "difference",
    "4.50",
    4.5,
    ["4.50", "9.00"],
  ]);
  assert.equal(answer(["4.50", sep, "Tea", { say: "<difference>" }]).status, "absent");
  assert.equal(answer([{ say: "<difference>" }]).status, "absent");
});

test("readAnswer() says yes and no, by the model or by arithmetic", () => {
  assert.deepEqual(short(answer(["Tea", { say: "<yes>" }])), ["yesno", "yes", true, ["Tea"]]);
  assert.deepEqual(short(answer([{ say: "<no>" }])), ["yesno", "no", false, []]);
  assert.equal(answer(["9.00", sep, "4.50", { say: "<greater>" }]).value, true);
  assert.equal(answer(["4.50", sep, "9.00", { say: "<greater>" }]).value, false);
  const counted = ["Tea", "Coffee", "Milk"];
  assert.equal(answer([{ say: "<count-is>" }], counted, "There are 3 drinks.").value, true);
  assert.equal(answer([{ say: "<count-is>" }], counted, "There are 4 drinks.").value, false);
  assert.equal(answer([{ say: "<sum-is>" }], ["4.50", "9.00"], "They cost 13.50 together.").value, true);
  assert.equal(answer([{ say: "<sum-is>" }], ["4.50", "9.00"], "They cost 13.60 together.").value, false);
});

test("readAnswer() names colours, spells, and says that nothing is there", () => {
  assert.deepEqual(short(answer(["Police", { colour: "white" }])), ["colour", "white", "white", ["Police"]]);
  assert.deepEqual(short(answer([{ spell: "hello" }])), ["generate", "hello", "hello", []]);
  for (const said of [[{ say: "<absent>" }], ["Tea", { say: "<absent>" }], []] as Said[][]) {
    const { text, value, status, evidence } = answer(said);
    assert.deepEqual([text, value, status, evidence], [null, null, "absent", []]);
  }
});

test("readAnswer() multiplies the confidence by that of the marks", () => {
  const marks = new Float32Array(inputs.units.length).fill(0.25);
  marks[at("Tea")] = 0.8;
  const generated = { items: items([{ say: "<count>" }]), logProbability: 0, marks };
  const { confidence, text } = readAnswer(
    generated,
    ids,
    tokenizer,
    page,
    inputs,
    questionInputs(config, lexical, "?"),
  );
  assert.equal(text, "1");
  assert.ok(Math.abs((confidence as number) - 0.8 * 0.75 ** (marks.length - 1)) < 1e-6);
});

test("typedValue() tells dates, money, numbers and names apart", () => {
  assert.equal(typedValue("12 March 2018").value, "2018-03-12");
  assert.ok(!typedValue("12 March 2018").ambiguous);
  assert.equal(typedValue("03/04/2026").ambiguous, true);
  assert.deepEqual([typedValue("$4.32").value, typedValue("$4.32").currency !== null], [4.32, true]);
  assert.equal(typedValue("1,234.50").value, 1234.5);
  assert.equal(typedValue("0049").value, "0049");
  assert.equal(typedValue("12345678901").value, "12345678901");
  assert.equal(typedValue("WNAX-FM").value, "WNAX-FM");
});

test("an amount is copied with the currency that its word begins with; other words are not lengthened", () => {
  const amount = answer(["20.00"]);
  assert.deepEqual([amount.text, amount.value, amount.rest.currency], ["RM20.00", 20, "MYR"]);
  assert.equal(answer(["RM", "20.00"]).text, "RM20.00");
  assert.equal(answer(["600"]).text, "600");
});
