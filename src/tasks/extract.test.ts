import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { type Document, textOf } from "../document/document.ts";
import { groupLines } from "../document/reading-order.ts";
import { type Answer, absentAnswer } from "./answer.ts";
import { DocFormer, type Question, queryOf } from "./docformer.ts";
import { type Extraction, extract } from "./extract.ts";

/** Rows of words at given places: [text, x0 in hundredths]. */
function sheet(rows: readonly (readonly (readonly [string, number])[])[]): Document {
  const words = rows.flatMap((row, i) =>
    row.map(([text, x]) => ({
      text,
      box: [x / 100, 0.05 + 0.04 * i, x / 100 + 0.012 * text.length, 0.07 + 0.04 * i] as [
        number,
        number,
        number,
        number,
      ],
    })),
  );
  const { line, lines } = groupLines(words.map(({ box }) => box));
  const origin = "given" as const;
  return {
    version: 1,
    source: { name: "sheet", mime: "application/json", sha256: "" },
    pages: [
      {
        number: 0,
        width: 1000,
        height: 1000,
        unit: "px",
        rotation: 0,
        words: words.map((word, i) => ({ ...word, line: line[i], confidence: null, origin })),
        lines,
      },
    ],
  };
}

/** A model that answers by the words it was told to point at. */
function pointing(document: Document, says: Record<string, string | boolean>) {
  const asked: string[][] = [];
  const [page] = document.pages;
  const answer = (text: string | boolean | undefined): Answer => {
    if (text === undefined) return absentAnswer(0.9);
    const plain = { ...absentAnswer(0.8), status: "ok" as const };
    if (typeof text === "boolean") return { ...plain, operation: "yesno", text: text ? "yes" : "no", value: text };
    const evidence = text.split(" | ").map((part) => {
      const parts = part.split(" ");
      const first = page.words.findIndex((_, i) => parts.every((one, k) => page.words[i + k]?.text === one));
      const words = first < 0 ? [] : parts.map((_, k) => first + k);
      assert.equal(textOf(page, words), first < 0 ? "" : part);
      return { page: 0, box: page.words[Math.max(0, first)].box, words };
    });
    return { ...plain, text, value: text, evidence };
  };
  const model = {
    async ask(_: Document, questions: readonly Question[]) {
      const texts = questions.map((question) => queryOf(question).text);
      asked.push(texts);
      return texts.map((text) => answer(says[text]));
    },
  };
  return { model: model as unknown as DocFormer, asked };
}

const invoice = sheet([
  [
    ["Invoice", 5],
    ["INV-7", 20],
    ["Date", 50],
    ["03/04/2026", 60],
  ],
  [
    ["Due", 50],
    ["25/04/2026", 60],
  ],
  [
    ["Item", 5],
    ["Qty", 40],
    ["Price", 55],
    ["Amount", 75],
  ],
  [
    ["Blue", 5],
    ["pen", 10.5],
    ["2", 40],
    ["1.50", 55],
    ["3.00", 75],
  ],
  [
    ["Ink", 5],
    ["1", 40],
    ["16.00", 55],
    ["16.00", 75],
  ],
  [
    ["Paper", 5],
    ["3", 40],
    ["2.00", 55],
    ["6.00", 75],
  ],
  [
    ["Net", 55],
    ["25.00", 75],
  ],
  [
    ["VAT", 55],
    ["4.75", 75],
  ],
  [
    ["Total", 55],
    ["EUR", 70],
    ["29.75", 77],
  ],
]);

const schema = z.object({
  number: z.string().describe("Which number has the invoice?"),
  date: z.iso.date(),
  dueDate: z.iso.date().nullable(),
  net: z.number(),
  vat: z.number(),
  total: z.number().meta({ format: "money" }),
  currency: z.enum(["EUR", "USD"]).nullable(),
  buyer: z.object({ name: z.string().nullable() }),
  tags: z.array(z.string()),
  items: z.array(
    z.object({ description: z.string(), quantity: z.number(), unitPrice: z.number(), amount: z.number() }),
  ),
});

const SAYS = {
  "Which number has the invoice?": "INV-7",
  "What is the date?": "03/04/2026",
  "What is the due date?": "25/04/2026",
  "What is the net?": "25.00",
  "What is the vat?": "4.75",
  "What is the total?": "EUR 29.75",
  "What is the currency?": "EUR",
  "What is the tags?": "Blue pen | Ink",
};

