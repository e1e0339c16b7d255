/** What belongs together as arrows, from a key to its value. */
import type { PageJson } from "../api/types.ts";
import type { Pair } from "../state/links.ts";

export function Arrows({ pairs, page, lit }: { pairs: readonly Pair[]; page: PageJson; lit: string | null }) {
  const [w, h] = [1000, (1000 * page.height) / page.width];
  return (
    <svg class="arrows" viewBox={`0 0 ${w} ${h}`} aria-hidden="true">
      <defs>
        <marker
          id="head"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="14"
          markerHeight="14"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0L8 4L0 8z" />
        </marker>
      </defs>
      {pairs.map(({ key, from, to, marks, framed }) => {
        if (from.page !== page.number || to.page !== page.number) return null;
        const [p, q] = [from.box, to.box];
        const beside = q[0] >= p[2];
        const [x1, y1] = [(beside ? p[2] : (p[0] + p[2]) / 2) * w, (beside ? (p[1] + p[3]) / 2 : p[3]) * h];
        const [x2, y2] = [(beside ? q[0] : (q[0] + q[2]) / 2) * w, (beside ? (q[1] + q[3]) / 2 : q[1]) * h];
        return (
          <g key={key} class={lit !== null && marks.includes(lit) ? "lit" : ""}>
            {framed && <rect x={p[0] * w} y={p[1] * h} width={(p[2] - p[0]) * w} height={(p[3] - p[1]) * h} rx="3" />}
            <path d={`M${x1} ${y1}L${x2} ${y2}`} marker-end="url(#head)" />
          </g>
        );
      })}
    </svg>
  );
}
