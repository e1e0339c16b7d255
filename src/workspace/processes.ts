/** Processes of this machine. */

/** Whether the process `id` of this machine is still there, another user's too. */
export function isProcessAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
