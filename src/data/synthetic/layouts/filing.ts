/** Filings with an office: received stamps, small print, numbered questions in boxes, check boxes, answers typed or written. */
import { concept } from "../concepts.ts";
import { makeValue } from "../field-values.ts";
import { canWrite } from "../fonts.ts";
import { noteUnlabelled, type Page, putField, putTitle, startPage, style } from "../page.ts";
import { paragraph, sentence } from "../prose.ts";
import type { Random } from "../random.ts";
import { putTicks } from "../ticks.ts";

const OFFICES = [
  "Department of Commerce",
  "Department of Licensing",
  "Ministry of Trade",
  "Companies Registry",
  "Registration Unit",
  "Office of Public Records",
  "State Board of Elections",
  "Department of Labor",
  "Civil Registry",
  "Bureau of Statistics",
  "Federal Register Office",
  "Land Registry",
];
const TITLES = [
  "Registration Statement",
  "Amendment to Registration Statement",
  "Short Form Registration Statement",
  "Supplemental Statement",
  "Annual Return",
  "Statement of Information",
  "Notice of Change of Directors",
  "Application for Licence",
  "Exhibit A to Registration Statement",
  "Exhibit B to Registration Statement",
  "Termination Statement",
  "Disclosure Statement",
  "Report of Receipts",
];
const FIELDS =
  "registrant registration-number business-address foreign-principal home-address nationality year-of-birth occupation full-name employer effective-date filing-date expiry-date phone email jurisdiction licence-number signer job-title place-of-birth website city country case-number date-of-birth fax contact-person";

