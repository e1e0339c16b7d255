/**
 * Lays out one table on a sheet: column widths from the cells, wrapped text, rules, fills, header and totals; notes where every
 * cell stands. What the table says is made elsewhere (table-data.ts).
 */
import type { Rgb } from "../../document/document.ts";
import type { Column, TableFact } from "./facts.ts";
import { type Page, style } from "./page.ts";
import type { Align, Span, Style } from "./sheet.ts";

export interface TableData {
  title: string;
  noun: string;
  nouns: string;
  columns: Column[];
  key: number;
  rows: string[][];
  values: (number | null)[][];
  totals?: { label: string; texts: (string | null)[] };
}

export interface TableStyle {
  x: number;
  y: number;
  /** Width to fill; the table may be narrower or, if it must, wider. */
  width: number;
  size: number;
  frame: "plain" | "grid" | "rows" | "zebra" | "head";
  /** Distance of rows, in sizes. */
  leading: number;
  header: boolean;
  stretch: boolean;
  aligns: Align[];
  /** Header words stand bold, filled, ... */
  headFill?: Rgb;
  headInk?: Rgb;
  capitalsHead?: boolean;
}

/** A table style by chance. */
export function tableStyle(
  page: Page,
  data: TableData,
  place: { x: number; y: number; width: number },
  options: Partial<TableStyle> = {},
): TableStyle {
  const { random, look } = page;
  const frame = random.weighted([
    ["plain", 24],
    ["grid", 28],
    ["rows", 20],
    ["zebra", 14],
    ["head", 14],
  ] as const);
  const numeric = new Set(["number", "money", "percent"]);
  const numberAlign: Align = random.weighted([
    ["right", 60],
    ["left", 18],
    ["centre", 22],
  ] as const);
  const textAlign: Align = random.chance(0.86) ? "left" : "centre";
  const dark = random.chance(0.5);
  const headFill: Rgb | undefined =
    frame === "head" || ((frame === "grid" || frame === "zebra") && random.chance(0.4))
      ? dark
        ? look.accent
        : random.pick([
            [225, 225, 225],
            [214, 224, 238],
            [234, 236, 240],
            [242, 232, 205],
            [220, 235, 215],
          ] as Rgb[])
      : undefined;
  const light = headFill && (headFill[0] + headFill[1] + headFill[2]) / 3 < 130;
  return {
    ...place,
    size: look.size,
    frame,
    leading: random.range(1.25, 2.1),
    header: true,
    stretch: random.chance(0.6),
    aligns: data.columns.map((column) =>
      numeric.has(column.type)
        ? numberAlign
        : column.type === "rank" || column.type === "year"
          ? random.chance(0.5)
            ? "centre"
            : numberAlign
          : textAlign,
    ),
    headFill,
    headInk: light ? [255, 255, 255] : undefined,
    capitalsHead: random.chance(0.12),
    ...options,
  };
}

/** Puts `data` on the page; adds and returns its TableFact. `bottom` is the y below it. */
export function putTable(
  page: Page,
  data: TableData,
  look: TableStyle,
): { fact: TableFact; bottom: number; right: number } {
  const { random, sheet } = page;
  const { columns, rows } = data;
  const body = style(page, { size: look.size });
  const headBold = random.chance(0.7);
  const head = style(page, {
    size: look.size,
    font: headBold ? page.look.bold : page.look.body,
    ink: look.headInk ?? page.look.ink,
    paper: look.headFill,
  });
  const headers = columns.map((column) =>
    look.capitalsHead || page.look.capitals ? column.header.toUpperCase() : column.header,
  );
  const shown = (text: string) => (page.look.capitals ? text.toUpperCase() : text);
  const pad = look.size * (look.frame === "plain" ? random.range(0.5, 1.4) : random.range(0.35, 0.9));
  const totals = data.totals;

  // Natural widths, then capped to what fits: wide text columns give way first.
  const natural = columns.map((_, j) => {
    let wide = look.header
      ? Math.max(
          ...sheetWords(headers[j]).map((w) => sheet.measure(w, head)),
          Math.min(sheet.measure(headers[j], head), look.size * 9),
        )
      : 0;
    for (const row of rows) wide = Math.max(wide, sheet.measure(shown(row[j]), body));
    if (totals) wide = Math.max(wide, sheet.measure(totals.texts[j] ?? "", body));
    return wide + 2 * pad;
  });
  const widths = natural.slice();
  let total = widths.reduce((a, b) => a + b, 0);
  for (let round = 0; total > look.width && round < 30; round++) {
    const j = widths.indexOf(Math.max(...widths));
    const headWords = look.header ? sheetWords(headers[j]).map((w) => sheet.measure(w, head)) : [];
    const cellWords = rows.flatMap((row) => sheetWords(row[j]).map((w) => sheet.measure(shown(w), body)));
    const longest = Math.max(look.size * 2, ...headWords, ...cellWords) + 2 * pad;
    const next = Math.max(longest, widths[j] * 0.8);
    if (next >= widths[j] - 0.5) break;
    total -= widths[j] - next;
    widths[j] = next;
  }
  if (look.stretch && total < look.width) {
    const extra = (look.width - total) / columns.length;
    for (let j = 0; j < widths.length; j++) widths[j] += extra;
    total = look.width;
  }
  const lefts: number[] = [];
  let x = look.x;
  for (const width of widths) {
    lefts.push(x);
    x += width;
  }
  const right = x;

  const putCell = (j: number, y: number, text: string, cellStyle: Style): { spans: Span[]; lines: number } => {
    if (text === "") return { spans: [], lines: 1 };
    const inner = widths[j] - 2 * pad + 0.5;
    const lines = sheet.measure(text, cellStyle) <= inner ? [text] : sheet.wrap(text, cellStyle, inner);
    const align = look.aligns[j] ?? "left";
    const at =
      align === "left" ? lefts[j] + pad : align === "right" ? lefts[j] + widths[j] - pad : lefts[j] + widths[j] / 2;
    return { spans: sheet.block(at, y, lines, cellStyle, 1.18, align).spans, lines: lines.length };
  };

  const step = look.size * look.leading;
  const inset = (step - look.size) / 2;
  const ys: number[] = [];
  let y = look.y;
  const fact: TableFact = {
    title: data.title,
    titleSpan: [],
    noun: data.noun,
    nouns: data.nouns,
    columns: columns.map((column) => ({ ...column })),
    key: data.key,
    rows: rows.map((row) => row.map(shown)),
    cells: [],
    values: data.values,
  };
  const at = sheet.commands.length;
  let headBottom = y;
  if (look.header && random.chance(0.14)) y = putSpanningHeader(page, columns, lefts, right, y, inset, step, head);
  if (look.header) {
    let lines = 1;
    columns.forEach((_, j) => {
      const put = putCell(j, y + inset, headers[j], head);
      fact.columns[j].headerSpan = put.spans.flat();
      lines = Math.max(lines, put.lines);
    });
    y += step + (lines - 1) * look.size * 1.18;
    headBottom = y;
  }
  ys.push(y);
  const zebra: [number, number][] = [];
  rows.forEach((row, i) => {
    const fill = look.frame === "zebra" && i % 2 === 1 ? ZEBRA : undefined;
    const rowStyle = fill ? { ...body, paper: fill } : body;
    let lines = 1;
    const cells: Span[][] = [];
    row.forEach((text, j) => {
      const put = putCell(j, y + inset, shown(text), rowStyle);
      cells.push(put.spans);
      lines = Math.max(lines, put.lines);
    });
    fact.cells.push(cells);
    const next = y + step + (lines - 1) * look.size * 1.18;
    if (fill) zebra.push([y, next]);
    y = next;
    ys.push(y);
  });
  if (totals) {
    const strong = style(page, { size: look.size, font: random.chance(0.7) ? page.look.bold : page.look.body });
    const label = shown(totals.label);
    const labelSpan = putCell(data.key, y + inset, label, strong).spans.flat();
    fact.totals = {
      label,
      labelSpan,
      cells: totals.texts.map((text, j) =>
        text === null || j === data.key ? null : putCell(j, y + inset, shown(text), strong).spans.flat(),
      ),
      texts: totals.texts.map((text, j) => (j === data.key ? null : text)),
    };
    y += step;
    ys.push(y);
  }
  drawFrame(page, look, { ys, lefts, right, headBottom, zebra, at });
  page.facts.tables.push(fact);
  return { fact, bottom: y, right };
}

