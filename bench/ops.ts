/**
 * Time of each operation at the sizes of a training step of `mini` (640 page positions, 192 wide, 768 between), one thread, both
 * dialects, and the ratio to an addition of as many elements in the same run; for products GFLOP/s.
 *   node --import tsx bench/ops.ts [--seconds 0.3] [--only NAME,NAME]      half a minute
 * Every graph ends in a sum over all, so that results are not copied out: its time is measured alone and taken off.
 */
import { parseArgs } from "node:util";
import * as f from "../src/engine/functions.ts";
import { input, type Node } from "../src/engine/node.ts";
import { type Dialect, emitOnnx } from "../src/engine/onnx.ts";
import type { OpName } from "../src/engine/ops.ts";
import type { Tensor } from "../src/engine/runtime.ts";
import { nodeRuntime } from "../src/engine/runtime-node.ts";
import { seeded } from "../test/random.ts";

const { values: flags } = parseArgs({
  options: { seconds: { type: "string", default: "0.3" }, only: { type: "string" } },
});

const [T, D, H, V] = [640, 192, 768, 2048];
type Leaves = Record<string, { shape: number[]; below?: number; bool?: boolean }>;
type Bench = [op: OpName, leaves: Leaves, build: (x: Record<string, Node>) => Node, flops?: number];

const wide: Leaves = { x: { shape: [T, H] } };
const two: Leaves = { x: { shape: [T, H] }, y: { shape: [T, H] } };
const rows: Leaves = { x: { shape: [T, V] }, i: { shape: [T], below: V } };
const BENCHES: Bench[] = [
  ["add", two, ({ x, y }) => f.add(x, y)],
  ["subtract", two, ({ x, y }) => f.subtract(x, y)],
  ["multiply", two, ({ x, y }) => f.multiply(x, y)],
  ["divide", two, ({ x, y }) => f.divide(x, y)],
  ["negate", wide, ({ x }) => f.negate(x)],
  ["exponential", wide, ({ x }) => f.exponential(x)],
  ["logarithm", wide, ({ x }) => f.logarithm(x)],
  ["squareRoot", wide, ({ x }) => f.squareRoot(x)],
  ["reciprocal", wide, ({ x }) => f.reciprocal(x)],
  ["relu", wide, ({ x }) => f.relu(x)],
  ["tanh", wide, ({ x }) => f.tanh(x)],
  ["sigmoid", wide, ({ x }) => f.sigmoid(x)],
  ["softplus", wide, ({ x }) => f.softplus(x)],
  ["where", { ...two, c: { shape: [T, H], bool: true } }, ({ c, x, y }) => f.where(c, x, y)],
  ["sum", wide, ({ x }) => f.sum(x, [1])],
  ["max", wide, ({ x }) => f.max(x, [1])],
  ["logSumExp", wide, ({ x }) => f.logSumExp(x)],
  ["softmax", wide, ({ x }) => f.softmax(x)],
  ["transpose", wide, ({ x }) => f.transpose(f.reshape(x, [T, 6, H / 6]), [1, 0, 2])],
  ["concat", two, ({ x, y }) => f.concat([x, y], 1)],
  ["slice", wide, ({ x }) => f.slice(x, 1, 0, H / 2)],
  ["pad", wide, ({ x }) => f.pad(x, 1, 0, H)],
  ["matmul", { a: { shape: [T, D] }, b: { shape: [D, H] } }, ({ a, b }) => f.matmul(a, b), 2 * T * D * H],
  [
    "matmul",
    { a: { shape: [4, 6, T / 4, D / 6] }, b: { shape: [4, 6, T / 4, D / 6] } },
    ({ a, b }) => f.matmul(a, b, { transB: true }),
    2 * 4 * 6 * (T / 4) * (T / 4) * (D / 6),
  ],
  ["gather", { table: { shape: [V, D] }, i: { shape: [T], below: V } }, ({ table, i }) => f.gather(table, i)],
  ["scatterAdd", { x: { shape: [T, D] }, i: { shape: [T], below: V } }, ({ x, i }) => f.scatterAdd(i, x, V)],
  ["pick", rows, ({ x, i }) => f.pick(x, i)],
  ["crossEntropy", rows, ({ x, i }) => f.crossEntropy(x, i)],
];

const random = seeded(3);
const leafOf = (name: string, { shape, below, bool }: Leaves[string]) =>
  input(name, shape, below ? "int32" : bool ? "bool" : "float32");
const leavesOf = (leaves: Leaves) =>
  Object.fromEntries(Object.entries(leaves).map(([name, spec]) => [name, leafOf(name, spec)]));
/** Values from 0.5 to 1.5, which every operation takes. */
const fed = ({ shape, below, bool }: Leaves[string]): Tensor => {
  const count = shape.reduce((a, b) => a * b, 1);
  if (bool) return { type: "bool", shape, data: Uint8Array.from({ length: count }, () => random.below(2)) };
  return below
    ? { type: "int32", shape, data: Int32Array.from({ length: count }, () => random.below(below)) }
    : { type: "float32", shape, data: Float32Array.from({ length: count }, () => 0.5 + random.uniform()) };
};

/** Milliseconds of the fastest quarter of the runs. */
async function time(leaves: Leaves, build: Bench[2], dialect: Dialect): Promise<number> {
  const nodes = leavesOf(leaves);
  const session = await nodeRuntime.load(emitOnnx({ total: f.sum(build(nodes)) }, dialect), { threads: 1 });
  const feeds = Object.fromEntries(session.inputs.map((name) => [name, fed(leaves[name])]));
  const taken: number[] = [];
  const until = performance.now() + 1000 * Number(flags.seconds);
  while (performance.now() < until || taken.length < 8) {
    const start = performance.now();
    await session.run(feeds);
    taken.push(performance.now() - start);
  }
  await session.dispose();
  taken.sort((a, b) => a - b);
  return taken[Math.floor(taken.length / 4)];
}

const only = flags.only?.split(",");
/** A sum over as many elements as the operation leaves, and being fed. */
const baseline = new Map<string, number>();
async function own([, leaves, build]: Bench, dialect: Dialect): Promise<number> {
  const nodes = leavesOf(leaves);
  const { shape } = build(nodes);
  const key = `${shape} ${dialect}`;
  if (!baseline.has(key)) baseline.set(key, await time({ x: { shape: [...shape] } }, ({ x }) => x, dialect));
  return Math.max(0, (await time(leaves, build, dialect)) - baseline.get(key)!);
}

const addition = await own(BENCHES[0], "cpu");
console.log(`| operation | ms | to an addition of as many | elsewhere's dialect |\n| --- | ---: | ---: | ---: |`);
for (const bench of BENCHES) {
  const [op, leaves, , flops] = bench;
  if (only && !only.includes(op)) continue;
  const [cpu, portable] = [await own(bench, "cpu"), await own(bench, "portable")];
  const elements = Math.max(...Object.values(leaves).map(({ shape }) => shape.reduce((a, b) => a * b, 1)));
  const shapes = Object.values(leaves).map(({ shape }) => `[${shape.join(", ")}]`);
  const ratio = flops
    ? `${(flops / cpu / 1e6).toFixed(1)} GFLOP/s`
    : (cpu / ((addition * elements) / (T * H))).toFixed(2);
  console.log(`| ${op} ${shapes.join(" ")} | ${cpu.toFixed(3)} | ${ratio} | ${(portable / cpu).toFixed(2)} |`);
}
