/**
 * Draws the five scenes of the announcement as page images beside this file and writes what is asked of them to scenes.json:
 * `node --import tsx examples/scenes/draw.ts`. The same bytes at each run. What they show is content.ts.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Canvas, createCanvas, cssFont, plainText, type SKRSContext2D } from "../../src/data/synthetic/canvas.ts";
import type { FontId } from "../../src/data/synthetic/fonts.ts";
import { Random } from "../../src/data/synthetic/random.ts";
import { scan } from "../../src/data/synthetic/scan.ts";
import { DOCUMENT_VERSION, type Pixels } from "../../src/document/document.ts";
import type { LabelledDocument } from "../../src/document/labelled.ts";
import { encodeJpeg } from "../jpeg.ts";
import { drawBoat } from "./boat.ts";
import { LABEL, RECEIPT, SCENES, SCHOOLS, STATIONS } from "./content.ts";

const INK = "#1b1b1e";

/** A sheet that lies `tilt` degrees clockwise. */
function page(width: number, height: number, ground: string, tilt = 0): { canvas: Canvas; context: SKRSContext2D } {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  plainText(context);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, height / 2);
  context.rotate((tilt * Math.PI) / 180);
  context.translate(-width / 2, -height / 2);
  return { canvas, context };
}

interface Text {
  font: FontId;
  size: number;
  colour?: string;
  align?: "left" | "right" | "center";
}

/** Writes `text` with its baseline at `y`. */
function write(context: SKRSContext2D, text: string, x: number, y: number, style: Text): void {
  context.font = cssFont(style.font, style.size);
  context.fillStyle = style.colour ?? INK;
  context.textAlign = style.align ?? "left";
  context.fillText(text, x, y);
}

function frame(context: SKRSContext2D, x: number, y: number, width: number, height: number, line = 3): void {
  context.strokeStyle = INK;
  context.lineWidth = line;
  context.strokeRect(x, y, width, height);
}

