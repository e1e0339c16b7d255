/**
 * A table without a picture drawn as a page (WikiTableQuestions, TabFact), in the looks of the synthetic tables: words with
 * boxes at once, pixels only when they are read. The same table and seed give the same page.
 */
import { type Box, clampBox } from "../document/box.ts";
import type { Page, PageImage, Word } from "../document/document.ts";
import type { LabelledTable } from "../document/labelled.ts";
import { groupLines } from "../document/reading-order.ts";
import { drawScene } from "./synthetic/draw.ts";
import { canWrite, type FontId } from "./synthetic/fonts.ts";
import { column, type Page as Making, startPage, style } from "./synthetic/page.ts";
import { Random } from "./synthetic/random.ts";
import type { Scene } from "./synthetic/scene.ts";
import { MARKS, type Span } from "./synthetic/sheet.ts";
import { putTable, tableStyle } from "./synthetic/table-layout.ts";
import { thumbnail } from "./synthetic/thumbnail.ts";

const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean);

/**
 * `text` with letters that no font of ours has stood in for by one that all have: else the machine's fonts would say how wide
 * they are. Check marks are drawn as shapes and stay.
 */
function measurable(text: string, font: FontId): string {
  return wordsOf(text)
    .map((word) =>
      MARKS.has(word) ? word : Array.from(word, (letter) => (canWrite(font, letter) ? letter : "o")).join(""),
    )
    .join(" ");
}

/** Gives the words of `span` their own text back. */
function restore({ sheet }: Making, span: Span, text: string): void {
  wordsOf(text).forEach((own, i) => {
    const word = sheet.words[span[i]];
    word.text = own;
    if (word.drawn.type === "text") word.drawn.text = own;
  });
}

/** Mostly numbers: set to the right now and then. */
function isNumeric(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  return filled.filter((cell) => /^[-+−$€£]?[\d.,]+\s*%?$/.test(cell.trim())).length > 0.8 * filled.length;
}

/**
 * The page of `table`: title above, header, rows.
 * @param seed picks fonts, sizes, rules; usually the document's id.
 * @param options `image`: bring the image, which is drawn when it is read. Default false.
 */
export function tablePage(table: LabelledTable, seed: string, options: { image?: boolean } = {}): Page {
  const page = startPage(new Random(`table ${seed}`), { size: [11, 18], capitals: 0 });
  const { sheet, look, random, margin } = page;
  const columns = Math.max(table.header.length, ...table.rows.map((row) => row.length));
  const filled = (row: readonly string[]) => Array.from({ length: columns }, (_, j) => row[j] ?? "");
  const [header, rows] = [filled(table.header), table.rows.map(filled)];
  const shown = (text: string) => measurable(text, look.body);
  let y = margin;
  if (table.title?.trim()) {
    const titleStyle = style(page, { font: random.chance(0.7) ? look.bold : look.body, size: look.size * 1.2 });
    const lines = sheet.wrap(shown(table.title), titleStyle, 900);
    const { spans, y: below } = sheet.block(margin, y, lines, titleStyle);
    restore(page, spans.flat(), table.title);
    y = below + look.size * 0.6;
  }
  // No column says that it holds numbers: the layout would make up titles over them.
  const data = {
    title: "",
    noun: "row",
    nouns: "rows",
    key: 0,
    columns: header.map((text) => column(shown(text), [], "text")),
    rows: rows.map((row) => row.map(shown)),
    values: rows.map((row) => row.map(() => null)),
  };
  const right = random.chance(0.7);
  const { fact } = putTable(
    page,
    data,
    tableStyle(
      page,
      data,
      { x: margin, y, width: random.range(520, 980) },
      {
        capitalsHead: false,
        aligns: header.map((_, j) => (right && isNumeric(rows.map((row) => row[j])) ? "right" : "left")),
      },
    ),
  );
  header.forEach((text, j) => {
    restore(page, fact.columns[j].headerSpan, text);
  });
  rows.forEach((row, i) => {
    row.forEach((text, j) => {
      restore(page, fact.cells[i][j].flat(), text);
    });
  });
  return finish(page, options.image === true);
}

function finish({ sheet, margin }: Making, withImage: boolean): Page {
  const width = Math.ceil(sheet.width + margin);
  const height = Math.ceil(sheet.bottom + margin);
  const boxes = sheet.words.map((w): Box => clampBox([w.x0 / width, w.y0 / height, w.x1 / width, w.y1 / height]));
  const { order, line, lines } = groupLines(boxes, width / height);
  const words = order.map((id): Word => {
    const { text, ink, paper } = sheet.words[id];
    return { text, box: boxes[id], line: line[id], confidence: null, origin: "given", ink, paper };
  });
  const scene: Scene = { width, height, paper: sheet.paper, commands: sheet.commands, photograph: false };
  const image = (): PageImage => ({ width, height, thumbnail: thumbnail(scene), read: async () => drawScene(scene) });
  return {
    number: 0,
    width,
    height,
    unit: "px",
    rotation: 0,
    words,
    lines,
    ...(withImage ? { image: image() } : {}),
  };
}
