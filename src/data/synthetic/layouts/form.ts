/**
 * Forms: keys with values in one to three columns, on lines, in boxes, under small print; check boxes; handwriting; several
 * people and dates on one page.
 */
import type { Rgb } from "../../../document/document.ts";
import { type Concept, conceptsOf } from "../concepts.ts";
import { makeValue } from "../field-values.ts";
import { canWrite } from "../fonts.ts";
import { putIssuer } from "../issuer.ts";
import { type Mode, noteUnlabelled, openField, type Page, putField, putTitle, startPage, style } from "../page.ts";
import { paragraph } from "../prose.ts";
import type { Random } from "../random.ts";
import type { Style } from "../sheet.ts";
import { makeTable } from "../table-data.ts";
import { putTable, tableStyle } from "../table-layout.ts";
import { putTicks } from "../ticks.ts";
import { TITLES } from "../words/prose.ts";

const THEMES: [string[], number][] = [
  [["person", "contact", "office"], 26],
  [["office", "contact"], 14],
  [["medical", "person"], 10],
  [["vehicle", "person"], 6],
  [["travel", "contact"], 7],
  [["property", "person"], 6],
  [["laboratory", "office"], 12],
  [["club", "person", "contact"], 7],
  [["bank", "person"], 6],
  [["registration", "person"], 6],
  [["shipping", "contact"], 5],
  [["invoice", "contact"], 4],
];

const PEN: Rgb[] = [
  [25, 35, 110],
  [20, 20, 30],
  [40, 60, 150],
  [60, 60, 70],
];

export function form(random: Random): Page {
  const page = startPage(random, { size: [12, 19], capitals: 0.14 });
  const { look } = page;
  const width = random.range(640, 900);
  page.pageRatio = random.weighted([
    [0, 30],
    [Math.SQRT2, 30],
    [1.294, 40],
  ] as const);
  const left = 0;
  let y = 0;
  if (random.chance(0.35)) {
    const align = random.chance(0.5) ? "centre" : "left";
    y =
      putIssuer(page, align === "centre" ? width / 2 : left, y, {
        align,
        nameSize: look.size * random.range(1.1, 1.7),
        width: width * 0.6,
      }) +
      look.size * 0.8;
  }
  const title = random.chance(0.8) ? random.pick(TITLES) : page.world.phrase(2, 4).toUpperCase();
  if (random.chance(0.92)) {
    const centred = random.chance(0.7);
    y =
      putTitle(
        page,
        centred ? width / 2 : left,
        y,
        random.chance(0.7) ? title : titleOf(title),
        { size: look.size * random.range(1.1, 1.8) },
        centred ? "centre" : "left",
      ) +
      look.size * 0.8;
  }
  const groups = random.weighted(THEMES.map(([list, weight]) => [list, weight] as const));
  const wanted = random.weighted([
    [random.int(4, 8), 25],
    [random.int(8, 16), 45],
    [random.int(16, 34), 30],
  ] as const);
  const fields = chooseFields(page, groups, wanted);
  const handwritten = random.chance(0.28);
  const typed = !handwritten && random.chance(0.2);
  const valueStyle = (): Style =>
    handwritten
      ? style(page, { font: look.hand, size: look.size * random.range(1.15, 1.45), ink: penOf(page) })
      : typed
        ? style(page, { font: "courier" })
        : style(page, { font: boldValues ? look.bold : look.body });
  const boldValues = random.chance(0.15);
  const keyStyle = style(page, {
    font: random.chance(0.3) ? look.bold : look.body,
    size: look.size * (random.chance(0.2) ? 0.85 : 1),
  });
  const emptyShare = random.chance(0.4) ? random.range(0.03, 0.25) : 0;

  const columns =
    fields.length < 6
      ? 1
      : random.weighted([
          [1, 40],
          [2, 45],
          [3, 15],
        ] as const);
  const sections = random.chance(0.4) && fields.length > 8 ? random.int(2, 4) : 1;
  const boxed = random.chance(0.25);
  const per = Math.ceil(fields.length / sections);
  const sectionNames = random.sample(SECTIONS, sections);
  for (let s = 0; s < sections; s++) {
    const part = fields.slice(s * per, (s + 1) * per);
    if (part.length === 0) continue;
    if (sections > 1 || random.chance(0.12)) y = putSection(page, left, y, width, sectionNames[s] ?? "Details");
    y = boxed
      ? putBoxes(page, part, left, y, width, columns, keyStyle, valueStyle, emptyShare)
      : putColumns(page, part, left, y, width, columns, keyStyle, valueStyle, emptyShare);
    y += look.size * 0.8;
    if (random.chance(0.3)) y = putTicks(page, left, y, width) + look.size * 0.6;
  }
  if (random.chance(0.16)) {
    const data = makeTable(page.world, { rows: random.int(2, 7), columns: random.int(1, 4) });
    const put = putTable(page, data, tableStyle(page, data, { x: left, y, width }, { stretch: true }));
    y = put.bottom + look.size;
  }
  if (random.chance(0.12)) y = paragraph(page, left, y, width, random.int(1, 3));
  if (random.chance(0.12)) y = putContact(page, left, y + look.size * 0.6, width);
  if (random.chance(0.35)) y = putSignature(page, left, y + look.size, width);
  if (random.chance(0.14)) putFileNumber(page, width, y);
  return page;
}

