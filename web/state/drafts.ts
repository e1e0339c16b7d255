/**
 * Labels that are not saved yet, kept in the browser: each window has its own, which a reload finds again. Those of windows that were
 * closed or crashed are taken over by the next one that opens the document.
 */
import { readStored, storedKeys, writeStored } from "./stored.ts";

const NAME = "docformer.window";
/** Milliseconds in which a window that lives has answered; one that sleeps longer loses nothing: it still knows its label. */
const PATIENCE = 300;

/**
 * The id of this window. While the window is shown it stands nowhere: a window that is duplicated takes its storage along and must not
 * take the id.
 */
const own = takeName() ?? crypto.getRandomValues(new Uint32Array(2)).join("-");

function takeName(): string | null {
  try {
    const name = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    return name;
  } catch {
    return null;
  }
}

addEventListener("pagehide", () => {
  try {
    sessionStorage.setItem(NAME, own);
  } catch {
    // Its drafts are taken over as those of a window that is gone.
  }
});
addEventListener("pageshow", takeName);

const windows = new BroadcastChannel("docformer.windows");
type Message = { asked: string } | { here: string };
const answers = new EventTarget();
windows.onmessage = ({ data }: MessageEvent<Message>) => {
  if ("here" in data) answers.dispatchEvent(new Event(data.here));
  else if (data.asked === own) windows.postMessage({ here: own });
};

const lives = (window: string) =>
  new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE);
    const answered = () => {
      clearTimeout(timer);
      resolve(true);
    };
    answers.addEventListener(window, answered, { once: true });
    windows.postMessage({ asked: window });
  });

const keyOf = (document: string) => `draft.${document}`;

export const readDraft = <T>(document: string): T | null => readStored<T | null>(`${keyOf(document)}.${own}`, null);

/** Keeps what this window has not saved; null: nothing. */
export const keepDraft = (document: string, draft: unknown): void => writeStored(`${keyOf(document)}.${own}`, draft);

/** Hands over what windows that are gone have left of a document, and forgets it. */
export async function takeLeftDrafts<T>(document: string, take: (draft: T) => void): Promise<void> {
  for (const key of storedKeys(keyOf(document))) {
    const window = key.slice(keyOf(document).length + 1);
    if (window === own || (await lives(window))) continue;
    const draft = readStored<T | null>(key, null);
    if (draft) take(draft);
    writeStored(key, null);
  }
}
