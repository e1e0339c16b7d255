/** The kinds of synthetic pages and how often each is made when none is wished for. */
import type { Page } from "../page.ts";
import type { Random } from "../random.ts";
import { agreement } from "./agreement.ts";
import { filing } from "./filing.ts";
import { form } from "./form.ts";
import { invoice } from "./invoice.ts";
import { label } from "./label.ts";
import { letter } from "./letter.ts";
import { order } from "./order.ts";
import { receipt } from "./receipt.ts";
import { report } from "./report.ts";
import { scene } from "./scene.ts";
import { table } from "./table.ts";

/** A kind of synthetic page. */
export type PageKind =
  | "receipt"
  | "invoice"
  | "label"
  | "form"
  | "filing"
  | "letter"
  | "agreement"
  | "order"
  | "table"
  | "report"
  | "scene";

export interface Layout {
  kind: PageKind;
  weight: number;
  /** `rows`: wished for in the main table, where the kind has one. */
  make: (random: Random, rows?: number) => Page;
}

export const LAYOUTS: readonly Layout[] = [
  { kind: "receipt", weight: 20, make: receipt },
  { kind: "invoice", weight: 10, make: invoice },
  { kind: "label", weight: 6, make: label },
  { kind: "form", weight: 16, make: form },
  { kind: "filing", weight: 4, make: filing },
  { kind: "letter", weight: 6, make: letter },
  { kind: "agreement", weight: 4, make: agreement },
  { kind: "order", weight: 5, make: order },
  { kind: "table", weight: 21, make: table },
  { kind: "report", weight: 4, make: report },
  { kind: "scene", weight: 7, make: scene },
];

export const PAGE_KINDS: readonly PageKind[] = LAYOUTS.map((layout) => layout.kind);
