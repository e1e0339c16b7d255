/**
 * The API as a page: every operation of the OpenAPI document with its schemas and a call by curl, and forms that try the verbs.
 * Written on the server, so that it can be read without its script; its script only sends the forms.
 */

type Json = Record<string, unknown>;

const escapeText = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const API_PAGE_STYLE = `
:root { color-scheme: light dark; --line: #8885; --soft: #8881; --key: #0a58ca; }
@media (prefers-color-scheme: dark) { :root { --key: #8ab4f8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0.5rem 0 0; } h2 { margin: 2rem 0 0.5rem; }
code, pre, textarea { font: 13px/1.5 ui-monospace, monospace; }
pre { overflow: auto; max-height: 24rem; padding: 0.75rem; border-radius: 6px; background: var(--soft); }
details { border: 1px solid var(--line); border-radius: 6px; margin: 0.5rem 0; }
summary { padding: 0.6rem 0.8rem; cursor: pointer; }
summary code { font-size: 14px; } summary b { display: inline-block; min-width: 4rem; color: var(--key); }
summary span { opacity: 0.8; }
details > div { padding: 0 0.8rem 0.8rem; border-top: 1px solid var(--line); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 0.3rem 0.5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
form { display: grid; gap: 0.5rem; margin: 0.75rem 0; padding: 0.75rem; border: 1px dashed var(--line); border-radius: 6px; }
label { display: grid; gap: 0.25rem; } textarea, input { width: 100%; padding: 0.4rem; }
button { justify-self: start; min-height: 2.25rem; padding: 0.3rem 1.2rem; font: inherit; }
:focus-visible { outline: 3px solid var(--key); outline-offset: 2px; }
`;

/** A sample input that is worth sending. */
const SAMPLES: Readonly<Record<string, Json>> = {
  ask: { questions: ["What is the total?"] },
  extract: { schema: { type: "object", properties: { total: { type: "number", format: "money" } } } },
  classify: { labels: ["invoice", "receipt", "letter"] },
  verify: { statements: ["The total is 4.32."] },
};

const pre = (value: unknown) =>
  `<pre tabindex="0">${escapeText(typeof value === "string" ? value : JSON.stringify(value, null, 2))}</pre>`;

function curlOf(method: string, path: string, origin: string, keys: boolean): string {
  const verb = path.slice("/v1/".length);
  const key = keys ? ` -H "Authorization: Bearer $KEY"` : "";
  if (method === "post" && !verb.includes("/") && verb !== "session") {
    const input = SAMPLES[verb] ? ` -F 'input=${JSON.stringify(SAMPLES[verb])}'` : "";
    return `curl${key} -F file=@invoice.pdf${input} ${origin}${path}`;
  }
  const what = method === "get" ? "" : ` -X ${method.toUpperCase()}`;
  const body =
    path === "/v1/session" && method === "post" ? ` -H "Content-Type: application/json" -d '{"key":"..."}'` : "";
  return `curl${path.endsWith("/events") ? " -N" : ""}${key}${what}${body} ${origin}${path}`;
}

