import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fromHalf, readSafetensors, SafetensorsError, toHalf, writeSafetensors } from "./safetensors.ts";

test("toHalf() and fromHalf() are inverse on all 65,536 halves but NaN's payload", () => {
  for (let bits = 0; bits < 65536; bits++) {
    const value = fromHalf(bits);
    if (Number.isNaN(value)) assert.ok(Number.isNaN(fromHalf(toHalf(value))));
    else assert.equal(toHalf(value), bits, `${bits.toString(16)} is ${value}`);
  }
});

test("toHalf() rounds to the nearest half", () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, min: Math.fround(-65000), max: Math.fround(65000) }), (value) => {
      const bits = toHalf(value);
      const error = Math.abs(fromHalf(bits) - value);
      for (const other of [bits - 1, bits + 1]) {
        const neighbour = fromHalf(other & 0xffff);
        if (Number.isFinite(neighbour)) assert.ok(error <= Math.abs(neighbour - value), `${value}`);
      }
    }),
    { seed: 3, numRuns: 2000 },
  );
});

test("writeSafetensors() and readSafetensors() keep names, shapes, values and metadata", () => {
  const tensors = {
    b: { type: "float32" as const, shape: [2, 3], data: Float32Array.from([1, -2, 0.5, 1e-3, 7, 0]) },
    "a.ü": { type: "float32" as const, shape: [], data: Float32Array.from([Math.PI]) },
  };
  const read = readSafetensors(writeSafetensors(tensors, { step: "5" }));
  assert.deepEqual(Object.keys(read.tensors), ["a.ü", "b"]);
  assert.deepEqual(read.tensors.b, tensors.b);
  assert.deepEqual(read.tensors["a.ü"], tensors["a.ü"]);
  assert.deepEqual(read.metadata, { step: "5" });
  const half = readSafetensors(writeSafetensors(tensors, {}, "F16")).tensors.b.data as Float32Array;
  assert.ok(Math.abs(half[3] - 1e-3) < 1e-6);
});

test("a quantised matrix comes back within half a step of each row's scale; what is no matrix is exact", () => {
  const b = Float32Array.from([1, -2, 0.5, 1e-3, 7e-3, 0, 0, 0, 0]);
  const tensors = {
    b: { type: "float32" as const, shape: [3, 3], data: b },
    norm: { type: "float32" as const, shape: [2], data: Float32Array.from([Math.PI, -1e-9]) },
  };
  const bytes = writeSafetensors(tensors, {}, "I8");
  const read = readSafetensors(bytes).tensors;
  assert.deepEqual(Object.keys(read).sort(), ["b", "norm"]);
  assert.deepEqual(read.norm, tensors.norm);
  assert.deepEqual(read.b.shape, [3, 3]);
  [2, 7e-3, 0].forEach((most, row) => {
    for (let i = 3 * row; i < 3 * row + 3; i++)
      assert.ok(Math.abs((read.b.data as Float32Array)[i] - b[i]) <= most / 254 + 1e-9, `${i}`);
  });
  const lost = Buffer.from(bytes).toString("latin1").replace("b.scale", "c.scale");
  assert.throws(() => readSafetensors(Buffer.from(lost, "latin1")), /a scale for each of its 3/);
});

test("readSafetensors() refuses what is cut or lies about its size", () => {
  const bytes = writeSafetensors({ x: { type: "float32", shape: [4], data: new Float32Array(4) } });
  assert.throws(() => readSafetensors(bytes.subarray(0, 5)), SafetensorsError);
  assert.throws(() => readSafetensors(bytes.subarray(0, bytes.length - 3)), /wants 16 bytes/);
  const huge = bytes.slice();
  new DataView(huge.buffer).setBigUint64(0, 1n << 40n, true);
  assert.throws(() => readSafetensors(huge), /header claims/);
});
