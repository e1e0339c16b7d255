/** Questions about the open document, statements to verify, and its kind; each answer lights up where it stands. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { messageOf } from "../api/client.ts";
import { runVerb } from "../api/jobs.ts";
import type { Answer } from "../api/types.ts";
import { Crop } from "../parts/crop.tsx";
import { Icon } from "../parts/icon.tsx";
import { Empty, Working } from "../parts/states.tsx";
import { announce } from "../state/activity.ts";
import { percent } from "../state/review.ts";
import type { AskedAnswer, Session } from "../state/session.ts";
import { storedSignal } from "../state/stored.ts";
import { pageImage } from "../state/workspace.ts";

const history = storedSignal<string[]>("questions", []);
const KINDS = { question: "Ask", statement: "Verify", class: "Classify" } as const;
const HINTS = {
  question: "What is the total?",
  statement: "The total is more than 100.",
  class: "invoice, receipt, letter",
};

const VERB = { question: "ask", statement: "verify", class: "classify" } as const;

interface Classified {
  label: string | null;
  confidence: number;
  calibrated: boolean;
  evidence: Answer["evidence"];
  scores: { label: string; confidence: number }[];
}

/** What the verb takes beside the document. */
function inputOf(kind: AskedAnswer["kind"], text: string): Record<string, unknown> {
  if (kind === "question") return { questions: [text] };
  if (kind === "statement") return { statements: [text] };
  const labels = text.split(",").map((one) => one.trim());
  return { labels: labels.filter(Boolean) };
}

/** A class as an answer: where it stands is what its yes or no rests on. */
const classAnswer = ({ label, confidence, calibrated, evidence, scores }: Classified): Answer => ({
  text: label ?? "none of them",
  value: label,
  operation: "generate",
  confidence,
  calibrated,
  status: label === null ? "low" : "ok",
  evidence,
  alternatives: scores.slice(1).map((one) => ({ text: one.label, confidence: one.confidence })),
});

export function AskPanel({ session }: { session: Session }) {
  const kind = useSignal<AskedAnswer["kind"]>("question");
  const text = useSignal("");
  const running = useRef(new Map<string, AbortController>());
  const change = (key: string, values: Partial<AskedAnswer>) => {
    session.asked.value = session.asked.value.map((one) => (one.key === key ? { ...one, ...values } : one));
  };
  const ask = async (question: string) => {
    const asked = question.trim();
    if (asked === "") return;
    const own = kind.value;
    const key = `ask-${Date.now()}`;
    const controller = new AbortController();
    running.current.set(key, controller);
    session.asked.value = [
      { key, kind: own, question: asked, state: "asking", progress: null, answers: [], problem: null },
      ...session.asked.value,
    ];
    text.value = "";
    if (own === "question") history.value = [asked, ...history.value.filter((one) => one !== asked)].slice(0, 12);
    const input = { document: session.open.id, ...inputOf(own, asked) };
    try {
      const said = await runVerb<unknown>(VERB[own], input, controller.signal, (progress) => change(key, { progress }));
      const answers: AskedAnswer["answers"] =
        own === "class" ? [classAnswer(said as Classified)] : (said as AskedAnswer["answers"]);
      change(key, { state: "done", answers });
      if (answers[0]?.evidence.length) session.show(key);
      announce(`${asked}: ${answers[0]?.verdict ?? answers[0]?.text ?? "not in this document"}`);
    } catch (error) {
      change(key, { state: "failed", problem: controller.signal.aborted ? "Cancelled" : messageOf(error) });
    }
    running.current.delete(key);
  };
  return (
    <div class="stack">
      <form
        class="ask"
        onSubmit={(event) => {
          event.preventDefault();
          void ask(text.value);
        }}
      >
        <fieldset class="row bare" aria-label="What to do">
          {(Object.keys(KINDS) as AskedAnswer["kind"][]).map((name) => (
            <button
              key={name}
              type="button"
              class="chip"
              aria-pressed={kind.value === name}
              onClick={() => {
                kind.value = name;
              }}
            >
              {KINDS[name]}
            </button>
          ))}
        </fieldset>
        <div class="row">
          <input
            id="ask"
            class="grow"
            list="asked"
            dir="auto"
            aria-label={
              kind.value === "question"
                ? "Question"
                : kind.value === "statement"
                  ? "Statement"
                  : "Kinds, with commas between"
            }
            placeholder={HINTS[kind.value]}
            value={text}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
          <datalist id="asked">
            {history.value.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <button type="submit" class="primary">
            {KINDS[kind.value]}
          </button>
        </div>
      </form>
      {session.asked.value.length === 0 && (
        <Empty icon="search" title="Ask this document anything">
          <p>Answers are copied from the page, with the place where they stand.</p>
          {history.value.slice(0, 4).map((one) => (
            <button key={one} type="button" class="chip" onClick={() => void ask(one)}>
              {one}
            </button>
          ))}
        </Empty>
      )}
      <ul class="answers" aria-live="polite">
        {session.asked.value.map(({ key, question, state, progress, answers, problem }) => (
          <li
            key={key}
            class={session.lit.value === key ? "lit" : ""}
            onMouseEnter={() => {
              session.lit.value = key;
            }}
          >
            <small dir="auto">{question}</small>
            {state === "asking" && (
              <Working what="Looking" progress={progress} onCancel={() => running.current.get(key)?.abort()} />
            )}
            {state === "failed" && (
              <p class="bad-text">
                <Icon name="warn" size={15} /> {problem}
              </p>
            )}
            {answers.map((answer, i) => (
              <div key={i}>
                <p class="answer-text" dir="auto">
                  {answer.verdict ?? answer.text ?? "Not in this document"}
                </p>
                <div class="row">
                  <small>
                    {answer.status === "low" ? "please check, " : ""}
                    {percent(answer.confidence)}
                    {answer.calibrated ? "" : " (not calibrated)"}
                  </small>
                  <span class="grow" />
                  {answer.evidence[0] && (
                    <button type="button" class="small" onClick={() => session.show(key)}>
                      Show on page {answer.evidence[0].page + 1}
                    </button>
                  )}
                </div>
                <Why session={session} answer={answer} />
                {answer.alternatives.length > 0 && (
                  <details>
                    <summary>Other readings</summary>
                    <ul>
                      {answer.alternatives.map((one) => (
                        <li key={one.text} dir="auto">
                          {one.text ?? "absent"} <small>{percent(one.confidence)}</small>
                        </li>
                      ))}
                    </ul>
                  </details>
                )}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The pieces of the page that an answer was read from. */
function Why({ session, answer }: { session: Session; answer: Answer }) {
  const page = session.pages[answer.evidence[0]?.page ?? -1];
  if (!page) return null;
  const places = answer.evidence.filter((one) => one.page === page.number);
  const said = places.flatMap(({ words }) => words.map((at) => page.words[at]?.text));
  return (
    <details>
      <summary>Why?</summary>
      <Crop
        picture={pageImage(session.open.id, page.number, 2000)}
        aspect={page.width / page.height}
        boxes={places.map(({ box }) => box)}
        instead={<p dir="auto">“{said.join(" ")}”</p>}
        label={`What the answer rests on, page ${page.number + 1}`}
      />
    </details>
  );
}
