/** Relations as arrows from an entity to the one that belongs to it. */
import type { PageJson } from "../api/types.ts";
import type { Session } from "../state/session.ts";

export function Arrows({ session, page }: { session: Session; page: PageJson }) {
  const relations = session.relations.value;
  if (!relations) return null;
  const [w, h] = [1000, (1000 * page.height) / page.width];
  const byId = new Map(relations.entities.map((entity) => [entity.id, entity]));
  return (
    <svg class="arrows" viewBox={`0 0 ${w} ${h}`} aria-hidden="true">
      <defs>
        <marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0L8 4L0 8z" />
        </marker>
      </defs>
      {relations.links.map(([from, to]) => {
        const [a, b] = [byId.get(from), byId.get(to)];
        if (!a?.boxes[0] || !b?.boxes[0] || a.page !== page.number || b.page !== page.number) return null;
        const [p, q] = [a.boxes[0], b.boxes[0]];
        const beside = q[0] >= p[2];
        const [x1, y1] = [(beside ? p[2] : (p[0] + p[2]) / 2) * w, (beside ? (p[1] + p[3]) / 2 : p[3]) * h];
        const [x2, y2] = [(beside ? q[0] : (q[0] + q[2]) / 2) * w, (beside ? (q[1] + q[3]) / 2 : q[1]) * h];
        const lit = session.lit.value === `entity-${from}` || session.lit.value === `entity-${to}`;
        return (
          <path key={`${from}-${to}`} class={lit ? "lit" : ""} d={`M${x1} ${y1}L${x2} ${y2}`} marker-end="url(#head)" />
        );
      })}
    </svg>
  );
}
