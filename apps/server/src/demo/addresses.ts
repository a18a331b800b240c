import type { Env } from '../platform/env';
import { showsApiDocs } from '../platform/http';
import { cast } from './cast';

/** What `npm start` prints last: where to look, and who to be. */
export function demoAddresses(url: string, env: Env): string[] {
  const lines = [
    '',
    `  Console        ${url}/console/`,
    `  Mini-program   ${url}/app/`,
    ...(showsApiDocs(env) ? [`  API docs       ${url}/api/docs`] : []),
  ];
  if (!env.DEMO) return lines;
  const names = (people: readonly { name: { zh: string } }[]): string =>
    people.map((person) => person.name.zh).join('、');
  return [
    ...lines,
    '',
    `  Operator       ${cast.operator.login} / ${cast.operator.password}`,
    `  Consumer       choose one in the mini-program: ${names(cast.consumer)}`,
    `  Guide          choose one in the mini-program: ${names(cast.guide)}`,
    '',
  ];
}
