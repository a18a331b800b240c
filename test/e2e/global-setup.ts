import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const READY_MS = 120_000;
const ROOT = resolve(__dirname, '../..');

/** The built product as a newcomer starts it, with the demo brand, on a port and a folder of its own. */
export default async function startDemo(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'liuliang-e2e-'));
  const server = spawn(process.execPath, [join(ROOT, 'apps/server/dist/main.js')], {
    env: { PATH: process.env['PATH'], DEMO: '1', CHECK_REPLIES: '1', PORT: '0', LIULIANG_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.env['E2E_URL'] = await addressOf(server);
  const shared = globalThis as { demo?: { server: ChildProcess; folder: string } };
  shared.demo = { server, folder };
}

/** The address that the server prints when it is ready. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolveUrl, reject) => {
    const timer = setTimeout(() => reject(new Error('The demo did not become ready')), READY_MS);
    let said = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /is ready at (http:\S+)/.exec(said) ?? [];
      if (!url) return;
      clearTimeout(timer);
      resolveUrl(url);
    });
    server.on('exit', (code) => reject(new Error(`The demo stopped with ${code}: ${said}`)));
  });
}