/** A number stamped upright in the margin, as archives do. */
function putFileNumber(page: Page, width: number, bottom: number): void {
  const { random, sheet, look } = page;
  const text = page.world.pattern(random.pick(["29999999", "2999999999", "99 299 9999"]));
  const right = Math.max(width, sheet.width) + look.size * 2;
  if (random.chance(0.6))
    sheet.putTurned(
      right,
      bottom * random.range(0.5, 0.85),
      text,
      style(page, { font: "arimo-bold" }),
      random.pick([90, 270]),
    );
  else sheet.put(right, bottom + look.size * 1.5, text, style(page, { font: "arimo-bold" }), "right");
}

const SECTIONS =
  "Personal Details|Contact Information|Section A|Section B|Section C|General Information|Applicant|Employment|Additional Information|Part I|Part II|Part III|Office Use Only|Details|Requirements|Identification|Background|Summary|Certification|Payment|Description|Schedule|Reports|Distribution|Approval|Specifications".split(
    "|",
  );

function titleOf(text: string): string {
  return text.toLowerCase().replace(/(^|\s)\S/g, (c) => c.toUpperCase());
}

function penOf(page: Page): Rgb {
  return page.random.pick(PEN);
}

interface Chosen {
  concept?: Concept;
  open?: ReturnType<typeof openField>;
  value?: string[];
}

function chooseFields(page: Page, groups: readonly string[], wanted: number): Chosen[] {
  const { random, world, look } = page;
  const pool = random.shuffle(conceptsOf(...groups).filter((c) => !["total", "title"].includes(c.id)));
  const openShare = random.chance(0.5) ? random.range(0.1, 0.5) : 0.1;
  const list: Chosen[] = [];
  while (list.length < wanted) {
    if (random.chance(openShare) || pool.length === 0) list.push({ open: openField(page) });
    else {
      const concept = pool.pop()!;
      let value = makeValue(world, concept.type);
      for (let i = 0; i < 4 && !canWrite(look.hand, value.join("")); i++) value = makeValue(world, concept.type);
      list.push({ concept, value: canWrite(look.hand, value.join("")) ? value : ["-"] });
    }
  }
  return list.filter((f) => f.value?.[0] !== "-");
}

function putOne(
  page: Page,
  field: Chosen,
  place: {
    x: number;
    y: number;
    mode: Mode;
    valueX?: number;
    right?: number;
    style: Style;
    valueStyle: Style;
    width: number;
    empty: boolean;
    mark?: string;
    rise?: number;
  },
): number {
  const { random } = page;
  const value = field.value ?? undefined;
  // A long value on a narrow place is printed on wrapped lines.
  const between = ([first]: string[]) => (first.endsWith(",") || field.concept?.type === "note" ? " " : ", ");
  const fit = (lines: string[]) =>
    random.chance(lines.length > 1 ? 0.35 : place.mode === "below" ? 0.7 : 0.3) && /\p{L}.* .*\p{L}/u.test(lines[0])
      ? page.sheet.wrap(lines.join(between(lines)), place.valueStyle, place.width)
      : lines;
  if (field.open) {
    const { id, label, names, type } = field.open;
    return putField(page, id, { ...place, label, names, type, value: fit(makeValue(page.world, type)) }).y;
  }
  return putField(page, field.concept!.id, { ...place, value: value && fit(value) }).y;
}

