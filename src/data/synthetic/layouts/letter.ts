/** Letters, memos, fax cover sheets, notices, minutes: heads, keys, running text, signatures. */

import { putIssuer } from "../issuer.ts";
import { noteUnlabelled, type Page, putField, putTitle, startPage, style } from "../page.ts";
import { paragraph } from "../prose.ts";
import type { Random } from "../random.ts";
import { putTicks } from "../ticks.ts";
import { OCCUPATIONS } from "../words/vocabulary.ts";

export function letter(random: Random): Page {
  const page = startPage(random, {
    size: [12, 17],
    capitals: 0.03,
    fonts: [
      ["sans", 30],
      ["serif", 34],
      ["typewriter", 28],
      ["mono", 8],
    ],
  });
  page.pageRatio = random.pick([Math.SQRT2, 1.294]);
  page.margin = random.range(40, 110);
  const kind = random.weighted([
    ["letter", 34],
    ["memo", 24],
    ["fax", 22],
  ] as const);
  const width = random.range(600, 820);
  if (kind === "letter") business(page, width);
  else if (kind === "memo") memo(page, width, false);
  else memo(page, width, true);
  return page;
}

function body(page: Page, y: number, width: number, low: number, high: number): number {
  const count = page.random.int(low, high);
  for (let i = 0; i < count; i++) y = paragraph(page, 0, y, width, page.random.int(1, 4)) + page.look.size * 0.3;
  return y;
}

function business(page: Page, width: number): void {
  const { random, sheet, look, world } = page;
  const size = look.size;
  const step = size * 1.35;
  const centred = random.chance(0.4);
  let y = putIssuer(page, centred ? width / 2 : random.chance(0.8) ? 0 : width, 0, {
    align: centred ? "centre" : "left",
    nameSize: size * random.range(1.1, 1.9),
    width: width * 0.7,
  });
  if (random.chance(0.5)) {
    for (const id of random.sample(["phone", "fax", "email", "website"], random.int(1, 2)))
      y = putField(page, id, { x: centred ? width * 0.33 : 0, y, mode: "tight" }).y;
  }
  y += size * 1.5;
  const dateX = random.chance(0.4) ? width * 0.62 : 0;
  const date = sheet.put(dateX, y, world.date(), style(page));
  noteUnlabelled(page, {
    concept: "date",
    names: ["date of the letter", "date"],
    lines: [date],
    type: "date",
    kind: "document-date",
  });
  y += step * 1.6;
  const person = world.person();
  const lines = [
    person,
    ...(random.chance(0.4) ? [random.pick(OCCUPATIONS)] : []),
    ...(random.chance(0.6) ? [world.company()] : []),
  ];
  const addressee = sheet.block(0, y, lines, style(page), 1.3);
  noteUnlabelled(page, {
    concept: "to",
    names: ["addressee", "recipient of the letter"],
    lines: addressee.spans.slice(0, 1),
    type: "person",
    kind: "party",
  });
  const address = sheet.block(0, addressee.y, world.address(), style(page), 1.3);
  noteUnlabelled(page, {
    concept: "to-address",
    names: ["addressee", "recipient"],
    lines: address.spans,
    type: "address",
    kind: "multi-line",
  });
  y = address.y + step;
  if (random.chance(0.6))
    y =
      putField(page, "subject", {
        x: 0,
        y,
        mode: "tight",
        label: random.pick(["Re", "RE", "Subject", "Ref", "Concerning"]),
        names: ["subject of the letter", "subject"],
        value: sheet.wrap(world.phrase(2, 5), style(page), width * 0.8),
      }).y +
      step * 0.5;
  if (random.chance(0.4))
    y =
      putField(page, random.pick(["reference", "policy-number", "account-number", "claim-number", "case-number"]), {
        x: 0,
        y,
        mode: "tight",
      }).y +
      step * 0.5;
  sheet.put(
    0,
    y,
    `Dear ${random.pick(["Mr.", "Ms.", "Dr.", "Mrs."])} ${person.replace(/,.*/, "").split(" ").pop()}${random.pick([",", ":"])}`,
    style(page),
  );
  y += step * 1.4;
  y = body(page, y, width, 2, 7) + step * 0.4;
  const signX = random.chance(0.4) ? width * 0.55 : 0;
  sheet.put(
    signX,
    y,
    random.pick([
      "Sincerely,",
      "Yours faithfully,",
      "Sincerely yours,",
      "Very truly yours,",
      "Kind regards,",
      "Respectfully,",
      "Cordially,",
    ]),
    style(page),
  );
  y += step * 1.3;
  if (random.chance(0.7))
    sheet.commands.push({
      type: "scribble",
      x0: signX,
      y0: y - size * 0.3,
      x1: signX + size * random.range(8, 13),
      y1: y + size * 2.2,
      seed: random.seed,
      colour: random.pick([
        [20, 30, 110],
        [25, 25, 30],
      ] as [number, number, number][]),
      width: 2,
    });
  y += step * 1.9;
  const signer = sheet.put(signX, y, world.person(), style(page));
  noteUnlabelled(page, {
    concept: "signer",
    names: ["signer", "sender of the letter", "writer of the letter"],
    lines: [signer],
    type: "person",
    kind: "party",
    asks: ["Who signed the letter?", "Who wrote the letter?", "Who is the letter from?"],
  });
  y += step;
  sheet.put(signX, y, random.pick(OCCUPATIONS), style(page));
  y += step * 1.5;
  if (random.chance(0.35)) y = putField(page, "cc", { x: 0, y, mode: "tight" }).y;
  if (random.chance(0.15))
    sheet.put(
      width / 2,
      y + step,
      `Page ${random.int(1, 3)} of ${random.int(3, 5)}`,
      style(page, { size: size * 0.8 }),
      "centre",
    );
}

