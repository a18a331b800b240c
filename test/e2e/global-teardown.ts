import { closeDemo, type Demo } from './demo';

export default async function stopDemo(): Promise<void> {
  const { demo } = globalThis as { demo?: Demo };
  if (demo) await closeDemo(demo);
}
