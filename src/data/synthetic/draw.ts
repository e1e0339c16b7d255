/** Scene -> pixels with @napi-rs/canvas. Draws exactly what the scene says; paper, noise and scanning are scan.ts. */
import type { Pixels, Rgb } from "../../document/document.ts";
import { createCanvas, cssFont, plainText, type SKRSContext2D } from "./canvas.ts";
import { Random } from "./random.ts";
import type { Command, Scene } from "./scene.ts";

const css = ([r, g, b]: Rgb) => `rgb(${Math.round(r)},${Math.round(g)},${Math.round(b)})`;

/** Draws `scene` at its own size, or `scale` times that. */
export function drawScene(scene: Scene, scale = 1): Pixels {
  const width = Math.round(scene.width * scale);
  const height = Math.round(scene.height * scale);
  const context = createCanvas(width, height).getContext("2d");
  plainText(context);
  context.fillStyle = css(scene.paper);
  context.fillRect(0, 0, width, height);
  context.scale(scale, scale);
  for (const command of scene.commands) draw(context, command);
  const rgba = context.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height * 3);
  for (let i = 0, from = 0; i < data.length; i += 3, from += 4) {
    data[i] = rgba[from];
    data[i + 1] = rgba[from + 1];
    data[i + 2] = rgba[from + 2];
  }
  return { width, height, data };
}

function draw(context: SKRSContext2D, command: Command): void {
  switch (command.type) {
    case "text":
      drawText(context, command);
      break;
    case "line":
      context.strokeStyle = css(command.colour);
      context.lineWidth = command.width;
      if (command.dash) context.setLineDash([command.dash, command.dash]);
      context.beginPath();
      context.moveTo(command.x0, command.y0);
      context.lineTo(command.x1, command.y1);
      context.stroke();
      if (command.dash) context.setLineDash([]);
      break;
    case "rect":
      context.beginPath();
      if (command.radius)
        context.roundRect(command.x0, command.y0, command.x1 - command.x0, command.y1 - command.y0, command.radius);
      else context.rect(command.x0, command.y0, command.x1 - command.x0, command.y1 - command.y0);
      paint(context, command);
      break;
    case "polygon":
      context.beginPath();
      command.points.forEach(([x, y], i) => {
        if (i === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      });
      context.closePath();
      paint(context, command);
      break;
    case "ellipse":
      context.beginPath();
      context.ellipse(command.x, command.y, command.rx, command.ry, 0, 0, 2 * Math.PI);
      paint(context, command);
      break;
    case "mark":
      drawMark(context, command);
      break;
    case "gradient": {
      const fill = context.createLinearGradient(0, command.y0, 0, command.y1);
      fill.addColorStop(0, css(command.top));
      fill.addColorStop(1, css(command.bottom));
      context.fillStyle = fill;
      context.fillRect(command.x0, command.y0, command.x1 - command.x0, command.y1 - command.y0);
      break;
    }
    case "barcode": {
      const random = new Random(command.seed);
      const unit = (command.x1 - command.x0) / 95;
      context.fillStyle = css(command.colour);
      let x = command.x0;
      while (x < command.x1) {
        const bar = unit * random.int(1, 3);
        context.fillRect(x, command.y0, Math.min(bar, command.x1 - x), command.y1 - command.y0);
        x += bar + unit * random.int(1, 3);
      }
      break;
    }
    case "scribble": {
      const random = new Random(command.seed);
      const { x0, y0, x1, y1 } = command;
      context.strokeStyle = css(command.colour);
      context.lineWidth = command.width;
      context.lineJoin = "round";
      context.beginPath();
      const at = (t: number): [number, number] => [x0 + (x1 - x0) * t, y0 + (y1 - y0) * random.range(0.15, 0.95)];
      context.moveTo(...at(0));
      const steps = random.int(5, 11);
      for (let i = 1; i <= steps; i++) {
        const [cx, cy] = at((i - random.range(0.2, 0.9)) / steps);
        const [x, y] = at(i / steps);
        context.quadraticCurveTo(cx, cy, x, y);
      }
      context.stroke();
    }
  }
}

function paint(context: SKRSContext2D, command: { fill?: Rgb; stroke?: Rgb; width?: number }): void {
  if (command.fill) {
    context.fillStyle = css(command.fill);
    context.fill();
  }
  if (command.stroke) {
    context.strokeStyle = css(command.stroke);
    context.lineWidth = command.width ?? 1;
    context.stroke();
  }
}

function drawText(context: SKRSContext2D, command: Extract<Command, { type: "text" }>): void {
  context.font = cssFont(command.font, command.size);
  context.letterSpacing = command.spacing ? `${command.spacing * command.size}px` : "0px";
  context.fillStyle = css(command.colour);
  if (command.angle) {
    context.save();
    context.translate(command.x, command.y);
    context.rotate((command.angle * Math.PI) / 180);
  }
  const [x, y] = command.angle ? [0, 0] : [command.x, command.y];
  if (command.outline) {
    context.strokeStyle = css(command.outline);
    context.lineWidth = command.size * 0.08;
    context.lineJoin = "round";
    context.strokeText(command.text, x, y);
  }
  context.fillText(command.text, x, y);
  if (command.angle) context.restore();
}

function drawMark(context: SKRSContext2D, command: Extract<Command, { type: "mark" }>): void {
  const { x0, y0, x1, y1, mark } = command;
  const w = x1 - x0;
  const h = y1 - y0;
  context.strokeStyle = css(command.colour);
  context.fillStyle = css(command.colour);
  context.lineWidth = Math.max(1, w * 0.09);
  const line = (...points: [number, number][]) => {
    context.beginPath();
    points.forEach(([x, y], i) => {
      if (i === 0) context.moveTo(x0 + x * w, y0 + y * h);
      else context.lineTo(x0 + x * w, y0 + y * h);
    });
    context.stroke();
  };
  if (mark === "●" || mark === "○") {
    context.beginPath();
    context.ellipse(x0 + w / 2, y0 + h / 2, w * 0.42, h * 0.42, 0, 0, 2 * Math.PI);
    if (mark === "●") context.fill();
    else context.stroke();
    return;
  }
  if (mark === "■") context.fillRect(x0 + w * 0.06, y0 + h * 0.06, w * 0.88, h * 0.88);
  else if (mark !== "✓" && mark !== "✗") context.strokeRect(x0 + w * 0.06, y0 + h * 0.06, w * 0.88, h * 0.88);
  context.lineWidth = Math.max(1.2, w * 0.12);
  if (mark === "☒" || mark === "✗") {
    line([0.15, 0.15], [0.85, 0.85]);
    line([0.85, 0.15], [0.15, 0.85]);
  } else if (mark === "☑" || mark === "✓") line([0.15, 0.5], [0.42, 0.82], [0.9, 0.12]);
}
