/** What a view shows when there is nothing to show yet, nothing at all, or something went wrong. */
import type { ComponentChildren } from "preact";
import type { Progress } from "../api/types.ts";
import { Icon, type IconName } from "./icon.tsx";

/** `whole`: it is all that the view shows, and so carries its heading. */
export function Loading({ what, whole }: { what: string; whole?: boolean }) {
  const Text = whole ? "h1" : "p";
  return (
    <div class="state" role="status">
      <span class="spinner" aria-hidden="true" />
      <Text class="waits">Loading {what}…</Text>
    </div>
  );
}

/** `whole` as of Loading. */
export function Failed({
  what,
  message,
  onRetry,
  whole,
}: {
  what: string;
  message: string;
  onRetry?: () => void;
  whole?: boolean;
}) {
  const Title = whole ? "h1" : "h2";
  return (
    <div class="state" role="alert">
      <span class="state-sign bad">
        <Icon name="warn" size={28} />
      </span>
      <Title>{what} could not be loaded</Title>
      <p>{message}</p>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** `whole` as of Loading. */
export function Empty({
  icon,
  title,
  children,
  whole,
}: {
  icon: IconName;
  title: string;
  children: ComponentChildren;
  whole?: boolean;
}) {
  const Title = whole ? "h1" : "h2";
  return (
    <div class="state">
      <span class="state-sign">
        <Icon name={icon} size={28} />
      </span>
      <Title>{title}</Title>
      {children}
    </div>
  );
}

export function Meter({ value, label, tone = "accent" }: { value: number | null; label: string; tone?: string }) {
  return (
    <progress
      class={`meter ${tone}`}
      aria-label={label}
      {...(value === null ? {} : { value: Math.min(1, value), max: 1 })}
    />
  );
}

/** A job at work: what it does, how far it is, and the way to stop it. */
export function Working({
  what,
  progress,
  onCancel,
}: {
  what: string;
  progress: Progress | null;
  onCancel: () => void;
}) {
  return (
    <div class="stack working" role="status">
      <div class="row">
        <span class="spinner" aria-hidden="true" /> {what}… <small>{progress?.message}</small>
        <span class="grow" />
        <button type="button" class="small" onClick={onCancel}>
          Cancel
        </button>
      </div>
      <Meter label={what} value={progress?.total ? progress.done / progress.total : null} />
    </div>
  );
}

export function Notice({ tone, children }: { tone: "info" | "warn" | "bad" | "good"; children: ComponentChildren }) {
  const icon: IconName = tone === "good" ? "check" : tone === "info" ? "spark" : "warn";
  return (
    <div class={`notice ${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}