function memo(page: Page, width: number, fax: boolean): void {
  const { random, sheet, look } = page;
  const size = look.size;
  let y = 0;
  if (random.chance(0.6))
    y =
      putIssuer(page, random.chance(0.5) ? width / 2 : 0, y, {
        align: "left",
        nameSize: size * random.range(1.1, 1.7),
        width: width * 0.5,
      }) + size;
  const title = fax
    ? random.pick([
        "FAX",
        "Fax Cover Sheet",
        "FACSIMILE TRANSMISSION",
        "TELEFAX",
        "FAX TRANSMITTAL",
        "Telecopy Cover Sheet",
      ])
    : random.pick([
        "MEMORANDUM",
        "Memo",
        "INTER-OFFICE MEMORANDUM",
        "NOTICE",
        "MINUTES OF MEETING",
        "Interoffice Correspondence",
        "FILE NOTE",
        "BULLETIN",
        "CIRCULAR",
      ]);
  y =
    putTitle(page, random.chance(0.5) ? width / 2 : 0, y, title, { size: size * random.range(1.3, 2.3) }, "left") +
    size * 0.8;
  const ids = fax
    ? random.shuffle([
        "to",
        "from",
        "date",
        "fax",
        "phone",
        "pages",
        ...random.sample(
          ["subject", "cc", "room", "time", "reference", "secretary", "priority", "email", "employer"],
          random.int(0, 4),
        ),
      ])
    : [
        "to",
        "from",
        ...random.sample(["cc", "department"], random.int(0, 2)),
        "date",
        "subject",
        ...random.sample(["reference", "meeting-place", "chair", "file-name", "priority"], random.int(0, 2)),
      ];
  const twoColumns = fax && random.chance(0.35);
  const valueX = size * random.range(5, 9);
  const hand = fax && random.chance(0.35);
  const value = hand
    ? style(page, { font: look.hand, size: size * 1.3, ink: [30, 40, 110] })
    : style(page, { font: random.chance(0.15) ? look.bold : look.body });
  const key = style(page, { font: random.chance(0.4) ? look.bold : look.body });
  const lined = random.chance(0.25);
  const gap = size * random.range(0.1, 0.8);
  if (twoColumns) {
    for (let i = 0; i < ids.length; i += 2) {
      const a = putField(page, ids[i], {
        x: 0,
        y,
        mode: lined ? "line" : "column",
        valueX,
        right: width * 0.46,
        style: key,
        valueStyle: value,
      });
      let next = a.y;
      if (ids[i + 1])
        next = Math.max(
          next,
          putField(page, ids[i + 1], {
            x: Math.max(width * 0.5, a.right + size),
            y,
            mode: lined ? "line" : "column",
            valueX: width * 0.5 + valueX,
            right: width,
            style: key,
            valueStyle: value,
          }).y,
        );
      y = next + gap;
    }
  } else
    for (const id of ids)
      y =
        putField(page, id, {
          x: 0,
          y,
          mode: lined ? "line" : "column",
          valueX,
          right: width * 0.7,
          style: key,
          valueStyle: value,
          value: id === "subject" ? sheet.wrap(page.world.phrase(2, 5), value, width * 0.7) : undefined,
        }).y + gap;
  if (random.chance(0.6)) sheet.rule(0, y + 4, width, y + 4, 2, look.ink);
  y += size * 1.2;
  if (fax && random.chance(0.6)) y = putTicks(page, 0, y, width) + size * 0.6;
  if (random.chance(0.3)) {
    sheet.put(0, y, fax ? random.pick(["Message:", "Comments:", "Remarks:"]) : "Summary", key);
    y += size * 1.6;
  }
  y = body(page, y, width, fax ? 0 : 2, fax ? 3 : 7);
  if (fax && random.chance(0.5)) {
    const notice =
      "This facsimile is intended for the addressee only and may contain confidential information. If you have received it in error, please notify the sender at once.";
    sheet.block(
      0,
      y + size,
      sheet.wrap(notice, style(page, { size: size * 0.85 }), width),
      style(page, { size: size * 0.85 }),
    );
  }
  if (fax && random.chance(0.3))
    sheet.put(
      0,
      -size * 2.2,
      `${page.world.date()} ${page.world.time()} FROM ${page.world.company().toUpperCase()} ${page.world.phone()} P.0${random.int(1, 9)}`,
      style(page, { font: "cousine", size: size * 0.75 }),
    );
}