test("extract() asks all fields at once and gives typed data, answers and checks", async () => {
  const { model, asked } = pointing(invoice, SAYS);
  const { data, fields, checks, problems } = await extract(model, invoice, schema);
  // The fields, then the cells of the items.
  assert.equal(asked.length, 2);
  assert.deepEqual(data, {
    number: "INV-7",
    date: "2026-04-03",
    dueDate: "2026-04-25",
    net: 25,
    vat: 4.75,
    total: 29.75,
    currency: "EUR",
    buyer: { name: null },
    tags: ["Blue pen", "Ink"],
    items: [
      { description: "Blue pen", quantity: 2, unitPrice: 1.5, amount: 3 },
      { description: "Ink", quantity: 1, unitPrice: 16, amount: 16 },
      { description: "Paper", quantity: 3, unitPrice: 2, amount: 6 },
    ],
  });
  assert.deepEqual(problems, []);
  // The due date shows that days come first here.
  assert.deepEqual([fields.date.text, fields.date.ambiguous], ["03/04/2026", undefined]);
  assert.deepEqual([fields.total.currency, fields["buyer.name"].status], ["EUR", "absent"]);
  assert.deepEqual(fields["items[0].description"].evidence[0].words, [10, 11]);
  assert.deepEqual(
    checks.map(({ name, status }) => `${name} ${status}`),
    ["net-plus-tax ok", "items-sum ok", "row-amounts ok", "date-order ok", "currency ok"],
  );
});

test("extract() takes a Standard Schema of any library that gives JSON Schema, and tells what its validation says", async () => {
  const { model } = pointing(invoice, SAYS);
  const targets: string[] = [];
  let most = 100;
  const handMade = {
    "~standard": {
      version: 1 as const,
      vendor: "hand-made",
      types: undefined as { input: unknown; output: { number: string; total: number } } | undefined,
      validate(value: unknown) {
        const { number, total } = value as { number: string; total: number };
        if (total > most) return { issues: [{ message: `more than ${most}`, path: [{ key: "total" }] }] };
        return { value: { number, total } };
      },
      jsonSchema: {
        input({ target }: { target: string }) {
          targets.push(target);
          return {
            type: "object",
            properties: {
              number: { type: "string", description: "Which number has the invoice?" },
              total: { type: "number", format: "money" },
            },
          };
        },
      },
    },
  };
  const { data, fields, problems } = await extract(model, invoice, handMade);
  // Its type is that of the library's output.
  const total: number | null = data.total;
  assert.deepEqual([data.number, total], ["INV-7", 29.75]);
  assert.deepEqual(targets, ["draft-2020-12"]);
  assert.equal(fields.number.text, "INV-7");
  assert.deepEqual(problems, []);
  most = 20;
  const refused = await extract(model, invoice, handMade);
  assert.deepEqual(refused.data, { number: "INV-7", total: null }, "what the library refuses is not in the data");
  assert.ok(refused.problems.some(({ field, message }) => field === "total" && /more than 20/.test(message)));
  const { jsonSchema: _, ...silent } = handMade["~standard"];
  await assert.rejects(
    extract(model, invoice, { "~standard": silent }),
    /is of hand-made, which does not give JSON Schema/,
  );
});

test("cells of items are as sure as the model's answer by the name of their row", async () => {
  const { model, asked } = pointing(invoice, {
    ...SAYS,
    "What is the amount of Blue pen?": "3.00",
    "What is the unit price of Ink?": "29.75",
  });
  const { fields } = await extract(model, invoice, schema);
  assert.equal(asked[1].length, 9, "three numbers in each of three rows");
  const brief = (path: string) => {
    const { text, confidence, status, alternatives } = fields[path];
    return [
      text,
      confidence === null ? null : Math.round(100 * confidence),
      status,
      alternatives.map((one) => one.text),
    ];
  };
  assert.deepEqual(brief("items[0].amount"), ["3.00", 80, "ok", []]);
  // The model says something else, or nothing: what it leaves.
  assert.deepEqual(brief("items[1].unitPrice"), ["16.00", 20, "low", ["29.75"]]);
  assert.deepEqual(brief("items[2].amount"), ["6.00", 10, "low", [null]]);
  assert.deepEqual(brief("items[0].description"), ["Blue pen", null, "ok", []]);
  // The table stays what is believed.
  assert.equal(fields["items[1].unitPrice"].value, 16);
});