function putColumns(
  page: Page,
  fields: Chosen[],
  left: number,
  top: number,
  width: number,
  columns: number,
  keyStyle: Style,
  valueStyle: () => Style,
  emptyShare: number,
): number {
  const { random, look, sheet } = page;
  const mode: Mode = random.weighted([
    ["column", 34],
    ["tight", 22],
    ["line", 22],
    ["below", 14],
    ["right", columns === 1 ? 6 : 0],
    ["dots", columns === 1 ? 5 : 0],
  ] as const);
  const per = Math.ceil(fields.length / columns);
  const gap = width * 0.05;
  const columnWidth = (width - gap * (columns - 1)) / columns;
  const valueX = columnWidth * random.range(0.32, 0.5);
  const rowGap = look.size * random.range(0, 0.7);
  const mark = marking(random);
  // Typed or written over the line of a printed form, a little above its small keys.
  const rise = mode === "line" && random.chance(0.4) ? look.size * random.range(0.1, 0.6) : 0;
  let bottom = top;
  const acrossRows = random.chance(0.5);
  if (acrossRows && columns > 1) {
    let y = top;
    for (let i = 0; i < fields.length; i += columns) {
      let next = y;
      let x = left;
      for (let c = 0; c < columns && i + c < fields.length; c++) {
        const y1 = putOne(page, fields[i + c], {
          x,
          y,
          mode,
          valueX: x + valueX,
          right: x + columnWidth,
          style: keyStyle,
          valueStyle: valueStyle(),
          width: columnWidth * 0.6,
          empty: random.chance(emptyShare),
          mark: mark(),
          rise,
        });
        next = Math.max(next, y1);
        x = Math.max(x + columnWidth + gap, Math.min(lastRight(page) + gap, x + columnWidth * 1.7));
      }
      y = next + rowGap;
    }
    return y;
  }
  let x = left;
  for (let c = 0; c < columns; c++) {
    let y = top;
    const from = sheet.words.length;
    for (const field of fields.slice(c * per, (c + 1) * per)) {
      y =
        putOne(page, field, {
          x,
          y,
          mode,
          valueX: x + valueX,
          right: x + columnWidth,
          style: keyStyle,
          valueStyle: valueStyle(),
          width: columnWidth * 0.6,
          empty: random.chance(emptyShare),
          mark: mark(),
          rise,
        }) + rowGap;
    }
    bottom = Math.max(bottom, y);
    let right = x + columnWidth;
    for (let i = from; i < sheet.words.length; i++) right = Math.max(right, sheet.words[i].x1);
    x = right + gap;
  }
  return bottom;
}

/** What stands before the keys of a form, one after the other: mostly nothing, else numbers, letters or signs. */
function marking(random: Random): () => string | undefined {
  const kind = random.weighted([
    ["", 64],
    ["(1)", 9],
    ["1.", 12],
    ["-", 6],
    ["a.", 4],
    ["•", 3],
    ["*", 2],
  ] as const);
  let number = random.chance(0.6) ? 1 : random.int(2, 20);
  return () => {
    const at = number++;
    if (kind === "(1)" || kind === "1.") return kind.replace("1", String(at));
    return kind === "a." ? `${String.fromCharCode(96 + ((at - 1) % 26) + 1)}.` : kind || undefined;
  };
}

function lastRight(page: Page): number {
  const facts = page.facts.fields;
  const last = facts[facts.length - 1];
  let right = page.sheet.right(last.labelSpan);
  for (const line of last.lines) right = Math.max(right, page.sheet.right(line));
  return right;
}

