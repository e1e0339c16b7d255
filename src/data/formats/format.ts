/**
 * What a layout of labelled documents is to everybody else: its splits, its documents one at a time, and a writer where the
 * layout can hold what we know. Each layout stands in a file of its own; formats.ts lists them by name.
 */
import type { LabelledDocument } from "../../document/labelled.ts";
import type { ReadOptions } from "../common-format.ts";

/** How documents of a layout are read. */
export interface FormatOptions extends ReadOptions {
  /** Documents that are a table alone are drawn as a page (default), or stay without pages. */
  tables?: "drawn" | "bare";
}

/** A layout of labelled documents. */
export interface DataFormat {
  /** As `--format` takes it, e.g. "funsd". */
  name: string;
  /** Names of the splits that stand in `folder`, sorted. @throws FormatError where the folder is not of this layout */
  splits(folder: string): Promise<string[]>;
  /** The documents of a split in the file's order. @throws FormatError naming file, line and field */
  read(folder: string, split: string, options?: FormatOptions): AsyncIterable<LabelledDocument>;
  /** Writes a split; returns how many documents. Left out where the layout cannot be written. */
  write?(folder: string, split: string, documents: AsyncIterable<LabelledDocument>): Promise<number>;
}
