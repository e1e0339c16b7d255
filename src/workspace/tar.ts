/** A folder as one stream: tar (ustar), compressed. What a browser downloads of a model or an export; nothing is unpacked here. */
import { createReadStream, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";

const BLOCK = 512;

/** The header of a file. Names of more than a hundred bytes are cut at a folder, as ustar does. */
function header(name: string, size: number, changed: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  let [prefix, rest] = ["", name];
  while (Buffer.byteLength(rest) > 100 && rest.includes("/")) {
    const cut = rest.indexOf("/");
    prefix = prefix === "" ? rest.slice(0, cut) : `${prefix}/${rest.slice(0, cut)}`;
    rest = rest.slice(cut + 1);
  }
  block.write(rest, 0, 100, "utf8");
  const octal = (value: number, at: number, length: number) =>
    block.write(
      `${Math.floor(value)
        .toString(8)
        .padStart(length - 1, "0")}\0`,
      at,
      length,
      "latin1",
    );
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(changed / 1000, 136, 12);
  block.write(" ".repeat(8), 148, 8, "latin1");
  block.write("0", 156, 1, "latin1");
  block.write("ustar\x0000", 257, 8, "latin1");
  block.write(prefix, 345, 155, "utf8");
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return block;
}

/** The files of `folder`, all below `root` in the archive, as a .tar.gz. @param leftOut names of files that stay behind */
export function tarOf(folder: string, root: string, leftOut: readonly string[] = []): Readable {
  async function* blocks(): AsyncGenerator<Buffer> {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!entry.isFile() || leftOut.includes(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      const { size, mtimeMs } = statSync(path);
      const inside = path.slice(folder.length).replaceAll("\\", "/").replace(/^\/+/, "");
      yield header(`${root}/${inside}`, size, mtimeMs);
      // No more than was promised, whatever happens to the file meanwhile.
      if (size > 0) for await (const part of createReadStream(path, { end: size - 1 })) yield part as Buffer;
      yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
    }
    yield Buffer.alloc(2 * BLOCK);
  }
  return Readable.from(blocks(), { objectMode: false }).pipe(createGzip());
}
