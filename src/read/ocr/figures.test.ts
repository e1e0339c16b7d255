import assert from "node:assert/strict";
import { test } from "node:test";
import { withFigures } from "./figures.ts";

const read = (...texts: string[]) => withFigures(texts.map((text) => ({ text }))).map(({ text }) => text);

test("figures stand in dates, at the end of numbers, and a dollar before an amount", () => {
  assert.deepEqual(read("2B/09/2017", "O1-I2-18", "29O", "29O,", "S8.20", "S1,250.00"), [
    "28/09/2017",
    "01-12-18",
    "290",
    "290,",
    "$8.20",
    "$1,250.00",
  ]);
});

test("cents are figures, months are letters", () => {
  assert.deepEqual(read("15.U0", "$1,250.OO", "3.5O", "0CT", "0ct", "N0V", "N0v"), [
    "15.00",
    "$1,250.00",
    "3.50",
    "OCT",
    "Oct",
    "NOV",
    "Nov",
  ]);
});

test("codes, months and words keep their letters", () => {
  const kept = [
    "2B11",
    "U13/8G",
    "1851-B,",
    "SO00022185",
    "S005",
    "5O",
    "S2",
    "12-Oct-2018",
    "B028",
    "SB/SO/BI",
    "S8.2",
  ];
  assert.deepEqual(read(...kept), kept);
});

test("words keep what else is known of them", () => {
  const words = [
    { text: "S8.20", box: 1 },
    { text: "total", box: 2 },
  ];
  const figures = withFigures(words);
  assert.deepEqual(figures[0], { text: "$8.20", box: 1 });
  assert.equal(figures[1], words[1]);
});
