/**
 * Our training update beside the same in PyTorch, one after the other in turns, so that both meet the same machine. Medians
 * of wall and CPU milliseconds, and their ratios (PyTorch / ours: above 1 ours is faster). Prints one JSON line a network and
 * number of threads. PYTHON has torch; without --prototype the second network has no counterpart and is left out.
 *
 *   node --import tsx bench/pytorch.ts --python PYTHON [--nets encoder,mini] [--threads 1,2] [--dtypes fp32,bf16] [--rounds 7]
 *     [--prototype ../shared/prototype]
 */
import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { nodeRuntime } from "../src/engine/runtime-node.ts";
import type { ModelConfig } from "../src/model/config.ts";
import {
  answeringNetwork,
  encoderNetwork,
  type MeasuredNetwork,
  measuredUpdate,
  median,
  peakGflops,
} from "../src/train/benchmark.ts";

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    nets: { type: "string", default: "encoder,mini" },
    threads: { type: "string", default: "1,2" },
    dtypes: { type: "string", default: "fp32,bf16" },
    rounds: { type: "string", default: "7" },
    prototype: { type: "string" },
  },
});

interface Times {
  wall: number;
  cpu: number;
}

interface Contestant {
  name: string;
  update(): Promise<Times>;
  stop(): Promise<void>;
}

async function ours(name: string, network: MeasuredNetwork, threads: number): Promise<Contestant & { flops: number }> {
  const update = await measuredUpdate(network, nodeRuntime, { threads });
  return {
    name,
    flops: update.flops,
    async update() {
      const [start, used] = [performance.now(), process.cpuUsage()];
      await update.run();
      const { user, system } = process.cpuUsage(used);
      return { wall: performance.now() - start, cpu: (user + system) / 1000 };
    },
    stop: () => update.dispose(),
  };
}

function torch(name: string, net: string, dtype: string, threads: number, shape: object): Contestant {
  const script = fileURLToPath(new URL("./pytorch.py", import.meta.url));
  const flags = ["--net", net, "--dtype", dtype, "--threads", String(threads), "--shape", JSON.stringify(shape)];
  if (values.prototype) flags.push("--prototype", values.prototype);
  const child = spawn(values.python, [script, ...flags], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name,
    async update() {
      child.stdin.write("\n");
      const { value } = await lines.next();
      return JSON.parse(value);
    },
    async stop() {
      child.stdin.end();
    },
  };
}

/** What the prototype has of `mini`: without relations, matches, colours, numbers and marks, and without the image. */
function asPrototype(c: ModelConfig): ModelConfig {
  const off = {
    relations: false,
    matches: false,
    colours: false,
    colourNames: false,
    numbers: false,
    marks: false,
    caseFold: false,
  };
  return { ...c, ...off, visualTokens: 0 };
}

const round = (value: number) => Number(value.toPrecision(4));

async function compare(title: string, threads: number, contestants: (Contestant & { flops?: number })[]) {
  const results = new Map<string, Times[]>(contestants.map(({ name }) => [name, []]));
  // The first round warms up.
  for (let i = 0; i <= Number(values.rounds); i++) {
    for (const contestant of contestants) {
      const times = await contestant.update();
      if (i > 0) results.get(contestant.name)?.push(times);
    }
  }
  const middle = (name: string, key: keyof Times) => median((results.get(name) ?? []).map((times) => times[key]));
  const first = results.get(contestants[0].name) ?? [];
  const rows = contestants.map(({ name, flops }) => ({
    name,
    wall: round(middle(name, "wall")),
    cpu: round(middle(name, "cpu")),
    ...(flops ? { gflops: round(flops / middle(name, "wall") / 1e6) } : {}),
    // Of each round, then the middle one.
    ...(name === contestants[0].name
      ? {}
      : {
          ratioWall: round(median((results.get(name) ?? []).map((times, i) => times.wall / first[i].wall))),
          ratioCpu: round(median((results.get(name) ?? []).map((times, i) => times.cpu / first[i].cpu))),
        }),
  }));
  for (const contestant of contestants) await contestant.stop();
  const peak = await peakGflops(nodeRuntime, { threads });
  console.log(
    JSON.stringify({ title, threads, rounds: Number(values.rounds), cpu: cpus()[0].model, peak: round(peak), rows }),
  );
}

const list = (text: string) => text.split(",");

for (const threads of list(values.threads).map(Number)) {
  if (list(values.nets).includes("encoder")) {
    const encoder = encoderNetwork();
    await compare("T5 encoder", threads, [
      await ours("ours fp32", encoder, threads),
      ...list(values.dtypes).map((dtype) => torch(`PyTorch ${dtype}`, "encoder", dtype, threads, encoder.shape)),
    ]);
  }
  if (list(values.nets).includes("mini") && values.prototype) {
    const mini = answeringNetwork();
    const plain = answeringNetwork(asPrototype(mini.config));
    const { width, heads, encoderLayers, decoderLayers, feedForward, vocabularySize } = mini.config;
    const layers = { width, heads, encoderLayers, decoderLayers, feedForward, vocabulary: vocabularySize };
    const shape = { ...mini.shape, ...layers };
    await compare("mini", threads, [
      await ours("ours fp32, what the prototype has", plain, threads),
      await ours("ours fp32, all of mini", mini, threads),
      ...list(values.dtypes).map((dtype) => torch(`PyTorch ${dtype}, prototype`, "answering", dtype, threads, shape)),
    ]);
  }
}
