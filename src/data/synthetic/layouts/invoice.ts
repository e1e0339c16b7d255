/** Invoices, quotations, purchase orders, delivery notes: issuer, parties, numbers and dates, goods, totals, bank. Amounts add up. */
import { conceptsOf } from "../concepts.ts";
import { putIssuer } from "../issuer.ts";
import { column, type Mode, native, type Page, putField, putTitle, startPage, style } from "../page.ts";
import { PARTIES, putParty } from "../parties.ts";
import type { Random } from "../random.ts";
import { putTable, type TableData, tableStyle } from "../table-layout.ts";
import { INVOICE_NOTES } from "../words/prose.ts";
import { GOODS, SERVICES } from "../words/vocabulary.ts";

const cents = (value: number) => Math.round(value * 100) / 100;

const TITLES = [
  "INVOICE",
  "TAX INVOICE",
  "Invoice",
  "QUOTATION",
  "PURCHASE ORDER",
  "DELIVERY NOTE",
  "PRO FORMA INVOICE",
  "CREDIT NOTE",
  "COMMERCIAL INVOICE",
  "STATEMENT",
  "Sales Invoice",
  "RECHNUNG",
  "FACTURE",
  "FACTURA",
  "Bill",
  "SALES ORDER",
  "Order Confirmation",
  "WORK ORDER",
];

