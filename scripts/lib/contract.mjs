/** The files generated from the contract: the index over its areas, the OpenAPI document, the client's route table, event schemas, error texts. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { writeContractIndex } from './contract-index.mjs';
import { at } from './paths.mjs';
import { filesOf } from './freshness.mjs';
import { mustRun, tool } from './run.mjs';

const GENERATED = 'libs/contract/src/generated';

/** Generates them anew and returns the names of those that changed. */
export async function generateContract(options = {}) {
  const before = contents();
  writeContractIndex(at('libs/contract/src'));
  await mustRun(
    'Building the contract',
    process.execPath,
    [tool('typescript', 'tsc'), '-b', 'libs/contract'],
    options,
  );
  await mustRun(
    'Generating from the contract',
    process.execPath,
    [at('libs/contract/dist/generate.js')],
    options,
  );
  const after = contents();
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}

function contents() {
  return new Map(
    filesOf([GENERATED]).paths.map((path) => [relative(at(), path), readFileSync(path, 'utf8')]),
  );
}
