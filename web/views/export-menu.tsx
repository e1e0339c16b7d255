/** What was read of the open document, as a file of another form. Opens and closes as any other details do, and by Escape. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { fetchFile, messageOf } from "../api/client.ts";
import { Icon } from "../parts/icon.tsx";
import { announce, isAbort } from "../state/activity.ts";
import { saveFile } from "../state/save-file.ts";

const FORMS = { pdf: "Searchable PDF", hocr: "hOCR", alto: "ALTO XML", csv: "Words as CSV", text: "Plain text" };

export function ExportMenu({ id }: { id: string }) {
  const own = useRef<HTMLDetailsElement>(null);
  const making = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const close = () => {
    if (!own.current?.open) return;
    own.current.open = false;
    own.current.querySelector("summary")?.focus();
  };
  const save = async (format: string, title: string) => {
    controller.current = new AbortController();
    making.value = format;
    problem.value = null;
    try {
      const { signal } = controller.current;
      saveFile(...(await fetchFile(`/v1/read?format=${format}`, { document: id }, { signal })));
      announce(`Saved: ${title}`);
      close();
    } catch (error) {
      if (!isAbort(error)) problem.value = messageOf(error);
    }
    making.value = null;
  };
  return (
    <details
      ref={own}
      class="menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
      onFocusOut={(event) => {
        const { relatedTarget } = event;
        if (relatedTarget instanceof Node && !own.current?.contains(relatedTarget)) event.currentTarget.open = false;
      }}
    >
      <summary class="button" aria-label="Export">
        <Icon name="download" /> <span class="wide-only">Export</span>
      </summary>
      <div class="menu-list">
        {Object.entries(FORMS).map(([format, title]) => (
          <button
            key={format}
            type="button"
            class="plain"
            onClick={() => making.value === null && void save(format, title)}
          >
            {title}
            {making.value === format ? " …" : ""}
          </button>
        ))}
        {problem.value && (
          <p class="bad-text" role="alert">
            {problem}
          </p>
        )}
      </div>
    </details>
  );
}
