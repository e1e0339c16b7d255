/** The fields of a document: what is labelled, what is predicted, what to look at next; line items in a grid; checks. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { step } from "../app.tsx";
import { Crop } from "../parts/crop.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { Empty, Meter, Notice } from "../parts/states.tsx";
import { announce } from "../state/activity.ts";
import { printAmount, sameAsNet } from "../state/amounts.ts";
import { fieldKeys } from "../state/field-keys.ts";
import { cellPath } from "../state/fields.ts";
import { useCommands, useHotkeys } from "../state/keys.ts";
import { placesElsewhere } from "../state/marks.ts";
import { type FieldState, isSettled, isUnfit, percent, STATE_WORDS } from "../state/review.ts";
import type { Session } from "../state/session.ts";
import { trust } from "../state/trust.ts";
import { pageImage } from "../state/workspace.ts";
import { LineItems } from "./line-items.tsx";

const SIGN: Record<FieldState, IconName> = {
  labelled: "check",
  accepted: "double",
  absent: "absent",
  sure: "guess",
  doubtful: "doubt",
  open: "open",
};

export function FieldsPanel({ session }: { session: Session }) {
  const { stops, states, left } = session;
  const singles = session.fields.flatMap((field) => (field.kind === "leaf" ? [field.path] : []));
  const keys = fieldKeys(singles);
  const focusRow = () => setTimeout(() => document.querySelector<HTMLElement>(".field.active [data-accepts]")?.focus());
  const active = session.active.value;
  const walk = (by: number) => {
    const list = stops.value;
    const at = active === null ? -1 : list.indexOf(active);
    session.activate(list[Math.min(Math.max(0, at + by), list.length - 1)] ?? null);
    focusRow();
  };
  useCommands({
    "field.accept": () => {
      session.acceptAndGo();
      focusRow();
    },
    "field.absent": () => {
      if (!active) return false;
      session.setAbsent(active);
      session.goOn();
      focusRow();
    },
    "field.clear": () => (active ? session.clear(active) : false),
    "field.edit": () => document.getElementById("value")?.focus(),
    "field.next": () => walk(1),
    "field.previous": () => walk(-1),
    "field.sure": () => announce(`${session.acceptAll(true)} fields accepted`),
  });
  useHotkeys((key) => {
    const path = singles.find((one) => keys.get(one) === key);
    if (!path) return false;
    session.activate(path);
    focusRow();
    return true;
  });
  if (session.fields.length === 0) {
    return (
      <Empty icon="schema" title="No fields yet">
        <p>Say which values you want of these documents: total, date, sender.</p>
        <a class="button primary" href="#/schema">
          Choose fields
        </a>
      </Empty>
    );
  }
  const total = stops.value.length;
  const sure = [...states.value.values()].filter((state) => state === "sure").length;
  return (
    <div class="stack">
      <div class="review">
        <div class="row">
          <strong>{left.value === 0 ? "All fields are settled" : `${left.value} to review`}</strong>
          <span class="grow" />
          <small>
            {total - left.value} of {total}
          </small>
        </div>
        <Meter label="Fields settled" value={total === 0 ? 0 : (total - left.value) / total} />
        {left.value === 0 ? (
          <button type="button" class="primary" onClick={() => step(1) || announce("This was the last document")}>
            Next document <Icon name="right" />
          </button>
        ) : (
          sure > 0 && (
            <button type="button" class="small" onClick={() => session.acceptAll(true)}>
              Accept {sure} {sure === 1 ? "field" : "fields"} of {percent(trust.value)} and more
            </button>
          )
        )}
      </div>
      <ul class="fields">
        {session.fields.map((field) => {
          if (field.kind === "leaf")
            return (
              <Row
                key={field.path}
                session={session}
                path={field.path}
                title={field.title}
                hotkey={keys.get(field.path)}
              />
            );
          if (field.kind === "table")
            return (
              <li key={field.path}>
                <LineItems session={session} table={field} />
              </li>
            );
          return (
            <li key={field.path} class="list-field">
              <h2>{field.title}</h2>
              <ul class="fields">
                {Array.from({ length: session.rows(field.path) }, (_, row) => (
                  <Row
                    key={cellPath(field.path, row, "")}
                    session={session}
                    path={cellPath(field.path, row, "")}
                    title={`${row + 1}`}
                  />
                ))}
              </ul>
              <button
                type="button"
                class="small"
                onClick={() => session.activate(cellPath(field.path, session.addRow(field.path), ""))}
              >
                <Icon name="plus" size={15} /> Add
              </button>
            </li>
          );
        })}
      </ul>
      <NetCheck session={session} />
      <Checks session={session} />
    </div>
  );
}

function Row({ session, path, title, hotkey }: { session: Session; path: string; title: string; hotkey?: string }) {
  const state = session.states.value.get(path) ?? "open";
  const label = session.label(path);
  const answer = session.answer(path);
  const active = session.active.value === path;
  const text = session.text(path);
  const own = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) own.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const others = placesElsewhere(session, path).length;
  const shown = state === "absent" ? "not in this document" : (text ?? (answer ? "nothing found" : "–"));
  return (
    <li
      ref={own}
      class={`field ${state} ${active ? "active" : ""} ${session.lit.value === path ? "lit" : ""}`}
      onMouseEnter={() => {
        session.lit.value = path;
      }}
    >
      <button
        type="button"
        class="field-head"
        aria-expanded={active}
        {...(active ? { "data-accepts": "" } : {})}
        onClick={() => session.activate(path)}
      >
        <span class="field-sign">
          <Icon name={SIGN[state]} size={17} />
        </span>
        <span class="grow">
          <span class="field-title">{title}</span>
          <span class={`field-value ${text === null ? "quiet" : ""}`} dir="auto">
            {shown}
          </span>
        </span>
        <span class="field-end">
          <small>
            {isSettled(state)
              ? STATE_WORDS[state]
              : answer
                ? `${answer.ambiguous ? "ambiguous" : STATE_WORDS[state]} ${percent(answer.confidence)}`
                : STATE_WORDS[state]}
          </small>
          {others > 0 && <small>{others + 1} occurrences</small>}
          {hotkey && <kbd>{hotkey}</kbd>}
        </span>
      </button>
      {active && (
        <div class="field-body">
          <Proof session={session} path={path} />
          <ValueInput session={session} path={path} text={text ?? ""} />
          <div class="row">
            {answer && !label && (
              <button type="button" class="primary small" onClick={() => session.acceptAndGo()}>
                <Icon name="check" size={15} /> Accept
              </button>
            )}
            <button
              type="button"
              class="small"
              onClick={() => {
                session.setAbsent(path);
                session.goOn();
              }}
            >
              <Icon name="absent" size={15} /> Absent
            </button>
            {label && (
              <button type="button" class="small" onClick={() => session.clear(path)}>
                Clear
              </button>
            )}
          </div>
          <p class="quiet">Click words on the page; Shift adds more.</p>
          {others > 0 && (
            <div class="row">
              <button type="button" class="small" onClick={() => session.showElsewhere()}>
                <Icon name="search" size={15} /> Show the next of {others + 1} occurrences
              </button>
            </div>
          )}
          {(label?.keys?.length ?? 0) > 0 && (
            <ul class="row" aria-label="What names it">
              {label?.keys?.map((key) => (
                <li key={`${key.page} ${key.words}`}>
                  <button
                    type="button"
                    class="chip"
                    aria-label={`Take the link from ${session.keyText(key)} away`}
                    onClick={() => session.link(session.pages[key.page], key.words)}
                  >
                    <Icon name="link" size={15} /> <span dir="auto">{session.keyText(key)}</span>{" "}
                    <Icon name="cross" size={13} />
                  </button>
                </li>
              ))}
            </ul>
          )}
          {answer && !label && isUnfit(answer) && (
            <p class="warn-text">
              <Icon name="doubt" size={15} /> What was read is no {session.leaf(path)?.type ?? "value"}.
            </p>
          )}
          {answer?.ambiguous && !label && (
            <p class="warn-text">
              <Icon name="doubt" size={15} /> The page does not settle what this means ({String(answer.value)}).
            </p>
          )}
          {(answer?.alternatives.length ?? 0) > 0 && (
            <div class="row">
              {answer?.alternatives.slice(0, 4).map(
                (one) =>
                  one.text && (
                    <button
                      key={one.text}
                      type="button"
                      class="chip"
                      dir="auto"
                      onClick={() => session.setText(path, one.text as string)}
                    >
                      {one.text} <small>{percent(one.confidence)}</small>
                    </button>
                  ),
              )}
            </div>
          )}
        </div>
      )}
    </li>
  );
}

/** The piece of the page that the value was read from. */
function Proof({ session, path }: { session: Session; path: string }) {
  const places = session.placesOf(path);
  const page = session.pages[places[0]?.page ?? -1];
  if (!page) return null;
  const boxes = places.filter((one) => one.page === page.number).map(({ box }) => box);
  return (
    <Crop
      picture={pageImage(session.open.id, page.number, 2000)}
      aspect={page.width / page.height}
      boxes={boxes}
      label={`${session.spoken(path)} on page ${page.number + 1}`}
    />
  );
}

