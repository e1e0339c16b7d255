/** The tools above a page: zoom, turn, what is shown on it, what a click does, other pages. */
import { Icon, type IconName } from "../parts/icon.tsx";
import { look, type Session } from "../state/session.ts";

export interface PageToolsProps {
  session: Session;
  /** The zoom, as it is told. */
  percent: number;
  zoom: (direction: number) => void;
  rotate: () => void;
  turn: (by: number) => void;
}

function Tool({
  icon,
  title,
  pressed,
  disabled,
  onClick,
}: {
  icon: IconName;
  title: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      class="plain"
      aria-label={title}
      title={title}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

export function PageTools({ session, percent, zoom, rotate, turn }: PageToolsProps) {
  const fit = (icon: IconName, title: string, wanted: "width" | "page") => (
    <Tool
      icon={icon}
      title={title}
      pressed={look.zoom.value === wanted}
      onClick={() => {
        look.zoom.value = wanted;
      }}
    />
  );
  const flag = (icon: IconName, title: string, shown: { value: boolean }) => (
    <Tool
      icon={icon}
      title={title}
      pressed={shown.value}
      onClick={() => {
        shown.value = !shown.value;
      }}
    />
  );
  const mode = (icon: IconName, title: string, tool: "box" | "correct" | "link", disabled?: boolean) => (
    <Tool
      icon={icon}
      title={title}
      disabled={disabled}
      pressed={session.tool.value === tool}
      onClick={() => {
        session.tool.value = session.tool.value === tool ? "words" : tool;
      }}
    />
  );
  return (
    <div class="tools" role="toolbar" aria-label="Page tools" data-arrows>
      <Tool icon="minus" title="Zoom out" onClick={() => zoom(-1)} />
      <span class="zoom">{Math.round(percent)}%</span>
      <Tool icon="plus" title="Zoom in" onClick={() => zoom(1)} />
      {fit("width", "Fit to width", "width")}
      {fit("page", "Whole page", "page")}
      <Tool icon="rotate" title="Turn the page" onClick={rotate} />
      {flag("words", "Show words", look.words)}
      {flag("lines", "Show lines", look.lines)}
      {flag("doubt", "Show words read with little confidence", look.unsure)}
      {mode("box", "Box by two clicks", "box")}
      {mode("link", "Link what names the value: click it", "link", !session.linkable)}
      {mode("edit", "Correct a word: click it", "correct")}
      {flag("hide", "Hide boxes", session.hidden)}
      <span class="grow" />
      <Tool icon="left" title="Previous page" onClick={() => turn(-1)} />
      <span class="zoom">
        {session.page.value + 1} / {session.pages.length}
      </span>
      <Tool icon="right" title="Next page" onClick={() => turn(1)} />
    </div>
  );
}
