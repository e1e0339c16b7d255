/** What the PDF worker is asked and answers. */
import type { Pixels } from "../../document/document.ts";
import type { ReadErrorCode } from "../problem.ts";
import type { OverlayPage } from "./overlay.ts";
import type { PdfPage } from "./page.ts";

export type PdfRequest =
  | { kind: "open"; file: Uint8Array; password: string | null; megabytes: number }
  | { kind: "page"; number: number; pagePixels: number }
  | { kind: "render"; number: number; width: number; height: number }
  | { kind: "overlay"; layer: Uint8Array; pages: OverlayPage[] };

export type PdfAnswer =
  | { kind: "open"; pages: number }
  | { kind: "page"; page: PdfPage }
  | { kind: "render"; pixels: Pixels }
  | { kind: "overlay"; file: Uint8Array }
  /** `fatal`: the wasm instance is not to be used any more. */
  | { kind: "error"; code: ReadErrorCode; message: string; fatal: boolean };
