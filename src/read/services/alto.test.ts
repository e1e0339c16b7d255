import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../../test/close.ts";
import { textOf } from "../../document/document.ts";
import { DocumentError } from "../../document/json.ts";
import { documentOf, recognisedMarkup, servicePredictions } from "./services.ts";

const about = { name: "a.xml", mime: "application/xml", sha256: "" };
const document = (text: string) => documentOf(recognisedMarkup(text), about);
const lines = ({ pages }: ReturnType<typeof document>) =>
  pages.map((p) => p.lines.map(({ words }) => textOf(p, words)));
const close = { absolute: 1e-9, relative: 0, name: "box" };

const alto = (pages: string, unit: string | null = "pixel", tags = "") =>
  `<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#" xmlns:xlink="http://www.w3.org/1999/xlink">
  <Description>${unit === null ? "" : `<MeasurementUnit>${unit}</MeasurementUnit>`}<sourceImageInformation><fileName>f.png</fileName></sourceImageInformation></Description>
  ${tags}<Layout>${pages}</Layout>
</alto>`;
const page = (blocks: string, size = 'WIDTH="2000" HEIGHT="1000"') =>
  `<Page ${size} PHYSICAL_IMG_NR="0" ID="page_0"><PrintSpace HPOS="0" VPOS="0" WIDTH="2000" HEIGHT="1000">${blocks}</PrintSpace></Page>`;
const line = (content: string, place = 'HPOS="200" VPOS="100" WIDTH="1000" HEIGHT="100"') =>
  `<TextBlock ID="block_0"><TextLine ID="line_0" ${place}>${content}</TextLine></TextBlock>`;
const string = (content: string, x: number, width: number, more = "") =>
  `<String ID="s${x}" HPOS="${x}" VPOS="100" WIDTH="${width}" HEIGHT="100" CONTENT="${content}" ${more}/>`;

test("alto.read() reads strings, lines and WC, whatever holds the blocks", () => {
  const made = document(
    alto(
      page(
        `<ComposedBlock>${line(`${string("R&amp;D", 200, 300, 'WC="0.91"')}<SP WIDTH="8" VPOS="206" HPOS="500"/>${string("plan", 600, 200)}`)}</ComposedBlock>`,
      ),
    ),
  );
  assert.deepEqual(lines(made), [["R&D plan"]]);
  const [a, b] = made.pages[0].words;
  assertClose(a.box, [0.1, 0.1, 0.25, 0.2], close);
  assert.deepEqual([a.confidence, b.confidence], [0.91, null]);
});

test("alto.read() knows pixels, tenths of a millimetre, and 1200ths of an inch", () => {
  const size = (unit: string | null) => {
    const [{ width, height, unit: own, words }] = document(alto(page(line(string("x", 200, 300))), unit)).pages;
    assertClose(words[0].box, [0.1, 0.1, 0.25, 0.2], close);
    return [Math.round(width), Math.round(height), own];
  };
  assert.deepEqual(size("pixel"), [2000, 1000, "px"]);
  assert.deepEqual(size("mm10"), [567, 283, "pt"]);
  assert.deepEqual(size(null), [567, 283, "pt"]);
  assert.deepEqual(size("inch1200"), [120, 60, "pt"]);
  assert.throws(
    () => document(alto(page(""), "furlong")),
    (error) =>
      error instanceof DocumentError && error.path === "MeasurementUnit" && /pixel, mm10, inch1200/.test(error.message),
  );
});

test("alto.read() puts hyphens back on words as printed", () => {
  const made = document(
    alto(
      page(
        line(
          `${string("exam", 200, 300, 'SUBS_TYPE="HypPart1" SUBS_CONTENT="example"')}<HYP CONTENT="-" HPOS="500" VPOS="140" WIDTH="20" HEIGHT="10"/>`,
        ) + line(string("ple", 200, 100, 'SUBS_TYPE="HypPart2" SUBS_CONTENT="example"')),
      ),
    ),
  );
  assert.deepEqual(lines(made), [["exam-", "ple"]]);
  assertClose(made.pages[0].words[0].box, [0.1, 0.1, 0.26, 0.2], close);
});

test("alto.read() shares a line out among strings without a place", () => {
  const made = document(alto(page(line('<String CONTENT="aaaa"/><SP/><String CONTENT="bb bb"/>'))));
  assert.deepEqual(
    made.pages[0].words.map(({ text }) => text),
    ["aaaa", "bb bb"],
  );
  const [a, b] = made.pages[0].words;
  assert.ok(a.box[0] === 0.1 && Math.abs(b.box[2] - 0.6) < 1e-9 && a.box[2] < b.box[0]);
});

test("alto.read() takes the page's size from its print space, and turns pages by ROTATION", () => {
  assertClose(
    document(alto(page(line(string("x", 200, 300)), ""))).pages[0].words[0].box,
    [0.1, 0.1, 0.25, 0.2],
    close,
  );
  const up = document(alto(page(line(string("upwards", 200, 300)).replace("<TextBlock", '<TextBlock ROTATION="90"'))));
  assert.deepEqual([up.pages[0].rotation, up.pages[0].width, up.pages[0].height], [90, 1000, 2000]);
});

test("alto.read() turns pages whose words follow each other up or down", () => {
  const column = (...texts: string[]) =>
    texts
      .map((text, i) => `<String CONTENT="${text}" HPOS="200" VPOS="${100 + 200 * i}" WIDTH="50" HEIGHT="150"/>`)
      .join("");
  const down = document(alto(page(line(column("Invoice", "4711", "May")))));
  assert.deepEqual([down.pages[0].rotation, lines(down)], [270, [["Invoice 4711 May"]]]);
  assert.equal(document(alto(page(line(column("請求書", "番号", "五月"))))).pages[0].rotation, 0);
});

test("servicePredictions() keeps ALTO's named entities", () => {
  const tags = '<Tags><NamedEntityTag ID="T1" TYPE="person" LABEL="Ann"/></Tags>';
  const xml = alto(
    page(line(`${string("Dear", 200, 300)}${string("Ann", 600, 200, 'TAGREFS="T1 X"')}`)),
    "pixel",
    tags,
  );
  const labelled = servicePredictions(new TextEncoder().encode(xml), about.name);
  assert.deepEqual(labelled.entities, [{ id: 0, label: "person", page: 0, words: [1], text: "Ann" }]);
  assert.deepEqual(labelled.fields, { person: "Ann" });
});

test("alto.read() names what is wrong", () => {
  const fails = (xml: string, path: string) =>
    assert.throws(
      () => document(xml),
      (error) => error instanceof DocumentError && error.path === path,
    );
  fails(alto(page(line(string("off", 5000, 10)))), "<String s5000>");
  fails(alto(page(line('<String ID="q" CONTENT="lost"/>', ""))), "<String q>");
  fails(alto(page("", 'WIDTH="0" HEIGHT="1"')), "<Page page_0> WIDTH");
  fails(alto('<Page ID="p"/>'), "<Page p>");
});
