/**
 * Parquet files as rows: the only file that imports hyparquet. Whole numbers become numbers, binary columns stay bytes, names of
 * classes come from the features that Hugging Face writes beside the schema. Reads only.
 */
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { explain } from "../../read/problem.ts";
import { FormatError } from "../common-format.ts";

export interface ParquetFile {
  columns: string[];
  /** Names of the classes that the whole numbers of a column (or of its lists) stand for, by column. */
  classes: ReadonlyMap<string, readonly string[]>;
  /** Rows in the file's order, a group of them in memory at a time; of all columns, or of these. @throws FormatError */
  rows(columns?: string[]): AsyncIterable<Record<string, unknown>>;
}

/** Whole numbers of 64 bits as numbers, all the way down. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}

/** `names` of a feature, of the one inside of a list, or of the one inside of that. */
function namesOf(feature: unknown): string[] | null {
  if (Array.isArray(feature)) return namesOf(feature[0]);
  if (typeof feature !== "object" || feature === null) return null;
  const { names, feature: inner } = feature as { names?: unknown; feature?: unknown };
  return Array.isArray(names) ? names.map(String) : namesOf(inner);
}

function classesOf(description: string | undefined): Map<string, string[]> {
  let features: unknown;
  try {
    features = JSON.parse(description ?? "{}").info?.features;
  } catch {
    // Someone else's remark under the same key: there are no names of classes then.
  }
  const found = Object.entries((features ?? {}) as Record<string, unknown>).map(
    ([name, f]) => [name, namesOf(f)] as const,
  );
  return new Map(found.filter((entry): entry is [string, string[]] => entry[1] !== null));
}

/** Opens a Parquet file. @throws FormatError where it is none, or cannot be opened */
export async function openParquet(path: string): Promise<ParquetFile> {
  const fail = (cause: unknown): never => {
    throw new FormatError(path, 0, "", `cannot be read as Parquet: ${explain(cause)}`, { cause });
  };
  const file = await asyncBufferFromFile(path).catch(fail);
  const metadata = await parquetMetadataAsync(file).catch(fail);
  const description = metadata.key_value_metadata?.find(({ key }) => key === "huggingface")?.value;
  return {
    columns: parquetSchema(metadata).children.map(({ element }) => element.name),
    classes: classesOf(description),
    async *rows(columns) {
      let rowStart = 0;
      for (const group of metadata.row_groups) {
        const rowEnd = rowStart + Number(group.num_rows);
        // Without `utf8` only columns that are declared as text become strings: images stay bytes.
        const options = { file, metadata, compressors, columns, rowStart, rowEnd, utf8: false };
        for (const row of await parquetReadObjects(options).catch(fail)) yield plain(row) as Record<string, unknown>;
        rowStart = rowEnd;
      }
    },
  };
}