function parametersTable(parameters: readonly Json[]): string {
  if (parameters.length === 0) return "";
  const rows = parameters.map(
    ({ name, in: place, description, schema }) =>
      `<tr><td><code>${escapeText(String(name))}</code></td><td>${escapeText(String(place))}</td><td>${escapeText(String(description ?? (schema as Json)?.type ?? ""))}</td></tr>`,
  );
  return `<table><thead><tr><th>Parameter</th><th>in</th><th>what</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function bodySchema(operation: Json): unknown {
  const content = ((operation.requestBody as Json)?.content ?? {}) as Record<string, Json>;
  const form = content["multipart/form-data"]?.schema as Json | undefined;
  return (form?.properties as Json)?.input ?? content["application/json"]?.schema;
}

function responsesList(operation: Json): string {
  const rows = Object.entries((operation.responses ?? {}) as Record<string, Json>).map(
    ([status, { description, content }]) => {
      const schema = Object.values((content ?? {}) as Record<string, Json>)[0]?.schema as Json | undefined;
      const shown = !schema
        ? ""
        : "$ref" in schema
          ? `<code>${escapeText(String(schema.$ref).split("/").at(-1)!)}</code>`
          : pre(schema);
      return `<tr><td>${status}</td><td>${escapeText(String(description))} ${shown}</td></tr>`;
    },
  );
  return `<table><thead><tr><th>Status</th><th>Answer</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function tryForm(path: string): string {
  const verb = path.slice("/v1/".length);
  const sample = escapeText(JSON.stringify(SAMPLES[verb] ?? {}, null, 1));
  return `<form data-path="${escapeText(path)}"><label>Document <input type="file" name="file" required></label>
<label>Input <textarea name="input" rows="4" spellcheck="false">${sample}</textarea></label>
<button>Send</button><output aria-live="polite"></output></form>`;
}

function operationHtml(method: string, path: string, operation: Json, origin: string, keys: boolean): string {
  const schema = bodySchema(operation);
  const isVerb = ((operation.tags as string[]) ?? [])[0] === "Verbs";
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escapeText(path)}</code> <span>${escapeText(String(operation.summary))}</span></summary><div>
<p>${escapeText(String(operation.description ?? ""))}</p>
${pre(curlOf(method, path, origin, keys))}
${parametersTable((operation.parameters ?? []) as Json[])}
${schema ? `<h3>Input</h3>${pre(schema)}` : ""}
<h3>Answers</h3>${responsesList(operation)}
${isVerb ? `<h3>Try it</h3>${tryForm(path)}` : ""}
</div></details>`;
}

/** The page. @param origin as the caller sees the server, for the examples */
export function apiPage(api: Json, origin: string): string {
  const { info, paths, components } = api as {
    info: Json;
    paths: Record<string, Record<string, Json>>;
    components: { schemas: Json };
  };
  const keys = "security" in api;
  const tags = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const [tag] = operation.tags as string[];
      tags.set(tag, [...(tags.get(tag) ?? []), operationHtml(method, path, operation, origin, keys)]);
    }
  }
  const sections = [...tags].map(
    ([tag, operations]) => `<section><h2>${escapeText(tag)}</h2>${operations.join("")}</section>`,
  );
  const keyField = keys
    ? '<label>API key for the forms below <input id="key" type="password" autocomplete="off"></label>'
    : "";
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<details><summary><code>${escapeText(name)}</code></summary><div>${pre(schema)}</div></details>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>docformer: the API</title><link rel="stylesheet" href="/api/page.css"><script src="/api/page.js" defer></script></head>
<body><main><h1>docformer</h1><p>${escapeText(String(info.summary))}. ${escapeText(String(info.description))} Version ${escapeText(String(info.version))},
<a href="/openapi.json">openapi.json</a>, <a href="/">the page</a>.</p>${keyField}
${sections.join("\n")}<section><h2>Schemas</h2>${schemas.join("")}</section></main></body></html>
`;
}

/** Sends the forms and shows what comes back as text. */
export const API_PAGE_SCRIPT = `
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const output = form.querySelector("output");
    const button = form.querySelector("button");
    const key = document.querySelector("#key")?.value;
    button.disabled = true;
    output.textContent = "working ...";
    try {
      const response = await fetch(form.dataset.path, {
        method: "POST",
        body: new FormData(form),
        headers: key ? { Authorization: "Bearer " + key } : {},
      });
      const text = await response.text();
      const pre = document.createElement("pre");
      pre.tabIndex = 0;
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch {}
      pre.textContent = response.status + " " + response.statusText + "\\n" + shown;
      output.replaceChildren(pre);
    } catch (error) {
      output.textContent = "The server cannot be reached.";
    } finally {
      button.disabled = false;
    }
  });
}
`;
