import { openDemo, type Demo } from './demo';

/** One demo for all suites; one that needs another day or the brand for itself opens its own. */
export default async function startDemo(): Promise<void> {
  const demo = await openDemo();
  process.env['E2E_URL'] = demo.url;
  (globalThis as { demo?: Demo }).demo = demo;
}
