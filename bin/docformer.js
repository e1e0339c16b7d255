#!/usr/bin/env node
/** The command `docformer`: the built command line where it is built, else the sources through tsx. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const built = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(fileURLToPath(built))) {
  const { main } = await import(built.href);
  await main();
} else {
  const { register } = await import("tsx/esm/api");
  register();
  const { main } = await import(new URL("../src/cli/main.ts", import.meta.url).href);
  await main();
}
