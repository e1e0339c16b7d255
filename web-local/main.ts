/** The page: opens files, shows the page with words and evidence, asks, saves. All work is the worker's (worker.ts). */
import type { Answer } from "../src/tasks/answer.ts";
import type { Reply, Request, ShownPage } from "./messages.ts";

/** Bytes to load in all, written in by scripts/build-browser.ts. */
declare const LOAD_BYTES: number;

const at = <T extends Element>(id: string) => document.getElementById(id) as unknown as T;
const [file, cancel, send] = [
  at<HTMLInputElement>("file"),
  at<HTMLButtonElement>("cancel"),
  at<HTMLButtonElement>("send"),
];
const [progress, status, failure] = [
  at<HTMLProgressElement>("progress"),
  at<HTMLElement>("status"),
  at<HTMLElement>("error"),
];
const [view, sheet, canvas, boxes] = [
  at<HTMLElement>("view"),
  at<HTMLElement>("sheet"),
  at<HTMLCanvasElement>("picture"),
  at<SVGElement>("boxes"),
];
const [answers, problems, save, words] = [
  at<HTMLElement>("answers"),
  at<HTMLElement>("problems"),
  at<HTMLButtonElement>("save"),
  at<HTMLInputElement>("words"),
];

let worker: Worker;
let pages: ShownPage[] = [];
let json = "";
let name = "document";
let shown = 0;
let evidence: Answer["evidence"] = [];
/** The file that was read last, for when its password is known. */
let last: Request | null = null;
let started = 0;

function post(request: Request): void {
  worker.postMessage(request);
}

function busy(message: string): void {
  document.body.dataset.state = "busy";
  failure.hidden = true;
  cancel.hidden = false;
  file.disabled = send.disabled = true;
  progress.hidden = false;
  progress.removeAttribute("value");
  status.textContent = message;
}

function idle(message: string): void {
  document.body.dataset.state = "idle";
  cancel.hidden = progress.hidden = true;
  file.disabled = false;
  send.disabled = pages.length === 0;
  save.disabled = pages.length === 0;
  status.textContent = message;
}

function start(): void {
  worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => hear(data));
  worker.addEventListener("error", (event) => fail(event.message || "the worker could not be started"));
  busy("Loading ...");
  cancel.hidden = true;
  started = performance.now();
  post({ kind: "start", folder: new URL(".", document.baseURI).href });
}

function fail(message: string): void {
  failure.textContent = message;
  failure.hidden = false;
  idle("Nothing was done.");
}

function hear(reply: Reply): void {
  if (reply.kind === "loading") {
    if (document.body.dataset.loaded) return;
    progress.value = Math.min(1, reply.bytes / LOAD_BYTES);
    status.textContent = `Loading ${(reply.bytes / 1e6).toFixed(0)} of ${(LOAD_BYTES / 1e6).toFixed(0)} MB`;
  } else if (reply.kind === "ready") {
    document.body.dataset.loaded = `${Math.round(performance.now() - started)}`;
    idle("Ready. The network is not needed any more.");
  } else if (reply.kind === "working") status.textContent = reply.message;
  else if (reply.kind === "document") {
    pages = reply.pages;
    json = reply.json;
    document.body.dataset.read = `${Math.round(reply.milliseconds)}`;
    problems.replaceChildren(
      ...reply.problems.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
    );
    at<HTMLElement>("empty").hidden = true;
    view.classList.add("full");
    show(0);
    const count = pages.reduce((sum, page) => sum + page.words.length, 0);
    idle(
      `${name}: ${pages.length} page${pages.length === 1 ? "" : "s"}, ${count} words, ${(reply.milliseconds / 1000).toFixed(1)} s`,
    );
  } else if (reply.kind === "picture") picture(reply.page, reply.picture);
  else if (reply.kind === "answers") {
    document.body.dataset.asked = `${Math.round(reply.milliseconds)}`;
    answers.replaceChildren(...reply.answers.map(item));
    answers.querySelector("button")?.click();
    idle(
      `${reply.answers.length} answer${reply.answers.length === 1 ? "" : "s"} in ${(reply.milliseconds / 1000).toFixed(1)} s`,
    );
  } else if (reply.code === "password-needed" || reply.code === "password-wrong") {
    const password = prompt("This PDF is encrypted. Its password:");
    if (password === null || last?.kind !== "read") fail(reply.message);
    else post({ ...last, password });
  } else fail(reply.message);
}

