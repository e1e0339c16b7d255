/** Commands in a network namespace that has loopback alone, where the system gives one: nothing of them reaches a network. */
import { spawnSync } from "node:child_process";

/** A namespace of its own, as root or as a user who is root within. */
const WAYS = [["-n"], ["-r", "-n"]];
const UP = "ip link set lo up || ifconfig lo up";

/** `command` as it is run there; null: this system gives no namespace. */
export function withoutNetwork(command: readonly string[]): { command: string; args: string[] } | null {
  const way = WAYS.find((flags) => spawnSync("unshare", [...flags, "sh", "-c", UP]).status === 0);
  return way ? { command: "unshare", args: [...way, "sh", "-c", `(${UP}) && exec "$@"`, "sh", ...command] } : null;
}
