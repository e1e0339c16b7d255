/**
 * Layouts of which no real document is at hand: small files written by hand that follow the published layout (../shared/paper.md
 * section 4, and the sets' own descriptions). What the sets' files hold beyond it is not tried here.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { blankPng, put, readAll, temporaryFolder } from "../../../test/hand-made.ts";
import { smallPdf } from "../../../test/small-pdf.ts";
import type { LabelledDocument } from "../../document/labelled.ts";
import { FormatError } from "../common-format.ts";
import { openFormat } from "./formats.ts";

const base = temporaryFolder();

const entitiesOf = ({ entities, document }: LabelledDocument) =>
  entities.map(({ id, label, page, words }) => [
    id,
    label,
    words.map((w) => document.pages[page].words[w].text).join(" "),
  ]);

test("ec-funsd reads entities as runs of word ids, links, and the lists of splits", async () => {
  const folder = put(join(base, "ec-funsd"), {
    "data/data.train.txt": "00040534.json\n",
    "data/data.val.txt": "82837252.json",
    "data/labels.txt": "question\nanswer\n",
    "data/images/00040534.png": await blankPng(777, 1000),
    "data/jsons/00040534.json": {
      uid: "00040534",
      img: { fname: "images/00040534.png", height: 1000, width: 777 },
      document: [
        {
          id: 0,
          box: [80, 946, 202, 956],
          text: "LORILLARO RESEARCH CENTER",
          words: [
            { id: 0, box: [80, 946, 123, 956], text: "LORILLARO" },
            { id: 1, box: [124, 946, 165, 956], text: "RESEARCH" },
            { id: 2, box: [168, 946, 202, 956], text: "CENTER" },
          ],
        },
        { id: 1, box: [300, 946, 340, 956], text: "1994", words: [{ id: 3, box: [300, 946, 340, 956], text: "1994" }] },
      ],
      label_entities: [
        { entity_id: 0, label: "question", word_idx: [0, 1, 2] },
        { entity_id: 1, label: "answer", word_idx: [3] },
      ],
      label_linkings: [[0, 1]],
      ro_linkings: [[0, 1]],
    },
  });
  assert.deepEqual(await (await openFormat("ec-funsd")).splits(folder), ["train", "val"]);
  const [labelled] = await readAll("ec-funsd", folder, "train");
  assert.equal(labelled.id, "ec-funsd-00040534");
  assert.deepEqual(entitiesOf(labelled), [
    [0, "question", "LORILLARO RESEARCH CENTER"],
    [1, "answer", "1994"],
  ]);
  assert.deepEqual(labelled.links, [[0, 1]]);
  assert.deepEqual(labelled.document.pages[0].words[3].box, [300 / 777, 0.946, 340 / 777, 0.956]);
  assert.equal(labelled.document.pages[0].image?.width, 777);
  await assert.rejects(readAll("ec-funsd", folder, "val"), {
    name: "FormatError",
    file: join(folder, "data/jsons/82837252.json"),
  });
});

const quad = (x: number, y: number, w: number, h: number) => ({
  x1: x,
  y1: y,
  x2: x + w,
  y2: y,
  x3: x + w,
  y3: y + h,
  x4: x,
  y4: y + h,
});

const cordLine = (category: string, group: number, row: number, words: [string, number, number][]) => ({
  words: words.map(([text, x, key]) => ({
    quad: quad(x, 411 + 40 * row, 60, 30),
    is_key: key,
    row_id: 2179893 + row,
    text,
  })),
  category,
  group_id: group,
});

test("cord reads v1 and v2: entities a line, values without keys, dishes linked to their parts, words by row", async () => {
  const receipt = {
    valid_line: [
      cordLine("menu.cnt", 3, 0, [["1", 256, 0]]),
      cordLine("total.total_price", 5, 2, [
        ["TOTAL", 300, 1],
        ["78.000", 600, 0],
      ]),
      cordLine("menu.nm", 3, 0, [
        ["NASI", 330, 0],
        ["GORENG", 400, 0],
      ]),
      cordLine("menu.price", 3, 0, [["60.000", 600, 0]]),
      cordLine("menu.nm", 4, 1, [["TEH", 330, 0]]),
      cordLine("menu.price", 4, 1, [["18.000", 600, 0]]),
    ],
    meta: { version: "0.2_DATA_19_05", split: "dev", image_id: 0, image_size: { width: 864, height: 1296 } },
    roi: {},
    repeating_symbol: [],
    dontcare: [],
  };
  const second = { ...receipt, gt_parse: { menu: [{ cnt: "1", nm: "NASI GORENG", price: "60.000" }] } };
  const folder = put(join(base, "cord"), {
    "CORD/dev/json/receipt_00000.json": receipt,
    "CORD/dev/image/receipt_00000.png": await blankPng(864, 1296),
    "CORD/test/json/receipt_00000.json": second,
  });
  assert.deepEqual(await (await openFormat("cord")).splits(folder), ["dev", "test"]);
  const [v1] = await readAll("cord", folder, "dev");
  const [v2] = await readAll("cord", folder, "test");
  assert.equal(v1.id, "cord-dev-receipt_00000");
  assert.deepEqual(
    v1.document.pages[0].lines.map(({ words }) => words.map((w) => v1.document.pages[0].words[w].text).join(" ")),
    ["1 NASI GORENG 60.000", "TEH 18.000", "TOTAL 78.000"],
  );
  assert.deepEqual(entitiesOf(v1)[1], [1, "total.total_price", "TOTAL 78.000"]);
  assert.deepEqual(v1.fields, {
    "menu.cnt": "1",
    "total.total_price": "78.000",
    "menu.nm": ["NASI GORENG", "TEH"],
    "menu.price": ["60.000", "18.000"],
  });
  assert.deepEqual(v1.links, [
    [2, 0],
    [2, 3],
    [4, 5],
  ]);
  assert.deepEqual(v2.fields, v1.fields);
  assert.deepEqual([v1.document.pages[0].image?.height, v2.document.pages[0].image], [1296, undefined]);
});

test("vrdu reads tokens, mentions by character and by box, line items, and the lists of few_shot-splits", async () => {
  const token = (text: string, bbox: number[], start: number) => ({
    text,
    bbox,
    segments: [[start, start + text.length]],
  });
  const line = {
    filename: "3712_a.pdf",
    file_path: "./pdfs/3712_a.pdf",
    ocr: {
      text: "Reg 3712\nKRON 100\n",
      pages: [
        {
          page_id: 0,
          dimension: { width: 1700, height: 2200 },
          tokens: [
            token("Reg", [0, 0.1, 0.1, 0.15, 0.12], 0),
            token("3712\n", [0, 0.46, 0.1, 0.5, 0.12], 4),
            { text: "KRON", bbox: [0, 0.1, 0.2, 0.2, 0.22] },
            { text: "100", bbox: [0, 0.3, 0.2, 0.35, 0.22] },
          ],
        },
      ],
    },
    annotations: [
      ["registration_num", [["3712\n", [0, 0.46, 0.1, 0.5, 0.12], [[4, 8]]]]],
      [
        ["channel", "sub_amount"],
        [
          [
            ["KRON", [0, 0.09, 0.19, 0.21, 0.23], [[9, 13]]],
            ["100", [0, 0.29, 0.19, 0.36, 0.23], [[14, 17]]],
          ],
        ],
      ],
    ],
  };
  const folder = put(join(base, "vrdu"), {
    "main/dataset.jsonl.gz": gzipSync(`${JSON.stringify(line)}\n${JSON.stringify({ ...line, filename: "b.pdf" })}\n`),
    "main/meta.json": { dataset_name: "FARA" },
    "main/pdfs/3712_a.pdf": smallPdf([{ content: "BT /F1 20 Tf 50 700 Td (Reg 3712) Tj ET" }]),
    "few_shot-splits/FARA-lv1-train_10-SD_0.json": { train: ["b.pdf"], valid: [], test: ["3712_a.pdf"] },
  });
  assert.deepEqual(await (await openFormat("vrdu")).splits(folder), [
    "FARA-lv1-train_10-SD_0-test",
    "FARA-lv1-train_10-SD_0-train",
    "FARA-lv1-train_10-SD_0-valid",
    "all",
  ]);
  assert.equal((await readAll("vrdu", folder, "all")).length, 2);
  const [labelled, ...none] = await readAll("vrdu", folder, "FARA-lv1-train_10-SD_0-test");
  assert.equal(none.length, 0);
  assert.equal(labelled.id, "vrdu-3712_a");
  assert.deepEqual(labelled.fields, { registration_num: "3712", channel: "KRON", sub_amount: "100" });
  assert.deepEqual(entitiesOf(labelled), [
    [0, "registration_num", "3712"],
    [1, "channel", "KRON"],
    [2, "sub_amount", "100"],
  ]);
  assert.deepEqual(labelled.links, [[1, 2]]);
  const [page] = labelled.document.pages;
  assert.deepEqual([page.width, page.words.length], [1700, 4]);
  assert.ok(page.image && page.image.width > page.image.height / 2, "the page is drawn from the PDF");
  const broken = put(join(base, "vrdu-broken"), { "main/dataset.jsonl": `{\n${JSON.stringify(line)}\n` });
  const problems: FormatError[] = [];
  const kept: string[] = [];
  const { read } = await openFormat("vrdu");
  for await (const { id } of read(broken, "all", { onProblem: (problem) => problems.push(problem) })) kept.push(id);
  assert.deepEqual([kept, problems.map((problem) => problem.line)], [["vrdu-3712_a"], [1]]);
});

test("due reads fields and questions beside the words of stacked pages", async () => {
  const label = (name: string, annotations: object[]) =>
    JSON.stringify({ name, extension: "pdf", language: "en", split: "dev", annotations });
  const words = (tool: string, tokens: string[]) => ({
    tool_name: tool,
    common_format: {
      doc_id: "a",
      tokens,
      positions: [
        [100, 100, 200, 120],
        [300, 100, 420, 120],
        [100, 2300, 300, 2330],
      ],
      scores: [1, 1, 1],
      structures: {
        pages: {
          structure_value: [
            [0, 2],
            [2, 3],
          ],
          positions: [
            [0, 0, 1700, 2200],
            [0, 2200, 1700, 4400],
          ],
        },
        lines: {
          structure_value: [
            [0, 2],
            [2, 3],
          ],
          positions: [
            [100, 100, 420, 120],
            [100, 2300, 300, 2330],
          ],
        },
      },
    },
  });
  const contents = (name: string) =>
    JSON.stringify({
      name,
      contents: [words("tesseract", ["T0tal", "$9.00", "x"]), words("microsoft_cv", ["Total", "$9.00", "2020"])],
    });
  const folder = put(join(base, "deepform"), {
    "dev/document.jsonl": [
      label("a", [
        { key: "gross_amount", values: [{ value: "9.00", value_variants: ["9.00", "$9.00"] }] },
        { key: "party", values: [{ value: "A Inc." }, { value: "B Inc." }] },
        { id: "49153", key: "What is the total?", values: [{ value: "9.00", value_variants: ["9.00", "$9.00"] }] },
        { key: "Which are the parties", values: [{ value: "A" }, { value: "B" }] },
        { key: "leaderboard", values: [{ children: [{ key: "task", values: [{ value: "QA" }] }] }] },
      ]),
      label("b", []),
    ].join("\n"),
    "dev/documents_content.jsonl": [contents("a"), contents("b")].join("\n"),
    "png/a/0.png": await blankPng(170, 220),
    "png/a/1.png": await blankPng(170, 220),
  });
  const documents = await readAll("due", folder, "dev");
  assert.deepEqual(
    documents.map(({ id }) => id),
    ["due-a", "due-b"],
  );
  const [labelled] = documents;
  const [first, second] = labelled.document.pages;
  assert.deepEqual(first.words.map(({ text }) => text).concat(second.words.map(({ text }) => text)), [
    "Total",
    "$9.00",
    "2020",
  ]);
  assert.deepEqual(second.words[0].box, [100 / 1700, 100 / 2200, 300 / 1700, 130 / 2200]);
  assert.deepEqual([first.lines.length, first.image?.width, second.image?.height], [1, 170, 220]);
  assert.deepEqual(labelled.fields, { gross_amount: "9.00", party: ["A Inc.", "B Inc."], "leaderboard.task": "QA" });
  assert.deepEqual(entitiesOf(labelled), [[0, "gross_amount", "$9.00"]]);
  assert.deepEqual(labelled.questions, [
    { id: "49153", question: "What is the total?", answers: ["9.00", "$9.00"], kind: "due" },
    { id: "a-3", question: "Which are the parties", answers: ["A | B"], kind: "due" },
  ]);
});

test("due takes keys for statements where the folder is TabFact, and names files that do not run side by side", async () => {
  const page = { structure_value: [[0, 1]], positions: [[0, 0, 100, 100]] };
  const common = { tokens: ["x"], positions: [[0, 0, 50, 10]], structures: { pages: page } };
  const content = (name: string) =>
    `${JSON.stringify({ name, contents: [{ tool_name: "tesseract", common_format: common }] })}\n`;
  const statement = (text: string, value: string) => ({ key: text, values: [{ value }] });
  const annotations = [
    statement("he won in 2004", "1"),
    statement("he won in 2005", "0"),
    { key: "he lost", values: [] },
  ];
  const folder = put(join(base, "TabFact"), {
    "test/document.jsonl": JSON.stringify({ name: "t", annotations }),
    "test/documents_content.jsonl": content("t"),
    "train/document.jsonl": JSON.stringify({ name: "t", annotations }),
    "train/documents_content.jsonl": content("u"),
    "dev/document.jsonl": `${JSON.stringify({ name: "t", annotations })}\n${JSON.stringify({ name: "u", annotations })}`,
    "dev/documents_content.jsonl": content("t"),
  });
  const [labelled] = await readAll("due", folder, "test");
  assert.deepEqual(labelled.statements, [
    { text: "he won in 2004", label: "entailed" },
    { text: "he won in 2005", label: "refuted" },
    { text: "he lost" },
  ]);
  await assert.rejects(
    readAll("due", folder, "train"),
    /documents_content\.jsonl:1: name: is u where document\.jsonl has t/,
  );
  await assert.rejects(readAll("due", folder, "dev"), /ends before line 2/);
});

test("sroie reads the official layout, Windows letters and commas in texts, and metadata.jsonl", async () => {
  const values = { company: "CAFÉ & CO", date: "25/12/2018", address: "NO.53, JALAN 1", total: "RM9.00" };
  const boxes = [
    "72,25,326,25,326,64,72,64,CAFÉ & CO",
    "72,80,326,80,326,100,72,100,NO.53, JALAN 1",
    "72,110,200,110,200,130,72,130,Date:25/12/2018",
    "72,140,120,140,120,160,72,160,TOTAL",
    "200,140,260,140,260,160,200,160,RM9.00",
  ].join("\r\n");
  const folder = put(join(base, "sroie"), {
    "train/box/X1.txt": Buffer.from(boxes, "latin1"),
    "train/entities/X1.txt": values,
    "train/img/X1.png": await blankPng(400, 200),
    "test/box/X2.txt": boxes,
    "test/img/X2.png": await blankPng(400, 200),
    "jsdnrs/metadata.jsonl": JSON.stringify({
      file_name: "X3.png",
      key: "X3",
      image_size: { height: 200, width: 400 },
      entities: values,
      words: ["CAFÉ & CO", "RM9.00"],
      bboxes: [
        [72, 25, 326, 64],
        [200, 140, 260, 160],
      ],
    }),
  });
  assert.deepEqual(await (await openFormat("sroie")).splits(folder), ["jsdnrs", "test", "train"]);
  const [labelled] = await readAll("sroie", folder, "train");
  assert.deepEqual(labelled.fields, values);
  assert.deepEqual(entitiesOf(labelled), [
    [0, "company", "CAFÉ & CO"],
    [1, "date", "Date:25/12/2018"],
    [2, "address", "NO.53, JALAN 1"],
    [3, "total", "RM9.00"],
  ]);
  const [unlabelled] = await readAll("sroie", folder, "test");
  assert.deepEqual([unlabelled.fields, unlabelled.entities], [{}, []]);
  const [other] = await readAll("sroie", folder, "jsdnrs");
  assert.deepEqual(entitiesOf(other), [
    [0, "company", "CAFÉ & CO"],
    [1, "total", "RM9.00"],
  ]);
  assert.deepEqual([other.document.pages[0].width, other.document.pages[0].height], [400, 200]);
});

test("a word whose box cannot be normalised is named with its file and field", async () => {
  const folder = put(join(base, "broken"), {
    "train/box/X1.txt": "72,25,326,25,326,64,72,64,FINE\n720,25,800,25,800,64,720,64,ASTRAY",
    "train/img/X1.png": await blankPng(400, 200),
  });
  await assert.rejects(readAll("sroie", folder, "train"), (error) => {
    assert.ok(error instanceof FormatError);
    assert.equal(error.file, join(folder, "train/box/X1.txt"));
    assert.equal(error.field, "line 2");
    assert.match(error.message, /"ASTRAY" lies outside of the page of 400 x 200/);
    return true;
  });
});
