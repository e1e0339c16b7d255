/** A small model in training on any runtime, and a runtime that pretends to keep values on a device. */
import type { DeviceTensor, Runtime, Session, Tensor } from "../src/engine/runtime.ts";
import { nodeRuntime } from "../src/engine/runtime-node.ts";
import { preset } from "../src/model/config.ts";
import { LexicalCache } from "../src/model/lexical.ts";
import { initialize, type Parameters } from "../src/model/parameters.ts";
import { specialIds } from "../src/model/vocabulary.ts";
import { ALONE, type Group } from "../src/train/group.ts";
import { type Cursor, STREAM, Stream, type StreamOptions } from "../src/train/stream.ts";
import { freshState, TRAINER, Trainer, type TrainerOptions } from "../src/train/trainer.ts";
import { byteTokenizer, fakeSource } from "./fakes.ts";

const tokenizer = byteTokenizer();

export const SMALL_CONFIG = {
  ...preset("tiny"),
  width: 32,
  headWidth: 16,
  feedForward: 48,
  vocabularySize: tokenizer.vocabularySize,
  entityLabels: ["answer", "question"],
};

const OPTIONS: StreamOptions = {
  ...STREAM,
  budget: 64,
  buckets: [32, 64],
  groups: [{ questions: 8, prompt: 12, answer: 6, weight: 1 }],
  poolPages: 16,
  poolBatches: 6,
  pretrain: 0.3,
  label: 0.4,
  links: true,
};

export function smallStreams(count: number, options: Partial<StreamOptions> = {}, cursor?: Cursor): Stream[] {
  const lexical = new LexicalCache(SMALL_CONFIG, tokenizer);
  const all = { ...OPTIONS, ...options };
  return Array.from(
    { length: count },
    (_, i) => new Stream(SMALL_CONFIG, specialIds(tokenizer), lexical, [fakeSource], all, 9, i, cursor),
  );
}

export function smallTrainer(
  runtime: Runtime,
  overrides: Partial<TrainerOptions> = {},
  change: (parameters: Parameters) => void = () => {},
  group: Group = ALONE,
  options: Partial<StreamOptions> = {},
): Trainer {
  const parameters = initialize(SMALL_CONFIG, 2);
  change(parameters);
  const streams = smallStreams(overrides.accumulate ?? 1, options);
  return new Trainer(SMALL_CONFIG, freshState(parameters), streams, group, runtime, { ...TRAINER, ...overrides });
}

/** The CPU as a device that keeps values: handles in place of values, and an account of them. */
export function keepingRuntime(): { runtime: Runtime; kept: () => number; alive: () => number } {
  const alive = new Set<Tensor>();
  let kept = 0;
  const open = (tensor: Tensor | DeviceTensor): Tensor => {
    if (!("handle" in tensor)) return tensor;
    if (!alive.has(tensor.handle as Tensor)) throw new TypeError("the tensor was released");
    return tensor.handle as Tensor;
  };
  const keep = (value: Tensor): DeviceTensor => {
    alive.add(value);
    kept++;
    return { type: value.type, shape: value.shape, handle: value, release: () => alive.delete(value) };
  };
  const all = (feeds: Record<string, Tensor | DeviceTensor>) =>
    Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, open(tensor)]));
  const runtime: Runtime = {
    name: "pretending",
    keeps: ["cpu"],
    async load(model, { resident = [], ...options } = {}) {
      const session = await nodeRuntime.load(model, options);
      const wrapped: Session = {
        inputs: session.inputs,
        outputs: session.outputs,
        run: (feeds, fetches) => session.run(all(feeds), fetches),
        async runResident(feeds) {
          const results = Object.entries(await session.run(all(feeds)));
          return {
            values: Object.fromEntries(results.filter(([name]) => !resident.includes(name))),
            resident: Object.fromEntries(
              results.flatMap(([name, value]) => (resident.includes(name) ? [[name, keep(value)]] : [])),
            ),
          };
        },
        dispose: () => session.dispose(),
      };
      return wrapped;
    },
  };
  return { runtime, kept: () => kept, alive: () => alive.size };
}
