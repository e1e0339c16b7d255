import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { wordsFile } from "../../test/workspaces.ts";
import { documentIds } from "./documents.ts";
import { watchFolder } from "./watch.ts";
import { Workspace } from "./workspace.ts";

const root = mkdtempSync(join(tmpdir(), "docformer-watch-"));
after(() => rmSync(root, { recursive: true, force: true }));

test("watchFolder() takes in what is there and what comes, whole, once, and goes on after what it cannot take", async () => {
  const folder = join(root, "inbox");
  mkdirSync(join(folder, "deeper"), { recursive: true });
  const workspace = Workspace.init(join(root, "workspace"), { who: "ann" });
  writeFileSync(join(folder, "first.json"), wordsFile(1));
  writeFileSync(join(folder, ".hidden"), wordsFile(8));
  writeFileSync(join(folder, "half.json.part"), wordsFile(9));
  const stop = new AbortController();
  const taken: string[] = [];
  const problems: string[] = [];
  let wake = () => {};
  const until = async (count: number) => {
    while (taken.length + problems.length < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  const watching = watchFolder(workspace, folder, {
    who: "ann",
    signal: stop.signal,
    every: 100,
    quiet: 30,
    mostBytes: 100_000,
    onDocument({ name }) {
      taken.push(name);
      wake();
    },
    onProblem(path, error) {
      problems.push(`${path.slice(folder.length + 1)}: ${(error as { code: string }).code}`);
      wake();
    },
  });
  await until(1);
  // Written in two parts: known by its whole content alone.
  const bytes = wordsFile(2);
  const late = join(folder, "deeper", "late.json");
  writeFileSync(late, bytes.subarray(0, 100));
  appendFileSync(late, bytes.subarray(100));
  writeFileSync(join(folder, "copy-of-first.json"), wordsFile(1));
  writeFileSync(join(folder, "huge.json"), " ".repeat(200_000));
  await until(3);
  writeFileSync(join(folder, "third.json"), wordsFile(3));
  await until(4);
  stop.abort();
  await watching;
  assert.deepEqual(taken, ["first.json", "late.json", "third.json"]);
  assert.deepEqual(problems, ["huge.json: too-large"]);
  assert.equal(documentIds(workspace).length, 3);
});
