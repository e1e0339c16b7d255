/** API keys with the names of who has them, and the sessions of the page that hold one. Keys are known by their hashes alone, and compared in constant time. */
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

/** NAME:KEY. */
const NAMED = /^(?!sha256:)([\p{L}\p{N}][\p{L}\p{N}._@-]{0,39}):(.*)$/iu;

/** Who calls without a key, or with one that has no name. */
export const NOBODY = "web";

/** A key as it is kept: its SHA-256, and the name for the audit log. */
export interface KnownKey {
  hash: Buffer;
  name: string;
}

const hashOf = (text: string) => createHash("sha256").update(text).digest();

export type Keys = ReturnType<typeof createKeys>;

/**
 * Reads keys, one a line, `NAME:KEY` or a key alone; empty lines and those that start with "#" are left out. `sha256:` and 64
 * hexadecimal digits stand for a key whose text is not kept. Several keys may have one name.
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
  return createKeys(
    lines.flatMap((line, i) => {
      const [, name, key] = NAMED.exec(line) ?? ["", NOBODY, line];
      const given = /^sha256:([0-9a-f]{64})$/i.exec(key);
      if (given) return [{ name, hash: Buffer.from(given[1], "hex") }];
      // The key is not told: the message ends up in logs.
      if (key.length < SHORTEST) throw new KeyError(file, `key ${i + 1} is shorter than ${SHORTEST} characters`);
      // As a whole, too: before keys had names a colon was a character like any other.
      return [...new Set([key, line])].map((text) => ({ name, hash: hashOf(text) }));
    }),
  );
}

export function createKeys(all: readonly KnownKey[]) {
  const sessions = new Map<string, { until: number; name: string }>();

  /** Whose key it is; null: none of ours. Every key is compared, so that time tells nothing. */
  function nameOf(key: string): string | null {
    const hash = hashOf(key);
    let found: string | null = null;
    for (const known of all) if (timingSafeEqual(known.hash, hash)) found = known.name;
    return found;
  }

  const sessionKey = (token: string) => hashOf(token).toString("hex");

  return {
    nameOf,
    /** A token that stands for a key of this name for half a day. */
    openSession(name: string): string {
      const now = Date.now();
      for (const [token, { until }] of sessions) if (until < now) sessions.delete(token);
      const [oldest] = sessions.keys();
      if (sessions.size >= MOST_SESSIONS) sessions.delete(oldest);
      const token = randomBytes(32).toString("base64url");
      sessions.set(sessionKey(token), { until: now + SESSION_MILLISECONDS, name });
      return token;
    },
    /** Whose session it is; null: none, or over. */
    sessionName(token: string): string | null {
      const session = sessions.get(sessionKey(token));
      return session && session.until > Date.now() ? session.name : null;
    },
    closeSession: (token: string) => void sessions.delete(sessionKey(token)),
  };
}
