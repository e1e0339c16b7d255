/** How much one document may cost. Every limit has a typed error or a problem when it is reached; none is reached silently. */
export interface ReadLimits {
  /** Size of the file. Default 256 MB. */
  bytes: number;
  /** Pixels that one image may claim in its header. Default 268 million. */
  pixels: number;
  /** Pixels of a page image in memory: larger ones are shrunk while they are decoded. Default 20 million. */
  pagePixels: number;
  /** Pages that are read; the rest is left out with a problem. Default 1000. */
  pages: number;
  /** Time for opening a file, and again for decoding each page (OCR not counted). Default 30. */
  seconds: number;
}

/** Limits that hold where none are given. */
export const DEFAULT_LIMITS: Readonly<ReadLimits> = {
  bytes: 256e6,
  pixels: 268e6,
  pagePixels: 20e6,
  pages: 1000,
  seconds: 30,
};

/** The size that keeps `width` x `height` within `pixels`, same shape. */
export function withinPixels(width: number, height: number, pixels: number): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(pixels / (width * height)));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}
