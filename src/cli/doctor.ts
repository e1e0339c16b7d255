/** `docformer doctor`: what is missing on this machine and what to do; exit code 1 where something needed is. */
import { Command } from "commander";
import type { Finding } from "./doctor-checks.ts";
import { EXIT } from "./failure.ts";
import { outputFlags } from "./flags.ts";
import type { Context } from "./program.ts";

const MARKS: Readonly<Record<Finding["status"], string>> = { ok: "ok", failed: "FAILED", absent: "-" };

export function doctorCommand(context: Context): Command {
  const command = new Command("doctor").description(
    "Tries what docformer needs of this machine, and says what is missing and what to do.",
  );
  return outputFlags(command).action(async (flags: { json?: boolean }) => {
    const { terminal, signal } = context;
    const { examine } = await import("./doctor-checks.ts");
    const findings: Finding[] = [];
    for await (const finding of examine(signal)) {
      findings.push(finding);
      const { name, status, message, todo } = finding;
      if (status === "failed") context.exitCode = EXIT.failed;
      if (flags.json) continue;
      terminal.print(`${MARKS[status].padEnd(7)} ${name}: ${message}`);
      if (todo) terminal.print(terminal.dim(`        ${todo}`));
    }
    const { disposeEngines } = await import("../read/engines.ts");
    await disposeEngines();
    if (flags.json) terminal.json({ ok: context.exitCode === EXIT.ok, checks: findings });
  });
}
