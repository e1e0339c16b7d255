/** Photograph-like scenes: coloured words on coloured things (hulls, vans, shop fronts, signs, posters, jerseys) before a ground. */
import type { Rgb } from "../../../document/document.ts";
import { type Page, startPage } from "../page.ts";
import type { Random } from "../random.ts";
import { THINGS } from "./scene-things.ts";

export function scene(random: Random): Page {
  const page = startPage(random, { size: [16, 40] });
  page.photograph = true;
  page.width = random.int(420, 900);
  page.height = Math.round(page.width * random.pick([0.66, 0.75, 0.75, 1, 1.33]));
  const ground = backdrop(page);
  page.sheet.paper = ground;
  const count = random.weighted([
    [1, 42],
    [2, 32],
    [3, 18],
    [4, 8],
  ] as const);
  const across = page.width >= page.height;
  const made: string[] = [];
  for (let i = 0; i < count; i++) {
    const slot = across
      ? { x: (page.width / count) * i, y: 0, w: page.width / count, h: page.height }
      : { x: 0, y: (page.height / count) * i, w: page.width, h: page.height / count };
    const place = {
      x: slot.x + slot.w * random.range(0.06, 0.12),
      y: slot.y + slot.h * random.range(0.12, 0.25),
      w: slot.w * random.range(0.74, 0.84),
      h: slot.h * random.range(0.5, 0.65),
    };
    const kind = random.pick(Object.keys(THINGS));
    if (made.includes(kind)) continue;
    made.push(kind);
    THINGS[kind](page, place);
  }
  return page;
}

/** Sky and water, a wall, a street: what lies behind. @returns its colour in the middle. */
function backdrop(page: Page): Rgb {
  const { random, sheet, width, height } = page;
  const [top, bottom] = random.pick([
    [
      [150, 195, 235],
      [225, 238, 248],
    ],
    [
      [205, 214, 222],
      [170, 180, 188],
    ],
    [
      [236, 200, 160],
      [250, 232, 205],
    ],
    [
      [60, 70, 95],
      [110, 110, 130],
    ],
    [
      [188, 178, 162],
      [150, 140, 126],
    ],
    [
      [226, 222, 214],
      [205, 200, 190],
    ],
  ] as [Rgb, Rgb][]);
  sheet.commands.push({ type: "gradient", x0: 0, y0: 0, x1: width, y1: height, top, bottom });
  const kind = random.int(0, 3);
  const horizon = height * random.range(0.62, 0.85);
  if (kind === 0)
    sheet.commands.push({
      type: "gradient",
      x0: 0,
      y0: horizon,
      x1: width,
      y1: height,
      top: [60, 105, 140],
      bottom: [25, 60, 95],
    });
  else if (kind === 1)
    sheet.commands.push({
      type: "gradient",
      x0: 0,
      y0: horizon,
      x1: width,
      y1: height,
      top: [120, 120, 122],
      bottom: [85, 85, 88],
    });
  else if (kind === 2)
    sheet.commands.push({
      type: "gradient",
      x0: 0,
      y0: horizon,
      x1: width,
      y1: height,
      top: [120, 150, 85],
      bottom: [80, 115, 60],
    });
  for (let i = random.int(0, 6); i > 0; i--) {
    const grey = random.int(110, 220);
    const x = random.range(0, width);
    const w = random.range(0.05, 0.22) * width;
    const h = random.range(0.08, 0.4) * height;
    if (random.chance(0.5)) sheet.box(x, horizon - h, x + w, horizon, { fill: [grey, grey - 8, grey - 16] });
    else
      sheet.commands.push({
        type: "ellipse",
        x,
        y: horizon - h * 0.3,
        rx: w * 0.6,
        ry: h * 0.5,
        fill: [grey * 0.5, grey * 0.75, grey * 0.45],
      });
  }
  return [(top[0] + bottom[0]) / 2, (top[1] + bottom[1]) / 2, (top[2] + bottom[2]) / 2];
}
