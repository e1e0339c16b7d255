/** Advertising orders, contracts and broadcast invoices: station, agency and advertiser, flight dates, lines of spots, gross and net. */
import type { Rgb } from "../../../document/document.ts";
import { makeValue } from "../field-values.ts";
import { column, type Mode, noteUnlabelled, type Page, putField, putTitle, startPage, style } from "../page.ts";
import { PARTIES, putParty } from "../parties.ts";
import type { Random } from "../random.ts";
import type { Style } from "../sheet.ts";
import { makeTable } from "../table-data.ts";
import { putTable, type TableData, tableStyle } from "../table-layout.ts";

const cents = (value: number) => Math.round(value * 100) / 100;

export function order(random: Random, rows?: number): Page {
  const page = startPage(random, {
    country: "US",
    size: [9.5, 13],
    capitals: 0.06,
    fonts: [
      ["sans", 66],
      ["condensed", 12],
      ["mono", 8],
      ["serif", 14],
    ],
  });
  const { sheet, look, world } = page;
  page.pageRatio = random.pick([0.773, 0.773, 1.294]);
  page.margin = random.range(20, 60);
  const width = page.pageRatio < 1 ? random.range(980, 1180) : random.range(760, 920);
  const size = look.size;
  const step = size * 1.45;
  let y = 0;
  const station = makeValue(world, "station")[0];
  const title = random.pick([
    "ORDER",
    "INVOICE",
    "CONTRACT",
    "Contract",
    "Order Confirmation",
    "BROADCAST ORDER",
    "Contract Agreement Between:",
    "CONFIRMATION CONTRACT",
    "Insertion Order",
    "AGREEMENT FORM",
  ]);

  // Corner: when printed, which page.
  if (random.chance(0.7)) {
    putField(page, "print-date", { x: width * 0.7, y, mode: "tight" });
    putField(page, "page-count", { x: width * 0.9, y, mode: "tight" });
    y += step;
  }
  // Most stations print a block of fields at the right, and at the left of it themselves and whom they write to.
  const beside = random.chance(0.5);
  if (random.chance(0.6)) {
    const w = size * random.range(5, 9);
    const x = beside || random.chance(0.5) ? 0 : width - w;
    const fill: Rgb = random.pick([look.accent, [20, 20, 20]]);
    const text = random.pick([String(random.int(2, 69)), world.initials(3), station.slice(0, 4)]);
    if (random.chance(0.5))
      sheet.commands.push({ type: "ellipse", x: x + w / 2, y: y + w / 2, rx: w / 2, ry: w / 2, fill });
    else sheet.box(x, y, x + w, y + w * 0.9, { fill });
    sheet.put(
      x + w / 2,
      y + w * 0.28,
      text,
      style(page, { font: "anton", size: w * 0.36, ink: [255, 255, 255], paper: fill }),
      "centre",
    );
  }
  const titleBottom = putTitle(page, width / 2, y, title, { size: size * random.range(1.5, 2.2) }, "centre");
  const left = size * 10;
  const stationSpan = sheet.put(left, y, station, style(page, { font: look.bold, size: size * 1.15 }));
  noteUnlabelled(page, {
    concept: "station",
    names: ["station", "tv station", "station's call letters"],
    lines: [stationSpan],
    type: "station",
    kind: "party",
    asks: ["Which station runs the spots?", "Which station is it?"],
  });
  const own = sheet.block(left, y + step, world.address(), style(page), 1.3);
  noteUnlabelled(page, {
    concept: "issuer-address",
    names: ["station address", "station"],
    lines: own.spans,
    type: "address",
    kind: "multi-line",
  });
  let sy = own.y;
  if (random.chance(0.6)) sy = putField(page, "phone", { x: left, y: sy, mode: "tight" }).y;
  y = Math.max(sy, titleBottom, y + size * 9) + size;

  // Dates and amounts belong together.
  const from = world.day();
  const to = world.later(from, random.int(4, 120));
  const asRange = random.chance(0.5);
  const range = `${world.dateFormat(from)} ${random.pick(["-", "-", "to", "–"])} ${world.dateFormat(to)}`;
  const count =
    rows ??
    random.weighted([
      [random.int(1, 4), 35],
      [random.int(4, 10), 40],
      [random.int(10, 24), 25],
    ] as const);
  const signed = world.later(from, -random.int(1, 20));
  /** What stands beside the dates that are asked for and looks like them: printed, never asked for. */
  const decoys: Record<string, () => string[]> = {
    "original-date": () => [`${world.dateFormat(signed)} / ${world.dateFormat(world.later(signed, random.int(0, 9)))}`],
  };
  const key: Style = style(page, { font: random.chance(0.4) ? look.bold : look.body });
  const value = style(page);
  const ids = [
    "contract-number",
    "advertiser",
    "agency",
    "product",
    "estimate-number",
    ...(asRange ? ["flight-dates"] : ["flight-from", "flight-to"]),
    ...random.sample(
      [
        "alternate-order",
        "original-date",
        "invoice-period",
        "invoice-number",
        "market",
        "demographic",
        "account-executive",
        "sales-office",
        "billing-calendar",
        "revision",
        "order-date",
        "spot-length",
        "payment-terms",
        "purchase-order",
        "contact-person",
        "salesperson",
        "remarks",
      ],
      random.int(3, 12),
    ),
  ].filter((id) => random.chance(["contract-number", "advertiser"].includes(id) ? 0.97 : 0.86));
  const shuffled = random.chance(0.6) ? random.shuffle(ids) : ids;
  const columns = random.weighted([
    [2, 45],
    [3, 45],
    [1, 10],
  ] as const);
  const mode: Mode = random.weighted([
    ["column", 60],
    ["tight", 12],
    ["below", 18],
    ["line", 10],
  ] as const);
  const boxed = mode === "below" && random.chance(0.7);
  const start = beside ? width * random.range(0.44, 0.52) : 0;
  let bottom = y;
  if (beside) {
    const id = random.pick(["bill-to", "remit-to"]);
    const party = PARTIES.find((one) => one.id === id)!;
    bottom = putParty(page, party, random.pick([0, left]), y + size, start - left, { style: key, valueStyle: value });
    y = titleBottom + size * random.range(0.6, 3);
  }
  const cell = (width - start) / columns;
  for (let i = 0; i < shuffled.length; i += columns) {
    let next = y;
    let x = start;
    for (const id of shuffled.slice(i, i + columns)) {
      const fixed =
        id === "flight-dates"
          ? [range]
          : id === "flight-from"
            ? [world.dateFormat(from)]
            : id === "flight-to"
              ? [world.dateFormat(to)]
              : decoys[id]?.();
      const put = putField(page, id, {
        x: x + 4,
        y: y + 2,
        mode,
        valueX: x + cell * 0.34,
        right: x + cell * 0.94,
        style: boxed ? { ...key, size: size * 0.85 } : key,
        valueStyle: value,
        value: fixed,
      });
      if (id in decoys) page.facts.fields.pop();
      next = Math.max(next, put.y + (boxed ? 4 : 0));
      if (boxed) sheet.box(x, y, Math.max(x + cell - 2, put.right + 3), put.y + 4, { stroke: [90, 90, 90], width: 1 });
      x = Math.max(x + cell, put.right + size);
    }
    y = next + (boxed ? 2 : size * 0.15);
  }
  y = Math.max(y, bottom) + size * 0.8;
  if (!beside && random.chance(0.45)) {
    const some = random.sample(["bill-to", "remit-to"], random.int(1, 2));
    some.forEach((id, i) => {
      bottom = Math.max(
        bottom,
        putParty(page, PARTIES.find((p) => p.id === id)!, i * width * 0.5, y, width * 0.4, {
          style: key,
          valueStyle: value,
        }),
      );
    });
    y = bottom + size;
  }

  // Lines of spots with amounts that add up.
  const data: TableData = makeTable(world, {
    rows: count,
    domain: "spot",
    columns: random.int(3, page.pageRatio < 1 ? 8 : 6),
  });
  data.totals = undefined;
  const lines = data.rows.map(() => ({ spots: random.int(1, 20), rate: Math.round(world.price(3, 8) / 5) * 5 + 5 }));
  const set = (test: RegExp, text: (i: number) => [string, number]) => {
    const j = data.columns.findIndex((c, at) => at !== data.key && test.test(c.names.join(" ")));
    if (j < 0) return -1;
    data.rows.forEach((row, i) => {
      [row[j], data.values[i][j]] = text(i);
    });
    return j;
  };
  const dollar = random.chance(0.7);
  const money = (v: number): string => `${dollar ? "$" : ""}${world.number(v, 2, ",")}`;
  set(/number of spots/, (i) => [String(lines[i].spots), lines[i].spots]);
  set(/spot rate/, (i) => [money(lines[i].rate), lines[i].rate]);
  let amountAt = set(/amount/, (i) => [money(lines[i].rate * lines[i].spots), lines[i].rate * lines[i].spots]);
  if (amountAt < 0 && random.chance(0.7)) {
    data.columns.push(column(random.pick(["Amount", "Total", "Gross"]), ["amount", "gross of the line"], "money"));
    data.rows.forEach((row, i) => {
      row.push(money(lines[i].rate * lines[i].spots));
      data.values[i].push(lines[i].rate * lines[i].spots);
    });
    amountAt = data.columns.length - 1;
  }
  const put = putTable(
    page,
    data,
    tableStyle(
      page,
      data,
      { x: 0, y, width },
      { stretch: true, leading: random.range(1.25, 1.6), size: size * random.range(0.85, 1) },
    ),
  );
  y = put.bottom + size;

  const gross = cents(lines.reduce((a, l) => a + l.spots * l.rate, 0));
  const fee = cents(gross * 0.15);
  const right = Math.max(width, put.right);
  const totals: [string, number][] = [["gross-amount", gross]];
  if (random.chance(0.8)) totals.push(["commission", -fee], ["net-amount", cents(gross - fee)]);
  const totalMode: Mode = random.pick(["right", "right", "column", "tight"] as const);
  const x = totalMode === "right" ? right * 0.66 : random.pick([0, right * 0.6]);
  if (random.chance(0.6))
    y = putField(page, "spot-count", {
      x,
      y,
      mode: totalMode,
      valueX: x + right * 0.16,
      right,
      value: [String(lines.reduce((a, l) => a + l.spots, 0))],
      style: key,
      valueStyle: value,
    }).y;
  for (const [id, amount] of totals) {
    y = putField(page, id, {
      x,
      y,
      mode: totalMode,
      valueX: x + right * 0.16,
      right,
      value: [amount < 0 ? (random.chance(0.5) ? `(${money(-amount)})` : `-${money(-amount)}`) : money(amount)],
      style: key,
      valueStyle: value,
    }).y;
  }
  if (random.chance(0.4)) {
    y += size * 1.5;
    sheet.rule(0, y + size, width * 0.4, y + size, 1, look.ink);
    sheet.put(
      0,
      y + size * 1.2,
      random.pick(["Signature:", "Accepted for station", "Authorized by"]),
      style(page, { size: size * 0.9 }),
    );
    if (random.chance(0.5)) sheet.put(width * 0.5, y + size * 1.2, "Date:", style(page, { size: size * 0.9 }));
  }
  if (random.chance(0.4)) {
    const text =
      "All orders are subject to the terms and conditions of the station. Spots that are not broadcast are made good or credited. Political orders are payable in advance.";
    sheet.block(
      0,
      y + size * 3,
      sheet.wrap(text, style(page, { size: size * 0.8 }), width),
      style(page, { size: size * 0.8 }),
      1.25,
    );
  }
  return page;
}
