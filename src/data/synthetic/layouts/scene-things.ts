/** The things of scenes: boats, vans, shop fronts, signs, posters, shirts, ... each drawn with coloured words on it. */
import type { Rgb } from "../../../document/document.ts";
import { COLOURS } from "../colours.ts";
import type { FontId } from "../fonts.ts";
import { type Page, style } from "../page.ts";
import type { Random } from "../random.ts";
import type { Sheet } from "../sheet.ts";
import { COMPANY_KINDS, DISHES, GROCERIES } from "../words/vocabulary.ts";

const FONTS: readonly (readonly [FontId, number])[] = [
  ["anton", 3],
  ["bungee", 2],
  ["slab", 3],
  ["pacifico", 2],
  ["arimo-bold", 5],
  ["open-bold", 3],
  ["oswald-bold", 4],
  ["archivo-bold", 3],
  ["tinos-bold", 3],
  ["merriweather-bold", 2],
  ["caveat", 1],
];

export interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}

const WORDS: Record<string, string[]> = {
  boat: "Ferry Rescue Pilot Harbor Coast Guard Tug Patrol Marine Fishing Seabird Customs Liberty Neptune Aurora Explorer Sailing Cruise Lifeboat Survey Navy".split(
    " ",
  ),
  van: "Delivery Express Plumbing Electric Bakery Flowers Courier Ambulance Catering Movers Parcel Laundry Milk School Taxi Roofing Glass Repairs Fresh Rental".split(
    " ",
  ),
  sign: "STOP YIELD EXIT ENTRANCE PARKING OPEN CLOSED DANGER CAUTION PRIVATE WELCOME INFORMATION TOILETS PUSH PULL SALE RENT SLOW ONE WAY STATION MUSEUM AIRPORT HOSPITAL BEACH LIBRARY".split(
    " ",
  ),
  poster:
    "Concert Festival Circus Theatre Election Summer Winter Jazz Opera Exhibition Market Marathon Cinema Gala Carnival Lecture Tonight Free Live Tour".split(
      " ",
    ),
  jersey: "Tigers Rovers United Eagles Lions Hawks Sharks Bulls Rangers Comets Storm Wolves Kings Royals Giants".split(
    " ",
  ),
};

/** A colour that surely has `name`. */
function shade(random: Random, name: string): Rgb {
  const base = COLOURS[name];
  const near = (v: number) => Math.max(0, Math.min(255, v + random.int(-9, 9)));
  return [near(base[0]), near(base[1]), near(base[2])];
}

const distance = (a: Rgb, b: Rgb) => Math.hypot(a[0] - b[0], (a[1] - b[1]) * 1.3, a[2] - b[2]);

/** Two named colours that can be told apart from afar. */
function pair(random: Random): { ink: Rgb; paper: Rgb } {
  const names = Object.keys(COLOURS);
  for (;;) {
    const ink = shade(random, random.pick(names));
    const paper = shade(random, random.pick(names));
    if (distance(ink, paper) > 150) return { ink, paper };
  }
}

function inkFor(random: Random, paper: Rgb): Rgb {
  const names = Object.keys(COLOURS);
  for (;;) {
    const ink = shade(random, random.pick(names));
    if (distance(ink, paper) > 150) return ink;
  }
}

/** Puts one to three lines on a surface of `paper`; notes what is written on the thing. */
function letters(page: Page, name: string, area: Place, paper: Rgb, lines: string[], angle = 0): void {
  const { random, sheet } = page;
  const font = random.weighted(FONTS);
  const span: number[] = [];
  const inks = random.chance(0.3)
    ? lines.map(() => inkFor(random, paper))
    : new Array<Rgb>(lines.length).fill(inkFor(random, paper));
  const high = area.h / lines.length;
  lines.forEach((text, i) => {
    const probe = style(page, { font, size: 100 });
    const size = Math.min(high * 0.72, (area.w * 94) / Math.max(1, sheet.measure(text, probe)));
    if (size < 9) return;
    const own = style(page, { font, size, ink: inks[i], paper, spacing: random.chance(0.15) ? 0.06 : undefined });
    const y = area.y + high * i + (high - size) / 2;
    if (angle !== 0 && lines.length === 1)
      span.push(...sheet.putTurned(area.x + area.w / 2, area.y + area.h / 2, text, own, angle));
    else span.push(...sheet.put(area.x + area.w / 2, y, text, own, "centre"));
  });
  if (span.length > 0 && span.length < 14) page.facts.things.push({ name, words: span, text: lines.join(" ") });
}

