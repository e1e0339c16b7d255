/**
 * `npm run test:offline [-- PART...]`: npm test where there is no network: in a network namespace that has loopback alone, so
 * that programs that are not ours (chromium, redis-server) and native code reach nothing, either. Where the system does not give
 * one, what offline.js refuses is all there is, and it says so.
 */
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TEST = [process.execPath, "--import", "tsx", "scripts/test.ts", ...process.argv.slice(2)];
/** A namespace of its own, as root or as a user who is root within. */
const WAYS = [["-n"], ["-r", "-n"]];
const UP = "ip link set lo up || ifconfig lo up";

const way = WAYS.find((flags) => spawnSync("unshare", [...flags, "sh", "-c", UP]).status === 0);
console.log(
  way
    ? `in a network namespace with loopback alone (unshare ${way.join(" ")})`
    : "this system gives no network namespace (unshare -n): sockets of Node alone are refused",
);
const [command, ...args] = way ? ["unshare", ...way, "sh", "-c", `(${UP}) && exec "$@"`, "sh", ...TEST] : TEST;
const env = { ...process.env, ...(way ? { OFFLINE_NAMESPACE: "1" } : {}) };
const run = spawn(command, args, { cwd: ROOT, stdio: "inherit", env });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => run.kill(signal));
run.on("close", (code) => process.exit(code ?? 1));