export function filing(random: Random): Page {
  const page = startPage(random, {
    country: random.chance(0.8) ? "US" : "GB",
    size: [11.5, 15],
    capitals: 0.04,
    fonts: [
      ["serif", 50],
      ["sans", 42],
      ["condensed", 8],
    ],
  });
  const { sheet, look, world } = page;
  page.pageRatio = random.pick([1.294, Math.SQRT2]);
  page.margin = random.range(40, 90);
  const width = random.range(660, 820);
  const size = look.size;
  const small = style(page, { size: size * 0.72 });
  let y = 0;
  const received = world.day();
  // A line of the office's system above and below the form.
  const stamp = random.chance(0.5)
    ? `Received by ${random.pick(OFFICES)} ${world.dateFormat(received)} ${world.time()}`
    : undefined;
  if (stamp) {
    const span = sheet.put(width / 2, y, stamp, style(page, { size: size * 1.1 }), "centre");
    const words = stamp.split(" ");
    const dateWords = world.dateFormat(received).split(" ").length;
    const timeWords = words.length - (words.indexOf(world.dateFormat(received).split(" ")[0], 2) + dateWords);
    const at = span.length - timeWords - dateWords;
    noteUnlabelled(page, {
      concept: "filing-date",
      names: ["date received", "filing date"],
      lines: [span.slice(at, at + dateWords)],
      type: "date",
      asks: concept("filing-date").asks,
    });
    y += size * 2.4;
  }
  if (random.chance(0.6)) {
    sheet.put(
      width,
      y,
      `OMB NO. ${world.pattern("1199-0099")}; Expires ${world.month()} ${random.int(1, 30)}, ${world.year + 1}`,
      style(page, { size: size * 0.7 }),
      "right",
    );
    y += size;
  }
  const office = sheet.put(0, y, random.pick(OFFICES), style(page, { font: look.bold, size: size * 0.85 }));
  noteUnlabelled(page, {
    concept: "issuer",
    names: ["office", "issuing office"],
    lines: [office],
    type: "organisation",
    kind: "company",
  });
  sheet.put(
    0,
    y + size * 1.1,
    `${world.city().city}, ${world.city().state || "DC"} ${world.postcode()}`,
    style(page, { size: size * 0.8 }),
  );
  const titleX = random.pick([width * 0.45, width * 0.45, width * 0.5]);
  const centred = titleX > width * 0.46;
  const titleSize = size * random.range(1.2, 1.7);
  y = putTitle(page, titleX, y, random.pick(TITLES), { size: titleSize }, centred ? "centre" : "left");
  if (random.chance(0.45)) {
    const under = style(page, { size: titleSize * random.range(0.6, 0.8) });
    const act = `${random.pick(["Pursuant to the", "Under the", "Required by the"])} ${world.phrase(1, 2)} Act of ${random.int(1920, 2005)}${random.pick(["", ", as amended"])}`;
    y = sheet.block(titleX, y, sheet.wrap(act, under, width * 0.5), under, 1.2, centred ? "centre" : "left").y;
  }
  y += size * 1.2;
  if (random.chance(0.75)) {
    sheet.rule(0, y - 4, width, y - 4, random.pick([1, 1, 4]), look.ink);
    const sentences = random.chance(0.6) ? random.int(2, 6) : random.int(6, 16);
    y = paragraph(page, 0, y, width, sentences, { size: small.size, font: look.body }) + size * 0.4;
  }
  const typed = random.chance(0.35);
  const hand = !typed && random.chance(0.3);
  const value = typed
    ? style(page, { font: "courier", size: size * 1.02 })
    : hand
      ? style(page, { font: look.hand, size: size * 1.35, ink: [30, 40, 110] })
      : style(page);
  const ids = random.sample(
    FIELDS.split(" ").filter((id) => id !== "year-of-birth" && !(stamp && id === "filing-date")),
    random.int(4, 12),
  );
  if (random.chance(0.45)) {
    const head = [random.pick(["registrant", "full-name", "registrant"]), "registration-number"];
    ids.splice(0, ids.length, ...head, ...ids.filter((id) => !head.includes(id)));
  }
  const signer = ids.includes("signer") ? undefined : world.fullName();
  const boxed = random.chance(0.7);
  let number = 1;
  for (let i = 0; i < ids.length; ) {
    const across = random.weighted([
      [1, 35],
      [2, 50],
      [3, 15],
    ] as const);
    const row = ids.slice(i, i + across);
    i += row.length;
    let next = y;
    const cell = width / row.length;
    const lefts: number[] = [];
    let x = 0;
    for (const id of row) {
      lefts.push(x);
      const known = concept(id);
      let lines = makeValue(world, known.type);
      for (let t = 0; t < 4 && !canWrite(look.hand, lines.join("")); t++) lines = makeValue(world, known.type);
      if (!canWrite(look.hand, lines.join(""))) lines = ["-"];
      if (random.chance(0.5)) lines = sheet.wrap(lines.join(", ").replace(/,,/g, ","), value, cell - 20);
      const put = putField(page, id, {
        x: x + 5,
        y: y + 4,
        mode: random.chance(0.85) ? "below" : "tight",
        label: random.pick(known.labels),
        mark: `${number++}.`,
        style: style(page, { font: random.chance(0.5) ? look.bold : look.body, size: size * 0.88 }),
        valueStyle: value,
        value: lines,
        colon: "",
      });
      next = Math.max(next, put.y + 5);
      x = Math.max(x + cell, put.right + 10);
    }
    if (boxed) {
      lefts.forEach((from, c) => {
        sheet.box(from, y, lefts[c + 1] ?? Math.max(width, x), next, { stroke: look.ink, width: 1 });
      });
    }
    y = next + (boxed ? 0 : size * 0.4);
    if (random.chance(0.16)) {
      y += size * 0.4;
      y = putTicks(page, 5, y, width) + size * 0.4;
    }
    if (random.chance(0.12)) {
      const heading = `${number++}. ${sentence(world)}`;
      y = sheet.block(5, y + 3, sheet.wrap(heading, small, width - 10), small, 1.2).y;
      y = paragraph(page, 5, y + 2, width - 20, random.int(1, 2), {
        font: value.font,
        size: value.size,
        ink: value.ink,
      });
    }
  }
  y += size;
  if (random.chance(0.5)) y = paragraph(page, 0, y, width, random.int(1, 3), { size: small.size });
  if (random.chance(0.6)) {
    y += size * 2;
    sheet.rule(0, y, width * 0.4, y, 1, look.ink);
    sheet.rule(width * 0.5, y, width * 0.75, y, 1, look.ink);
    sheet.put(0, y + 3, "(Signature)", small);
    sheet.put(width * 0.5, y + 3, "(Date of signature)", small);
    if (signer && canWrite(look.hand, signer) && random.chance(0.55)) {
      const typedName = random.chance(0.6);
      const span = sheet.put(
        6,
        y - size * 1.3,
        typedName ? `/s/ ${signer}` : signer,
        typedName || random.chance(0.4)
          ? value
          : style(page, { font: look.hand, size: size * 1.4, ink: [30, 40, 110] }),
      );
      if (typedName && random.chance(0.6)) sheet.put(sheet.right(span) + size * 2, y - size * 1.3, "eSigned", value);
      noteUnlabelled(page, {
        ...concept("signer"),
        concept: "signer",
        names: [...concept("signer").names, "signer name"],
        lines: [span.slice(-signer.split(" ").length)],
      });
    } else if (random.chance(0.8))
      sheet.commands.push({
        type: "scribble",
        x0: 6,
        y0: y - size * 2,
        x1: width * 0.3,
        y1: y + 3,
        seed: random.seed,
        colour: [25, 30, 90],
        width: 2,
      });
    const date = sheet.put(
      width * 0.51,
      y - size * 1.25,
      world.date(),
      hand || random.chance(0.5) ? style(page, { font: look.hand, size: size * 1.3, ink: [30, 40, 110] }) : value,
    );
    noteUnlabelled(page, {
      concept: "signature-date",
      names: ["date of signature", "date signed"],
      lines: [date],
      type: "date",
      asks: concept("signature-date").asks,
    });
  }
  if (random.chance(0.5))
    sheet.put(
      width,
      y + size * 2,
      `FORM ${world.pattern("AAA-9")}`,
      style(page, { size: size * 0.7, font: look.bold }),
      "right",
    );
  return page;
}
