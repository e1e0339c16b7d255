/** Files that describe a run or a recipe: JSON, or the default export of a TypeScript or JavaScript file. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "./failure.ts";

/**
 * What the file `path` describes, unchecked.
 * @param what how messages call such a file, e.g. "a recipe"
 * @throws UsageError; what the file itself throws
 */
export async function readDefinitionFile(path: string, what: string): Promise<unknown> {
  const ending = extname(path);
  if (!existsSync(path)) throw new UsageError(`${path}: no such file`);
  if (ending === ".json") {
    try {
      return JSON.parse(await readFile(path, "utf8"));
    } catch (cause) {
      if (cause instanceof SyntaxError) throw new UsageError(`${path} is not JSON: ${cause.message}`, { cause });
      throw cause;
    }
  }
  if (![".ts", ".mts", ".js", ".mjs"].includes(ending)) {
    throw new UsageError(`${path}: ${what} is a name or a file that ends in .json, .ts or .js`);
  }
  const { tsImport } = await import("tsx/esm/api");
  const module = await tsImport(pathToFileURL(resolve(path)).href, import.meta.url);
  // A file outside of a package of type "module" arrives as CommonJS, wrapped once more.
  return module.default?.__esModule ? module.default.default : module.default;
}
