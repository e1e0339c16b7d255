/** The shell: where one can go, what is going on, and the view that is shown. */
import { useSignal } from "@preact/signals";
import { online, post, wantsKey } from "./api/client.ts";
import { Dialog } from "./parts/dialog.tsx";
import { Icon, type IconName } from "./parts/icon.tsx";
import { KeyMap } from "./parts/key-map.tsx";
import { Meter } from "./parts/states.tsx";
import { activities, announced, dismissActivity } from "./state/activity.ts";
import { useCommands } from "./state/keys.ts";
import { neighbour } from "./state/neighbours.ts";
import { go, hashOf, type Route, route } from "./state/route.ts";
import { nextTheme, theme } from "./state/theme.ts";
import { info } from "./state/workspace.ts";
import { CallView } from "./views/call.tsx";
import { DocumentView } from "./views/document.tsx";
import { DocumentsView } from "./views/documents.tsx";
import { SchemaView } from "./views/schema.tsx";
import { TrainView } from "./views/train.tsx";
import { TrustView } from "./views/trust.tsx";

const PLACES: { route: Route; title: string; icon: IconName }[] = [
  { route: { view: "documents" }, title: "Documents", icon: "documents" },
  { route: { view: "schema" }, title: "Fields", icon: "schema" },
  { route: { view: "train" }, title: "Train", icon: "train" },
  { route: { view: "trust" }, title: "Trust", icon: "trust" },
  { route: { view: "call" }, title: "API", icon: "call" },
];

export function App() {
  const help = useSignal(false);
  useCommands({
    help: () => {
      help.value = true;
    },
    "document.next": () => step(1),
    "document.previous": () => step(-1),
  });
  const here = route.value;
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        Skip to the content
      </button>
      <header class="top">
        <a class="brand" href="#/">
          <img src="./icon.svg" alt="" width="26" height="26" />
          <span>{info.value?.name ?? "docformer"}</span>
        </a>
        <nav aria-label="Views">
          {PLACES.map(({ route: place, title, icon }) => {
            const current = here.view === place.view || (here.view === "document" && place.view === "documents");
            return (
              <a key={title} href={hashOf(place)} aria-current={current ? "page" : undefined}>
                <Icon name={icon} />
                <span>{title}</span>
              </a>
            );
          })}
        </nav>
        <div class="top-end">
          {info.value && (
            <span class="model-chip">{info.value.model ? `Model ${info.value.model.name}` : "No model"}</span>
          )}
          <button
            type="button"
            class="plain"
            aria-label={`Colours: ${theme.value}`}
            title={`Colours: ${theme.value}`}
            onClick={() => {
              theme.value = nextTheme[theme.value];
            }}
          >
            <Icon name={theme.value === "dark" ? "moon" : theme.value === "light" ? "sun" : "half"} />
          </button>
          <button
            type="button"
            class="plain wide-only"
            aria-label="Keyboard map"
            title="Keyboard map (?)"
            onClick={() => {
              help.value = true;
            }}
          >
            <Icon name="keyboard" />
          </button>
        </div>
      </header>
      {!online.value && (
        <div class="banner" role="alert">
          <Icon name="warn" /> The server does not answer. What you do is kept here and saved when it is back.
        </div>
      )}
      <main id="main" tabIndex={-1}>
        <View here={here} />
      </main>
      <Activities />
      <div class="unseen" role="status" aria-live="polite">
        {announced.value}
      </div>
      {help.value && (
        <KeyMap
          onClose={() => {
            help.value = false;
          }}
        />
      )}
      {wantsKey.value && <KeyDialog />}
    </>
  );
}

function View({ here }: { here: Route }) {
  switch (here.view) {
    case "documents":
      return <DocumentsView />;
    case "document":
      return <DocumentView key={here.id} id={here.id} />;
    case "schema":
      return <SchemaView />;
    case "train":
      return <TrainView />;
    case "trust":
      return <TrustView />;
    case "call":
      return <CallView />;
  }
}

/** The document before or after the one that is open, in the order of the list. */
export function step(by: number): boolean {
  const here = route.value;
  if (here.view !== "document") return false;
  const next = neighbour(here.id, by);
  if (next === null) return false;
  go({ view: "document", id: next, page: 0, field: null });
  return true;
}

function Activities() {
  if (activities.value.length === 0) return null;
  return (
    <section class="activities" aria-label="Going on">
      {activities.value.slice(-4).map(({ key, title, state, progress, problem, cancel }) => {
        const runs = state === "running" || state === "queued";
        return (
          <div key={key} class={`activity ${state}`}>
            <div class="grow">
              <strong>{title}</strong>
              <small>{problem ?? (runs ? (progress?.message ?? state) : state)}</small>
              {runs && <Meter label={title} value={progress?.total ? progress.done / progress.total : null} />}
            </div>
            {runs && cancel ? (
              <button type="button" class="small" onClick={cancel}>
                Cancel
              </button>
            ) : (
              <button type="button" class="plain" aria-label={`Dismiss: ${title}`} onClick={() => dismissActivity(key)}>
                <Icon name="cross" />
              </button>
            )}
          </div>
        );
      })}
    </section>
  );
}

function KeyDialog() {
  const key = useSignal("");
  const problem = useSignal("");
  const enter = async (event: Event) => {
    event.preventDefault();
    try {
      await post("/v1/session", { key: key.value });
      location.reload();
    } catch {
      wantsKey.value = true;
      problem.value = "This key is not known to the server.";
    }
  };
  return (
    <Dialog
      title="This server wants a key"
      onClose={() => {
        wantsKey.value = false;
      }}
    >
      <form class="stack" onSubmit={enter}>
        <label>
          API key{" "}
          <input
            type="password"
            autocomplete="current-password"
            value={key}
            onInput={(event) => {
              key.value = event.currentTarget.value;
            }}
          />
        </label>
        {problem.value && (
          <p role="alert" class="bad-text">
            {problem}
          </p>
        )}
        <button type="submit" class="primary">
          Enter
        </button>
      </form>
    </Dialog>
  );
}
