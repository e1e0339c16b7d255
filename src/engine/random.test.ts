import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { randomFrom, randomStream } from "./random.ts";

const seed = 53;
const draw = (random: ReturnType<typeof randomStream>, count: number) =>
  Array.from({ length: count }, () => random.uniform());

test("randomStream() repeats for a seed and a name, and differs for others", () => {
  assert.deepEqual(draw(randomStream(1, "a"), 20), draw(randomStream(1, "a"), 20));
  const streams = [randomStream(1), randomStream(2), randomStream(1, "a"), randomStream(1, "b")];
  assert.equal(new Set(streams.map((random) => random.uniform())).size, 4);
});

test("randomFrom() goes on where state() was taken", () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(40), (start, steps) => {
      const random = randomStream(start, "resume");
      draw(random, steps);
      const again = randomFrom(random.state());
      assert.deepEqual(draw(again, 10), draw(random, 10));
      assert.ok(random.state().every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32));
    }),
    { seed },
  );
});

test("uniform() and normal() have the moments that they should", () => {
  const random = randomStream(7);
  const moments = (values: number[]) => {
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    return [mean, values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length];
  };
  const uniform = draw(random, 20_000);
  assert.ok(uniform.every((x) => x >= 0 && x < 1));
  const [mean, variance] = moments(uniform);
  assert.ok(Math.abs(mean - 0.5) < 0.01 && Math.abs(variance - 1 / 12) < 0.003, `${mean} ${variance}`);
  const [centre, spread] = moments(Array.from({ length: 20_000 }, () => random.normal()));
  assert.ok(Math.abs(centre) < 0.03 && Math.abs(spread - 1) < 0.05, `${centre} ${spread}`);
});

test("below() reaches every number and no other, shuffle() keeps all items", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer(), (n, start) => {
      const random = randomStream(start);
      const seen = new Set(Array.from({ length: 60 * n }, () => random.below(n)));
      assert.deepEqual(
        [...seen].sort((a, b) => a - b),
        Array.from({ length: n }, (_, i) => i),
      );
      const items = Array.from({ length: n }, (_, i) => i);
      const shuffled = random.shuffle([...items]);
      assert.deepEqual(
        shuffled.sort((a, b) => a - b),
        items,
      );
    }),
    { seed },
  );
});
