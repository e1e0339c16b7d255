/**
 * `npm run tarball`: what users install. Builds and packs the package, installs it into an empty folder with install scripts
 * off, and there reads and asks a page by the command and by the library. Fails when one of them does.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PAGE = join(ROOT, "examples", "invoice.pdf");
const folder = mkdtempSync(join(tmpdir(), "docformer-tarball-"));

const run = (cwd: string, command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

try {
  // The checkout switches install scripts off, so that a prepack script would not run either.
  run(ROOT, "npm", "run", "build");
  run(ROOT, "npm", "pack", "--pack-destination", folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) as string;
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
  run(folder, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", join(folder, tarball));
  console.log(run(folder, "npx", "docformer", "ask", PAGE, "What is the invoice number?", "--quiet"));
  const script = `import { DocFormer, readDocument } from "docformer";
const model = await DocFormer.load();
const { document } = await readDocument(${JSON.stringify(PAGE)});
const [answer] = await model.ask(document, ["What is the invoice number?"]);
console.log(answer.text, answer.status, answer.evidence.length);
await model.dispose();
for (const way of ["workspace", "train", "client"]) console.log(way, Object.keys(await import("docformer/" + way)).length);
`;
  writeFileSync(join(folder, "library.js"), script);
  console.log(run(folder, process.execPath, "library.js"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
