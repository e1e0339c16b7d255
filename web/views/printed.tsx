/** The words of a page that has no image, where they stand. */
import type { PageJson } from "../api/types.ts";

export function Printed({ page }: { page: PageJson }) {
  const [w, h] = [1000, (1000 * page.height) / page.width];
  return (
    <svg
      class="printed"
      viewBox={`0 0 ${w} ${h}`}
      role="img"
      aria-label={`Page ${page.number + 1}, drawn from its words`}
    >
      {page.words.map(({ text, box: [x0, y0, x1, y1] }, i) => {
        const [width, height] = [(x1 - x0) * w, (y1 - y0) * h];
        // About as wide as letters are; a long word in a short box is pressed together, as it would be printed.
        const size = Math.min(height * 0.85, (1.9 * width) / Math.max(1, text.length));
        return (
          <text key={i} x={x0 * w + 2} y={y0 * h + (height + size * 0.7) / 2} font-size={size}>
            {text}
          </text>
        );
      })}
    </svg>
  );
}
