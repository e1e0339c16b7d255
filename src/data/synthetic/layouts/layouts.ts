/** The kinds of synthetic pages and how often each is made when none is wished for. */
import type { Page } from "../page.ts";
import type { Random } from "../random.ts";
import { form } from "./form.ts";
import { invoice } from "./invoice.ts";
import { receipt } from "./receipt.ts";
import { table } from "./table.ts";

export type PageKind = "receipt" | "invoice" | "form" | "table";

export interface Layout {
  kind: PageKind;
  weight: number;
  make: (random: Random, rows?: number) => Page;
}

export const LAYOUTS: readonly Layout[] = [
  { kind: "receipt", weight: 24, make: receipt },
  { kind: "invoice", weight: 14, make: invoice },
  { kind: "form", weight: 26, make: form },
  { kind: "table", weight: 36, make: table },
];

export const PAGE_KINDS: readonly PageKind[] = LAYOUTS.map((layout) => layout.kind);
