import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { openImage } from "./image.ts";
import { DEFAULT_LIMITS, type ReadLimits } from "./limits.ts";
import { ReadError } from "./problem.ts";
import { sniff } from "./sniff.ts";

const open = (bytes: Uint8Array, limits: Partial<ReadLimits> = {}) =>
  openImage(bytes, sniff(bytes), { ...DEFAULT_LIMITS, ...limits }, "file");

/** A picture of `width` x `height`: left half red, right half blue, with a grey first row. */
function halves(width: number, height: number) {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      data.set(y === 0 ? [9, 9, 9] : x < width / 2 ? [200, 0, 0] : [0, 0, 200], (y * width + x) * 3);
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const at = ({ width, data }: { width: number; data: Uint8Array }, x: number, y: number) => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

/** A PNG whose header claims a size. */
function claimed(width: number, height: number): Uint8Array {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    const tagged = Buffer.concat([Buffer.from(type, "latin1"), body]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(tagged));
    return Buffer.concat([head, tagged, sum]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", size), chunk("IDAT", deflateSync(Buffer.alloc(10)))]);
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let i = 0; i < 8; i++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

test("openImage() decodes to three channels whatever the file has", async () => {
  const grey16 = halves(40, 20).toColourspace("grey16").png().toBuffer();
  const alpha = halves(40, 20).ensureAlpha(0.999).png().toBuffer();
  const cmyk = halves(40, 20).toColourspace("cmyk").jpeg().toBuffer();
  const palette = halves(40, 20).gif().toBuffer();
  for (const bytes of await Promise.all([grey16, alpha, cmyk, palette])) {
    const { pixels, problems } = await (await (await open(bytes)).page(0)).decode();
    assert.equal(pixels.data.length, 40 * 20 * 3);
    assert.deepEqual(problems, []);
  }
});

test("openImage() puts transparent pictures on paper, and white strokes on black", async () => {
  const strokes = Buffer.alloc(20 * 10 * 4, 255);
  for (let i = 0; i < 200; i++) strokes[4 * i + 3] = i % 20 === 5 ? 255 : 0;
  const raw = { width: 20, height: 10, channels: 4 } as const;
  const white = await sharp(strokes, { raw }).png().toBuffer();
  const { pixels } = await (await (await open(white)).page(0)).decode();
  assert.deepEqual(
    [at(pixels, 0, 0), at(pixels, 5, 0)],
    [
      [0, 0, 0],
      [255, 255, 255],
    ],
  );
  for (let i = 0; i < 200; i++) strokes.fill(0, 4 * i, 4 * i + 3);
  const black = await sharp(strokes, { raw }).png().toBuffer();
  const ink = (await (await (await open(black)).page(0)).decode()).pixels;
  assert.deepEqual(
    [at(ink, 0, 0), at(ink, 5, 0)],
    [
      [255, 255, 255],
      [0, 0, 0],
    ],
  );
});

test("openImage() applies each EXIF orientation", async () => {
  const upright = await halves(40, 20).raw().toBuffer();
  for (let orientation = 1; orientation <= 8; orientation++) {
    const bytes = await halves(40, 20).withMetadata({ orientation }).png().toBuffer();
    const wanted = await sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });
    const page = await (await open(bytes)).page(0);
    const { pixels } = await page.decode();
    assert.deepEqual([page.width, page.height], [wanted.info.width, wanted.info.height]);
    assert.deepEqual([pixels.width, pixels.height], [page.width, page.height]);
    assert.ok(Buffer.from(pixels.data).equals(wanted.data), `orientation ${orientation}`);
    if (orientation === 6) assert.equal(page.rotation, 90);
    if (orientation === 1) assert.ok(Buffer.from(pixels.data).equals(upright));
  }
});

test("openImage() gives all pages of a TIFF, one frame of an animation", async () => {
  const frames = await Promise.all([30, 60].map((level) => halves(40, 20).linear(1, level).png().toBuffer()));
  const tall = await sharp(frames, { join: { animated: true } })
    .tiff()
    .toBuffer();
  const file = await open(tall);
  assert.equal(file.pageCount, 2);
  const [first, second] = await Promise.all([0, 1].map(async (n) => (await (await file.page(n)).decode()).pixels));
  assert.notDeepEqual(at(first, 1, 10), at(second, 1, 10));
  const animation = await open(
    await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer(),
  );
  assert.equal(animation.pageCount, 1);
  assert.deepEqual(
    animation.problems.map(({ code }) => code),
    ["pages-left-out"],
  );
});

test("openImage() decodes BMP", async () => {
  const bitmap = Buffer.alloc(54 + 16);
  bitmap.write("BM", 0, "latin1");
  bitmap.writeUInt32LE(70, 2);
  bitmap.writeUInt32LE(54, 10);
  bitmap.writeUInt32LE(40, 14);
  bitmap.writeInt32LE(2, 18);
  bitmap.writeInt32LE(2, 22);
  bitmap.writeUInt16LE(1, 26);
  bitmap.writeUInt16LE(24, 28);
  bitmap.writeUInt32LE(16, 34);
  bitmap.set([0, 0, 255, 255, 0, 0, 0, 0, 0, 255, 0, 255, 255, 255], 54); // bottom: red, blue; top: green, white
  const { pixels } = await (await (await open(bitmap)).page(0)).decode();
  assert.deepEqual(at(pixels, 0, 0), [0, 255, 0]);
  assert.deepEqual(at(pixels, 1, 1), [0, 0, 255]);
});

test("openImage() shrinks while it decodes above limits.pagePixels", async () => {
  const page = await (await open(await halves(400, 200).png().toBuffer(), { pagePixels: 5000 })).page(0);
  const { pixels, problems } = await page.decode();
  assert.deepEqual([pixels.width, pixels.height], [100, 50]);
  assert.deepEqual(
    problems.map(({ code }) => code),
    ["shrunk"],
  );
});

test("openImage() gives the rest of a truncated picture, with a problem", async () => {
  const whole = await halves(200, 200).jpeg().toBuffer();
  const { pixels, problems } = await (await (await open(whole.subarray(0, whole.length - 200))).page(0)).decode();
  assert.deepEqual([pixels.width, pixels.height], [200, 200]);
  assert.deepEqual(
    problems.map(({ code }) => code),
    ["truncated"],
  );
});

test("openImage() refuses a header that claims too much before it decodes", async () => {
  await assert.rejects(open(claimed(60_000, 60_000)), (error: ReadError) => {
    assert.equal(error.code, "too-large");
    assert.match(error.message, /limits\.pixels/);
    return true;
  });
});

test("openImage() names damage", async () => {
  const broken = await halves(40, 20).png().toBuffer();
  for (const bytes of [broken.subarray(0, 20), Buffer.concat([broken.subarray(0, 8), Buffer.alloc(100, 7)])]) {
    const failed = open(bytes).then(async (file) => (await file.page(0)).decode());
    await assert.rejects(failed, (error: unknown) => error instanceof ReadError && error.code === "damaged");
  }
});

test("openImage() tells a whole TIFF of an unread kind from a damaged one", async () => {
  const bytes = await halves(40, 20).tiff({ compression: "none" }).toBuffer();
  const directory = bytes.readUInt32LE(4);
  const entries = Array.from({ length: bytes.readUInt16LE(directory) }, (_, i) => directory + 2 + i * 12);
  const photometric = entries.find((at) => bytes.readUInt16LE(at) === 262);
  assert(photometric);
  bytes.writeUInt16LE(261, photometric);
  await assert.rejects(open(bytes), (error: ReadError) => {
    assert.equal(error.code, "unsupported");
    assert.match(error.message, /262/);
    return true;
  });
});