function ValueInput({ session, path, text }: { session: Session; path: string; text: string }) {
  const leaf = session.leaf(path);
  const save = (value: string) => value !== (session.text(path) ?? "") && session.setText(path, value);
  if (leaf && (leaf.type === "enum" || leaf.type === "boolean")) {
    const choices = leaf.type === "boolean" ? ["yes", "no"] : leaf.choices;
    return (
      <label>
        Value{" "}
        <select id="value" value={text} onChange={(event) => save(event.currentTarget.value)}>
          <option value="">choose…</option>
          {choices.map((one) => (
            <option key={one}>{one}</option>
          ))}
          {text !== "" && !choices.includes(text) && <option>{text}</option>}
        </select>
      </label>
    );
  }
  return (
    <label>
      Value{" "}
      <input
        id="value"
        dir="auto"
        data-accepts
        value={text}
        autocomplete="off"
        onChange={(event) => save(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") save(event.currentTarget.value);
          if (event.key === "Escape") event.currentTarget.closest("li")?.querySelector("button")?.focus();
        }}
      />
    </label>
  );
}

/** A total read for a net amount, or the other way round, is the commonest mistake where both look alike. */
function NetCheck({ session }: { session: Session }) {
  const found = sameAsNet(
    session.fields,
    (path) => session.text(path),
    (path) => session.states.value.get(path) === "absent",
  );
  if (!found) return null;
  const { net, total, amount } = found;
  return (
    <Notice tone="warn">
      <p>
        {net.title} and {total.title} say the same: {printAmount(amount)}. Look whether each stands at its own place.
      </p>
      <div class="row">
        {[net, total].map(({ path, title }) => (
          <button key={path} type="button" class="small" onClick={() => session.activate(path)}>
            Show {title}
          </button>
        ))}
      </div>
    </Notice>
  );
}

function Checks({ session }: { session: Session }) {
  const checks = session.open.prediction?.checks ?? [];
  const open = useSignal(true);
  if (checks.length === 0) return null;
  return (
    <details
      open={open.value}
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>Checks of the prediction</summary>
      <ul class="checks">
        {checks.map(({ name, status, message, fields }) => (
          <li key={name + message} class={status}>
            <Icon name={status === "ok" ? "check" : status === "failed" ? "warn" : "open"} size={16} />
            <span class="grow">
              {message} <small>({status})</small>
            </span>
            {fields[0] && (
              <button type="button" class="small" onClick={() => session.activate(fields[0])}>
                Show
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