export function invoice(random: Random, rows?: number): Page {
  const page = startPage(random, { size: [11, 16], capitals: 0.08 });
  page.trade = true;
  const { sheet, look, world } = page;
  const width = random.range(640, 880);
  page.pageRatio = random.weighted([
    [0, 20],
    [Math.SQRT2, 50],
    [1.294, 30],
  ] as const);
  const size = look.size;
  const left = 0;
  let y = 0;
  const titleText = random.pick(native(page, TITLES));
  const titleSize = size * random.range(1.5, 2.4);
  const issuerLeft = random.chance(0.65);
  const titleFirst = random.chance(0.3);
  if (random.chance(0.25)) {
    const w = size * random.range(3, 6);
    const at = issuerLeft ? left : width - w;
    sheet.box(at, y, at + w, y + w * 0.7, { fill: look.accent, radius: random.chance(0.5) ? 8 : 0 });
    sheet.put(
      at + w / 2,
      y + w * 0.2,
      world.initials(random.int(1, 3)),
      style(page, { font: "slab", size: w * 0.28, ink: [255, 255, 255], paper: look.accent }),
      "centre",
    );
    y += w * 0.8;
  }
  const top = y;
  if (titleFirst) y = putTitle(page, width / 2, y, titleText, { size: titleSize }, "centre");
  const issuerY = putIssuer(page, issuerLeft ? left : width, y, {
    align: issuerLeft ? "left" : "right",
    nameSize: size * random.range(1.1, 1.8),
    width: width * 0.48,
  });
  let contactY = issuerY;
  for (const id of random.sample(["phone", "fax", "email", "website", "vat-number"], random.int(0, 3))) {
    if (issuerLeft) contactY = putField(page, id, { x: left, y: contactY, mode: "tight" }).y;
  }
  const infoX = issuerLeft ? width * random.range(0.55, 0.64) : left;
  let infoY = titleFirst ? y : top;
  if (!titleFirst)
    infoY = putTitle(
      page,
      issuerLeft ? width : left,
      top,
      titleText,
      { size: titleSize, ink: random.chance(0.4) ? look.accent : look.ink },
      issuerLeft ? "right" : "left",
    );

  // Numbers and dates.
  const pool = random.shuffle(
    conceptsOf("invoice").filter((c) => !["invoice-number", "invoice-date", "remarks"].includes(c.id)),
  );
  const info = random.shuffle([
    ...(random.chance(0.92) ? ["invoice-number"] : []),
    ...(random.chance(0.92) ? ["invoice-date"] : []),
    ...pool.slice(0, random.int(1, 6)).map((c) => c.id),
  ]);
  const across = random.chance(0.22);
  const infoMode: Mode = random.weighted([
    ["column", 42],
    ["tight", 28],
    ["right", 20],
    ["below", 10],
  ] as const);
  const key = style(page, { font: random.chance(0.5) ? look.bold : look.body });
  const putInfo = () => {
    for (const id of info)
      infoY = putField(page, id, {
        x: infoX,
        y: infoY,
        mode: infoMode,
        valueX: infoX + width * 0.2,
        right: infoX + width * 0.36,
        style: key,
        valueStyle: style(page),
      }).y;
  };
  if (!across) putInfo();
  y = Math.max(contactY, infoY) + size;

  // Parties.
  const which = random.weighted([
    [["bill-to"], 30],
    [["bill-to", "ship-to"], 34],
    [["sold-to", "ship-to"], 16],
    [["sold-to"], 10],
    [["bill-to", "ship-to", "remit-to"], 6],
    [["ship-from", "ship-to"], 4],
  ] as const);
  const parties = which.map((id) => PARTIES.find((p) => p.id === id)!);
  const boxed = random.chance(0.25);
  const stacked = parties.length > 1 && random.chance(0.12);
  let bottom = y;
  parties.forEach((party, i) => {
    const at = stacked ? left : left + (width / parties.length) * i;
    const next = putParty(page, party, at, stacked ? bottom : y, (width / (stacked ? 1 : parties.length)) * 0.8, {
      box: boxed,
    });
    bottom = stacked ? next + size * 0.8 : Math.max(bottom, next);
  });
  y = bottom + size * 1.2;
  if (across) {
    // Keys in one row, values under them, as in a small table.
    const some = info.slice(0, 5);
    const cell = width / some.length;
    let next = y;
    some.forEach((id, i) => {
      next = Math.max(
        next,
        putField(page, id, {
          x: left + i * cell + 4,
          y: y + 3,
          mode: "below",
          style: { ...key, size: size * 0.85 },
          valueStyle: style(page),
          colon: "",
        }).y,
      );
    });
    if (random.chance(0.6))
      for (let i = 0; i < some.length; i++)
        sheet.box(left + i * cell, y, left + (i + 1) * cell, next + 3, { stroke: [110, 110, 110], width: 1 });
    y = next + size;
  }

  // Goods.
  const count =
    rows ??
    random.weighted([
      [random.int(1, 4), 40],
      [random.int(4, 10), 42],
      [random.int(10, 28), 18],
    ] as const);
  const list = random.chance(0.5) ? GOODS : SERVICES;
  const names = new Set<string>();
  while (names.size < count) names.add(random.chance(0.5) ? random.pick(list) : world.phrase(1, 4));
  const goods = [...names].map((name) => {
    const quantity = random.int(1, random.chance(0.3) ? 250 : 12);
    const price = world.price(1, 7);
    return { name, quantity, price, amount: cents(quantity * price) };
  });
  const signs = random.chance(0.25);
  const money = (value: number) => world.amount(value, signs);
  const all = [
    {
      c: column(random.pick(["Item", "Line", "No.", "#", "Pos."]), ["line", "position"], "rank"),
      text: (_: Good, i: number) => String(i + 1),
      value: (_: Good, i: number) => i + 1,
      weight: 0.3,
    },
    {
      c: column(
        random.pick(["Code", "SKU", "Part No", "Item Code", "Art. No.", "Product ID"]),
        ["code", "part number"],
        "code",
      ),
      text: () => world.pattern("AA-9999"),
      value: () => null,
      weight: 0.35,
    },
    {
      c: column(
        random.pick([
          "Description",
          "Item",
          "Product",
          "Service",
          "DESCRIPTION",
          "Particulars",
          "Bezeichnung",
          "Description of Goods",
        ]),
        ["description"],
        "text",
      ),
      text: (g: Good) => g.name,
      value: () => null,
      weight: 1,
    },
    {
      c: column(random.pick(["Qty", "Quantity", "QTY", "Hours", "Units", "Menge"]), ["quantity"], "number"),
      text: (g: Good) => String(g.quantity),
      value: (g: Good) => g.quantity,
      weight: 0.9,
    },
    {
      c: column(random.pick(["Unit", "UOM", "U/M"]), ["unit"], "text"),
      text: () => random.pick(["pcs", "EA", "kg", "box", "hr", "set", "m"]),
      value: () => null,
      weight: 0.2,
    },
    {
      c: column(
        random.pick(["Unit Price", "Price", "Rate", "Unit Cost", "Price/Unit", "Einzelpreis"]),
        ["unit price", "price", "price per unit"],
        "money",
      ),
      text: (g: Good) => money(g.price),
      value: (g: Good) => g.price,
      weight: 0.85,
    },
    {
      c: column(random.pick(["Tax", "VAT", "GST", "Tax %"]), ["tax rate"], "percent"),
      text: () => random.pick(["0%", "6%", "19%", "20%"]),
      value: () => null,
      weight: 0.15,
    },
    {
      c: column(
        random.pick(["Amount", "Total", "Line Total", "Ext. Price", "AMOUNT", "Net Amount", "Extension", "Gesamt"]),
        ["amount", "line total"],
        "money",
      ),
      text: (g: Good) => money(g.amount),
      value: (g: Good) => g.amount,
      weight: 1,
    },
  ].filter((entry) => random.chance(entry.weight));
  const data: TableData = {
    title: "",
    noun: random.pick(["item", "item", "product", "line item", "article"]),
    nouns: "",
    key: all.findIndex((entry) => entry.text === all.find((e) => e.c.names.includes("description"))?.text),
    columns: all.map((entry) => entry.c),
    rows: goods.map((g, i) => all.map((entry) => entry.text(g, i))),
    values: goods.map((g, i) => all.map((entry) => entry.value(g, i))),
  };
  data.nouns = `${data.noun}s`;
  const put = putTable(
    page,
    data,
    tableStyle(page, data, { x: left, y, width }, { stretch: true, leading: random.range(1.3, 1.9) }),
  );
  const right = Math.max(width, put.right);
  y = put.bottom + size;

  // Totals.
  const sum = cents(goods.reduce((a, g) => a + g.amount, 0));
  const rate = random.pick([0, 0.05, 0.06, 0.07, 0.0825, 0.1, 0.19, 0.2, 0.21]);
  const discount = random.chance(0.2) ? cents(sum * 0.1) : 0;
  const shipping = random.chance(0.25) ? world.price(1.5, 5) : 0;
  const tax = cents((sum - discount) * rate);
  const total = cents(sum - discount + tax + shipping);
  const totalX = right * random.range(0.52, 0.68);
  const totalMode: Mode = random.chance(0.8) ? "right" : "column";
  const line = (id: string, value: number, extra: { kind?: string; bold?: boolean } = {}) => {
    const font = extra.bold ? look.bold : look.body;
    y = putField(page, id, {
      x: totalX,
      y,
      mode: totalMode,
      valueX: totalX + right * 0.16,
      right: right - 4,
      value: [world.amount(value)],
      type: "money",
      style: style(page, { font }),
      kind: extra.kind,
    }).y;
  };
  if (discount > 0 || tax > 0 || shipping > 0 || random.chance(0.4)) line("subtotal", sum);
  if (discount > 0) line("discount", -discount);
  if (tax > 0 || random.chance(0.2)) line("tax", tax);
  if (shipping > 0) line("shipping-cost", shipping);
  if (random.chance(0.35)) sheet.rule(totalX, y - 2, right, y - 2, 1, look.ink);
  line("total", total, { kind: "total", bold: random.chance(0.65) });
  if (random.chance(0.18)) {
    const paid = cents(total * random.pick([0.25, 0.3, 0.5]));
    line(random.chance(0.5) ? "deposit" : "amount-paid", paid);
  }
  if (random.chance(0.35)) {
    y += size;
    for (const id of random.sample(
      ["bank-name", "account-number", "iban", "swift", "account-name", "sort-code"],
      random.int(2, 4),
    ))
      y = putField(page, id, { x: left, y, mode: random.chance(0.5) ? "tight" : "column", valueX: width * 0.18 }).y;
  }
  y += size;
  for (let i = random.int(0, 3); i > 0; i--) {
    const block = sheet.block(
      left,
      y,
      sheet.wrap(random.pick(INVOICE_NOTES), style(page, { size: size * 0.9 }), width),
      style(page, { size: size * 0.9 }),
    );
    y = block.y;
  }
  return page;
}

type Good = { name: string; quantity: number; price: number; amount: number };