/** Boxes with the key small in the corner and the value under it. */
function putBoxes(
  page: Page,
  fields: Chosen[],
  left: number,
  top: number,
  width: number,
  columns: number,
  keyStyle: Style,
  valueStyle: () => Style,
  emptyShare: number,
): number {
  const { random, sheet, look } = page;
  const small = { ...keyStyle, size: look.size * random.range(0.62, 0.9) };
  const colour: Rgb = random.chance(0.7) ? [40, 40, 40] : [130, 130, 130];
  const inline = random.chance(0.25);
  let y = top;
  let i = 0;
  while (i < fields.length) {
    const across = Math.min(fields.length - i, random.int(Math.max(1, columns - 1), columns + 1));
    let height = look.size * 2.4;
    const cell = width / across;
    for (let c = 0; c < across; c++) {
      const x = left + cell * c;
      const y1 = putOne(page, fields[i + c], {
        x: x + 5,
        y: y + 4,
        mode: inline ? "tight" : "below",
        right: x + cell - 5,
        style: small,
        valueStyle: valueStyle(),
        width: cell - 12,
        empty: random.chance(emptyShare),
      });
      height = Math.max(height, y1 - y + 4);
    }
    let x = left;
    for (let c = 0; c < across; c++) {
      const right = c === across - 1 ? left + width : Math.max(x + cell, 0);
      sheet.box(x, y, right, y + height, { stroke: colour, width: 1 });
      x = right;
    }
    y += height;
    i += across;
  }
  return y;
}

function putSection(page: Page, x: number, y: number, width: number, name: string): number {
  const { random, sheet, look } = page;
  const kind = random.int(0, 3);
  const text = random.chance(0.4) ? name.toUpperCase() : name;
  const size = look.size * random.range(1, 1.25);
  if (kind === 0) {
    const fill: Rgb = random.chance(0.5) ? look.accent : [225, 225, 225];
    const light = (fill[0] + fill[1] + fill[2]) / 3 < 130;
    sheet.box(x, y, x + width, y + size * 1.5, { fill });
    sheet.put(
      x + 6,
      y + size * 0.25,
      text,
      style(page, { font: look.bold, size, ink: light ? [255, 255, 255] : look.ink, paper: fill }),
    );
  } else {
    sheet.put(x, y + size * 0.2, text, style(page, { font: look.bold, size }));
    if (kind === 1) sheet.rule(x, y + size * 1.4, x + width, y + size * 1.4, 1, look.ink);
  }
  return y + size * 2;
}

const CONTACTS =
  "If you have any questions, please contact:|For further information please contact|Please contact the following person:|Should there be problems with this transmission, please call:|Questions about this form should be addressed to:|In case of queries contact the person below:|Any inquiries may be directed to".split(
    "|",
  );

/** A person to turn to, under or after a sentence that says so. */
function putContact(page: Page, x: number, y: number, width: number): number {
  const { random, sheet, look, world } = page;
  const body = style(page);
  const sentence = sheet.block(x, y, sheet.wrap(random.pick(CONTACTS), body, width), body, 1.3);
  const name = sheet.put(x + random.pick([0, 0, look.size * 3]), sentence.y, world.person(), body);
  noteUnlabelled(page, {
    concept: "contact-person",
    names: ["contact person", "person to contact", "name of the contact"],
    lines: [name],
    type: "person",
  });
  const below = sentence.y + look.size * 1.4;
  return random.chance(0.5) ? putField(page, "phone", { x, y: below, mode: "tight" }).y : below;
}

function putSignature(page: Page, x: number, y: number, width: number): number {
  const { random, sheet, look } = page;
  const line = width * random.range(0.3, 0.45);
  y += look.size * 2;
  sheet.rule(x, y, x + line, y, 1, look.ink);
  if (random.chance(0.6))
    sheet.commands.push({
      type: "scribble",
      x0: x + 8,
      y0: y - look.size * 2.4,
      x1: x + line * 0.8,
      y1: y + 4,
      seed: random.seed,
      colour: random.pick(PEN),
      width: 2,
    });
  sheet.put(
    x,
    y + 4,
    random.pick(["Signature", "Authorized Signature", "Signed", "Applicant's signature", "SIGNATURE", "Manager"]),
    style(page, { size: look.size * 0.85 }),
  );
  if (random.chance(0.5)) {
    const x1 = x + width * 0.55;
    putField(page, "signature-date", {
      x: x1,
      y: y - look.size * 0.9,
      mode: "tight",
      label: random.pick(["Date", "DATE", "Date signed", "Dated"]),
      names: ["date of the signature", "date signed"],
      concept: "signature-date",
      type: "date",
      valueStyle: style(page, { font: look.hand, size: look.size * 1.3, ink: random.pick(PEN) }),
    });
  }
  return y + look.size * 1.5;
}
