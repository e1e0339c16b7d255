/**
 * Loaded before anything else (node --import, by NODE_OPTIONS in every process of `npm test`), refuses what would leave this
 * machine: connections and datagrams to other addresses than loopback, and every look-up of a name but localhost. Pipes and
 * Unix sockets stay. A line for each refusal goes to the file $OFFLINE_LOG, so that one that the caller swallowed shows, too.
 * Plain JavaScript, since it comes before tsx.
 */
import dgram from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const LOOPBACK = new net.BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8);
LOOPBACK.addAddress("::1", "ipv6");

function isLoopback(host) {
  if (host === undefined || host === null || host === "" || host === "localhost") return true;
  const family = net.isIP(host);
  return family > 0 && LOOPBACK.check(host, family === 6 ? "ipv6" : "ipv4");
}

function refusal(what) {
  const log = process.env.OFFLINE_LOG;
  if (log) appendFileSync(log, `${what} by ${process.argv.slice(1, 3).join(" ")}\n`);
  return Object.assign(new Error(`refused, since this process is offline: ${what}`), { code: "EOFFLINE" });
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  // Inside of Node the arguments come as one list, settled already.
  const [options] = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
  if (options.path || isLoopback(options.host)) return connect.apply(this, args);
  const error = refusal(`connection to ${options.host}:${options.port}`);
  process.nextTick(() => this.destroy(error));
  return this;
};

for (const name of ["send", "connect"]) {
  const before = dgram.Socket.prototype[name];
  dgram.Socket.prototype[name] = function (...args) {
    // (message, [offset, length], port, address) and (port, address): the address is the text that is left.
    const address = args.slice(1).find((one) => typeof one === "string");
    if (isLoopback(address)) return before.apply(this, args);
    const error = refusal(`datagrams to ${address}`);
    const callback = args.find((one) => typeof one === "function");
    process.nextTick(() => (callback ? callback(error) : this.emit("error", error)));
  };
}

const ASKING = /^(resolve|lookup|reverse)/;

/** Replaces what asks a name server in `owner`; `settle` tells its caller. */
function refuseNames(owner, settle) {
  for (const name of Object.getOwnPropertyNames(owner)) {
    const before = owner[name];
    if (!ASKING.test(name) || typeof before !== "function") continue;
    owner[name] = function (host, ...args) {
      const known = name === "lookup" && (isLoopback(host) || net.isIP(host) > 0);
      return known ? before.call(this, host, ...args) : settle(refusal(`dns.${name} of ${host}`), args);
    };
  }
}
const byCallback = (error, args) =>
  process.nextTick(args.find((one) => typeof one === "function") ?? (() => {}), error);
const byPromise = (error) => Promise.reject(error);
for (const owner of [dns, dns.Resolver.prototype]) refuseNames(owner, byCallback);
for (const owner of [dns.promises, dns.promises.Resolver.prototype]) refuseNames(owner, byPromise);

syncBuiltinESMExports();
globalThis[Symbol.for("docformer.offline")] = true;
