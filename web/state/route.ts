/** Where in the page we are: the hash of the address. `#/doc/<id>/<page from 1>/<field>` can be shared. */
import { signal } from "@preact/signals";

export type Route =
  | { view: "documents" }
  | { view: "document"; id: string; page: number; field: string | null }
  | { view: "schema" }
  | { view: "train" }
  | { view: "trust" }
  | { view: "call" };

/** What a hash means; `page` counts from 0. */
export function parseRoute(hash: string): Route {
  const parts = hash.replace(/^#\/?/, "").split("/").map(decoded);
  const [view, id, page, field] = parts;
  if (view === "doc" && id) {
    return {
      view: "document",
      id,
      page: Math.max(0, (Number.parseInt(page ?? "1", 10) || 1) - 1),
      field: field || null,
    };
  }
  if (view === "schema" || view === "train" || view === "trust" || view === "call") return { view };
  return { view: "documents" };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function hashOf(route: Route): string {
  if (route.view === "documents") return "#/";
  if (route.view !== "document") return `#/${route.view}`;
  const field = route.field === null ? "" : `/${encodeURIComponent(route.field)}`;
  return `#/doc/${encodeURIComponent(route.id)}/${route.page + 1}${field}`;
}

export const route = signal<Route>({ view: "documents" });

export function startRouting(): void {
  const read = () => {
    route.value = parseRoute(location.hash);
  };
  addEventListener("hashchange", read);
  read();
}

/** Goes to `next`; `replace` leaves no step in the browser's history. */
export function go(next: Route, replace = false): void {
  const hash = hashOf(next);
  if (hash === location.hash) return;
  if (!replace) {
    location.hash = hash;
    return;
  }
  history.replaceState(null, "", hash);
  route.value = next;
}
