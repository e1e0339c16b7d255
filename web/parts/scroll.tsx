/** A part of a view that scrolls by itself: by pointer, and by keys once it has the focus. */
import type { ComponentChildren, Ref } from "preact";

export interface ScrollProps {
  /** What it holds, for whoever comes to it by keys. */
  label: string;
  class?: string;
  own?: Ref<HTMLElement>;
  children: ComponentChildren;
}

export function Scroll({ label, class: name = "grid-scroll", own, children }: ScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what cannot have the focus cannot be scrolled by keys in every browser (WCAG 2.1.1).
    <section class={name} ref={own} tabIndex={0} aria-label={`${label}, scrolls`}>
      {children}
    </section>
  );
}
