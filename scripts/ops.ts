/**
 * `npm run ops`: docs/ops.md from the list of operations, their emission rules and the list of test cases: what each means, what it
 * becomes for onnxruntime, how closely it is tested.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as f from "../src/engine/functions.ts";
import { gradient } from "../src/engine/gradient.ts";
import { input, type Node, parameter } from "../src/engine/node.ts";
import { type Dialect, emitOnnx } from "../src/engine/onnx.ts";
import { OP_NAMES, type OpName } from "../src/engine/ops.ts";
import { OP_CASES, type OpCase } from "../test/ops.cases.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Meaning and attributes as src/engine/ops.ts gives them. */
function meanings(): Map<string, { meaning: string; attributes: string }> {
  const list = readFileSync(join(ROOT, "src/engine/ops.ts"), "utf8").split("export type OpName")[0];
  const found = list.matchAll(/(?:\/\*\* ([^\n]*?) \*\/\n)?^ {2}(\w+): (null|\{.*\});$/gm);
  return new Map(
    [...found].map(([, meaning = "", name, attributes]) => [
      name,
      { meaning, attributes: attributes === "null" ? "" : attributes.replace(/readonly /g, "") },
    ]),
  );
}

function built({ leaves: specs, build }: OpCase): { output: Node; leaves: Node[] } {
  const leaves = Object.fromEntries(
    Object.entries(specs).map(([name, { shape, type = "float32" }]) => [
      name,
      type === "float32" ? parameter(name, shape) : input(name, shape, type),
    ]),
  );
  return { output: build(leaves), leaves: Object.values(leaves) };
}

/** The node of the case's operation and nothing after it. */
function own(output: Node, op: OpName): Node | undefined {
  if (output.op === op) return output;
  for (const x of output.inputs) {
    const found = own(x, op);
    if (found) return found;
  }
  return undefined;
}

/** ONNX operators of one node, in order, without those of what it is fed. */
function operators(node: Node, dialect: Dialect): string[] {
  const model = new TextDecoder("latin1").decode(emitOnnx({ y: cut(node) }, dialect));
  // op_type is field 4 of a NodeProto: tag 0x22, length, a capital letter.
  return [...model.matchAll(/"(.)([A-Z][A-Za-z]+)/gs)]
    .map(([, length, name]) => name.slice(0, length.charCodeAt(0)))
    .filter((name) => name !== "Identity" || node.op === "stopGradient");
}

/** The node over leaves of its own, so that nothing else is emitted. */
function cut(node: Node): Node {
  const inputs = node.inputs.map((x, i) => (x.op === "constant" ? x : input(`x${i}`, x.shape, x.type)));
  return { ...node, inputs } as Node;
}

const LEAVES = new Set<OpName>(["input", "parameter", "constant"]);

function row(op: OpName, { meaning, attributes }: { meaning: string; attributes: string }): string {
  const cases = OP_CASES.filter((one) => one.op === op);
  const nodes = cases.flatMap((one) => {
    const { output, leaves } = built(one);
    const trained = leaves.filter(({ type }) => type === "float32");
    // Some stand only in gradients.
    const parts = gradient(f.sum(output), trained).values();
    return own(output, op) ?? [...parts].flatMap(({ dense }) => (dense && own(dense, op)) ?? [])[0] ?? [];
  });
  const emitted = (dialect: Dialect) => {
    if (LEAVES.has(op)) return "-";
    const variants = nodes.map((node) => operators(node, dialect));
    const distinct = [...new Set(variants.map((names) => names.join(", ")))];
    return distinct.length <= 2 ? distinct.join(" or ") : `${[...new Set(variants.flat())].join(", ")} as needed`;
  };
  const [cpu, portable] = [emitted("cpu"), emitted("portable")];
  const tolerance = Math.max(...cases.map((one) => one.tolerance ?? 1e-5));
  const onnx = cpu === portable ? cpu : `${cpu}; elsewhere ${portable}`;
  const cells = [
    `\`${op}\``,
    meaning,
    attributes && `\`${attributes}\``,
    onnx,
    cases.length,
    tolerance.toExponential(0),
  ];
  return `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
}

/** The page. */
export function opsPage(): string {
  const known = meanings();
  return `# Operations

Written by \`npm run ops\` from \`src/engine/ops.ts\` (meaning), \`src/engine/onnx.ts\` (what onnxruntime runs: on the processor, and where it differs on WebGPU, CUDA and in the
browser) and \`test/ops.cases.ts\` (cases: each is compared with the float64 reference on both dialects at one and two threads, and its gradient with central
differences of 1e-6; the tolerance is relative to the largest value, in float32). Broadcasting is NumPy's.

| operation | meaning | attributes | ONNX | cases | tolerance |
| --- | --- | --- | --- | ---: | ---: |
${OP_NAMES.map((op) => row(op, known.get(op) ?? { meaning: "", attributes: "" })).join("\n")}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(ROOT, "docs/ops.md"), opsPage());
