/**
 * Receipts: Malaysian shop receipts, American till slips with state tax and change, restaurant bills, card slips. Amounts add up;
 * subtotal, tax, rounding, total, cash and change stand beside each other as distractors.
 */
import { concept } from "../concepts.ts";
import { boldOf, type FontId } from "../fonts.ts";
import { putIssuer } from "../issuer.ts";
import {
  column,
  labelOf,
  type Mode,
  native,
  noteUnlabelled,
  type Page,
  putField,
  putTitle,
  startPage,
  style,
} from "../page.ts";
import type { Random } from "../random.ts";
import type { Span } from "../sheet.ts";
import { putTable, type TableData, tableStyle } from "../table-layout.ts";
import { FOOTERS } from "../words/prose.ts";
import { DISHES, GOODS, GROCERIES } from "../words/vocabulary.ts";
import { type Item, putItems } from "./receipt-items.ts";

const cents = (value: number) => Math.round(value * 100) / 100;

export function receipt(random: Random, rows?: number): Page {
  const country = random.weighted([
    ["MY", 42],
    ["US", 30],
    ["GB", 6],
    ["SG", 6],
    ["AU", 4],
    ["DE", 3],
    ["FR", 2],
    ["ES", 2],
    ["IN", 3],
    ["CA", 2],
  ] as const);
  const page = startPage(random, {
    country,
    size: [13, 21],
    capitals: 0.28,
    fonts: [
      ["receipt", 38],
      ["mono", 16],
      ["sans", 22],
      ["typewriter", 8],
      ["condensed", 12],
      ["serif", 4],
    ],
  });
  page.trade = true;
  if (random.chance(0.2)) page.surround = random.range(1.3, 2.6);
  const { world, sheet, look } = page;
  if (look.body === "vt323") look.size *= 1.25;
  const width = Math.max(330, look.size * random.range(24, 36));
  page.margin = random.range(12, 40);
  const left = 0;
  const right = width;
  const middle = width / 2;
  const restaurant = random.chance(0.3);
  const align = random.chance(0.78) ? "centre" : "left";
  const x = align === "centre" ? middle : left;
  let y = 0;
  const step = look.size * Math.min(look.leading, 1.5);

  // What stands above the company's name.
  if (random.chance(country === "MY" ? 0.22 : 0.08)) {
    sheet.put(
      random.range(0, width * 0.4),
      y,
      random.chance(0.5) ? world.person().toUpperCase() : world.code(),
      style(page, {
        font: random.chance(0.6) ? look.hand : look.body,
        size: look.size * 1.5,
        ink: random.chance(0.5) ? [40, 50, 120] : look.ink,
      }),
    );
    y += look.size * 2.4;
  }
  if (random.chance(0.15)) {
    const w = look.size * random.range(4, 9);
    sheet.commands.push({
      type: "ellipse",
      x: middle,
      y: y + w * 0.35,
      rx: w / 2,
      ry: w * 0.33,
      stroke: look.ink,
      width: 3,
    });
    if (random.chance(0.6))
      sheet.put(
        middle,
        y + w * 0.22,
        world.initials(random.int(2, 3)),
        style(page, { font: "slab", size: w * 0.3 }),
        "centre",
      );
    y += w * 0.85;
  }
  const dates = world.day();
  const dateText = world.dateFormat(dates);
  // A printer's date and time under the name; it is the receipt's own.
  const stamped = random.chance(country === "MY" ? 0.06 : 0.02);
  const stamp = (top: number) => {
    const words = sheet.put(x, top, `${dateText} ${world.time()}`, style(page), align);
    const day = dateText.split(/\s+/).length;
    noteDate(words.slice(0, day));
    noteUnlabelled(page, { concept: "time", names: ["time"], lines: [words.slice(day)], type: "time" });
    return top + step;
  };
  const noteDate = (span: Span) =>
    noteUnlabelled(page, {
      concept: "receipt-date",
      names: ["date"],
      lines: [span],
      type: "date",
      kind: "document-date",
      field: "date",
    });
  y = putIssuer(page, x, y, {
    align,
    nameSize: look.size * random.range(1, 1.7),
    width,
    upper: random.chance(0.62),
    fields: true,
    stamp: stamped ? stamp : undefined,
  });
  // Contact and registration lines, each with its key.
  const contact = random.sample(
    ["phone", "fax", "gst-number", "company-registration", "email", "website", "phone"],
    random.int(0, 3),
  );
  for (const id of new Set(contact)) {
    if (align === "centre") {
      const known = concept(id);
      const label = labelOf(page, known);
      const at = middle - look.size * random.range(6, 9);
      y = putField(page, id, { x: at, y, mode: "tight", label }).y;
    } else y = putField(page, id, { x: left, y, mode: "tight" }).y;
  }
  if (random.chance(0.55)) {
    const title = random.pick(
      native(page, [
        "TAX INVOICE",
        "RECEIPT",
        "INVOICE",
        "CASH BILL",
        "OFFICIAL RECEIPT",
        "SIMPLIFIED TAX INVOICE",
        "CASH SALES",
        "SALES RECEIPT",
        "Tax Invoice",
        "-INVOICE-",
        "Guest Check",
        "CUSTOMER RECEIPT",
        "Kassenbon",
      ]),
    );
    y = putTitle(page, middle, y + look.size * 0.4, title, { size: look.size * random.range(1, 1.4) }, "centre");
  }
  const rule = () => {
    if (random.chance(0.5)) {
      const mark = random.pick(["-", "=", "*", "_"]);
      const one = sheet.measure(mark, style(page));
      if (random.chance(0.35)) sheet.put(left, y, mark.repeat(Math.max(8, Math.floor(width / one))), style(page));
      else
        sheet.rule(
          left,
          y + look.size * 0.5,
          right,
          y + look.size * 0.5,
          1,
          look.ink,
          random.chance(0.6) ? 4 : undefined,
        );
      y += look.size * 0.95;
    } else y += look.size * 0.6;
  };
  rule();

  // Number, date, time, cashier.
  const dateBlock = random.int(0, 9);
  const info = random.sample(
    restaurant
      ? ["receipt-number", "cashier", "table-number", "covers", "order-type", "order-number", "terminal"]
      : [
          "receipt-number",
          "cashier",
          "terminal",
          "member-number",
          "store-number",
          "transaction-number",
          "order-number",
        ],
    random.int(1, 4),
  );
  const dateField = (options: { x: number; y: number; mode: Mode; valueX?: number; right?: number }) =>
    putField(page, "receipt-date", {
      ...options,
      names: ["date", "date of purchase"],
      label: random.pick(["Date", "DATE", "Date", "Dated", "Trans Date", "Bill Date", "Datum", "DATE", "Invoice Date"]),
      value: [dateText],
      type: "date",
      kind: "document-date",
      field: "date",
    });
  const block: (() => void)[] = info.map((id) => () => {
    y = putField(page, id, { x: left, y, mode, valueX, right }).y;
  });
  let mode: Mode = random.weighted([
    ["column", 40],
    ["tight", 40],
    ["right", 20],
  ] as const);
  const valueX = look.size * random.range(5, 9);
  if (stamped) {
    // Stands at the head already.
  } else if (dateBlock < 2) {
    // Date and time without keys, at both ends of a line or one after the other.
    block.push(() => {
      const span = sheet.put(left, y, dateText, style(page));
      noteDate(span);
      const time = random.chance(0.5)
        ? sheet.put(right, y, world.time(), style(page), "right")
        : sheet.put(sheet.right(span) + look.size, y, world.time(), style(page));
      noteUnlabelled(page, { concept: "time", names: ["time"], lines: [time], type: "time" });
      if (random.chance(0.3))
        sheet.put(
          sheet.right(time) + look.size,
          y,
          world.pattern(random.pick(["AA99 AA99", "#9999", "A99", "T9 A999999999"])),
          style(page),
        );
      y += step;
    });
  } else if (dateBlock < 5) {
    // Date: 12/03/2018 8:13:39 PM
    block.push(() => {
      const put = dateField({ x: left, y, mode: mode === "right" ? "tight" : mode, valueX });
      const time = sheet.put(put.right + look.size * 0.6, y, world.time(), style(page));
      noteUnlabelled(page, { concept: "time", names: ["time"], lines: [time], type: "time" });
      y = put.y;
    });
  } else if (dateBlock < 8) {
    block.push(() => {
      const put = dateField({ x: left, y, mode: "tight" });
      putField(page, "time", { x: Math.max(put.right + look.size * 1.5, middle), y, mode: "tight" });
      y = put.y;
    });
  } else {
    block.push(() => {
      y = dateField({ x: left, y, mode, valueX, right }).y;
    });
    if (random.chance(0.6))
      block.push(() => {
        y = putField(page, "time", { x: left, y, mode, valueX, right }).y;
      });
  }
  const dateAtEnd = !stamped && random.chance(0.14);
  const dateMaker = dateAtEnd ? block.pop() : undefined;
  const first = random.shuffle(block);
  for (const make of first) make();
  if (random.chance(0.2)) mode = "column";
  rule();

  // Goods.
  const count =
    rows ??
    random.weighted([
      [random.int(1, 4), 50],
      [random.int(4, 9), 35],
      [random.int(9, 26), 15],
    ] as const);
  const list = restaurant ? DISHES : random.pick([GROCERIES, GROCERIES, GOODS]);
  const names = new Set<string>();
  while (names.size < count)
    names.add(
      random.chance(0.72)
        ? random.pick(list)
        : `${world.phrase(1, 3)}${random.chance(0.3) ? ` ${random.int(1, 900)}${random.pick(["G", "ML", "CM", "PCS", "S"])}` : ""}`,
    );
  const upper = random.chance(0.6);
  const items: Item[] = [...names].map((name) => {
    const quantity = random.chance(0.7) ? random.int(1, 3) : random.int(1, 24);
    const price = world.price(0, random.chance(0.15) ? 6.2 : 3.6);
    return {
      name: upper ? name.toUpperCase() : name,
      count: quantity,
      price,
      amount: cents(price * quantity),
      code: world.pattern(random.pick(["9999999999999", "999999", "AA-9999", "99999"])),
    };
  });
  y = putItems(page, items, y, left, right);
  rule();

  // Totals.
  const sum = cents(items.reduce((a, item) => a + item.amount, 0));
  const rate = random.pick([0.06, 0.06, 0.07, 0.08, 0.0725, 0.0625, 0.05, 0.1, 0.19, 0.2]);
  const inclusive = country !== "US" && country !== "CA" && random.chance(0.6);
  const discount = random.chance(0.15) ? cents(sum * random.pick([0.05, 0.1, 0.2])) : 0;
  const service = restaurant && random.chance(0.35) ? cents(sum * 0.1) : 0;
  const tax = inclusive
    ? cents(sum - discount - (sum - discount) / (1 + rate))
    : cents((sum - discount + service) * rate);
  let total = cents(sum - discount + service + (inclusive ? 0 : tax));
  const rounded = country === "MY" && random.chance(0.6) ? cents(Math.round(total * 20) / 20) : total;
  const rounding = cents(rounded - total);
  const size = look.size;
  const totalSize = random.chance(0.4) ? size * random.range(1.15, 1.7) : size;
  const totalFont: FontId = random.chance(0.55) ? boldOf(look.body) : look.body;
  const money = (value: number, sign = random.chance(0.35)) => [world.amount(value, sign)];
  const style2 = random.weighted([
    ["right", 62],
    ["column", 18],
    ["tight", 20],
  ] as const);
  const lineLeft = style2 === "right" && random.chance(0.25) ? width * random.range(0.15, 0.45) : left;
  const amountX = width * random.range(0.5, 0.68);
  const line = (
    id: string,
    value: number,
    extra: {
      label?: string;
      kind?: string;
      field?: string;
      big?: boolean;
      concept?: string;
      names?: string[];
      asks?: string[];
    } = {},
  ) => {
    const big = extra.big ?? false;
    const lineStyle = style(page, { font: big ? totalFont : look.body, size: big ? totalSize : size });
    y = putField(page, id, {
      x: big && random.chance(0.3) ? left : lineLeft,
      y,
      mode: style2,
      valueX: amountX,
      right,
      style: lineStyle,
      value: money(value),
      type: "money",
      ...extra,
    }).y;
  };
  if (random.chance(0.18))
    y = putField(page, "item-count", {
      x: lineLeft,
      y,
      mode: style2,
      valueX: amountX,
      right,
      value: [String(random.chance(0.5) ? items.length : items.reduce((a, i) => a + i.count, 0))],
    }).y;
  const hasSub = discount > 0 || service > 0 || !inclusive || random.chance(0.45);
  if (hasSub) line("subtotal", inclusive && random.chance(0.4) && discount === 0 ? cents(sum - tax) : sum);
  if (discount > 0) line("discount", -discount);
  if (service > 0) line("service-charge", service);
  if (!inclusive || random.chance(0.55)) {
    const percent = world.number(rate * 100, Number.isInteger(rate * 100) ? 0 : 2, "");
    const label =
      country === "US"
        ? random.pick(["State Tax", "Tax", "SALES TAX", `TAX ${percent}%`, "Sales Tax", "TAX", "Local Tax"])
        : random.pick([
            "GST",
            `GST ${percent}%`,
            `GST (${percent}%)`,
            "GST Amount",
            "VAT",
            `Tax ${percent}%`,
            "GST payable",
            "SST 6%",
          ]);
    line("tax", tax, { label: look.capitals ? label.toUpperCase() : label });
  }
  if (rounding !== 0 || (country === "MY" && random.chance(0.3))) {
    if (random.chance(rounding !== 0 ? 0.75 : 0.4))
      line("before-rounding", total, {
        label: random.pick([
          "TOTAL",
          "Total Sales",
          "Total Amount",
          "Total (Incl. GST)",
          "Total Sales (Inclusive of GST)",
          "Total Sales (Inclusive GST)",
          "Total Incl. GST @6%",
          "SUB TOTAL (INCL GST)",
          "Total Amt Incl. GST",
          "Net Total",
        ]),
        concept: "before-rounding",
        names: ["total before rounding"],
        asks: [],
      });
    line("rounding", rounding);
  }
  total = rounded;
  if (random.chance(0.25)) rule();
  line("total", total, {
    kind: "total",
    field: "total",
    big: true,
    label:
      rounding !== 0 && page.facts.fields.some((f) => f.concept === "before-rounding")
        ? random.pick([
            "TOTAL ROUNDED",
            "Rounded Total",
            "NET TOTAL",
            "Total Payable",
            "Final Total",
            "GRAND TOTAL",
            "ROUNDING",
            "Total Rounded",
            "Total After Rounding",
            "Rounded Total (RM)",
            "Nett Total",
            "Total Amt Payable",
            "ROUNDING",
            "Amount Payable",
            "Total Due",
            "TOTAL (ROUNDED)",
            "Rounded",
          ])
        : undefined,
  });
  const paid = random.int(0, 9);
  if (paid < 6) {
    const given = random.chance(0.3)
      ? total
      : Math.ceil((total + random.pick([0, 0.5, 1, 5, 20])) / random.pick([1, 5, 10, 50])) *
        random.pick([1, 5, 10, 50]);
    const cash = Math.max(total, given);
    line("cash", cash, { big: random.chance(0.2) });
    line("change", cents(cash - total), { big: random.chance(0.2) });
  } else if (paid < 8) {
    line("card-paid", total);
    if (random.chance(0.6)) y = putField(page, "card-number", { x: left, y, mode: "tight" }).y;
    if (random.chance(0.5)) y = putField(page, "auth-code", { x: left, y, mode: "tight" }).y;
  }
  if (country === "MY" && random.chance(0.4)) {
    y += size * 0.8;
    const data: TableData = {
      title: "GST summary",
      noun: "tax code",
      nouns: "tax codes",
      key: 0,
      columns: [
        column(random.pick(["Tax Code", "GST Summary", "Code"]), ["tax code"], "code"),
        column(random.pick(["Amount(RM)", "Amt (RM)", "Goods"]), ["amount", "goods amount"], "money"),
        column(random.pick(["Tax(RM)", "Tax (RM)", "GST"]), ["tax amount"], "money"),
      ],
      rows: [
        [random.pick(["SR", "S", "SR @6%", "SR = 6%"]), world.number(sum - tax, 2), world.number(tax, 2)],
        ...(random.chance(0.4) ? [[random.pick(["ZR", "Z", "ZRL"]), "0.00", "0.00"]] : []),
        ...(random.chance(0.35)
          ? [[random.pick(["Total", "TOTAL :", "Total:"]), world.number(sum - tax, 2), world.number(tax, 2)]]
          : []),
      ],
      values: [],
    };
    data.values = data.rows.map((row) => row.map((_, j) => (j === 0 ? null : 0)));
    const put = putTable(
      page,
      data,
      tableStyle(
        page,
        data,
        { x: left, y, width },
        { frame: "plain", headFill: undefined, headInk: undefined, leading: 1.3, stretch: true, size },
      ),
    );
    page.facts.tables.pop();
    y = put.bottom;
    // Many receipts say the tax nowhere else.
    const summed = data.rows.findIndex(([code]) => /^total/i.test(code));
    if (!page.facts.fields.some(({ concept }) => concept === "tax")) {
      page.facts.fields.push({
        concept: "tax",
        names: concept("tax").names,
        label: data.columns[2].header,
        labelSpan: put.fact.columns[2].headerSpan,
        lines: put.fact.cells[Math.max(0, summed)][2],
        place: "below",
        type: "money",
      });
    }
  }
  if (dateMaker) {
    y += size * 0.5;
    dateMaker();
  }
  y += size * 0.8;
  const footers = random.int(0, 4);
  for (let i = 0; i < footers; i++) {
    const foot = random.pick(native(page, FOOTERS));
    const block2 = sheet.block(
      middle,
      y,
      sheet.wrap(look.capitals ? foot.toUpperCase() : foot, style(page), width),
      style(page),
      1.3,
      "centre",
    );
    y = block2.y;
  }
  if (random.chance(0.15)) {
    sheet.commands.push({
      type: "barcode",
      x0: middle - width * 0.3,
      y0: y + 6,
      x1: middle + width * 0.3,
      y1: y + look.size * 2.6,
      seed: random.seed,
      colour: look.ink,
    });
    y += look.size * 3;
  }
  return page;
}