function rule(context: SKRSContext2D, x0: number, y0: number, x1: number, y1: number, line = 2): void {
  context.strokeStyle = INK;
  context.lineWidth = line;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function barcode(context: SKRSContext2D, x: number, y: number, width: number, height: number, seed: string): void {
  const random = new Random(seed);
  context.fillStyle = INK;
  const unit = width / 96;
  for (let at = x; at < x + width - 3 * unit; ) {
    const bar = unit * random.int(1, 3);
    context.fillRect(at, y, bar, height);
    at += bar + unit * random.int(1, 3);
  }
}

/** A printed form of a publisher whose spaces a typewriter filled. */
function shippingLabel(): Canvas {
  const { canvas, context } = page(1400, 980, "#fbfaf5", 0.5);
  frame(context, 40, 40, 1320, 900, 5);
  // The publisher's mark: two reeds over water.
  context.strokeStyle = INK;
  context.lineWidth = 6;
  for (const [dx, height] of [
    [0, 78],
    [22, 58],
  ]) {
    context.beginPath();
    context.moveTo(100 + dx, 168);
    context.quadraticCurveTo(96 + dx, 168 - height / 2, 106 + dx, 168 - height);
    context.stroke();
  }
  for (const y of [172, 184]) {
    context.beginPath();
    context.moveTo(78, y);
    for (let i = 0; i < 4; i++) context.quadraticCurveTo(87 + i * 20, y - 8 * (-1) ** i, 97 + i * 20 - 1, y);
    context.stroke();
  }
  write(context, LABEL.publisher, 190, 132, { font: "garamond-bold", size: 62 });
  write(context, LABEL.sender.join(", "), 192, 178, { font: "garamond", size: 30 });
  rule(context, 40, 222, 1360, 222, 4);
  rule(context, 960, 40, 960, 222, 3);
  const caption: Text = { font: "arimo-bold", size: 26 };
  const typed: Text = { font: "courier", size: 36 };
  write(context, "DATE:", 985, 84, caption);
  write(context, LABEL.date, 1000, 152, typed);
  rule(context, 40, 560, 1360, 560, 4);
  rule(context, 700, 222, 700, 560, 3);
  write(context, "SOLD TO:", 66, 270, caption);
  write(context, "SHIP TO:", 726, 270, caption);
  LABEL.soldTo.forEach((line, i) => {
    write(context, line, 88, 350 + i * 62, typed);
  });
  LABEL.shipTo.forEach((line, i) => {
    write(context, line, 752, 356 + i * 62, typed);
  });
  for (const [i, [name, value]] of [
    ["ORDER NO.", LABEL.order],
    ["CARTON", LABEL.carton],
    ["WEIGHT", LABEL.weight],
  ].entries()) {
    const x = 66 + i * 440;
    if (i > 0) rule(context, 40 + i * 440, 560, 40 + i * 440, 690, 3);
    write(context, name, x, 606, caption);
    write(context, value, x + 22, 662, typed);
  }
  rule(context, 40, 690, 1360, 690, 4);
  barcode(context, 110, 730, 640, 130, "label");
  write(context, "BOOKS - SPECIAL RATE", 820, 790, { font: "archivo-bold", size: 46 });
  write(context, "Return postage guaranteed", 822, 842, { font: "arimo", size: 28 });
  return canvas;
}

/** Thermal paper with a torn foot on a dark counter. */
function storeReceipt(): Canvas {
  const { canvas, context } = page(860, 1360, "#4a4640", -0.9);
  const random = new Random("receipt paper");
  const [left, right, foot] = [70, 790, 1296];
  context.beginPath();
  context.moveTo(left, 30);
  context.lineTo(right, 30);
  context.lineTo(right, foot);
  for (let x = right; x > left; x -= 12) {
    context.lineTo(x - 6, foot + random.range(8, 12));
    context.lineTo(Math.max(left, x - 12), foot + random.range(-2, 1));
  }
  context.closePath();
  context.shadowColor = "rgba(0,0,0,0.55)";
  context.shadowBlur = 22;
  context.shadowOffsetX = 7;
  context.shadowOffsetY = 9;
  context.fillStyle = "#f4f3ef";
  context.fill();
  context.shadowColor = "transparent";
  const ink = "#2b2a30";
  const middle = (left + right) / 2;
  const centred = (text: string, y: number, size: number, font: FontId = "inconsolata") =>
    write(context, text, middle, y, { font, size, colour: ink, align: "center" });
  centred(RECEIPT.store.toUpperCase(), 128, 48, "inconsolata-bold");
  RECEIPT.address.forEach((line, i) => {
    centred(line, 184 + i * 44, 36);
  });
  centred(RECEIPT.phone, 272, 36);
  const line = (name: string, value: string, y: number, bold = false) => {
    const style: Text = { font: bold ? "inconsolata-bold" : "inconsolata", size: bold ? 48 : 40, colour: ink };
    write(context, name, left + 52, y, style);
    write(context, value, right - 52, y, { ...style, align: "right" });
  };
  const dashes = (y: number) => centred("-".repeat(31), y, 40);
  write(context, RECEIPT.date, left + 52, 346, { font: "inconsolata", size: 36, colour: ink });
  dashes(400);
  let y = 456;
  for (const [name, price] of RECEIPT.items) {
    line(name, price, y);
    y += 58;
  }
  dashes(y);
  y += 56;
  for (const [name, amount] of RECEIPT.sums) {
    if (name === "TOTAL") y += 12;
    line(name, amount, y, name === "TOTAL");
    y += name === "TOTAL" ? 72 : 58;
  }
  dashes(y);
  centred(RECEIPT.clerk, y + 62, 36);
  centred("THANK YOU FOR SHOPPING WITH US", y + 122, 36);
  barcode(context, middle - 190, y + 156, 380, 84, "receipt");
  return canvas;
}

interface Table {
  title: string;
  header: string[];
  rows: string[][];
}

interface TableLook {
  /** Left edge of each column, then the right edge of the last; pixels. */
  edges: number[];
  top: number;
  row: number;
  size: number;
  body: FontId;
  bold: FontId;
  shade: string;
  /** Ground of every other row. */
  band?: string;
  lines: "grid" | "rows";
  centred?: number[];
}

/** @returns y below the table. */
function table(context: SKRSContext2D, data: Table, look: TableLook): number {
  const { edges, top, row, size } = look;
  const right = edges[edges.length - 1];
  const bottom = top + row * (data.rows.length + 1);
  context.fillStyle = look.shade;
  context.fillRect(edges[0], top, right - edges[0], row);
  if (look.band) {
    context.fillStyle = look.band;
    for (let i = 1; i < data.rows.length; i += 2)
      context.fillRect(edges[0], top + row * (i + 1), right - edges[0], row);
  }
  for (let i = 0; i <= data.rows.length + 1; i++)
    if (look.lines === "grid" || i < 2 || i > data.rows.length)
      rule(context, edges[0], top + row * i, right, top + row * i, 2);
  if (look.lines === "grid") for (const x of edges) rule(context, x, top, x, bottom, 2);
  [data.header, ...data.rows].forEach((cells, i) => {
    cells.forEach((text, j) => {
      const centred = look.centred?.includes(j);
      const x = centred ? (edges[j] + edges[j + 1]) / 2 : edges[j] + 0.7 * size;
      const style: Text = { font: i === 0 ? look.bold : look.body, size, align: centred ? "center" : "left" };
      write(context, text, x, top + row * i + row / 2 + size * 0.34, style);
    });
  });
  return bottom;
}

function radioStations(): Canvas {
  const { canvas, context } = page(1400, 960, "#fdfcf8", -0.35);
  write(context, "Broadcasting", 96, 112, { font: "merriweather", size: 30, colour: "#55565c" });
  write(context, STATIONS.title, 94, 184, { font: "merriweather-bold", size: 54 });
  rule(context, 96, 214, 1304, 214, 2);
  write(context, "Listeners along the lower river receive these stations by day.", 96, 276, {
    font: "merriweather",
    size: 29,
  });
  const bottom = table(context, STATIONS, {
    edges: [96, 306, 546, 946, 1304],
    top: 330,
    row: 82,
    size: 31,
    body: "arimo",
    bold: "arimo-bold",
    shade: "#d9dde6",
    lines: "grid",
    centred: [0],
  });
  write(context, "Frequencies in megahertz.", 96, bottom + 56, { font: "merriweather", size: 25, colour: "#44454a" });
  return canvas;
}

function schools(): Canvas {
  const { canvas, context } = page(1600, 960, "#fcfcfa");
  write(context, SCHOOLS.title, 70, 124, { font: "tinos-bold", size: 46 });
  write(context, "Appendix C. School, district, location and communities served", 70, 176, {
    font: "tinos-italic",
    size: 28,
  });
  table(context, SCHOOLS, {
    edges: [60, 456, 902, 1140, 1540],
    top: 220,
    row: 70,
    size: 26,
    body: "tinos",
    bold: "tinos-bold",
    shade: "#e4e2da",
    band: "#f1f0ea",
    lines: "rows",
  });
  write(context, "31", 800, 912, { font: "tinos", size: 24, align: "center" });
  return canvas;
}

/** RGB of a canvas. */
function pixelsOf(canvas: Canvas): Pixels {
  const { width, height } = canvas;
  const rgba = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) data.set(rgba.subarray(i * 4, i * 4 + 3), i * 3);
  return { width, height, data };
}

