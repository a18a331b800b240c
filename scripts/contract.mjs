/** `npm run contract`: writes everything that is generated from the contract; commit what changes. */
import { generateContract } from './lib/contract.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main, say } from './lib/log.mjs';
import { requireNode } from './lib/paths.mjs';

await main(async () => {
  requireNode();
  await ensureInstalled();
  const changed = await generateContract();
  for (const name of changed) say(`changed: ${name}`);
  if (changed.length === 0) say('Nothing changed.');
});
