/** A document that has no words yet: it waits, wants a password, or could not be read. */
import { useSignal } from "@preact/signals";
import { messageOf } from "../api/client.ts";
import type { OpenDocument } from "../api/types.ts";
import { Empty, Notice } from "../parts/states.tsx";
import { isAbort } from "../state/activity.ts";
import { predictDocument } from "../state/workspace.ts";

const TITLES: Record<string, string> = {
  "password-needed": "This document is locked",
  "password-wrong": "The password does not open this document",
};

export function Unread({ open, reload }: { open: OpenDocument; reload: () => void }) {
  const password = useSignal("");
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const locked = open.code !== null && open.code in TITLES;
  const again = async (event?: Event) => {
    event?.preventDefault();
    busy.value = true;
    problem.value = null;
    try {
      await predictDocument(open.id, open.name, locked ? password.value : undefined);
    } catch (error) {
      if (!isAbort(error)) problem.value = messageOf(error);
    }
    busy.value = false;
    reload();
  };
  const failed = open.status === "unreadable";
  return (
    <Empty
      whole
      icon="warn"
      title={
        locked
          ? TITLES[open.code as string]
          : failed
            ? "This document could not be read"
            : "This document is not read yet"
      }
    >
      <p>{open.problem ?? "It is shown as soon as its words are known."}</p>
      {problem.value && <Notice tone="bad">{problem}</Notice>}
      {locked ? (
        <form class="stack" onSubmit={again}>
          <label>
            Password of the document{" "}
            <input
              type="password"
              autocomplete="off"
              value={password}
              onInput={(event) => {
                password.value = event.currentTarget.value;
              }}
            />
          </label>
          <p class="quiet">It opens the document once and is not kept.</p>
          <button type="submit" class="primary" disabled={busy.value || password.value === ""}>
            {busy.value ? "Opening…" : "Open"}
          </button>
        </form>
      ) : (
        failed && (
          <button type="button" disabled={busy.value} onClick={() => void again()}>
            Try again
          </button>
        )
      )}
      <a href="#/">All documents</a>
    </Empty>
  );
}
