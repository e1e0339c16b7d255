/** What a file is, by its first bytes alone: names and extensions lie. */

/** "markup": hOCR, ALTO or PAGE, results of OCR. */
export type Kind = "pdf" | "image" | "bmp" | "json" | "markup" | "unknown";

export interface Sniffed {
  kind: Kind;
  mime: string;
  /** For "unknown": what the bytes look like and what to do, for the message. */
  hint?: string;
}

const at = (bytes: Uint8Array, offset: number, text: string) =>
  text.length + offset <= bytes.length && [...text].every((c, i) => bytes[offset + i] === c.charCodeAt(0));

/** Where `text` starts in the first `within` bytes, or -1. */
function find(bytes: Uint8Array, text: string, within: number): number {
  const end = Math.min(within, bytes.length) - text.length;
  for (let i = 0; i <= end; i++) if (bytes[i] === text.charCodeAt(0) && at(bytes, i, text)) return i;
  return -1;
}

/** Comments, style sheets and long lists of namespaces may stand before what tells XML and HTML apart. */
const MARKUP_HEAD = 65_536;

function image(mime: string): Sniffed {
  return { kind: "image", mime };
}

/** Looks at the content of `bytes`. */
export function sniff(bytes: Uint8Array): Sniffed {
  if (at(bytes, 0, "\x89PNG")) return image("image/png");
  if (at(bytes, 0, "\xff\xd8")) return image("image/jpeg");
  if (at(bytes, 0, "RIFF") && at(bytes, 8, "WEBP")) return image("image/webp");
  if (at(bytes, 0, "GIF8")) return image("image/gif");
  if (["II*\0", "MM\0*", "II+\0", "MM\0+"].some((mark) => at(bytes, 0, mark))) return image("image/tiff");
  if (at(bytes, 4, "ftyp")) {
    const brands = find(bytes, "avif", 64) >= 0 || find(bytes, "avis", 64) >= 0;
    if (brands) return image("image/avif");
    const heic = ["heic", "heix", "mif1", "hevc"].some((brand) => find(bytes, brand, 64) >= 0);
    return {
      kind: "unknown",
      mime: heic ? "image/heic" : "video/mp4",
      hint: heic ? "a HEIC photo: save it as JPEG" : "a video",
    };
  }
  if (at(bytes, 0, "BM") && bytes.length > 26 && bytes[14] >= 12 && bytes[15] === 0)
    return { kind: "bmp", mime: "image/bmp" };
  if (find(bytes, "%PDF", 1024) >= 0) return { kind: "pdf", mime: "application/pdf" };
  const start = firstOfText(bytes);
  if (start === "{" || start === "[") return { kind: "json", mime: "application/json" };
  if (start === "<") {
    if (find(bytes, "ocr_page", MARKUP_HEAD) >= 0) return { kind: "markup", mime: "text/html" };
    const xml = ["<alto", ":alto", "PcGts"].some((mark) => find(bytes, mark, MARKUP_HEAD) >= 0);
    if (xml) return { kind: "markup", mime: "application/xml" };
  }
  // A PDF without its header still opens in lenient readers.
  if (find(bytes, " 0 obj", 4096) >= 0) return { kind: "pdf", mime: "application/pdf" };
  return { kind: "unknown", mime: "application/octet-stream", hint: guess(bytes, start) };
}

function firstOfText(bytes: Uint8Array): string {
  let i = at(bytes, 0, "\xef\xbb\xbf") ? 3 : 0;
  while (i < bytes.length && [9, 10, 13, 32].includes(bytes[i])) i++;
  return i < bytes.length ? String.fromCharCode(bytes[i]) : "";
}

function guess(bytes: Uint8Array, start: string): string {
  if (at(bytes, 0, "PK\x03\x04")) return "a ZIP or an office file: save it as PDF";
  if (at(bytes, 0, "\xd0\xcf\x11\xe0")) return "an old office file: save it as PDF";
  if (start === "<")
    return find(bytes, "<svg", 1024) >= 0 ? "an SVG drawing: save it as PNG or PDF" : "HTML or XML: print it to PDF";
  if (at(bytes, 0, "%!PS")) return "PostScript: convert it to PDF";
  if (at(bytes, 0, "\0\0\0\x0cjP") || at(bytes, 0, "\xff\x4f\xff\x51")) return "JPEG 2000: save it as PNG";
  if (bytes.subarray(0, 512).every((byte) => byte >= 9 && byte < 128)) return "plain text";
  return "no known signature";
}
