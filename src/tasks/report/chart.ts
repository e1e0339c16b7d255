/** Charts as SVG text: lines and bars over a share from 0 to 1. No styles from outside, so that a file stands alone. */

export interface Series {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
  /** A thinner, broken line: what bounds or guides the others. */
  guide?: boolean;
}

export interface Chart {
  title: string;
  x: string;
  y: string;
  /** Right end of the x axis. Default 1. */
  widest?: number;
  /** Top end of the y axis. Default 1. */
  highest?: number;
  series: readonly Series[];
  /** Bars from `from` to `to`, with what is written above. */
  bars?: readonly { from: number; to: number; height: number; caption: string }[];
}

/** Tell apart without red and green: Okabe and Ito. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
const SIZE = { width: 460, height: 330, left: 52, right: 14, top: 34, bottom: 46 };
const TICKS = 5;

/** Text as it may stand in HTML and SVG, in attributes, too. */
export function escapeText(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => names[character]);
}

const short = (value: number) => String(Number(value.toFixed(1)));
const share = (value: number) => String(Number(value.toFixed(3)));

/** The chart as one `<svg>` element. */
export function chartSvg({ title, x, y, widest = 1, highest = 1, series, bars = [] }: Chart): string {
  const { width, height, left, right, top, bottom } = SIZE;
  const legend = series.filter(({ name }) => name !== "");
  const tall = height + 16 * legend.length;
  const at = (value: number) => short(left + (value / widest) * (width - left - right));
  const up = (value: number) => short(height - bottom - (value / highest) * (height - top - bottom));
  const parts: string[] = [];
  const text = (tx: number | string, ty: number | string, content: string, extra = "") =>
    parts.push(`<text x="${tx}" y="${ty}" ${extra}>${escapeText(content)}</text>`);
  const line = (x0: string, y0: string, x1: string, y1: string, stroke: string) =>
    parts.push(`<line x1="${x0}" y1="${y0}" x2="${x1}" y2="${y1}" stroke="${stroke}"/>`);

  text(left, 20, title, 'font-weight="600" font-size="14"');
  for (let i = 0; i <= TICKS; i++) {
    const [xv, yv] = [(i / TICKS) * widest, (i / TICKS) * highest];
    line(at(0), up(yv), at(widest), up(yv), "#ddd");
    text(left - 8, Number(up(yv)) + 4, share(yv), 'text-anchor="end"');
    text(at(xv), height - bottom + 18, share(xv), 'text-anchor="middle"');
  }
  line(at(0), up(0), at(widest), up(0), "#333");
  line(at(0), up(0), at(0), up(highest), "#333");
  text(at(widest / 2), height - 8, x, 'text-anchor="middle"');
  const middle = (height - bottom + top) / 2;
  text(14, middle, y, `text-anchor="middle" transform="rotate(-90 14 ${middle})"`);
  for (const { from, to, height: value, caption } of bars) {
    const wide = short(Number(at(to)) - Number(at(from)) - 1);
    parts.push(
      `<rect x="${at(from)}" y="${up(value)}" width="${wide}" height="${short(Number(up(0)) - Number(up(value)))}" fill="#9bbfd9"/>`,
    );
    text(at((from + to) / 2), Number(up(value)) - 4, caption, 'text-anchor="middle" font-size="10"');
  }
  series.forEach(({ name, points, guide }, i) => {
    const colour = guide ? "#666" : COLOURS[i % COLOURS.length];
    const dash = guide ? ' stroke-dasharray="4 4" stroke-width="1.2"' : ' stroke-width="2.2"';
    const path = points.map(([px, py]) => `${at(px)},${up(py)}`).join(" ");
    parts.push(`<polyline points="${path}" fill="none" stroke="${colour}"${dash}/>`);
    if (!guide && points.length <= 12) {
      for (const [px, py] of points) parts.push(`<circle cx="${at(px)}" cy="${up(py)}" r="3.2" fill="${colour}"/>`);
    }
    const row = legend.findIndex((one) => one.name === name);
    if (row < 0) return;
    const ty = height + 6 + 16 * row;
    parts.push(`<line x1="${left}" y1="${ty}" x2="${left + 26}" y2="${ty}" stroke="${colour}"${dash}/>`);
    text(left + 34, ty + 4, name);
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}" ` +
    `font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${escapeText(title)}">` +
    `<rect width="${width}" height="${tall}" fill="#fff"/>${parts.join("")}</svg>`
  );
}
