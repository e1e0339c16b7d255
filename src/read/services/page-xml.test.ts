import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import { textOf } from "../../document/document.ts";
import { DocumentError } from "../../document/json.ts";
import { documentOf, recognisedMarkup } from "./services.ts";

const about = { name: "p.xml", mime: "application/xml", sha256: "" };
const document = (text: string) => documentOf(recognisedMarkup(text), about);
const lines = ({ pages }: ReturnType<typeof document>) =>
  pages.map((p) => p.lines.map(({ words }) => textOf(p, words)));
const close = { absolute: 1e-9, relative: 0, name: "box" };

const xml = (
  content: string,
  size = 'imageWidth="200" imageHeight="100"',
) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<pc:PcGts xmlns:pc="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
  <pc:Metadata><pc:Creator>x</pc:Creator></pc:Metadata>
  <pc:Page imageFilename="f.png" ${size}>${content}</pc:Page>
</pc:PcGts>`;
const coords = (x0: number, y0: number, x1: number, y1: number) =>
  `<pc:Coords points="${x0},${y0} ${x1},${y0} ${x1},${y1} ${x0},${y1}"/>`;
const equiv = (text: string, more = "") => `<pc:TextEquiv ${more}><pc:Unicode>${text}</pc:Unicode></pc:TextEquiv>`;
const word = (id: string, place: string, text: string, more = "") =>
  `<pc:Word id="${id}">${place}${equiv(text, more)}</pc:Word>`;
const line = (id: string, place: string, content: string) => `<pc:TextLine id="${id}">${place}${content}</pc:TextLine>`;
const region = (id: string, content: string, more = "") =>
  `<pc:TextRegion id="${id}" ${more}>${coords(0, 0, 200, 100)}${content}</pc:TextRegion>`;

const FIRST = region(
  "r1",
  line(
    "l1",
    coords(20, 10, 90, 20),
    word("w1", coords(20, 10, 50, 20), "R&amp;D", 'conf="0.9"') + word("w2", coords(60, 10, 90, 20), "plan"),
  ),
);
const SECOND = region("r2", line("l2", coords(20, 30, 120, 40), equiv("one two", 'conf="0.5"')));

test("pageXml.read() reads words, and cuts lines without words", () => {
  const made = document(xml(FIRST + SECOND));
  assert.deepEqual(lines(made), [["R&D plan", "one two"]]);
  const words = made.pages[0].words;
  assertClose(words[0].box, [0.1, 0.1, 0.25, 0.2], close);
  assert.deepEqual(
    words.map(({ confidence }) => confidence),
    [0.9, null, 0.5, 0.5],
  );
  assert.ok(words[2].box[0] === 0.1 && Math.abs(words[3].box[2] - 0.6) < 1e-9 && words[2].box[2] < words[3].box[0]);
});

test("pageXml.read() follows the reading order, groups within groups", () => {
  const third = region("r3", line("l3", coords(20, 50, 90, 60), equiv("last")));
  const order = `<pc:ReadingOrder><pc:OrderedGroup id="g">
    <pc:UnorderedGroupIndexed id="u" index="1"><pc:RegionRef regionRef="r1"/></pc:UnorderedGroupIndexed>
    <pc:RegionRefIndexed index="0" regionRef="r2"/></pc:OrderedGroup></pc:ReadingOrder>`;
  assert.deepEqual(lines(document(xml(order + FIRST + third + SECOND))), [["one two", "R&D plan", "last"]]);
});

test("pageXml.read() takes the first reading, and the points of 2010", () => {
  const old = '<pc:Coords><pc:Point x="20" y="10"/><pc:Point x="50" y="10"/><pc:Point x="50" y="20"/></pc:Coords>';
  const made = document(
    xml(
      region(
        "r",
        line("l", old, `<pc:Word id="w">${old}${equiv("second", 'index="1"')}${equiv("first", 'index="0"')}</pc:Word>`),
      ),
    ),
  );
  assert.deepEqual(lines(made), [["first"]]);
  assertClose(made.pages[0].words[0].box, [0.1, 0.1, 0.25, 0.2], close);
});

test("pageXml.read() stands pages upright by baseline or orientation", () => {
  const place = coords(160, 10, 180, 90);
  const down = document(
    xml(region("r", line("l", place, `<pc:Baseline points="165,10 165,50 164,90"/>${equiv("text down")}`))),
  );
  assert.deepEqual([down.pages[0].rotation, down.pages[0].width, down.pages[0].height], [270, 100, 200]);
  const [text, second] = down.pages[0].words;
  assertClose([text.box[0], text.box[1], second.box[2], second.box[3]], [0.1, 0.1, 0.9, 0.2], close);
  // orientation is the turn that would correct the region: text that runs up wants 90 clockwise.
  const up = document(xml(region("r", line("l", place, equiv("text up")), 'orientation="90.0"')));
  assert.equal(up.pages[0].rotation, 90);
});

test("pageXml.read() names the word without coordinates", () => {
  const fails = (text: string, path: string) =>
    assert.throws(
      () => document(text),
      (error) => error instanceof DocumentError && error.path === path,
    );
  fails(xml(region("r", line("l", coords(0, 0, 9, 9), word("w7", '<pc:Coords points=""/>', "lost")))), "<Word w7>");
  fails(xml(region("r", line("l7", "", equiv("lost")))), "<TextLine l7>");
  fails(xml("", ""), "<Page> imageWidth");
  fails(xml("").replaceAll("pc:PcGts", "pc:Other").replace("pagecontent", "x"), "");
});
