/** The documents beside the one that is open, and the next one fetched ahead. */
import { get } from "../api/client.ts";
import type { OpenDocument } from "../api/types.ts";
import { entries, pageImage, touched } from "./workspace.ts";

/** Ids as they were listed when one was opened: who labels a document moves it in the list, and would lose the way. */
let order: readonly string[] = [];
let ahead: { id: string; open: OpenDocument; picture: HTMLImageElement } | null = null;

/** The list is looked at again: its order holds from now on. */
export function forgetOrder(): void {
  order = [];
}

/** The document that stands so many after `id`; null where there is none. */
export function neighbour(id: string, by: number): string | null {
  const there = entries.value.filter(({ status }) => status !== "unreadable").map((entry) => entry.id);
  if (!order.includes(id)) order = there;
  const at = order.indexOf(id);
  for (let next = at + by; at >= 0 && order[next] !== undefined; next += Math.sign(by))
    if (there.includes(order[next])) return order[next];
  return null;
}

/** Fetches a document and the picture of its first page, so that they are there when they are wanted. */
export async function fetchAhead(id: string, width: number): Promise<void> {
  if (ahead?.id === id) return;
  const before = touched.peek().count;
  try {
    const open = await get<OpenDocument>(`/v1/workspace/documents/${encodeURIComponent(id)}`);
    // What changed meanwhile is fetched when it is opened.
    if (touched.peek().count !== before && touched.peek().id === id) return;
    const picture = new Image();
    picture.src = pageImage(id, 0, width);
    ahead = { id, open, picture };
  } catch {
    // It is fetched again when it is opened, and says then what is wrong.
  }
}

touched.subscribe(({ id }) => {
  if (ahead?.id === id) ahead = null;
});

/** What was fetched ahead of a document; it may be old, and is to be fetched again. */
export const fetchedAhead = (id: string): OpenDocument | null => (ahead?.id === id ? ahead.open : null);
