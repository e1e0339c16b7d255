/** Shipping labels and packing slips: ship from, ship to, sold to in boxes, date, numbers, service, bar codes. */
import type { Rgb } from "../../../document/document.ts";
import { makeValue } from "../field-values.ts";
import { noteUnlabelled, type Page, putField, startPage, style } from "../page.ts";
import { PARTIES, putParty } from "../parties.ts";
import type { Random } from "../random.ts";

const party = (id: string) => PARTIES.find((p) => p.id === id)!;

export function label(random: Random): Page {
  const page = startPage(random, {
    size: [14, 22],
    capitals: 0.3,
    fonts: [
      ["sans", 50],
      ["condensed", 22],
      ["mono", 8],
      ["serif", 12],
      ["typewriter", 8],
    ],
  });
  const { sheet, look, world } = page;
  const width = random.range(480, 860);
  const size = look.size;
  page.margin = random.range(10, 40);
  page.pageRatio = random.weighted([
    [0, 60],
    [0.65, 20],
    [1.5, 20],
  ] as const);
  const framed = random.chance(0.6);
  const ink: Rgb = [30, 30, 30];
  const line = (y: number) => {
    if (framed) sheet.rule(0, y, width, y, random.chance(0.5) ? 2 : 1, ink);
  };
  let y = 0;
  // Who sends it: a publisher, a shop; with its name large.
  if (random.chance(0.75)) {
    const name = random.chance(0.6)
      ? `${random.chance(0.5) ? world.lastName() : world.phrase(1, 1)} ${random.pick(["Press", "Publishing", "Publishers", "Books", "Publishing House", "University Press", "Media", "Verlag", "Editions"])}`
      : world.company();
    const big = style(page, {
      font: look.head,
      size: size * random.range(1.2, 2.1),
      ink: random.chance(0.3) ? look.accent : look.ink,
    });
    const block = sheet.block(
      8,
      y + 6,
      sheet.wrap(look.capitals ? name.toUpperCase() : name, big, width * 0.9),
      big,
      1.2,
    );
    noteUnlabelled(page, {
      concept: "issuer",
      names: ["publisher", "company", "sender"],
      lines: block.spans,
      type: "company",
      kind: "company",
    });
    y = block.y + 4;
    if (random.chance(0.7)) {
      const small = style(page, { size: size * 0.85 });
      const address = sheet.block(
        8,
        y,
        random.chance(0.4) ? [world.address().join(", ")] : world.address(),
        small,
        1.25,
      );
      noteUnlabelled(page, {
        concept: "issuer-address",
        names: ["address of the publisher", "company address"],
        lines: address.spans,
        type: "address",
        kind: "address",
      });
      y = address.y;
    }
    y += size * 0.5;
    line(y);
  }
  const info = random.shuffle([
    random.chance(0.85) ? "shipment-date" : "order-date",
    ...random.sample(
      [
        "invoice-number",
        "purchase-order",
        "customer-number",
        "order-number",
        "tracking-number",
        "carton-weight",
        "parcel-count",
        "ship-via",
        "service-level",
        "department-code",
        "salesperson",
        "payment-terms",
        "isbn",
        "book-title",
        "quantity",
        "goods-description",
      ],
      random.int(2, 6),
    ),
  ]);
  const side = random.int(0, 2);
  const half = width * random.range(0.46, 0.54);
  const ids = random.weighted([
    [["sold-to", "ship-to"], 52],
    [["ship-to"], 14],
    [["ship-from", "ship-to"], 16],
    [["bill-to", "ship-to"], 12],
    [["ship-from", "ship-to", "sold-to"], 6],
  ] as const);
  const stacked = random.chance(0.3) || ids.length > 2;
  const top = y + size * 0.5;
  let bottom = top;
  const key = style(page, { font: random.chance(0.5) ? look.bold : look.body, size: size * random.range(0.75, 1) });
  const value = style(page, { font: random.chance(0.2) ? look.bold : look.body, size: size * random.range(1, 1.25) });
  ids.forEach((id, i) => {
    const x = stacked ? 8 : i * half + 8;
    const from = stacked ? bottom + (i > 0 ? size * 0.5 : 0) : top;
    if (stacked && i > 0) line(from - size * 0.25);
    const beside = random.chance(0.2) ? x + size * 6 : undefined;
    bottom = Math.max(
      bottom,
      putParty(page, party(id), x, from, stacked ? width * 0.9 : half - 24, { style: key, valueStyle: value, beside }),
    );
  });
  if (framed && !stacked && ids.length === 2) sheet.rule(half, top - size * 0.5, half, bottom + 4, 1, ink);
  y = bottom + size * 0.6;
  line(y);
  y += size * 0.5;
  if (side === 0) {
    for (const id of info)
      y = putField(page, id, {
        x: 8,
        y,
        mode: random.chance(0.6) ? "tight" : "column",
        valueX: width * 0.34,
        style: key,
        valueStyle: style(page),
      }).y;
  } else {
    const across = side === 1 ? 2 : 3;
    for (let i = 0; i < info.length; i += across) {
      let next = y;
      let x = 8;
      for (const id of info.slice(i, i + across)) {
        const put = putField(page, id, {
          x,
          y,
          mode: side === 1 ? "tight" : "below",
          style: key,
          valueStyle: style(page),
        });
        next = Math.max(next, put.y);
        x = Math.max(x + width / across, put.right + size * 1.4);
      }
      y = next + size * 0.2;
    }
  }
  if (random.chance(0.35)) {
    line(y + 4);
    const text = random.pick([
      makeValue(world, "shipservice")[0].toUpperCase(),
      "FRAGILE",
      "THIS SIDE UP",
      "BOOK POST",
      "PRIORITY",
      "DO NOT BEND",
      "HANDLE WITH CARE",
      "RETURN SERVICE REQUESTED",
    ]);
    sheet.put(
      width / 2,
      y + size,
      text,
      style(page, { font: look.head, size: size * random.range(1.3, 2.4) }),
      "centre",
    );
    y += size * 3.6;
  }
  if (random.chance(0.55)) {
    sheet.commands.push({
      type: "barcode",
      x0: width * 0.12,
      y0: y + size * 0.6,
      x1: width * 0.88,
      y1: y + size * 4.2,
      seed: random.seed,
      colour: ink,
    });
    y += size * 4.6;
    if (random.chance(0.7))
      sheet.put(
        width / 2,
        y,
        world.pattern(random.pick(["9999 9999 9999", "(00) 2 9999999 999999999 9", "AA 999 999 999 US"])),
        style(page),
        "centre",
      );
    y += size * 1.5;
  }
  if (framed) sheet.box(0, -4, Math.max(width, sheet.width + 6), y + 6, { stroke: ink, width: 2 });
  return page;
}
