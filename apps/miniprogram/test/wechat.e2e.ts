import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// Goal: what WeChat's reviewers and its client expect of an app, beyond its screens. Method: the built output, as it is
// uploaded, and what it does when the client tells it something.

const weapp = join(__dirname, '../dist/weapp');

it('comes with the project that WeChat’s tools open', () => {
  const project: unknown = JSON.parse(readFileSync(join(weapp, 'project.config.json'), 'utf8'));
  expect(project).toMatchObject({
    compileType: 'miniprogram',
    miniprogramRoot: './',
    setting: { urlCheck: true, es6: false },
  });
});
