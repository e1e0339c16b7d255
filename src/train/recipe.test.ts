import assert from "node:assert/strict";
import { test } from "node:test";
import { RecipeError, readRecipe } from "./recipe.ts";
import { builtInRecipe, RECIPES } from "./recipes/recipes.ts";

test("recipes have names of their own and teach something", () => {
  assert.equal(new Set(RECIPES.map(({ name }) => name)).size, RECIPES.length);
  assert.equal(builtInRecipe("funsd").learns.entities?.links, true);
  assert.throws(() => builtInRecipe("fnusd"), /there are sroie, /);
});

test("readRecipe() fills in what is left out, and names the field that is wrong", () => {
  const { rate, learns } = readRecipe({ name: "mine", summary: "Mine.", learns: { fields: true } }, "mine.json");
  assert.equal(rate, 8e-4);
  assert.deepEqual(learns, { fields: true, statements: false });
  const wrong = (value: unknown, message: RegExp) =>
    assert.throws(
      () => readRecipe(value, "mine.json"),
      (error) => error instanceof RecipeError && message.test(error.message),
    );
  wrong({ name: "mine", summary: "" }, /mine\.json: learns: names nothing/);
  wrong({ name: "mine", summary: "", learns: { fields: true }, rate: -1 }, /mine\.json: rate: /);
  wrong({ name: "mine", summary: "", learns: { fields: true }, speed: 1 }, /speed/);
  wrong(null, /mine\.json: /);
});
