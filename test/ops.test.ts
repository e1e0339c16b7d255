/** Every operation of the one list of cases: value and gradient against the float64 reference, on onnxruntime and by finite differences. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ShapeError } from "../src/engine/errors.ts";
import * as f from "../src/engine/functions.ts";
import { gradient } from "../src/engine/gradient.ts";
import { constant, input, type Node, parameter } from "../src/engine/node.ts";
import { type Dialect, emitOnnx } from "../src/engine/onnx.ts";
import { OP_NAMES } from "../src/engine/ops.ts";
import { evaluate } from "../src/engine/reference.ts";
import type { Tensor } from "../src/engine/runtime.ts";
import { nodeRuntime } from "../src/engine/runtime-node.ts";
import { assertClose } from "./close.ts";
import { type LeafSpec, OP_CASES, type OpCase } from "./ops.cases.ts";
import { seeded } from "./random.ts";

function draw(spec: LeafSpec, seed: number): number[] {
  const random = seeded(seed);
  const count = spec.shape.reduce((a, b) => a * b, 1);
  return Array.from({ length: count }, (_, i) => {
    const kind = spec.values ?? "normal";
    if (typeof kind === "object") return random.below(kind.below);
    if (kind === "positive") return Math.fround(0.5 + random.uniform());
    // Far from ties, so that a step of the central difference never crosses a kink.
    if (kind === "distinct") return Math.fround((((i * 7919 + seed * 31) % 101) - 50) / 25 + 0.001 * i);
    return Math.fround(random.normal() || 0.1);
  });
}

function build(opCase: OpCase) {
  const leaves: Record<string, Node> = {};
  const feeds: Record<string, number[]> = {};
  Object.entries(opCase.leaves).forEach(([name, spec], i) => {
    const float = (spec.type ?? "float32") === "float32";
    leaves[name] = float ? parameter(name, spec.shape) : input(name, spec.shape, spec.type);
    feeds[name] = draw(spec, 17 + i * 37);
  });
  const output = opCase.build(leaves);
  const random = seeded(5);
  const weights = Array.from({ length: output.shape.reduce((a, b) => a * b, 1) }, () => random.normal());
  const loss = f.sum(f.multiply(output, constant(weights, output.shape)));
  const trained = Object.values(leaves).filter((leaf) => leaf.type === "float32");
  return { leaves, feeds, output, loss, trained };
}

function tensor(leaf: Node, values: number[]): Tensor {
  if (leaf.type === "int32") return { type: "int32", shape: leaf.shape, data: Int32Array.from(values) };
  if (leaf.type === "bool") return { type: "bool", shape: leaf.shape, data: Uint8Array.from(values) };
  return { type: "float32", shape: leaf.shape, data: Float32Array.from(values) };
}

test("the list of cases covers every operation", () => {
  const covered = new Set(OP_CASES.map((opCase) => opCase.op));
  assert.deepEqual(
    OP_NAMES.filter((op) => !covered.has(op)),
    [],
  );
});

for (const opCase of OP_CASES) {
  test(`${opCase.name}: gradient equals the central difference`, () => {
    const { feeds, loss, trained } = build(opCase);
    const gradients = gradient(loss, trained);
    for (const leaf of trained) {
      const { name } = (leaf as Node<"parameter">).attributes;
      const dense = gradients.get(leaf)?.dense;
      assert.ok(dense, `${name} has no dense gradient`);
      const [analytic] = evaluate([dense], feeds);
      const step = opCase.step ?? 1e-6;
      const numeric = feeds[name].map((value, i) => {
        const at = (x: number) => {
          const moved = feeds[name].with(i, x);
          return evaluate([loss], { ...feeds, [name]: moved })[0][0];
        };
        return (at(value + step) - at(value - step)) / (2 * step);
      });
      if (opCase.op === "stopGradient") {
        // Only one of the two factors is differentiated: half of the numeric value.
        assertClose(
          analytic,
          numeric.map((x) => x / 2),
          { absolute: 1e-7, relative: 1e-6, name },
        );
      } else assertClose(analytic, numeric, { absolute: 1e-7, relative: 1e-6, name });
    }
  });

  for (const dialect of ["cpu", "portable"] as Dialect[]) {
    test(`${opCase.name}: value and gradients on onnxruntime (${dialect}) equal the reference at 1 and 2 threads`, async () => {
      const { leaves, feeds, output, loss, trained } = build(opCase);
      const gradients = gradient(loss, trained);
      const outputs: Record<string, Node> = { output };
      for (const leaf of trained) {
        const { name } = (leaf as Node<"parameter">).attributes;
        outputs[`d_${name}`] = gradients.get(leaf)?.dense as Node;
      }
      const expected = evaluate(Object.values(outputs), feeds);
      const model = emitOnnx(outputs, dialect);
      const tensors = Object.fromEntries(
        Object.entries(leaves).map(([name, leaf]) => [name, tensor(leaf, feeds[name])]),
      );
      // Races show only now and then: operations that write to repeated places run often.
      const repeats = opCase.op === "scatterAdd" || opCase.op === "gather" ? 100 : 1;
      for (const threads of [1, 2]) {
        const session = await nodeRuntime.load(model, { threads });
        const needed = Object.fromEntries(session.inputs.map((name) => [name, tensors[name]]));
        for (let i = 0; i < repeats; i++) {
          const results = await session.run(needed);
          Object.keys(outputs).forEach((name, j) => {
            const scale = Math.max(1, ...Array.from(expected[j], Math.abs));
            assertClose(results[name].data as Float32Array, expected[j], {
              absolute: (opCase.tolerance ?? 1e-5) * scale,
              relative: 0,
              name: `${name} at ${threads} threads`,
            });
          });
        }
        await session.dispose();
      }
    });
  }
}

test("broadcasting shapes follow NumPy for any pair that fits", () => {
  const pair = fc
    .array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 })
    .chain((full) =>
      fc.tuple(fc.constant(full), fc.tuple(...full.map(() => fc.boolean())), fc.integer({ min: 0, max: full.length })),
    );
  fc.assert(
    fc.property(pair, ([full, ones, cut]) => {
      const other = full.map((n, i) => (ones[i] ? 1 : n)).slice(cut);
      const sum = f.add(input("a", full), input("b", other));
      assert.deepEqual(sum.shape, full);
      assert.deepEqual(f.multiply(input("b", other), input("a", full)).shape, full);
    }),
    { seed: 7, numRuns: 200 },
  );
});

test("products take any sizes that agree and refuse all others", () => {
  const size = fc.integer({ min: 1, max: 6 });
  const dims = fc.tuple(size, size, size, size, fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(dims, ([m, k, k2, n, transA, transB]) => {
      const a = input("a", transA ? [k, m] : [m, k]);
      const b = input("b", transB ? [n, k2] : [k2, n]);
      if (k === k2) assert.deepEqual(f.matmul(a, b, { transA, transB }).shape, [m, n]);
      else assert.throws(() => f.matmul(a, b, { transA, transB }), ShapeError);
    }),
    { seed: 7, numRuns: 200 },
  );
});

test("a wrong shape is named with the operation, what it got and what it allows", () => {
  assert.throws(
    () => f.add(input("a", [2, 3]), input("b", [2, 4])),
    (error: unknown) =>
      error instanceof ShapeError && error.op === "add" && /\[2, 3\] and \[2, 4\]: sizes must/.test(error.message),
  );
});

test("equal expressions are one node", () => {
  const x = input("x", [3]);
  assert.equal(f.add(x, 2), f.add(x, 2));
  assert.notEqual(f.add(x, 2), f.add(x, 3));
});

test("gradients of looked-up tables are rows, and scatter to the dense gradient", () => {
  const table = parameter("table", [5, 3]);
  const indices = input("indices", [4], "int32");
  const loss = f.sum(f.multiply(f.gather(table, indices), f.gather(table, indices)));
  const feeds = { table: Array.from({ length: 15 }, (_, i) => i / 7), indices: [1, 1, 4, 0] };
  const rows = gradient(loss, [table]).get(table);
  assert.equal(rows?.dense, null);
  assert.equal(rows?.rows.length, 1);
  const [values] = evaluate([rows?.rows[0].rows as Node], feeds);
  const dense = new Float64Array(15);
  feeds.indices.forEach((row, i) => {
    for (let d = 0; d < 3; d++) dense[row * 3 + d] += values[i * 3 + d];
  });
  const count = [1, 2, 0, 0, 1];
  assertClose(
    dense,
    feeds.table.map((x, i) => 2 * x * count[Math.floor(i / 3)]),
    { absolute: 1e-12, relative: 0, name: "dense" },
  );
});
