/** One process of `npm test`: loads the test files that are named, one after the other; node:test runs them in this order. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

for (const file of process.argv.slice(2)) {
  console.log(`# ${file}`);
  await import(pathToFileURL(resolve(file)).href);
}
