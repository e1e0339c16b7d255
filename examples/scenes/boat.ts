/** A patrol boat on a river in the evening: a drawing that stands in for a photograph. Part of draw.ts. */
import { type Canvas, createCanvas, cssFont, type SKRSContext2D } from "../../src/data/synthetic/canvas.ts";
import { Random } from "../../src/data/synthetic/random.ts";

const [WIDTH, HEIGHT, SHORE] = [1280, 860, 372];

function gradient(context: SKRSContext2D, y0: number, y1: number, stops: [number, string][]) {
  const fill = context.createLinearGradient(0, y0, 0, y1);
  for (const [at, colour] of stops) fill.addColorStop(at, colour);
  return fill;
}

function shape(context: SKRSContext2D, points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  points.forEach(([x, y], i) => {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.closePath();
}

/** Draws on a layer of its own and lays it on through one blur of `pixels`: a blur for each stroke would take minutes. */
function blurred(context: SKRSContext2D, pixels: number, draw: (layer: SKRSContext2D) => void): void {
  const layer = createCanvas(WIDTH, HEIGHT);
  draw(layer.getContext("2d"));
  context.filter = `blur(${pixels}px)`;
  context.drawImage(layer, 0, 0);
  context.filter = "none";
}

/** Soft puffs of one colour: clouds, trees, spray. */
function puffs(
  context: SKRSContext2D,
  random: Random,
  count: number,
  place: () => [number, number, number],
  colour: (random: Random) => string,
  squash = 0.6,
): void {
  for (let i = 0; i < count; i++) {
    const [x, y, r] = place();
    context.fillStyle = colour(random);
    context.beginPath();
    context.ellipse(x, y, r, r * squash, 0, 0, 2 * Math.PI);
    context.fill();
  }
}

function sky(context: SKRSContext2D, random: Random): void {
  context.fillStyle = gradient(context, 0, SHORE, [
    [0, "#7fa3c9"],
    [0.6, "#b9cbdc"],
    [1, "#e0dfd6"],
  ]);
  context.fillRect(0, 0, WIDTH, SHORE);
  blurred(context, 14, (layer) => {
    for (let bank = 0; bank < 6; bank++) {
      const [cx, cy] = [random.range(0, WIDTH), random.range(30, 230)];
      const place = (): [number, number, number] => [
        cx + random.normal() * 130,
        cy + random.normal() * 15,
        random.range(22, 62),
      ];
      puffs(layer, random, 24, place, (r) => `rgba(250,248,244,${r.range(0.1, 0.3)})`, 0.4);
    }
  });
}

function shore(context: SKRSContext2D, random: Random): void {
  // Hills far off, then trees in three depths.
  const hills: [number, number][] = [[0, SHORE]];
  for (let x = 0; x <= WIDTH; x += 20) hills.push([x, SHORE - 62 - 26 * Math.sin(x / 210) - 14 * Math.sin(x / 71 + 1)]);
  hills.push([WIDTH, SHORE]);
  shape(context, hills);
  context.fillStyle = "#8f9ea5";
  context.fill();
  for (const [depth, [red, green, blue]] of [
    [96, 112, 96],
    [74, 92, 70],
    [54, 70, 50],
  ].entries()) {
    const height = 46 - depth * 9;
    const place = (): [number, number, number] => {
      const x = random.range(-20, WIDTH + 20);
      const y = SHORE - random.range(0, height) * (0.55 + 0.45 * Math.sin(x / 140 + depth * 2));
      return [x, y, random.range(6, 17)];
    };
    const colour = (r: Random) => {
      const light = r.range(-16, 18);
      return `rgb(${red + light},${green + light},${blue + light * 0.7})`;
    };
    puffs(context, random, 620, place, colour, 0.85);
  }
  context.fillStyle = "#7a7466";
  context.fillRect(0, SHORE - 5, WIDTH, 7);
}

function water(context: SKRSContext2D, random: Random): void {
  context.fillStyle = gradient(context, SHORE, HEIGHT, [
    [0, "#6d8187"],
    [0.12, "#8499a3"],
    [0.5, "#5b7482"],
    [1, "#33495a"],
  ]);
  context.fillRect(0, SHORE + 2, WIDTH, HEIGHT - SHORE);
  blurred(context, 5, (layer) => {
    layer.fillStyle = "rgba(52,66,52,0.55)";
    for (let x = 0; x < WIDTH; x += 14)
      layer.fillRect(x, SHORE + 2, 16, 22 + 16 * Math.sin(x / 140) + random.range(0, 14));
  });
  blurred(context, 0.8, (layer) => ripples(layer, random));
}

function ripples(context: SKRSContext2D, random: Random): void {
  // Ripples grow and lie further apart towards the viewer.
  for (let i = 0; i < 5200; i++) {
    const depth = random.next() ** 1.5;
    const y = SHORE + 4 + depth * (HEIGHT - SHORE);
    const length = (6 + 70 * depth) * random.range(0.4, 1.3);
    const x = random.range(-60, WIDTH);
    const bright = random.chance(0.48);
    const alpha = random.range(0.05, 0.24);
    context.strokeStyle = bright ? `rgba(196,212,222,${alpha})` : `rgba(24,40,54,${alpha})`;
    context.lineWidth = 0.7 + 3.4 * depth * random.range(0.4, 1);
    context.beginPath();
    context.moveTo(x, y);
    context.quadraticCurveTo(
      x + length / 2,
      y - (1 + 5 * depth) * random.range(-1, 1),
      x + length,
      y + random.range(-1, 1),
    );
    context.stroke();
  }
}

const DECK = 508;
const KEEL = 640;
/** Stern left, bow right, with the sheer rising to the bow. */
const HULL: readonly [number, number][] = [
  [196, DECK + 12],
  [420, DECK + 10],
  [760, DECK],
  [960, DECK - 18],
  [1092, DECK - 44],
  [1066, DECK + 6],
  [1022, DECK + 66],
  [972, KEEL - 16],
  [920, KEEL],
  [214, KEEL],
  [204, DECK + 70],
];

function cabin(context: SKRSContext2D): void {
  // Aft bulwark and cabin, lit from the left.
  const walls = context.createLinearGradient(430, 0, 800, 0);
  walls.addColorStop(0, "#eceae4");
  walls.addColorStop(0.7, "#d3d5d6");
  walls.addColorStop(1, "#aab0b5");
  shape(context, [
    [420, DECK + 12],
    [438, 388],
    [716, 384],
    [792, DECK],
  ]);
  context.fillStyle = walls;
  context.fill();
  shape(context, [
    [414, 390],
    [424, 372],
    [736, 366],
    [748, 384],
  ]);
  context.fillStyle = "#c4c8ca";
  context.fill();
  context.fillStyle = "rgba(30,36,44,0.35)";
  context.fillRect(438, 388, 284, 8);
  const glass = gradient(context, 398, 462, [
    [0, "#28333d"],
    [0.5, "#4a5c69"],
    [1, "#1d262e"],
  ]);
  for (const points of [
    [
      [456, 404],
      [532, 402],
      [534, 456],
      [452, 458],
    ],
    [
      [546, 402],
      [622, 401],
      [626, 455],
      [548, 456],
    ],
    [
      [636, 401],
      [706, 400],
      [742, 452],
      [640, 455],
    ],
  ] as [number, number][][]) {
    shape(context, points);
    context.fillStyle = glass;
    context.fill();
    context.strokeStyle = "#8d9397";
    context.lineWidth = 2;
    context.stroke();
    context.save();
    context.clip();
    context.fillStyle = "rgba(220,232,240,0.22)";
    shape(context, [
      [points[0][0] + 12, points[0][1]],
      [points[0][0] + 34, points[0][1]],
      [points[0][0] + 14, points[0][1] + 62],
      [points[0][0] - 8, points[0][1] + 62],
    ]);
    context.fill();
    context.restore();
  }
  // Door seam, blue lamps, mast with radar and aerials.
  context.strokeStyle = "rgba(70,76,82,0.6)";
  context.lineWidth = 2;
  context.strokeRect(556, 466, 58, 40);
  context.fillStyle = "#33383d";
  context.fillRect(566, 354, 64, 12);
  context.fillStyle = "#2b5fc4";
  context.fillRect(570, 344, 24, 12);
  context.fillRect(602, 344, 24, 12);
  context.fillStyle = "rgba(190,214,255,0.8)";
  context.fillRect(574, 346, 8, 4);
  context.fillRect(606, 346, 8, 4);
  context.strokeStyle = "#d9d9d6";
  context.lineWidth = 6;
  context.beginPath();
  context.moveTo(486, 372);
  context.lineTo(494, 262);
  context.moveTo(478, 318);
  context.lineTo(508, 318);
  context.stroke();
  context.fillStyle = "#e8e7e2";
  context.beginPath();
  context.ellipse(494, 258, 32, 9, 0, 0, 2 * Math.PI);
  context.fill();
  context.strokeStyle = "rgba(235,235,232,0.9)";
  context.lineWidth = 1.6;
  for (const [x, top] of [
    [452, 214],
    [688, 236],
  ]) {
    context.beginPath();
    context.moveTo(x, 372);
    context.lineTo(x - 12, top);
    context.stroke();
  }
}

function rails(context: SKRSContext2D): void {
  context.strokeStyle = "#d4d7d8";
  context.lineWidth = 3;
  context.beginPath();
  context.moveTo(800, DECK - 44);
  context.quadraticCurveTo(960, DECK - 58, 1080, DECK - 86);
  for (let x = 806; x <= 1080; x += 52) {
    const t = (x - 800) / 280;
    context.moveTo(x, DECK - 44 - 42 * t ** 1.4);
    context.lineTo(x + 2, DECK - 2 - 42 * t ** 1.5);
  }
  context.moveTo(212, DECK - 26);
  context.lineTo(410, DECK - 30);
  for (let x = 216; x <= 410; x += 48) {
    context.moveTo(x, DECK - 26);
    context.lineTo(x, DECK + 12);
  }
  context.stroke();
  // Outboard engine.
  context.fillStyle = "#23272b";
  context.beginPath();
  context.roundRect(164, DECK - 16, 46, 74, 10);
  context.fill();
  context.fillStyle = "#3b4147";
  context.fillRect(170, DECK + 58, 22, 62);
}

function hull(context: SKRSContext2D): void {
  shape(context, HULL);
  context.fillStyle = gradient(context, DECK - 40, KEEL, [
    [0, "#1d3566"],
    [0.35, "#172b57"],
    [1, "#0c1733"],
  ]);
  context.fill();
  context.save();
  context.clip();
  // Rubbing strake, waterline, a sheen of the sky.
  context.strokeStyle = "#c9ccce";
  context.lineWidth = 9;
  context.beginPath();
  context.moveTo(190, DECK + 16);
  context.lineTo(420, DECK + 14);
  context.lineTo(760, DECK + 4);
  context.quadraticCurveTo(980, DECK - 14, 1096, DECK - 42);
  context.stroke();
  context.fillStyle = "#5d2226";
  context.fillRect(190, KEEL - 17, 800, 17);
  blurred(context, 9, (layer) => {
    layer.fillStyle = "rgba(140,170,215,0.2)";
    layer.fillRect(200, DECK + 30, 880, 22);
  });
  context.restore();
}

function lettering(context: SKRSContext2D): void {
  context.save();
  context.translate(430, KEEL - 40);
  context.transform(1, -0.012, -0.05, 1, 0, 0);
  context.font = cssFont("arimo-bold", 92);
  context.letterSpacing = "10px";
  context.fillStyle = gradient(context, -70, 0, [
    [0, "#f7f8f8"],
    [1, "#e6e9ec"],
  ]);
  context.fillText("POLICE", 0, 0);
  context.restore();
}

function reflection(canvas: Canvas, context: SKRSContext2D, random: Random): void {
  // The hull's mirror image in slices, each moved by a ripple.
  blurred(context, 4, (layer) => {
    for (let dy = 0; dy < 120; dy += 3) {
      const shift = random.normal() * (7 + dy / 7);
      layer.globalAlpha = 0.42 * (1 - dy / 125);
      layer.drawImage(canvas, 150, KEEL - 4 - dy, 960, 3, 150 + shift, KEEL + dy * 0.9, 960, 3);
    }
  });
}

function wake(context: SKRSContext2D, random: Random): void {
  const along = (): [number, number, number] => {
    const x = random.range(150, 1000);
    return [x, KEEL + random.normal() * 3.5, random.range(2, 7)];
  };
  puffs(context, random, 420, along, (r) => `rgba(236,242,245,${r.range(0.12, 0.5)})`, 0.4);
  const astern = (): [number, number, number] => {
    const t = random.next();
    return [210 - 230 * t, KEEL - 8 + random.normal() * (6 + 14 * t), random.range(3, 12)];
  };
  puffs(context, random, 330, astern, (r) => `rgba(240,245,247,${r.range(0.08, 0.42)})`, 0.45);
  const bow = (): [number, number, number] => {
    const t = random.next() ** 1.6;
    return [960 + 70 * t, KEEL - 4 - random.range(0, 22) * (1 - t), random.range(2, 8)];
  };
  puffs(context, random, 150, bow, (r) => `rgba(245,248,249,${r.range(0.12, 0.5)})`, 0.6);
}

/** The photograph, not yet grainy. */
export function drawBoat(): Canvas {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext("2d");
  const random = new Random("boat");
  sky(context, random);
  blurred(context, 2, (layer) => shore(layer, random));
  water(context, random);
  cabin(context);
  rails(context);
  hull(context);
  lettering(context);
  reflection(canvas, context, random);
  blurred(context, 2.2, (layer) => wake(layer, random));
  // Lenses darken their corners.
  const corners = context.createRadialGradient(WIDTH / 2, HEIGHT / 2, 420, WIDTH / 2, HEIGHT / 2, 860);
  corners.addColorStop(0, "rgba(0,0,0,0)");
  corners.addColorStop(1, "rgba(8,12,20,0.4)");
  context.fillStyle = corners;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  return canvas;
}
