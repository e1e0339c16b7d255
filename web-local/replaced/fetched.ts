/** Files that lie beside the page, fetched from where it came from, with how many of their bytes are there. */

let base = "";
let report: (name: string, bytes: number) => void = () => {};

/** Must come first: the address of the page's folder, and who hears of progress. */
export function fetchFrom(folder: string, onBytes: (name: string, bytes: number) => void): void {
  base = folder;
  report = onBytes;
}

/** The bytes of `name`, a path relative to the page. @throws TypeError when it is not there */
export async function fetched(name: string): Promise<Uint8Array> {
  const response = await fetch(new URL(name, base));
  if (!response.ok || !response.body) throw new TypeError(`${name} cannot be loaded: HTTP ${response.status}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    size += part.value.length;
    report(name, size);
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
