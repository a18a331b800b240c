/** The drawing and the table of docs/architecture/overview.md, against the folders and imports of the server's areas. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

it('the overview names every area, draws the imports there are, and they make no circle', () => {
  const script = join(__dirname, '../../scripts/graph.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect({ status, said: status === 0 ? '' : stderr }).toEqual({ status: 0, said: '' });
});
