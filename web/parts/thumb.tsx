/** The small picture of a document's first page; a sign where it has none. */
import { useSignal } from "@preact/signals";
import { pageImage } from "../state/workspace.ts";
import { Icon } from "./icon.tsx";

export function Thumb({ id }: { id: string | null }) {
  const broken = useSignal<string | null>(null);
  if (id === null || broken.value === id) {
    return (
      <span class="thumb">
        <Icon name="documents" />
      </span>
    );
  }
  return (
    <img
      class="thumb"
      loading="lazy"
      alt=""
      src={pageImage(id, 0, 160)}
      onError={() => {
        broken.value = id;
      }}
    />
  );
}