/** An answer as a button that lights its evidence up. */
function item({ question, answer }: { question: string; answer: Answer }): HTMLElement {
  const entry = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  const sure = answer.confidence === null ? "" : ` · ${(100 * answer.confidence).toFixed(0)} % sure`;
  const text = document.createElement("strong");
  text.textContent = answer.text ?? "not on this document";
  text.className = answer.status;
  button.append(`${question}${sure}`, text);
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    for (const other of answers.querySelectorAll("button"))
      other.setAttribute("aria-pressed", String(other === button));
    evidence = answer.evidence;
    const place = evidence.length > 0 ? pageAt(evidence[0].page) : shown;
    if (place !== shown) show(place);
    else draw();
  });
  entry.dataset.answer = JSON.stringify(answer);
  entry.append(button);
  return entry;
}

const pageAt = (number: number) =>
  Math.max(
    0,
    pages.findIndex((page) => page.number === number),
  );

function show(page: number): void {
  shown = page;
  at<HTMLElement>("pages").hidden = pages.length < 2;
  at<HTMLElement>("place").textContent = `Page ${page + 1} of ${pages.length}`;
  at<HTMLButtonElement>("previous").disabled = page === 0;
  at<HTMLButtonElement>("next").disabled = page === pages.length - 1;
  post({ kind: "draw", page });
  draw();
}

function picture(page: number, bitmap: ImageBitmap | null): void {
  if (page !== shown) {
    bitmap?.close();
    return;
  }
  const { width, height } = bitmap ?? pages[page];
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  if (bitmap) canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap?.close();
  sheet.hidden = false;
}

function draw(): void {
  const { number, words: list } = pages[shown];
  const own = evidence.filter((one) => one.page === number).map(({ box }) => [box, "evidence"] as const);
  const all = words.checked ? list.map(({ box }) => [box, ""] as const) : [];
  boxes.replaceChildren(
    ...[...all, ...own].map(([[x0, y0, x1, y1], kind]) => {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const place = { x: x0, y: y0, width: x1 - x0, height: y1 - y0, class: kind };
      for (const [key, value] of Object.entries(place)) rect.setAttribute(key, String(value));
      return rect;
    }),
  );
}

async function open(chosen: File): Promise<void> {
  name = chosen.name;
  busy(`Reading ${name} ...`);
  evidence = [];
  answers.replaceChildren();
  last = { kind: "read", name, bytes: new Uint8Array(await chosen.arrayBuffer()), password: null };
  post(last);
}

file.addEventListener("change", () => {
  if (file.files?.[0]) void open(file.files[0]);
  file.value = "";
});
view.addEventListener("dragover", (event) => {
  event.preventDefault();
  view.classList.add("over");
});
view.addEventListener("dragleave", () => view.classList.remove("over"));
view.addEventListener("drop", (event) => {
  event.preventDefault();
  view.classList.remove("over");
  const dropped = event.dataTransfer?.files[0];
  if (dropped && !file.disabled) void open(dropped);
});
at<HTMLFormElement>("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const questions = at<HTMLTextAreaElement>("questions")
    .value.split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  if (questions.length === 0) return;
  busy("Answering ...");
  post({ kind: "ask", questions });
});
// Nothing else stops wasm in the middle of its work.
cancel.addEventListener("click", () => {
  worker.terminate();
  pages = [];
  json = "";
  sheet.hidden = true;
  answers.replaceChildren();
  delete document.body.dataset.loaded;
  at<HTMLElement>("empty").hidden = false;
  start();
});
at<HTMLElement>("previous").addEventListener("click", () => show(shown - 1));
at<HTMLElement>("next").addEventListener("click", () => show(shown + 1));
words.addEventListener("change", () => pages.length > 0 && draw());
save.addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([json], { type: "application/json" }));
  link.download = `${name}.words.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
});

start();
// Without a secure context the page works as long as it is open.
navigator.serviceWorker?.register("./sw.js").catch(() => {});
