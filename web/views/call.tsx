/** How to call this server from a program: with the addresses and fields of this workspace. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { Scroll } from "../parts/scroll.tsx";
import { announce } from "../state/activity.ts";
import { info } from "../state/workspace.ts";

export function CallView() {
  const schema = info.value?.schema.schema ?? {
    type: "object",
    properties: { total: { type: "number", format: "money" } },
  };
  const indented = (value: unknown) => JSON.stringify(value, null, 2);
  const origin = location.origin;
  const quoted = indented({ schema }).replaceAll("'", "'\\''");
  return (
    <div class="view narrow">
      <header class="view-head">
        <div>
          <h1>How to call it</h1>
          <p class="quiet">
            The same work over HTTP. A server that wants a key takes it as <code>Authorization: Bearer KEY</code>.
          </p>
        </div>
        <div class="row">
          <a class="button" href="/api">
            API reference
          </a>
          <a class="button" href="/openapi.json">
            openapi.json
          </a>
        </div>
      </header>
      <Code
        title="Extract your fields with curl"
        code={`curl ${origin}/v1/extract \\\n  -F file=@invoice.pdf \\\n  -F 'input=${quoted}'`}
      />
      <Code
        title="Ask with curl"
        code={`curl ${origin}/v1/ask \\\n  -F file=@invoice.pdf \\\n  -F 'input={"questions":["What is the total?"]}'`}
      />
      <Code
        title="TypeScript"
        code={`import { readFile } from "node:fs/promises";\n\nconst schema = ${indented(schema)};\nconst form = new FormData();\nform.append("file", new Blob([await readFile("invoice.pdf")]), "invoice.pdf");\nform.append("input", JSON.stringify({ schema }));\nconst response = await fetch("${origin}/v1/extract", { method: "POST", body: form });\nconst { data, fields, checks } = await response.json();\nconsole.log(data, fields.total?.confidence, fields.total?.evidence, checks);`}
      />
      <Code
        title="As a job, with progress"
        code={`curl "${origin}/v1/ask?async=1" \\\n  -F file=@invoice.pdf \\\n  -F 'input={"questions":["What is the total?"]}'\n\n# ID is what that answered with\ncurl -N ${origin}/v1/jobs/ID/events\ncurl ${origin}/v1/jobs/ID`}
      />
    </div>
  );
}

function Code({ title, code }: { title: string; code: string }) {
  const copied = useSignal(false);
  const own = useRef<HTMLPreElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
    } catch {
      // Without https browsers keep the clipboard to themselves, but for what is selected.
      if (own.current) getSelection()?.selectAllChildren(own.current);
      announce("Selected: copy it by the keys of your system");
      return;
    }
    copied.value = true;
    announce("Copied");
    setTimeout(() => {
      copied.value = false;
    }, 2000);
  };
  return (
    <section class="card">
      <div class="row">
        <h2 class="grow">{title}</h2>
        <button type="button" class="small" aria-label={`Copy: ${title}`} onClick={() => void copy()}>
          <Icon name={copied.value ? "check" : "copy"} size={15} /> {copied.value ? "Copied" : "Copy"}
        </button>
      </div>
      <Scroll class="code" label={title}>
        <pre ref={own}>{code}</pre>
      </Scroll>
    </section>
  );
}
