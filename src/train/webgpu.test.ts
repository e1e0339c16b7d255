/**
 * WebGPU by SwiftShader, a Vulkan driver in software that comes with Chromium: right or wrong, not fast or slow. Losses, gradients
 * and updates of a small model are the CPU's. Skipped where there is no such driver.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { WebGpuResult } from "../../test/webgpu-child.ts";

/** Where Debian and others put Chromium, with SwiftShader and a Vulkan loader beside it; SWIFTSHADER names another folder. */
const FOLDERS = [
  process.env.SWIFTSHADER ?? "",
  "/usr/lib/chromium",
  "/usr/lib64/chromium-browser",
  "/opt/google/chrome",
];
const NEEDED = ["vk_swiftshader_icd.json", "libvk_swiftshader.so", "libvulkan.so.1"];
const folder = FOLDERS.find((place) => place !== "" && NEEDED.every((name) => existsSync(join(place, name))));
const root = fileURLToPath(new URL("../..", import.meta.url));

function child(folder: string): Promise<{ code: number | null; out: string; err: string }> {
  const process_ = spawn(process.execPath, ["--import", "tsx", "test/webgpu-child.ts"], {
    cwd: root,
    env: {
      ...process.env,
      VK_ICD_FILENAMES: join(folder, NEEDED[0]),
      LD_LIBRARY_PATH: [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
    },
  });
  let [out, err] = ["", ""];
  process_.stdout.on("data", (chunk) => {
    out += chunk;
  });
  process_.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => process_.on("close", (code) => resolve({ code, out, err })));
}

const skip = folder
  ? false
  : `no SwiftShader: ${NEEDED.join(", ")} stand together in none of ${FOLDERS.filter(Boolean).join(", ")}`;

test("training and answering on WebGPU give what the CPU gives", { skip }, async (t) => {
  const { code, out, err } = await child(folder as string);
  assert.equal(code, 0, err.slice(-2000));
  const result: WebGpuResult = JSON.parse(out);
  // A driver that does not start here is no fault of ours.
  if (result.missing) return t.skip(result.missing);
  const { cpu, webgpu } = result.losses;
  assert.equal(cpu.length, 2);
  cpu.forEach((losses, i) => {
    assert.deepEqual(Object.keys(losses), ["answer", "evidence", "marks"]);
    for (const [name, loss] of Object.entries(losses)) {
      assert.ok(
        Math.abs(loss - webgpu[i][name]) < 1e-3,
        `update ${i}, ${name}: ${loss} on cpu, ${webgpu[i][name]} on webgpu`,
      );
    }
  });
  assert.ok(result.gradientDifference < 1e-4, `gradients differ by ${result.gradientDifference} of their norm`);
  const { answers } = result;
  assert.equal(answers.webgpu.text, answers.cpu.text);
  const ratio = (answers.webgpu.confidence ?? 0) / (answers.cpu.confidence ?? 0);
  assert.ok(Math.abs(ratio - 1) < 1e-3, `confidences ${answers.cpu.confidence} and ${answers.webgpu.confidence}`);
  assert.ok(result.parameterDifference < 1e-4, `parameters differ by ${result.parameterDifference} after 2 updates`);
});