/** What the scanner is told of a page that brings no words. */
function blank({ width, height }: Pixels, id: string): LabelledDocument {
  const page = { number: 0, width, height, unit: "px" as const, rotation: 0 as const, words: [], lines: [] };
  const source = { name: id, mime: "image/jpeg", sha256: "" };
  const document = { version: DOCUMENT_VERSION as typeof DOCUMENT_VERSION, source, pages: [page] };
  return { id, document, questions: [], fields: {}, entities: [], links: [], statements: [] };
}

interface Drawn {
  draw: () => Canvas;
  seed: string;
  /** As scan() takes it. */
  strength: number;
  photograph: boolean;
  /** Pixels cut off all round. */
  edge?: number;
}

/** Scans a drawn page and compresses it as a camera or a copier would. */
async function jpeg(canvas: Canvas, { seed, strength, photograph, edge = 0 }: Drawn): Promise<Uint8Array> {
  const clean = pixelsOf(canvas);
  const { pixels } = scan(clean, blank(clean, seed), seed, strength, photograph);
  return encodeJpeg(withoutEdge(pixels, edge), 68);
}

/** Turning a photograph leaves bare edges; `edge` pixels of them are cut off. */
function withoutEdge({ width: W, height: H, data }: Pixels, edge: number): Pixels {
  const [width, height] = [W - 2 * edge, H - 2 * edge];
  const out = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((y + edge) * W + edge) * 3;
    out.set(data.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, data: out };
}

/** Seeds chosen by looking: a little skew and noise, nothing that hides a word. */
const DRAWN: readonly Drawn[] = [
  { draw: shippingLabel, seed: "label 2", strength: 0.6, photograph: false },
  { draw: storeReceipt, seed: "receipt 1", strength: 0.5, photograph: true },
  { draw: radioStations, seed: "stations 2", strength: 0.4, photograph: false },
  { draw: schools, seed: "schools 1", strength: 0.3, photograph: false },
  { draw: drawBoat, seed: "boat 2", strength: 0.35, photograph: true, edge: 5 },
];

// One scene alone by its number, while it is worked on.
const only = process.argv[2];
for (const [i, { file }] of SCENES.entries()) {
  if (only && !file.startsWith(only)) continue;
  const bytes = await jpeg(DRAWN[i].draw(), DRAWN[i]);
  await writeFile(join(import.meta.dirname, file), bytes);
  console.error(`${file}: ${Math.round(bytes.length / 1024)} KB`);
}
const asked = SCENES.flatMap(({ file, questions }) => questions.map((question) => ({ file, ...question })));
await writeFile(join(import.meta.dirname, "scenes.json"), `${JSON.stringify(asked, null, 2)}\n`);
