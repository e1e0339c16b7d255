/** All parameters as one flat array with named views: what the optimizer, clipping, averaging and checkpoints work on. */
import type { ModelConfig } from "../model/config.ts";
import { type Parameters, parameterSpecs, WeightsError } from "../model/parameters.ts";
import type { DecayRange } from "./adamw.ts";
import type { Gradients } from "./differentiable.ts";

export interface FlatParameters {
  data: Float32Array<ArrayBuffer>;
  /** Views into `data`. */
  views: Parameters;
  /** Weight decay applies to matrices, not to vectors. */
  ranges: DecayRange[];
}

/** Flat storage of `c`'s parameters in the order of their specs, filled from `initial` where given. @throws WeightsError */
export function flatten(c: ModelConfig, initial?: Parameters): FlatParameters {
  const specs = parameterSpecs(c);
  const sizes = specs.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  const data = new Float32Array(sizes.reduce((a, b) => a + b, 0));
  const views: Parameters = {};
  const ranges: DecayRange[] = [];
  let start = 0;
  specs.forEach(({ name, shape }, i) => {
    const end = start + sizes[i];
    const view = data.subarray(start, end);
    views[name] = { type: "float32", shape, data: view };
    ranges.push({ start, end, decay: shape.length > 1 });
    if (initial) {
      const source = initial[name];
      if (source?.data.length !== view.length) {
        throw new WeightsError(name, `[${shape.join(", ")}]`, source ? `[${source.shape.join(", ")}]` : "nothing");
      }
      view.set(source.data);
    }
    start = end;
  });
  return { data, views, ranges };
}

/** Named views of a flat gradient laid out as `flat`. */
export function gradientViews(flat: FlatParameters, gradient: Float32Array): Gradients {
  const views: Gradients = {};
  for (const [name, { data }] of Object.entries(flat.views)) {
    const start = data.byteOffset / 4;
    views[name] = gradient.subarray(start, start + data.length);
  }
  return views;
}
