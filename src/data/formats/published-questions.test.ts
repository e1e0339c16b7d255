/**
 * Question sets of which no real document with words is at hand: small files written by hand that follow the published layout
 * (../shared/paper.md section 4, and the sets' own descriptions). What the sets' files hold beyond it is not tried here.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { blankPng, put, readAll, temporaryFolder } from "../../../test/hand-made.ts";
import type { LabelledDocument } from "../../document/labelled.ts";
import { encodePng } from "../../read/image.ts";
import { FormatError } from "../common-format.ts";
import { openFormat } from "./formats.ts";
import { parseTable } from "./wikitablequestions.ts";

const base = temporaryFolder();

const lines = ({ document }: LabelledDocument) =>
  document.pages.map((page) => page.lines.map(({ words }) => words.map((w) => page.words[w].text).join(" ")));

const question = (id: number, image: string, extra: object) => ({
  questionId: id,
  question: "What is region number?",
  image: `documents/${image}.png`,
  docId: 14465,
  ucsf_document_id: "pybv0228",
  ucsf_document_page_no: "81",
  data_split: "val",
  ...extra,
});

test("docvqa reads questions by page with the words that Microsoft Read gave", async () => {
  const ocr = {
    status: "Succeeded",
    recognitionResults: [
      {
        page: 1,
        clockwiseOrientation: 0.1,
        width: 1695,
        height: 2200,
        unit: "pixel",
        lines: [
          {
            boundingBox: [100, 100, 400, 100, 400, 140, 100, 140],
            text: "Region 2000",
            words: [
              { boundingBox: [100, 100, 240, 100, 240, 140, 100, 140], text: "Region" },
              { boundingBox: [260, 100, 400, 100, 400, 140, 260, 140], text: "2000", confidence: "Low" },
            ],
          },
        ],
      },
    ],
  };
  const head = { dataset_name: "docvqa", dataset_version: "1.0", dataset_split: "val" };
  const plain = [
    question(49153, "pybv0228_81", { answers: ["2000"] }),
    question(49154, "pybv0228_82", { answers: ["x"] }),
  ];
  const kinds = [
    question(49153, "pybv0228_81", { question_types: ["form", "table/list"], answers: ["2000", "No 2000"] }),
  ];
  const folder = put(join(base, "docvqa"), {
    "val_v1.0.json": { ...head, data: plain },
    "val_v1.0_withQT.json": { ...head, data: kinds },
    "test_v1.0.json": { ...head, dataset_split: "test", data: [question(1, "pybv0228_81", {})] },
    "documents/pybv0228_81.png": await blankPng(170, 220),
    "ocr_results/pybv0228_81.json": ocr,
  });
  assert.deepEqual(await (await openFormat("docvqa")).splits(folder), ["test", "val"]);
  const [labelled, ...none] = await readAll("docvqa", folder, "val");
  assert.equal(none.length, 0);
  assert.equal(labelled.id, "docvqa-pybv0228_81");
  assert.deepEqual(labelled.questions, [
    { id: "49153", question: "What is region number?", answers: ["2000", "No 2000"], kind: "form, table/list" },
  ]);
  assert.deepEqual(lines(labelled), [["Region 2000"]]);
  const [page] = labelled.document.pages;
  assert.deepEqual(page.words[1].box, [260 / 1695, 100 / 2200, 400 / 1695, 140 / 2200]);
  assert.deepEqual([page.width, page.image?.width], [1695, 170]);
  assert.deepEqual((await readAll("docvqa", folder, "test"))[0].questions[0].answers, []);
});

test("docvqa stands pages up whose words run sideways, and their images with them", async () => {
  // Ten words written from top to bottom, the first of them black in the image.
  const [width, height] = [200, 120];
  const place = (i: number) => ({ x0: 160, x1: 180, y0: 5 + 11 * i, y1: 14 + 11 * i });
  const words = Array.from({ length: 10 }, (_, i) => {
    const { x0, y0, x1, y1 } = place(i);
    return { boundingBox: [x1, y0, x1, y1, x0, y1, x0, y0], text: `word${i}` };
  });
  const data = new Uint8Array(width * height * 3).fill(255);
  const { x0, y0, x1, y1 } = place(0);
  for (let y = y0; y < y1; y++) data.fill(0, (y * width + x0) * 3, (y * width + x1) * 3);
  const line = { boundingBox: [180, 0, 180, 119, 160, 119, 160, 0], text: "", words };
  const folder = put(join(base, "sideways"), {
    "val_v1.0.json": { data: [question(1, "a_1", { answers: ["x"] })] },
    "documents/a_1.png": await encodePng({ width, height, data }),
    "ocr_results/a_1.json": {
      recognitionResults: [{ page: 1, clockwiseOrientation: 90, width, height, unit: "pixel", lines: [line] }],
    },
  });
  const [{ document }] = await readAll("docvqa", folder, "val");
  const [page] = document.pages;
  assert.deepEqual([page.width, page.height, page.rotation], [120, 200, 270]);
  assert.deepEqual([page.image?.width, page.image?.height, page.image?.file], [120, 200, undefined]);
  const turned = await page.image!.read();
  const [left, top, right, bottom] = page.words[0].box;
  const [column, row] = [
    Math.floor(((left + right) / 2) * turned.width),
    Math.floor(((top + bottom) / 2) * turned.height),
  ];
  assert.equal(page.words[0].text, "word0");
  assert.equal(turned.data[(row * turned.width + column) * 3], 0, "the first word is where the image is black");
  assert.equal(turned.data.filter((value) => value === 0).length, 3 * (x1 - x0) * (y1 - y0));
});

const word = (text: string, left: number, top: number, id: string) => ({
  BlockType: "WORD",
  Confidence: 99,
  Text: text,
  Id: id,
  Geometry: { BoundingBox: { Left: left, Top: top, Width: 0.1, Height: 0.02 } },
});
const textract = {
  PAGE: [{ BlockType: "PAGE", Id: "p", Geometry: { BoundingBox: { Left: 0, Top: 0, Width: 1, Height: 1 } } }],
  LINE: [{ BlockType: "LINE", Id: "l", Text: "109 billion", Relationships: [{ Type: "CHILD", Ids: ["a", "b"] }] }],
  WORD: [word("109", 0.1, 0.2, "a"), word("billion", 0.25, 0.2, "b")],
};

test("infographicvqa reads questions by image with Textract's words, the page as large as its image", async () => {
  const folder = put(join(base, "infographicvqa"), {
    "infographicsVQA_train_v1.0.json": {
      data: [
        {
          questionId: 98313,
          question: "How much?",
          image_local_name: "38979.jpeg",
          image_url: "",
          ocr_output_file: "38979.json",
          answers: ["109", "109 billion"],
          data_split: "train",
        },
      ],
    },
    "infographicsVQA_val_v1.0_withQT.json": {
      data: [
        {
          questionId: 5,
          question: "How many?",
          image_local_name: "38979.jpeg",
          ocr_output_file: "38979.json",
          answers: ["109"],
          answer_type: ["single span"],
          evidence: ["text"],
          "operation/reasoning": [],
        },
      ],
    },
    "infographicsvqa_images/38979.jpeg": await blankPng(300, 900),
    "infographicsvqa_ocr/38979.json": textract,
  });
  assert.deepEqual(await (await openFormat("infographicvqa")).splits(folder), ["train", "val"]);
  const [labelled] = await readAll("infographicvqa", folder, "train");
  assert.deepEqual(lines(labelled), [["109 billion"]]);
  assert.deepEqual([labelled.document.pages[0].width, labelled.document.pages[0].height], [300, 900]);
  assert.deepEqual(
    [labelled.questions[0].kind, labelled.questions[0].answers],
    ["infographicvqa", ["109", "109 billion"]],
  );
  assert.equal((await readAll("infographicvqa", folder, "val"))[0].questions[0].kind, "single span");
});

test("mp-docvqa reads exported records and files of page ids, and says how to export a pickle", async () => {
  const record = (id: number, pages: number[]) => ({
    question_id: id,
    question: "What is the name of the company?",
    image_id: "snbx0223",
    image_name: pages.map((page) => `snbx0223_p${page}`),
    imdb_doc_pages: pages.length,
    total_doc_pages: 238,
    ocr_tokens: pages.map((page) => ["itc", `p${page}`]),
    ocr_normalized_boxes: pages.map(() => [
      [0.07, 0.17, 0.22, 0.2],
      [0.3, 0.17, 0.4, 0.2],
    ]),
    answers: ["itc limited", "ITC Limited"],
    answer_page_idx: 1,
  });
  const records = [{ has_answer: true }, record(57349, [11, 12]), record(57350, [11, 12]), record(57351, [12])];
  const folder = put(join(base, "mp-docvqa"), {
    "imdb_val.jsonl": records.map((one) => JSON.stringify(one)).join("\n"),
    "images/snbx0223_p11.jpg": await blankPng(170, 220),
    "test.json": {
      data: [
        { questionId: 7, question: "Who?", doc_id: "abc", page_ids: ["snbx0223_p11"], answers: [], answer_page_idx: 0 },
      ],
    },
    "ocr/snbx0223_p11.json": textract,
  });
  assert.deepEqual(await (await openFormat("mp-docvqa")).splits(folder), ["test", "val"]);
  const [two, one] = await readAll("mp-docvqa", folder, "val");
  assert.deepEqual([two.id, one.id], ["mp-docvqa-snbx0223-57349", "mp-docvqa-snbx0223-57351"]);
  assert.deepEqual(
    two.questions.map(({ id, answers }) => [id, answers.length]),
    [
      ["57349", 2],
      ["57350", 2],
    ],
  );
  assert.deepEqual(lines(two), [["itc p11"], ["itc p12"]]);
  assert.deepEqual(
    two.document.pages.map(({ number, image }) => [number, image?.width]),
    [
      [0, 170],
      [1, undefined],
    ],
  );
  assert.deepEqual(two.document.pages[0].words[1].box, [0.3, 0.17, 0.4, 0.2]);
  const [listed] = await readAll("mp-docvqa", folder, "test");
  assert.deepEqual([listed.id, lines(listed)], ["mp-docvqa-abc-7", [["109 billion"]]]);
  const pickled = put(join(base, "pickled"), { "imdb_val.npy": "x" });
  await assert.rejects((await openFormat("mp-docvqa")).splits(pickled), /pickle.*numpy\.load.*imdb_val\.jsonl/);
});

test("textvqa keeps all ten answers, and reads Rosetta's words in parts of the image", async () => {
  const answers = ["nokia", "nokia", "nokia", "nokia", "toshiba", "nokia", "nokia", "nokia", "nokia", "nokia"];
  const box = { top_left_x: 0.1, top_left_y: 0.2, width: 0.3, height: 0.05, rotation: 0 };
  const folder = put(join(base, "textvqa"), {
    "TextVQA_0.5.1_val.json": {
      data: [
        {
          question_id: 34602,
          question: "what is the brand?",
          image_id: "003a8ae2ef43b901",
          image_width: 1024,
          image_height: 664,
          image_classes: ["Phone"],
          answers,
          set_name: "val",
        },
      ],
    },
    "TextVQA_Rosetta_OCR_v0.2_val.json": {
      data: [{ image_id: "003a8ae2ef43b901", ocr_tokens: ["nokia"], ocr_info: [{ word: "nokia", bounding_box: box }] }],
    },
    "train_images/003a8ae2ef43b901.jpg": await blankPng(1024, 664),
  });
  const [labelled] = await readAll("textvqa", folder, "val");
  assert.deepEqual(labelled.questions, [{ id: "34602", question: "what is the brand?", answers, kind: "scene-text" }]);
  const [page] = labelled.document.pages;
  assert.deepEqual([page.width, page.height, page.image?.width], [1024, 664, 1024]);
  assert.equal(page.words[0].text, "nokia");
  page.words[0].box.forEach((edge, i) => {
    assert.ok(Math.abs(edge - [0.1, 0.2, 0.4, 0.25][i]) < 1e-12);
  });
});

test("st-vqa reads task 3 by image; pages have no words until they are read", async () => {
  const asked = (task: string, text: string) => ({
    data: [
      {
        question_id: 0,
        dataset: "coco-text",
        file_path: "train/coco-text/COCO_1.jpg",
        file_name: "COCO_1.jpg",
        question: text,
        answers: ["stop", task],
        set_name: "train",
      },
    ],
  });
  const folder = put(join(base, "st-vqa"), {
    "train_task_1.json": asked("1", "first?"),
    "train_task_3.json": asked("3", "What does the sign say?"),
    "train/coco-text/COCO_1.jpg": await blankPng(640, 480),
  });
  assert.deepEqual(await (await openFormat("st-vqa")).splits(folder), ["train"]);
  const [labelled] = await readAll("st-vqa", folder, "train");
  assert.equal(labelled.id, "st-vqa-train-coco-text-COCO_1");
  assert.deepEqual(labelled.questions[0].answers, ["stop", "3"]);
  assert.deepEqual([labelled.document.pages[0].words, labelled.document.pages[0].width], [[], 640]);
});

test("ocr-vqa reads covers of a split, aligned questions and answers", async () => {
  const cover = (split: number) => ({
    imageURL: "http://images.example/1.jpg",
    questions: ["Who wrote this book?", "What is the title of this book?"],
    answers: ["Mary Smith", "Good Bread"],
    title: "Good Bread",
    authorName: "Mary Smith",
    genre: "Cookbooks",
    split,
  });
  const folder = put(join(base, "ocr-vqa"), {
    "dataset.json": { "0002005395": cover(1), "0002006405": cover(3), lost: cover(3) },
    "images/0002005395.jpg": await blankPng(300, 400),
    "images/0002006405.jpg": await blankPng(300, 400),
  });
  assert.deepEqual(await (await openFormat("ocr-vqa")).splits(folder), ["test", "train"]);
  const [labelled] = await readAll("ocr-vqa", folder, "train");
  assert.deepEqual(
    labelled.questions.map(({ question: text, answers }) => [text, answers]),
    [
      ["Who wrote this book?", ["Mary Smith"]],
      ["What is the title of this book?", ["Good Bread"]],
    ],
  );
  assert.deepEqual(labelled.fields, {});
  const problems: FormatError[] = [];
  const kept: string[] = [];
  const { read } = await openFormat("ocr-vqa");
  for await (const { id } of read(folder, "test", { onProblem: (problem) => problems.push(problem) })) kept.push(id);
  assert.deepEqual(kept, ["ocr-vqa-0002006405"]);
  assert.deepEqual(
    problems.map(({ field }) => field),
    ["lost.imageURL"],
  );
});

test("wikitablequestions reads escapes, lists, titles and the usual names of splits; tables are drawn as pages", async () => {
  const rows = [
    "id\tutterance\tcontext\ttargetValue",
    "nt-0\twhat was the last year?\tcsv/204-csv/590.csv\t2004|A\\pB",
  ];
  const folder = put(join(base, "wtq"), {
    "data/random-split-1-dev.tsv": rows.join("\n"),
    "data/pristine-unseen-tables.tsv": rows.join("\n"),
    "csv/204-csv/590.csv": '"Year","The \\"odd\\" \\\\ cell"\n"2004",""\n',
    "page/204-page/590.json": { title: "Cup winners", url: "http://en.wikipedia.example/", tableIndex: 3 },
  });
  assert.deepEqual(await (await openFormat("wikitablequestions")).splits(folder), ["dev", "test"]);
  const [labelled] = await readAll("wikitablequestions", folder, "dev");
  assert.deepEqual(labelled.table, {
    header: ["Year", 'The "odd" \\ cell'],
    rows: [["2004", ""]],
    title: "Cup winners",
    context: "csv/204-csv/590.csv",
  });
  assert.deepEqual(labelled.questions[0].answers, ["2004", "A|B"]);
  assert.deepEqual(lines(labelled)[0].join(" "), 'Cup winners Year The "odd" \\ cell 2004');
  assert.ok(labelled.document.pages[0].image);
});

test("parseTable() reads cells over several lines and cells without quotes, and names what is not closed", () => {
  assert.deepEqual(parseTable('a,"b\nc",\n,"d"\r\n', "f"), [
    ["a", "b\nc", ""],
    ["", "d"],
  ]);
  assert.throws(
    () => parseTable('"a"\n"b', "f"),
    (error) => error instanceof FormatError && error.line === 2 && /closing quote/.test(error.message),
  );
});