test("a column whose head says nothing is found where the model is sure of it", async () => {
  const page = sheet([
    [
      ["Ref", 10],
      ["Chg", 50],
    ],
    [
      ["Bolt", 10],
      ["3.00", 50],
    ],
    [
      ["Washer", 10],
      ["4.50", 50],
    ],
    [
      ["Nut", 10],
      ["6.25", 50],
    ],
  ]);
  const parts = z.object({ parts: z.array(z.object({ article: z.string(), fee: z.number() })) });
  const { model } = pointing(page, {
    "What is the parts article?": "Bolt",
    "What is the parts fee?": "3.00",
    "What is the fee of Washer?": "4.50",
  });
  const found = await extract(model, page, parts);
  assert.deepEqual(found.data.parts, [
    { article: "Bolt", fee: 3 },
    { article: "Washer", fee: 4.5 },
    { article: "Nut", fee: 6.25 },
  ]);
  // As an untaught model points: nothing that a table is made of.
  const doubting = {
    ask: async (document: Document, questions: readonly Question[]) =>
      (await model.ask(document, questions as string[])).map((answer) => ({ ...answer, confidence: 0.7 })),
  } as unknown as DocFormer;
  assert.deepEqual((await extract(doubting, page, parts)).data.parts, []);
});

test("the type of the data is that of the schema, with null for what is absent", async () => {
  const { model } = pointing(invoice, SAYS);
  const { data } = await extract(model, invoice, schema);
  const total: number | null = data.total;
  const price: number | null = data.items[0].unitPrice;
  const currency: "EUR" | "USD" | null = data.currency;
  // @ts-expect-error an absent value is null
  const sure: number = data.total;
  // @ts-expect-error the schema has no such field
  const gone = data.seller;
  assert.deepEqual([total, price, currency, sure, gone], [29.75, 1.5, "EUR", 29.75, undefined]);
  const plain: Extraction<{ type: "object" }> = await extract(model, invoice, {
    type: "object",
    properties: { total: { type: "number" } },
  });
  assert.deepEqual(plain.data, { total: 29.75 });
});

test("a value that does not validate is null in the data, with a problem that names field, text and what is allowed", async () => {
  const { model } = pointing(invoice, { ...SAYS, "What is the vat?": "Total" });
  const { data, fields, problems } = await extract(model, invoice, {
    type: "object",
    required: ["vat", "missing", "net", "open"],
    properties: {
      vat: { type: "number" },
      net: { type: "number", maximum: 10 },
      number: { type: "string", pattern: "^[0-9]+$", description: "Which number has the invoice?" },
      currency: { enum: ["USD", "GBP"] },
      missing: { type: "string" },
      open: { type: ["string", "null"] },
    },
  });
  assert.deepEqual(data, { vat: null, net: null, number: null, currency: null, missing: null, open: null });
  assert.equal(fields.net.text, "25.00");
  assert.equal(fields.net.value, null);
  assert.deepEqual(
    problems.map(({ code, field, text }) => [code, field, text]),
    [
      ["unfit", "vat", "Total"],
      ["unfit", "currency", "EUR"],
      ["unfit", "net", "25.00"],
      ["unfit", "number", "INV-7"],
      ["missing", "missing", null],
    ],
  );
  assert.match(problems[1].message, /"USD", "GBP"/);
  assert.match(problems[2].message, /<= 10/);
});

test("a schema's own library may convert and refuse", async () => {
  const { model } = pointing(invoice, SAYS);
  const own = z.object({
    net: z.number().transform((net) => ({ cents: Math.round(100 * net) })),
    total: z
      .number()
      .nullable()
      .refine((total) => total !== 29.75, "must not be 29.75"),
  });
  const { data, problems } = await extract(model, invoice, own);
  assert.deepEqual(data, { net: { cents: 2500 }, total: null });
  assert.deepEqual(
    problems.map(({ field, text }) => [field, text]),
    [["total", "EUR 29.75"]],
  );
});

test("enumerations that no word says are asked for as classes", async () => {
  const { model, asked } = pointing(invoice, {
    "What is the kind?": "Invoice",
    "Is the kind bill?": true,
    "Is the kind letter?": false,
  });
  const { data } = await extract(model, invoice, {
    type: "object",
    properties: { kind: { enum: ["letter", "bill"] } },
  });
  assert.deepEqual(data, { kind: "bill" });
  assert.equal(asked.length, 2);
});

