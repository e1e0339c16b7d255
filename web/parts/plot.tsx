/** A curve by uPlot, loaded when the first one is shown; follows its size and the colours of the page. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type uPlot from "uplot";
import { theme } from "../state/theme.ts";

export interface PlotProps {
  label: string;
  /** What the numbers below are. */
  xLabel?: string;
  /** Both axes are shares, told in per cent. */
  shares?: boolean;
  x: readonly number[];
  lines: {
    label: string;
    values: readonly (number | null)[];
    colour: string;
    /** The right axis is of shares, from none to all. */
    scale?: "left" | "right";
    dash?: boolean;
  }[];
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(dark.matches);
dark.addEventListener("change", () => {
  systemDark.value = dark.matches;
});

/** What a colour of the style sheets is now: a canvas takes no variables, and none for light and dark. */
function colourIn(box: HTMLElement): (name: string) => string {
  return (name) => {
    const probe = document.createElement("i");
    probe.style.color = `var(${name})`;
    box.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}

export function Plot({ label, xLabel, shares, x, lines }: PlotProps) {
  const own = useRef<HTMLDivElement>(null);
  const colours = `${theme.value} ${systemDark.value}`;
  useEffect(() => {
    let plot: uPlot | null = null;
    let gone = false;
    const watch = new ResizeObserver(([{ contentRect }]) => plot?.setSize({ width: contentRect.width, height: 220 }));
    void import("uplot").then(({ default: Plotter }) => {
      const box = own.current;
      if (gone || !box) return;
      const colour = colourIn(box);
      const percent = { values: (_: unknown, marks: number[]) => marks.map((mark) => `${Math.round(mark * 100)}%`) };
      const axis = {
        stroke: colour("--quiet"),
        grid: { stroke: colour("--grid"), width: 1 },
        ticks: { show: false },
        font: "12px system-ui",
        ...(shares ? percent : {}),
      };
      plot = new Plotter(
        {
          width: box.clientWidth,
          height: 220,
          scales: { x: { time: false }, right: { range: [0, 1.02] } },
          series: [
            {},
            ...lines.map((line) => ({
              label: line.label,
              scale: line.scale ?? "left",
              stroke: colour(line.colour),
              width: 2,
              points: { fill: colour("--surface") },
              spanGaps: true,
              ...(line.dash ? { dash: [6, 4] } : {}),
            })),
          ],
          axes: [
            { ...axis, ...(xLabel ? { label: xLabel, size: 28, labelSize: 20, labelFont: axis.font } : {}) },
            { ...axis, scale: "left" },
            ...(lines.some(({ scale }) => scale === "right")
              ? [{ ...axis, ...percent, scale: "right", side: 1 as const, grid: { show: false } }]
              : []),
          ],
        },
        [[...x], ...lines.map(({ values }) => [...values])],
        box,
      );
      watch.observe(box);
    });
    return () => {
      gone = true;
      watch.disconnect();
      plot?.destroy();
    };
  }, [x, lines, colours]);
  return <div class="plot" ref={own} role="img" aria-label={label} />;
}