/** A row above the header with one title over two or more number columns side by side. @returns y below. */
function putSpanningHeader(
  page: Page,
  columns: readonly Column[],
  lefts: readonly number[],
  right: number,
  y: number,
  inset: number,
  step: number,
  head: Style,
): number {
  const { random, sheet, world } = page;
  const counts = (j: number) => j < columns.length && ["number", "money", "percent"].includes(columns[j].type);
  const from = columns.findIndex((_, j) => counts(j) && counts(j + 1));
  if (from < 0) return y;
  let to = from + 1;
  while (counts(to + 1)) to++;
  const end = lefts[to + 1] ?? right;
  const text = random.chance(0.5) ? String(world.year) : world.phrase(1, 2);
  const wide = sheet.measure(text, head);
  if (wide > end - lefts[from]) return y;
  sheet.put((lefts[from] + end) / 2, y + inset, text, head, "centre");
  if (random.chance(0.6)) sheet.rule(lefts[from] + 3, y + step - 1, end - 3, y + step - 1, 1, head.ink);
  return y + step;
}

const ZEBRA: Rgb = [236, 238, 241];

function sheetWords(text: string): string[] {
  return text.split(" ");
}

function drawFrame(
  page: Page,
  look: TableStyle,
  grid: { ys: number[]; lefts: number[]; right: number; headBottom: number; zebra: [number, number][]; at: number },
): void {
  const { sheet, random } = page;
  const { ys, lefts, right, headBottom, zebra, at } = grid;
  const left = look.x;
  const colour: Rgb = random.chance(0.6) ? [60, 60, 60] : [150, 150, 150];
  const width = random.weighted([
    [1, 6],
    [1.5, 2],
    [2, 1],
  ] as const);
  if (look.headFill && look.header) {
    sheet.underlay({ type: "rect", x0: left, y0: look.y, x1: right, y1: headBottom, fill: look.headFill }, at);
  }
  for (const [top, bottom] of zebra)
    sheet.underlay({ type: "rect", x0: left, y0: top, x1: right, y1: bottom, fill: ZEBRA }, at);
  const bottom = ys[ys.length - 1];
  if (look.frame === "grid") {
    for (const y of [look.y, ...ys]) sheet.rule(left, y, right, y, width, colour);
    for (const x of [...lefts, right]) sheet.rule(x, look.y, x, bottom, width, colour);
  } else if (look.frame === "rows") {
    for (const y of ys) sheet.rule(left, y, right, y, width, colour);
  } else if (look.frame === "plain" || look.frame === "head") {
    if (look.header && random.chance(0.6)) {
      const dash = random.chance(0.2) ? 4 : undefined;
      sheet.rule(left, headBottom, right, headBottom, width, colour, dash);
      if (random.chance(0.5)) sheet.rule(left, look.y, right, look.y, width, colour, dash);
      if (random.chance(0.6)) sheet.rule(left, bottom, right, bottom, width, colour, dash);
    }
  }
  sheet.bottom = Math.max(sheet.bottom, bottom);
}
