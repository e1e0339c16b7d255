/**
 * `npm run test:offline [-- PART...]`: npm test where there is no network: in a network namespace that has loopback alone, so
 * that programs that are not ours (chromium, redis-server) and native code reach nothing, either. Where the system does not give
 * one, what offline.js refuses is all there is, and it says so.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { withoutNetwork } from "./namespace.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TEST = [process.execPath, "--import", "tsx", "scripts/test.ts", ...process.argv.slice(2)];

const inside = withoutNetwork(TEST);
console.log(
  inside
    ? "in a network namespace with loopback alone (unshare -n)"
    : "this system gives no network namespace (unshare -n): sockets of Node alone are refused",
);
const { command, args } = inside ?? { command: TEST[0], args: TEST.slice(1) };
const env = { ...process.env, ...(inside ? { OFFLINE_NAMESPACE: "1" } : {}) };
const run = spawn(command, args, { cwd: ROOT, stdio: "inherit", env });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => run.kill(signal));
run.on("close", (code) => process.exit(code ?? 1));