test("ticked boxes answer yes/no fields and enumerations", async () => {
  const form = sheet([
    [
      ["Married?", 5],
      ["☒", 25],
      ["Yes", 29],
      ["☐", 40],
      ["No", 44],
    ],
    [
      ["☐", 5],
      ["Newsletter", 9],
    ],
    [
      ["☐", 5],
      ["Single", 9],
      ["room", 18],
      ["☒", 40],
      ["Double", 44],
      ["room", 53],
    ],
  ]);
  const { model } = pointing(form, { "Does it apply?": false });
  const { data, fields } = await extract(model, form, {
    type: "object",
    properties: {
      married: { type: "boolean" },
      newsletter: { type: "boolean" },
      room: { enum: ["single room", "double room"] },
      applies: { type: "boolean", description: "Does it apply?" },
    },
  });
  assert.deepEqual(data, { married: true, newsletter: false, room: "double room", applies: false });
  assert.deepEqual(fields.married.evidence[0].words.slice(0, 1), [1]);
});

test("a date that figures alone do not settle is ambiguous", async () => {
  const page = sheet([
    [
      ["Date", 5],
      ["03/04/2026", 20],
    ],
  ]);
  const { model } = pointing(page, { "What is the date?": "03/04/2026" });
  const { data, fields } = await extract(model, page, z.object({ date: z.iso.date() }));
  assert.equal(data.date, "2026-04-03");
  assert.equal(fields.date.ambiguous, true);
});

test("of a period the end is taken that the field asks for", async () => {
  const page = sheet([
    [
      ["Flight", 5],
      ["03/27/20", 20],
      ["-", 32],
      ["03/31/20", 36],
    ],
  ]);
  const period = "03/27/20 - 03/31/20";
  const { model } = pointing(page, { "What is the flight from?": period, "What is the flight to?": period });
  const date = { type: "string", format: "date" };
  const { data } = await extract(model, page, { type: "object", properties: { flight_from: date, flight_to: date } });
  assert.deepEqual(data, { flight_from: "2020-03-27", flight_to: "2020-03-31" });
});

test("tables that only look like a list of items give none", async () => {
  const page = sheet([
    [
      ["Quantity", 5],
      ["Total", 40],
      ["Amount", 48],
    ],
    [
      ["Rounding", 5],
      ["Cash", 40],
    ],
    [
      ["Change", 5],
      ["Card", 40],
    ],
  ]);
  const { model } = pointing(page, {});
  const columns = { quantity: { type: "number" }, amount: { type: "number" } };
  const schema = {
    type: "object",
    properties: { items: { type: "array", items: { type: "object", properties: columns } } },
  };
  const { data, fields } = await extract(model, page, schema);
  assert.deepEqual([data, fields.items.status], [{ items: [] }, "absent"]);
});

test("a page is encoded once for all fields, also where an enumeration is asked for twice", async (t) => {
  const model = await DocFormer.load();
  t.after(() => model.dispose());
  const encode = t.mock.method(model.generator, "encode");
  const { data } = await model.extract(
    invoice,
    z.object({
      total: z.number().nullable(),
      dueDate: z.iso.date().nullable(),
      kind: z.enum(["letter", "receipt"]).nullable().describe("What is the total?"),
      "Product 1/2": z.string().nullable(),
    }),
  );
  assert.equal(data.total, 29.75);
  assert.equal(encode.mock.callCount(), 1);
  await assert.rejects(model.extract(invoice, schema, { signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("schemas that cannot be looked for are errors that name the property", async () => {
  const { model } = pointing(invoice, {});
  const bad = (schema: object, message: RegExp) =>
    assert.rejects(extract(model, invoice, schema as { type: "object" }), { name: "SchemaError", message });
  await bad({ type: "string" }, /describes no object/);
  await bad({ type: "object" }, /no "properties"/);
  await bad(
    { type: "object", properties: { a: { type: ["string", "number"] } } },
    /schema's a may be string or number/,
  );
  await bad({ type: "object", properties: { a: { $ref: "#/$defs/b" } } }, /refers to #\/\$defs\/b/);
  await bad({ type: "object", properties: { a: { type: "array" } } }, /schema's a is a list without "items"/);
  await bad(z.object({ when: z.date() }), /dates are ISO texts/);
  const own = { type: "object", properties: { a: { $ref: "#/$defs/a" } }, $defs: { a: { $ref: "#/$defs/a" } } };
  await bad(own, /refers to itself/);
  await bad({ type: "object", properties: { "a.b": { type: "string" } } }, /schema's a\.b has a name with a dot/);
  await bad(JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}'), /has a name/);
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`f${i}`, { type: "string" }]));
  await bad({ type: "object", properties: many }, /501 fields, 500 are allowed/);
  await bad({ type: "object", properties: { a: { type: "string", pattern: "(" } } }, /no valid JSON Schema/);
});
