/** All layouts by name; each is loaded when it is asked for. */
import type { DataFormat } from "./format.ts";

interface FormatEntry {
  name: string;
  summary: string;
  load: () => Promise<DataFormat>;
}

export const FORMATS: readonly FormatEntry[] = [];
