/** The recipes that come with the package, by name. */
import { type Recipe, RecipeError, readRecipe } from "../recipe.ts";
import { adBuy } from "./ad-buy.ts";
import { classify } from "./classify.ts";
import { cord } from "./cord.ts";
import { docvqa } from "./docvqa.ts";
import { forms } from "./forms.ts";
import { funsd } from "./funsd.ts";
import { kleister } from "./kleister.ts";
import { registration } from "./registration.ts";
import { sroie } from "./sroie.ts";
import { tabfact } from "./tabfact.ts";
import { textvqa } from "./textvqa.ts";
import { wildreceipt } from "./wildreceipt.ts";
import { wtq } from "./wtq.ts";

/** The recipes that come with the package. */
export const RECIPES: readonly Recipe[] = [
  ...[sroie, cord, wildreceipt, funsd, wtq, tabfact, docvqa, textvqa, adBuy, registration, kleister, classify, forms],
].map((recipe) => readRecipe(recipe, recipe.name));

/** The recipe of that name. @throws RecipeError listing the names there are */
export function builtInRecipe(name: string): Recipe {
  const found = RECIPES.find((recipe) => recipe.name === name);
  if (found) return found;
  throw new RecipeError(name, `no such recipe or file; there are ${RECIPES.map((recipe) => recipe.name).join(", ")}`);
}
