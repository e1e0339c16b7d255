/** API keys and the sessions of the page that hold one. Keys are known by their hashes alone, and compared in constant time. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";

/** A file of keys that cannot be used. */
export class KeyError extends Error {
  readonly code = "api-key";
  readonly file: string;
  constructor(file: string, message: string) {
    super(`${file}: ${message}`);
    this.name = "KeyError";
    this.file = file;
  }
}

/** Shorter keys can be guessed. */
const SHORTEST = 16;
const SESSION_MILLISECONDS = 12 * 3600_000;
const MOST_SESSIONS = 1000;

const hashOf = (text: string) => createHash("sha256").update(text).digest();

export type Keys = ReturnType<typeof createKeys>;

/**
 * Reads keys, one a line; empty lines and those that start with "#" are left out. `sha256:` and 64 hexadecimal digits stand for
 * a key whose text is not kept.
 * @throws KeyError
 */
export function readKeys(file: string): Keys {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new KeyError(file, `the keys cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.length === 0) throw new KeyError(file, "there is no key in it");
  const hashes = lines.map((line, i) => {
    const given = /^sha256:([0-9a-f]{64})$/i.exec(line);
    if (given) return Buffer.from(given[1], "hex");
    if (line.length < SHORTEST) throw new KeyError(file, `key ${i + 1} is shorter than ${SHORTEST} characters`);
    return hashOf(line);
  });
  return createKeys(hashes);
}

/** @param hashes SHA-256 of the keys */
export function createKeys(hashes: readonly Buffer[]) {
  const sessions = new Map<string, number>();

  /** Every key is compared, so that time tells nothing. */
  function matches(key: string): boolean {
    const hash = hashOf(key);
    let found = false;
    for (const known of hashes) if (timingSafeEqual(known, hash)) found = true;
    return found;
  }

  const sessionKey = (token: string) => hashOf(token).toString("hex");

  return {
    matches,
    /** A token that stands for a key for half a day. */
    openSession(): string {
      const now = Date.now();
      for (const [token, until] of sessions) if (until < now) sessions.delete(token);
      const [oldest] = sessions.keys();
      if (sessions.size >= MOST_SESSIONS) sessions.delete(oldest);
      const token = randomBytes(32).toString("base64url");
      sessions.set(sessionKey(token), now + SESSION_MILLISECONDS);
      return token;
    },
    isSession: (token: string) => (sessions.get(sessionKey(token)) ?? 0) > Date.now(),
    closeSession: (token: string) => void sessions.delete(sessionKey(token)),
  };
}
