/** The page image with what was read and found on it. A click chooses a word, a drag or two clicks choose a box. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Box } from "../api/types.ts";
import { Scroll } from "../parts/scroll.tsx";
import { announce } from "../state/activity.ts";
import { useCommands } from "../state/keys.ts";
import { fetchAhead, neighbour } from "../state/neighbours.ts";
import { wordsIn } from "../state/review.ts";
import { look, panel, type Session } from "../state/session.ts";
import { pageImage, touched } from "../state/workspace.ts";
import { Arrows } from "./arrows.tsx";
import { PageTools } from "./page-tools.tsx";
import { Printed } from "./printed.tsx";
import { WordDialog } from "./word-dialog.tsx";

const STEPS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const style = ([x0, y0, x1, y1]: Readonly<Box>) => ({
  left: `${x0 * 100}%`,
  top: `${y0 * 100}%`,
  width: `${(x1 - x0) * 100}%`,
  height: `${(y1 - y0) * 100}%`,
});
/** Where each kind of mark is shown. */
const PANEL_OF = { field: "fields", again: "fields", answer: "ask", entity: "relations", table: "tables" } as const;
const smooth = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

export function PageViewer({ session, turn }: { session: Session; turn: (by: number) => void }) {
  const page = session.pages[session.page.value];
  const frame = useRef<HTMLElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const room = useSignal({ width: 600, height: 600 });
  const corner = useSignal<[number, number] | null>(null);
  const drawn = useSignal<Box | null>(null);
  const broken = useSignal(false);
  const there = useSignal(false);
  const cursor = useSignal(0);
  useEffect(() => {
    const watch = new ResizeObserver(([{ contentRect }]) => {
      room.value = { width: contentRect.width, height: contentRect.height };
    });
    if (frame.current) watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    broken.value = false;
    there.value = false;
    cursor.value = 0;
  }, [session.page.value]);
  const boxing = session.tool.value === "box";
  useEffect(() => {
    // A box that was begun ends with the tool.
    if (boxing) return;
    corner.value = null;
    drawn.value = null;
  }, [boxing]);
  const lit = session.lit.value;
  useEffect(() => {
    const own = frame.current?.querySelector(".mark.lit");
    if (!own || !frame.current) return;
    const [mark, view] = [own.getBoundingClientRect(), frame.current.getBoundingClientRect()];
    // What is seen stays where it is: a page that moves under the pointer lights up the next mark, and the next.
    const seen =
      mark.top >= view.top && mark.bottom <= view.bottom && mark.left >= view.left && mark.right <= view.right;
    if (!seen) own.scrollIntoView({ block: "center", inline: "nearest", behavior: smooth() });
  }, [lit, session.page.value]);

  const turned = session.rotation.value % 180 !== 0;
  const aspect = turned ? page.height / page.width : page.width / page.height;
  const fit = room.value.width - 32;
  const zoom = look.zoom.value;
  const width =
    zoom === "width" ? fit : zoom === "page" ? Math.min(fit, (room.value.height - 32) * aspect) : zoom * 800;
  const shownWidth = turned ? width / aspect : width;
  const pictureWidth = shownWidth * devicePixelRatio > 1100 ? 2000 : 1000;
  const next = neighbour(session.open.id, 1);
  const shown = there.value || broken.value;
  useEffect(() => {
    // The picture that is waited for comes first.
    if (shown && next !== null) void fetchAhead(next, pictureWidth);
  }, [shown, next, pictureWidth, touched.value.count]);
  const by = (direction: number) => {
    const now = width / 800;
    look.zoom.value =
      (direction > 0 ? STEPS.find((one) => one > now + 0.01) : STEPS.findLast((one) => one < now - 0.01)) ?? now;
  };
  const rotate = () => {
    session.rotation.value = ((session.rotation.value + 90) % 360) as 0 | 90 | 180 | 270;
  };
  useCommands({
    "page.in": () => by(1),
    "page.out": () => by(-1),
    "page.fit": () => {
      look.zoom.value = "width";
    },
    "page.rotate": rotate,
    "page.box": () => {
      session.tool.value = session.tool.value === "box" ? "words" : "box";
    },
    "page.link": () => {
      const [focused, lit] = [document.activeElement?.closest(".mark"), session.lit.value];
      if (!session.linkable) announce("A field with a value comes first");
      else if (focused && lit !== null && lit !== session.active.value) session.linkMark(lit);
      else session.tool.value = session.tool.value === "link" ? "words" : "link";
    },
    "page.correct": () => {
      session.tool.value = session.tool.value === "correct" ? "words" : "correct";
    },
    "page.choose": () => frame.current?.querySelector<HTMLElement>("[role=listbox]")?.focus(),
    "page.cycle": () => {
      const marks = session.marks.value;
      const at = marks.findIndex(({ key }) => key === session.lit.value);
      if (marks.length > 0) session.show(marks[(at + 1) % marks.length].key);
    },
  });

  /** The place of a pointer on the upright page, whichever way it is shown. */
  const placeOf = (event: MouseEvent): [number, number] => {
    const { left, top, width: w, height: h } = (stage.current as HTMLElement).getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / w, (event.clientY - top) / h];
    switch (session.rotation.value) {
      case 90:
        return [y, 1 - x];
      case 180:
        return [1 - x, 1 - y];
      case 270:
        return [1 - y, x];
      default:
        return [x, y];
    }
  };
  const wordAt = ([x, y]: [number, number]) =>
    page.words.findIndex(
      ({ box }) => x >= box[0] - 0.002 && x <= box[2] + 0.002 && y >= box[1] - 0.002 && y <= box[3] + 0.002,
    );
  const boxOf = (a: [number, number], b: [number, number]): Box => [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.max(a[0], b[0]),
    Math.max(a[1], b[1]),
  ];
  const start = useRef<[number, number] | null>(null);
  const dragged = useRef(false);

  const down = (event: PointerEvent) => {
    dragged.current = false;
    if (event.pointerType === "touch" || event.button !== 0 || (event.target as Element).closest(".mark")) return;
    start.current = placeOf(event);
  };
  const draw = (event: PointerEvent) => {
    const from = start.current ?? corner.value;
    if (!from) return;
    const box = boxOf(from, placeOf(event));
    if (start.current && Math.max(box[2] - box[0], box[3] - box[1]) < 0.008) return;
    dragged.current ||= start.current !== null;
    drawn.value = box;
  };
  const click = (event: MouseEvent) => {
    const from = start.current;
    start.current = null;
    const to = placeOf(event);
    if (dragged.current && from) {
      dragged.current = false;
      const [first, last] = [wordAt(from), wordAt(to)];
      const [a, b] = [Math.min(first, last), Math.max(first, last)];
      const run = a < 0 ? [] : Array.from({ length: b - a + 1 }, (_, i) => a + i);
      if (session.tool.value === "link") {
        session.link(page, run.length > 0 ? run : wordsIn(page, boxOf(from, to)));
        session.tool.value = "words";
      } else if (session.tool.value === "words" && run.length > 0) session.choose(page, run, event.shiftKey);
      else session.chooseBox(page, boxOf(from, to));
    } else if (session.tool.value === "correct") {
      const word = wordAt(to);
      if (word >= 0) {
        session.correcting.value = { page: page.number, word };
        session.tool.value = "words";
      }
    } else if (session.tool.value === "link") {
      const word = wordAt(to);
      if (word >= 0) {
        session.link(page, [word]);
        session.tool.value = "words";
      }
    } else if (session.tool.value === "box") {
      if (corner.value === null) {
        corner.value = to;
        return;
      }
      session.chooseBox(page, boxOf(corner.value, to));
      session.tool.value = "words";
    } else {
      const word = wordAt(to);
      if (word >= 0) session.choose(page, [word], event.shiftKey);
    }
    corner.value = null;
    drawn.value = null;
  };
  /** Arrows move the box that has the focus by a pixel of the screen, with Shift by ten; with Ctrl its corner. */
  const move = (event: KeyboardEvent, path: string) => {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!way || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const by = event.shiftKey ? 10 : 1;
    const { width: w, height: h } = (stage.current as HTMLElement).getBoundingClientRect();
    const [x, y] = [(way[0] * by) / w, (way[1] * by) / h];
    const onPage = { 0: [x, y], 90: [y, -x], 180: [-x, -y], 270: [-y, x] }[session.rotation.value];
    session.moveBox(path, onPage as [number, number], event.ctrlKey || event.metaKey);
  };
  const walk = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };
    const here = page.words[cursor.value];
    if (event.key === "F2") session.correcting.value = { page: page.number, word: cursor.value };
    else if (event.key === " " && session.tool.value === "link") {
      session.link(page, [cursor.value]);
      session.tool.value = "words";
    } else if (event.key === " ") session.choose(page, [cursor.value], event.shiftKey);
    else if (event.key in moves)
      cursor.value = Math.min(Math.max(0, cursor.value + moves[event.key]), page.words.length - 1);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const line = here.line + (event.key === "ArrowDown" ? 1 : -1);
      const next = page.words.findIndex((word) => word.line === line);
      if (next >= 0) cursor.value = next;
    } else return;
    event.preventDefault();
  };
  const chosen = new Set(session.active.value ? (session.label(session.active.value)?.words ?? []) : []);
  const marks = session.hidden.value ? [] : session.marks.value.filter(({ kind }) => PANEL_OF[kind] === panel.value);
  const correcting = session.correcting.value;
  return (
    <section class="viewer" aria-label="Page">
      <PageTools session={session} percent={(width / 800) * 100} zoom={by} rotate={rotate} turn={turn} />
      {session.tool.value !== "words" && (
        <p class="hint" role="status">
          {session.tool.value === "correct"
            ? "Click the word that was read wrong."
            : session.tool.value === "link"
              ? `Click the word or box that names “${session.spoken(session.active.value ?? "")}”, or drag over its words.`
              : corner.value
                ? "Now click the opposite corner."
                : "Click the first corner of the box."}
        </p>
      )}
      <Scroll class="frame" own={frame} label="Page image">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: what the pointer does here the list of words does by keys. */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the same. */}
        <div
          class="turn"
          style={{ width: `${width}px`, height: `${width / aspect}px` }}
          ref={stage}
          onPointerDown={down}
          onPointerMove={draw}
          onClick={click}
        >
          <div
            class={`stage r${session.rotation.value} ${session.tool.value}`}
            style={{ width: `${shownWidth}px`, height: `${(shownWidth * page.height) / page.width}px` }}
          >
            {broken.value ? (
              <Printed page={page} />
            ) : (
              <img
                draggable={false}
                alt={`Page ${page.number + 1} of ${session.open.name}`}
                src={pageImage(session.open.id, session.page.value, pictureWidth)}
                onLoad={() => {
                  there.value = true;
                }}
                onError={() => {
                  broken.value = true;
                }}
              />
            )}
            {!there.value && !broken.value && (
              <p class="no-image" role="status">
                <span class="spinner" aria-hidden="true" /> Loading the page…
              </p>
            )}
            <svg class="lines" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
              {look.lines.value &&
                page.lines.map(({ box }, i) => (
                  <rect
                    key={`l${i}`}
                    class="line"
                    x={box[0]}
                    y={box[1]}
                    width={box[2] - box[0]}
                    height={box[3] - box[1]}
                  />
                ))}
              {page.words.map(({ box, confidence }, i) => {
                const unsure = look.unsure.value && confidence !== null && confidence < 0.8;
                if (!look.words.value && !unsure && !chosen.has(i)) return null;
                return (
                  <rect
                    key={i}
                    class={`word ${unsure ? "unsure" : ""} ${chosen.has(i) ? "chosen" : ""}`}
                    x={box[0]}
                    y={box[1]}
                    width={box[2] - box[0]}
                    height={box[3] - box[1]}
                  />
                );
              })}
            </svg>
            {!session.hidden.value && (panel.value === "relations" || panel.value === "fields") && (
              <Arrows
                pairs={panel.value === "fields" ? session.linked.value : session.related.value}
                page={page}
                lit={lit}
              />
            )}
            {page.words.length > 0 && (
              <div
                class="word-list"
                role="listbox"
                tabIndex={0}
                aria-label="Words of this page: arrows walk, Space chooses, Shift and Space add, F2 corrects"
                aria-multiselectable="true"
                aria-activedescendant={`word-${cursor.value}`}
                onKeyDown={walk}
              >
                {page.words.slice(Math.max(0, cursor.value - 15), cursor.value + 15).map(({ text, box }, i) => {
                  const index = Math.max(0, cursor.value - 15) + i;
                  return (
                    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, aria-activedescendant tells the word.
                    <span
                      key={index}
                      id={`word-${index}`}
                      role="option"
                      aria-selected={chosen.has(index)}
                      class={index === cursor.value ? "cursor" : ""}
                      style={style(box)}
                    >
                      <span class="unseen">{text}</span>
                    </span>
                  );
                })}
              </div>
            )}
            {marks.flatMap(({ key, name, places, tone, kind, takes }) =>
              places.map(
                ({ page: at, box }, i) =>
                  at === page.number && (
                    <button
                      key={`${key} ${i}`}
                      type="button"
                      class={`mark ${tone} ${takes ? "again" : ""} ${lit === key ? "lit" : ""}`}
                      style={style(box)}
                      aria-label={name}
                      title={name}
                      onMouseEnter={() => {
                        session.lit.value = key;
                      }}
                      onFocus={() => {
                        session.lit.value = key;
                      }}
                      onKeyDown={(event) => {
                        if (kind === "field") move(event, key);
                      }}
                      onClick={(event) => {
                        if (session.tool.value === "link" && key !== session.active.value) {
                          event.stopPropagation();
                          session.linkMark(key);
                          session.tool.value = "words";
                          return;
                        }
                        if (session.tool.value !== "words") return;
                        const chooses = kind === "field" && (event.shiftKey || session.active.value === key);
                        // A click on the box of the active field, or with Shift, is about the word under it.
                        if (chooses && event.detail > 0) return;
                        event.stopPropagation();
                        if (takes) session.choose(page, takes.words, false);
                        else if (kind === "field") session.activate(key);
                        else session.show(key);
                      }}
                    />
                  ),
              ),
            )}
            {drawn.value && <div class="drawn" style={style(drawn.value)} />}
          </div>
        </div>
      </Scroll>
      {correcting && session.pages[correcting.page] && (
        <WordDialog
          key={`${correcting.page} ${correcting.word}`}
          session={session}
          page={session.pages[correcting.page]}
          word={correcting.word}
        />
      )}
    </section>
  );
}