function shopName(page: Page): string {
  const { random, world } = page;
  return random.pick([
    () => `${world.lastName()}'s`,
    () => world.phrase(1, 2),
    () => `${world.lastName()} ${random.pick(COMPANY_KINDS)}`,
    () => `The ${world.phrase(1, 2)}`,
    () => `${world.city().city} ${random.pick(COMPANY_KINDS)}`,
  ])();
}

const tilt = (random: Random) => (random.chance(0.3) ? random.range(-9, 9) : 0);

const wheel = (sheet: Sheet, x: number, y: number, r: number) => {
  sheet.commands.push({ type: "ellipse", x, y, rx: r, ry: r, fill: [25, 25, 28] });
  sheet.commands.push({ type: "ellipse", x, y, rx: r * 0.45, ry: r * 0.45, fill: [150, 150, 155] });
};

export const THINGS: Record<string, (page: Page, place: Place) => void> = {
  boat(page, { x, y, w, h }) {
    const { random, sheet, world } = page;
    const { paper } = pair(random);
    const deck = y + h * 0.5;
    sheet.box(x + w * 0.35, y + h * 0.12, x + w * 0.7, deck, { fill: [238, 238, 236] });
    for (let i = 0; i < 3; i++)
      sheet.box(x + w * (0.39 + i * 0.1), y + h * 0.2, x + w * (0.46 + i * 0.1), y + h * 0.34, { fill: [60, 80, 100] });
    if (random.chance(0.5)) sheet.rule(x + w * 0.5, y - h * 0.15, x + w * 0.5, y + h * 0.12, 3, [60, 60, 60]);
    sheet.commands.push({
      type: "polygon",
      points: [
        [x, deck],
        [x + w, deck],
        [x + w * 0.9, y + h],
        [x + w * 0.12, y + h],
      ],
      fill: paper,
    });
    if (random.chance(0.5))
      sheet.commands.push({
        type: "polygon",
        points: [
          [x + w * 0.1, y + h * 0.95],
          [x + w * 0.91, y + h * 0.95],
          [x + w * 0.9, y + h],
          [x + w * 0.12, y + h],
        ],
        fill: shade(random, random.pick(["red", "black", "white"])),
      });
    const text = random.chance(0.5)
      ? random.pick(WORDS.boat)
      : world.random.pick([world.firstName(), world.phrase(1, 2), `${world.phrase(1, 1)} ${random.int(1, 40)}`]);
    letters(
      page,
      random.pick(["boat", "hull", "hull of the boat", "ship"]),
      { x: x + w * 0.14, y: deck + h * 0.04, w: w * 0.7, h: h * 0.36 },
      paper,
      [random.chance(0.5) ? text.toUpperCase() : text],
    );
  },
  van(page, { x, y, w, h }) {
    const { random, sheet, world } = page;
    const { paper } = pair(random);
    const top = y + h * 0.2;
    const floor = y + h * 0.82;
    sheet.box(x, top, x + w * 0.76, floor, { fill: paper, radius: 10 });
    sheet.commands.push({
      type: "polygon",
      points: [
        [x + w * 0.74, top + h * 0.1],
        [x + w * 0.88, top + h * 0.12],
        [x + w, y + h * 0.55],
        [x + w, floor],
        [x + w * 0.74, floor],
      ],
      fill: paper,
    });
    sheet.commands.push({
      type: "polygon",
      points: [
        [x + w * 0.78, top + h * 0.16],
        [x + w * 0.87, top + h * 0.17],
        [x + w * 0.95, y + h * 0.52],
        [x + w * 0.78, y + h * 0.52],
      ],
      fill: [70, 90, 105],
    });
    wheel(sheet, x + w * 0.2, floor, h * 0.11);
    wheel(sheet, x + w * 0.8, floor, h * 0.11);
    const first = random.chance(0.5) ? shopName(page) : random.pick(WORDS.van);
    const lines = [
      random.chance(0.4) ? first.toUpperCase() : first,
      ...(random.chance(0.5) ? [random.pick(WORDS.van)] : []),
      ...(random.chance(0.4) ? [world.phone()] : []),
    ];
    letters(
      page,
      random.pick(["van", "truck", "side of the van"]),
      { x: x + w * 0.03, y: top + h * 0.06, w: w * 0.69, h: h * 0.46 },
      paper,
      lines,
    );
    if (random.chance(0.4))
      letters(
        page,
        "number plate",
        { x: x + w * 0.84, y: floor - h * 0.11, w: w * 0.15, h: h * 0.08 },
        [250, 250, 250],
        [world.pattern("AAA 999")],
      );
  },
  bus(page, { x, y, w, h }) {
    const { random, sheet, world } = page;
    const { paper } = pair(random);
    const top = y + h * 0.15;
    const floor = y + h * 0.85;
    sheet.box(x, top, x + w, floor, { fill: paper, radius: 14 });
    for (let i = 0; i < 6; i++)
      sheet.box(x + w * (0.03 + i * 0.16), top + h * 0.18, x + w * (0.16 + i * 0.16), top + h * 0.36, {
        fill: [70, 90, 110],
        radius: 4,
      });
    wheel(sheet, x + w * 0.2, floor, h * 0.1);
    wheel(sheet, x + w * 0.78, floor, h * 0.1);
    letters(
      page,
      random.pick(["bus", "coach", "side of the bus"]),
      { x: x + w * 0.1, y: top + h * 0.4, w: w * 0.8, h: h * 0.24 },
      paper,
      [
        random.chance(0.5)
          ? shopName(page)
          : `${world.city().city} ${random.pick(["Transit", "Tours", "City Line", "Express"])}`,
      ],
    );
    if (random.chance(0.7))
      letters(
        page,
        random.pick(["destination display", "display above the windscreen"]),
        { x: x + w * 0.62, y: top + h * 0.02, w: w * 0.34, h: h * 0.13 },
        [15, 15, 18],
        [`${random.int(1, 99)} ${world.city().city}`],
      );
  },
  shop(page, { x, y, w, h }) {
    const { random, sheet } = page;
    const { paper } = pair(random);
    const wall: Rgb = random.pick([
      [176, 120, 96],
      [200, 190, 175],
      [120, 130, 140],
    ] as Rgb[]);
    sheet.box(x, y, x + w, y + h, { fill: wall });
    const band = h * random.range(0.2, 0.3);
    sheet.box(x + w * 0.02, y + h * 0.06, x + w * 0.98, y + h * 0.06 + band, { fill: paper });
    const name = shopName(page);
    letters(
      page,
      random.pick(["shop front", "sign above the shop", "shop sign", "store front"]),
      { x: x + w * 0.05, y: y + h * 0.07, w: w * 0.9, h: band * 0.9 },
      paper,
      [random.chance(0.4) ? name.toUpperCase() : name],
    );
    if (random.chance(0.5)) {
      const stripes = 9;
      const [a, b] = [shade(random, random.pick(["red", "green", "blue", "orange"])), shade(random, "white")];
      for (let i = 0; i < stripes; i++)
        sheet.box(x + (w / stripes) * i, y + h * 0.08 + band, x + (w / stripes) * (i + 1), y + h * 0.2 + band, {
          fill: i % 2 ? a : b,
        });
    }
    sheet.box(x + w * 0.06, y + h * 0.58, x + w * 0.6, y + h * 0.94, { fill: [62, 78, 88] });
    sheet.box(x + w * 0.68, y + h * 0.52, x + w * 0.92, y + h, { fill: [80, 55, 40] });
    if (random.chance(0.6))
      letters(
        page,
        random.pick(["window", "shop window"]),
        { x: x + w * 0.08, y: y + h * 0.62, w: w * 0.5, h: h * 0.22 },
        [62, 78, 88],
        random.chance(0.5)
          ? [random.pick(["SALE", "OPEN", "Fresh Bread", "50% OFF", "New Season", "Coffee", "Lunch Menu"])]
          : [random.pick(GROCERIES), random.pick(["Today only", "Special", `$${random.int(1, 20)}.99`])],
      );
  },
  sign(page, { x, y, w, h }) {
    const { random, sheet, world } = page;
    const { paper } = pair(random);
    const board = { x: x + w * 0.12, y, w: w * 0.76, h: h * random.range(0.4, 0.62) };
    sheet.box(x + w * 0.46, y, x + w * 0.54, y + h * 1.15, { fill: [110, 110, 112] });
    if (random.chance(0.25)) {
      const r = Math.min(board.w, board.h) / 2;
      sheet.commands.push({
        type: "ellipse",
        x: x + w / 2,
        y: y + r,
        rx: r,
        ry: r,
        fill: paper,
        stroke: [240, 240, 240],
        width: 4,
      });
      letters(
        page,
        random.pick(["round sign", "sign"]),
        { x: x + w / 2 - r * 0.8, y: y + r * 0.6, w: r * 1.6, h: r * 0.8 },
        paper,
        [random.pick(WORDS.sign)],
      );
      return;
    }
    sheet.box(board.x, board.y, board.x + board.w, board.y + board.h, {
      fill: paper,
      stroke: random.chance(0.5) ? inkFor(random, paper) : undefined,
      width: 4,
      radius: random.chance(0.5) ? 12 : 0,
    });
    const lines = random.chance(0.5)
      ? [random.pick(WORDS.sign), ...(random.chance(0.4) ? [world.phrase(1, 2)] : [])]
      : [world.street(), ...(random.chance(0.4) ? [`${world.city().city} ${random.int(1, 240)} km`] : [])];
    letters(
      page,
      random.pick(["sign", "board", "road sign", "notice board"]),
      { x: board.x + board.w * 0.06, y: board.y + board.h * 0.08, w: board.w * 0.88, h: board.h * 0.84 },
      paper,
      lines,
    );
  },
  poster(page, { x, y, w, h }) {
    const { random, sheet, world } = page;
    const { paper } = pair(random);
    sheet.box(x, y, x + w, y + h * 1.2, { fill: paper });
    const picture = shade(random, random.pick(Object.keys(COLOURS)));
    sheet.commands.push({ type: "ellipse", x: x + w / 2, y: y + h * 0.72, rx: w * 0.26, ry: h * 0.22, fill: picture });
    const title = random.chance(0.6) ? random.pick(WORDS.poster) : world.phrase(1, 2);
    letters(
      page,
      random.pick(["poster", "placard"]),
      { x: x + w * 0.06, y: y + h * 0.04, w: w * 0.88, h: h * 0.4 },
      paper,
      [
        random.chance(0.6) ? title.toUpperCase() : title,
        ...(random.chance(0.5) ? [world.dateFormat(world.day())] : []),
      ],
    );
    letters(
      page,
      random.pick(["foot of the poster", "bottom of the poster"]),
      { x: x + w * 0.06, y: y + h * 0.98, w: w * 0.88, h: h * 0.18 },
      paper,
      [random.chance(0.5) ? `${world.lastName()} ${random.pick(["Hall", "Arena", "Theatre", "Park"])}` : world.phone()],
    );
  },
  jersey(page, { x, y, w, h }) {
    const { random, sheet, world } = page;
    const { paper } = pair(random);
    sheet.commands.push({
      type: "ellipse",
      x: x + w / 2,
      y: y + h * 0.02,
      rx: w * 0.12,
      ry: h * 0.14,
      fill: random.pick([
        [224, 184, 150],
        [140, 96, 70],
        [96, 66, 50],
      ] as Rgb[]),
    });
    sheet.commands.push({
      type: "polygon",
      points: [
        [x + w * 0.3, y + h * 0.15],
        [x + w * 0.7, y + h * 0.15],
        [x + w * 0.98, y + h * 0.4],
        [x + w * 0.85, y + h * 0.55],
        [x + w * 0.76, y + h * 0.46],
        [x + w * 0.76, y + h],
        [x + w * 0.24, y + h],
        [x + w * 0.24, y + h * 0.46],
        [x + w * 0.15, y + h * 0.55],
        [x + w * 0.02, y + h * 0.4],
      ],
      fill: paper,
    });
    const lines = random.chance(0.5)
      ? [random.pick(WORDS.jersey), String(random.int(1, 99))]
      : [world.lastName().toUpperCase(), String(random.int(1, 99))];
    letters(
      page,
      random.pick(["jersey", "shirt", "player's shirt"]),
      { x: x + w * 0.28, y: y + h * 0.32, w: w * 0.44, h: h * 0.5 },
      paper,
      lines,
    );
  },
  banner(page, { x, y, w, h }) {
    const { random, sheet, world } = page;
    const { paper } = pair(random);
    const top = y + h * random.range(0.1, 0.4);
    const high = h * random.range(0.25, 0.4);
    sheet.commands.push({
      type: "polygon",
      points: [
        [x, top],
        [x + w, top + h * 0.03],
        [x + w, top + high],
        [x, top + high - h * 0.03],
      ],
      fill: paper,
    });
    const text = random.pick([
      () => `${world.phrase(1, 2)} ${random.pick(["Festival", "Day", "Sale", "Week", "Fair"])}`,
      () => `Welcome to ${world.city().city}`,
      () => `Vote ${world.lastName()}`,
      () => `${random.pick(WORDS.poster)} ${world.year}`,
      () => shopName(page),
    ])();
    letters(
      page,
      random.pick(["banner", "streamer"]),
      { x: x + w * 0.05, y: top + high * 0.15, w: w * 0.9, h: high * 0.7 },
      paper,
      [random.chance(0.4) ? text.toUpperCase() : text],
      tilt(random) * 0.2,
    );
  },
  plane(page, { x, y, w, h }) {
    const { random, sheet } = page;
    const { paper } = pair(random);
    const cy = y + h * 0.45;
    sheet.commands.push({
      type: "polygon",
      points: [
        [x + w * 0.02, y],
        [x + w * 0.14, y],
        [x + w * 0.24, cy],
        [x + w * 0.06, cy],
      ],
      fill: shade(random, random.pick(Object.keys(COLOURS))),
    });
    sheet.commands.push({ type: "ellipse", x: x + w / 2, y: cy, rx: w / 2, ry: h * 0.2, fill: paper });
    sheet.commands.push({
      type: "polygon",
      points: [
        [x + w * 0.42, cy + h * 0.12],
        [x + w * 0.58, cy + h * 0.12],
        [x + w * 0.4, y + h],
        [x + w * 0.32, y + h],
      ],
      fill: [170, 174, 180],
    });
    letters(
      page,
      random.pick(["plane", "aircraft", "airplane"]),
      { x: x + w * 0.2, y: cy - h * 0.14, w: w * 0.6, h: h * 0.2 },
      paper,
      [`${page.world.phrase(1, 1)} ${random.pick(["Air", "Airways", "Airlines", "Cargo", "Jet"])}`],
    );
  },
  box(page, { x, y, w, h }) {
    const { random, sheet, world } = page;
    const { paper } = pair(random);
    sheet.box(x + w * 0.1, y + h * 0.1, x + w * 0.9, y + h, { fill: paper });
    sheet.commands.push({
      type: "polygon",
      points: [
        [x + w * 0.1, y + h * 0.1],
        [x + w * 0.2, y - h * 0.02],
        [x + w, y - h * 0.02],
        [x + w * 0.9, y + h * 0.1],
      ],
      fill: paper.map((v) => v * 0.8) as Rgb,
    });
    const lines = [
      random.pick([...GROCERIES, ...DISHES, "Fragile", "This Side Up", "Handle With Care"]),
      ...(random.chance(0.6) ? [shopName(page)] : []),
      ...(random.chance(0.4) ? [`${random.int(1, 48)} ${random.pick(["pcs", "kg", "bottles", "cans"])}`] : []),
    ];
    letters(
      page,
      random.pick(["box", "carton", "package", "crate"]),
      { x: x + w * 0.14, y: y + h * 0.2, w: w * 0.72, h: h * 0.66 },
      paper,
      random.chance(0.4) ? lines.map((l) => l.toUpperCase()) : lines,
    );
    if (random.chance(0.2))
      letters(
        page,
        "lid",
        { x: x + w * 0.25, y: y - h * 0.01, w: w * 0.55, h: h * 0.1 },
        paper.map((v) => v * 0.8) as Rgb,
        [world.code()],
      );
  },
};
