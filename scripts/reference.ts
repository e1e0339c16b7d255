/**
 * `npm run reference [-- OPTIONS]`: the API reference as HTML into docs/reference, from the doc comments of all that the package
 * exports. Fails on links that lead nowhere, on exports without a comment, and on types that are used and not exported.
 * typedoc reads TypeScript by an interface that the compiler of this checkout does not have: it stands beside its own.
 */
import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const package_ = realpathSync(join(ROOT, "node_modules", "docformer-reference"));
const typedoc = join(package_, "node_modules", "typedoc", "bin", "typedoc");
const options = join(ROOT, "scripts", "reference", "typedoc.json");
const { status } = spawnSync(process.execPath, [typedoc, "--options", options, ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: "inherit",
});
process.exit(status ?? 1);
