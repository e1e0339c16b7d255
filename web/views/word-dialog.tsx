/** A word that was read wrong, beside its picture, to be written as it is printed. Labels that it stands in follow. */
import { useSignal } from "@preact/signals";
import { ApiError, messageOf, post } from "../api/client.ts";
import type { PageJson } from "../api/types.ts";
import { Crop } from "../parts/crop.tsx";
import { Dialog } from "../parts/dialog.tsx";
import type { Session } from "../state/session.ts";
import { pageImage } from "../state/workspace.ts";

export function WordDialog({ session, page, word }: { session: Session; page: PageJson; word: number }) {
  const found = page.words[word];
  const text = useSignal(found.text);
  const problem = useSignal<string | null>(null);
  const close = () => {
    session.correcting.value = null;
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const next = text.value.trim();
    if (next === found.text) return close();
    try {
      await post(`/v1/workspace/documents/${encodeURIComponent(session.open.id)}/words`, {
        page: page.number,
        word,
        was: found.text,
        text: next,
      });
      session.corrected(page, word, next);
      close();
    } catch (error) {
      problem.value =
        error instanceof ApiError && error.status === 409
          ? "Somebody else has corrected this word meanwhile; it is shown as they wrote it."
          : messageOf(error);
    }
  };
  return (
    <Dialog title="Correct a word" onClose={close}>
      <form class="stack" onSubmit={save}>
        <Crop
          picture={pageImage(session.open.id, page.number, 2000)}
          aspect={page.width / page.height}
          boxes={[found.box]}
          label={`The word on page ${page.number + 1}`}
        />
        <label>
          As it is printed, without blanks{" "}
          <input
            dir="auto"
            autocomplete="off"
            spellcheck={false}
            autofocus
            value={text}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
        </label>
        {problem.value && (
          <p role="alert" class="bad-text">
            {problem}
          </p>
        )}
        <p class="quiet">
          What was read stays in the folder beside the correction. Predict again to let the model see it.
        </p>
        <button type="submit" class="primary" disabled={/\s/.test(text.value.trim()) || text.value.trim() === ""}>
          Save
        </button>
      </form>
    </Dialog>
  );
}
