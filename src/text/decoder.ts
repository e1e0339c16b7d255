/**
 * The decoders of a tokenizer.json: a list of pieces back to text. Bytes that are no UTF-8 become U+FFFD, one per broken
 * sequence, and whole characters between them are kept (Hugging Face gives up on the whole run of bytes).
 */
import { TokenizerError } from "./errors.ts";
import { type Component, componentsOf, loadReplace } from "./normalizer.ts";
import { BLANK, prependScheme } from "./pre-tokenizer.ts";

export type Decode = (pieces: string[]) => string[];

/** The byte that a piece such as "<0x0A>" stands for, or -1. */
export function byteOf(piece: string): number {
  return /^<0x[0-9A-F]{2}>$/.test(piece) ? Number.parseInt(piece.slice(3, 5), 16) : -1;
}

/** The piece of a byte, as SentencePiece writes it. */
export function bytePiece(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}

/** The function of one `decoder` entry. @throws TokenizerError for one that is not known here. */
export function loadDecoder(component: Component | null | undefined, field = "decoder"): Decode {
  if (!component) return (pieces) => [pieces.join(" ")];
  switch (component.type) {
    case "Sequence": {
      const parts = componentsOf(component.decoders, `${field}.decoders`);
      const steps = parts.map((part, i) => loadDecoder(part, `${field}.decoders[${i}]`));
      return (pieces) => steps.reduce((done, step) => step(done), pieces);
    }
    case "Metaspace": {
      const drops = prependScheme(component, field) !== "never";
      return (pieces) => pieces.map((piece, i) => piece.replaceAll(BLANK, drops && i === 0 ? "" : " "));
    }
    case "ByteFallback":
      return joinBytes;
    case "Fuse":
      return (pieces) => [pieces.join("")];
    case "Replace": {
      const replace = loadReplace(component, field);
      return (pieces) => pieces.map(replace);
    }
    case "Strip": {
      const content = String(component.content);
      const [start, stop] = [Number(component.start), Number(component.stop)];
      return (pieces) => pieces.map((piece) => strip(piece, content, start, stop));
    }
  }
  throw new TokenizerError(
    `${field}.type`,
    `"${component.type}" is not known here; known are Sequence, Metaspace, ByteFallback, Fuse, Replace, Strip`,
  );
}

function joinBytes(pieces: string[]): string[] {
  const out: string[] = [];
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let run: number[] = [];
  const flush = () => {
    if (run.length > 0) out.push(decoder.decode(Uint8Array.from(run)));
    run = [];
  };
  for (const piece of pieces) {
    const byte = byteOf(piece);
    if (byte >= 0) run.push(byte);
    else {
      flush();
      out.push(piece);
    }
  }
  flush();
  return out;
}

/** Up to `start` copies of `content` off the front of `piece` and up to `stop` off its end. */
function strip(piece: string, content: string, start: number, stop: number): string {
  let text = piece;
  for (let i = 0; i < start && content !== "" && text.startsWith(content); i++) text = text.slice(content.length);
  for (let i = 0; i < stop && content !== "" && text.endsWith(content); i++) text = text.slice(0, -content.length);
  return text;
}
