/** The gradient of labelling against central differences in float64. The other objectives: test/prototype.test.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose } from "../../test/close.ts";
import { byteTokenizer, fakeSource } from "../../test/fakes.ts";
import { gradient } from "../engine/gradient.ts";
import { type Node, topological } from "../engine/node.ts";
import { evaluate } from "../engine/reference.ts";
import { preset } from "../model/config.ts";
import { LexicalCache } from "../model/lexical.ts";
import { GraphLeaves, initialize } from "../model/parameters.ts";
import { specialIds } from "../model/vocabulary.ts";
import { type LabelShape, labelObjective } from "./objectives.ts";
import { STREAM, Stream } from "./stream.ts";

const tokenizer = byteTokenizer();
const config = {
  ...preset("tiny"),
  width: 16,
  heads: 1,
  headWidth: 16,
  feedForward: 16,
  encoderLayers: 1,
  vocabularySize: tokenizer.vocabularySize,
  entityLabels: ["answer", "question"],
};

test("labelObjective() has the gradient of its central differences", () => {
  const options = { ...STREAM, budget: 16, buckets: [16], poolPages: 8, poolBatches: 4, label: 1, links: true };
  const lexical = new LexicalCache(config, tokenizer);
  const batch = new Stream(config, specialIds(tokenizer), lexical, [fakeSource], options, 3, 0).next();
  const { total } = labelObjective(config, new GraphLeaves(config), batch.shape as LabelShape);
  const nodes = topological([total]);
  const trained = nodes.filter((node) => node.op === "parameter") as Node<"parameter">[];
  const heads = trained.filter(({ attributes }) => /^(entities|links)\./.test(attributes.name));
  assert.equal(heads.length, 10, "every parameter of the two heads is trained");
  const parameters = initialize(config, 4);
  const feeds: Record<string, ArrayLike<number>> = {};
  for (const node of nodes) {
    if (node.op !== "parameter" && node.op !== "input") continue;
    const { name } = (node as Node<"parameter" | "input">).attributes;
    feeds[name] = (parameters[name] ?? batch.feeds[name]).data as unknown as ArrayLike<number>;
  }
  const gradients = gradient(total, trained);
  const step = 1e-5;
  for (const leaf of [
    ...heads,
    trained.find(({ attributes }) => attributes.name.endsWith("wo.weight")) as Node<"parameter">,
  ]) {
    const { name } = leaf.attributes;
    const { dense, rows } = gradients.get(leaf) as NonNullable<ReturnType<typeof gradients.get>>;
    const analytic = new Float64Array(parameters[name].data.length);
    if (dense) analytic.set(evaluate([dense], feeds)[0]);
    for (const part of rows) {
      const [values] = evaluate([part.rows], feeds);
      const indices = feeds[part.indices.attributes.name];
      const width = values.length / indices.length;
      values.forEach((value, i) => {
        analytic[indices[Math.floor(i / width)] * width + (i % width)] += value;
      });
    }
    // A few elements of each, spread over it.
    const picks = [0, 0.3, 0.62, 0.99].map((share) => Math.floor(share * analytic.length));
    const numeric = picks.map((i) => {
      const at = (by: number) => {
        const moved = Float64Array.from(feeds[name] as ArrayLike<number>);
        moved[i] += by;
        return evaluate([total], { ...feeds, [name]: moved })[0][0];
      };
      return (at(step) - at(-step)) / (2 * step);
    });
    assertClose(
      picks.map((i) => analytic[i]),
      numeric,
      { absolute: 1e-7, relative: 1e-4, name },
    );
  }
});
