/** What the emitted model looks like to its user: names, dialects. Values of every operation are test/ops.test.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { add, matmul, multiply } from "./functions.ts";
import { constant, input, parameter } from "./node.ts";
import { emitOnnx } from "./onnx.ts";
import { float32 } from "./runtime.ts";
import { nodeRuntime } from "./runtime-node.ts";

const holds = (model: Uint8Array, text: string) => Buffer.from(model).includes(text);

test("emitOnnx() names inputs and outputs as they were called, also twice the same node and a leaf", async () => {
  const x = input("x", [2]);
  const w = parameter("w.weight", [2]);
  const sum = add(x, w);
  const session = await nodeRuntime.load(
    emitOnnx({ sum, again: sum, x_out: x, twice: multiply(sum, constant(2)) }),
    {},
  );
  assert.deepEqual([...session.inputs].sort(), ["w.weight", "x"]);
  const result = await session.run({
    x: float32([2], Float32Array.of(1, 2)),
    "w.weight": float32([2], Float32Array.of(10, 20)),
  });
  const values = (name: string) => Array.from(result[name].data as Float32Array);
  assert.deepEqual(values("sum"), [11, 22]);
  assert.deepEqual(values("again"), [11, 22]);
  assert.deepEqual(values("x_out"), [1, 2]);
  assert.deepEqual(values("twice"), [22, 44]);
  await session.dispose();
});

test("emitOnnx() uses operators of onnxruntime only in the dialect of its CPU provider", () => {
  const product = matmul(input("a", [2, 3, 4]), input("b", [2, 5, 4]), { transB: true, alpha: 0.5 });
  assert.ok(holds(emitOnnx({ product }), "FusedMatMul"));
  const portable = emitOnnx({ product }, "portable");
  assert.ok(!holds(portable, "FusedMatMul") && holds(portable, "Transpose"));
});

test("emitOnnx() gives the same bytes for the same graph", () => {
  const y = add(input("x", [3]), constant([1, 2, 3]));
  assert.deepEqual(emitOnnx({ y }), emitOnnx({ y }));
});
