import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';

/** Stops the demo as an operator would, and fails when it does not stop in order. */
export default async function stopDemo(): Promise<void> {
  const { demo } = globalThis as { demo?: { server: ChildProcess; folder: string } };
  if (!demo) return;
  const code = await new Promise<number | null>((resolve) => {
    demo.server.removeAllListeners('exit').once('exit', resolve);
    demo.server.kill('SIGTERM');
  });
  rmSync(demo.folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`The demo did not stop in order: ${code}`);
}
