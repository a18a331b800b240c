import type { Disagreement } from './compare';
import type { Season } from './season';

const dayText = (atMs: number): string => new Date(atMs).toISOString().slice(0, 19);

/** A disagreement as people read it. */
export function textOf({ stream, told, about, expected }: Disagreement, season: Season): string {
  const { programme } = stream;
  const stops = season.stops.map((atMs, i) => `${i}=${dayText(atMs)}`).join(' ');
  const facts = stream.facts.map((fact, i) => {
    const { atMs, ...rest } = fact;
    const when = stream.arrivals
      .map((own) => own.find((one) => one.fact === i))
      .map((one) => `${one?.stop}.${one?.batch}`);
    return `  ${dayText(atMs)} ${JSON.stringify(rest)} comes at ${when.join(' | ')}`;
  });
  const commands = stream.commands.map((one) => {
    const until = 'untilMs' in one ? ` until ${dayText(one.untilMs)}` : '';
    return `  stop ${one.stop}: ${JSON.stringify(one)}${until}`;
  });
  const outcomes = told.map(({ twin, outcome }, i) =>
    [
      `  twin ${i}: ${JSON.stringify(outcome)}`,
      ...(twin.refused.length > 0 ? [`    refused ${JSON.stringify(twin.refused)}`] : []),
    ].join('\n'),
  );
  return [
    `differs: ${about.join(', ')}`,
    `zone ${programme.zone}; rules ${rulesText(programme.rules)}; scheme ${JSON.stringify({ ...programme.scheme, levels: programme.scheme.levels.map(({ threshold }) => threshold) })}`,
    `stops ${stops}; jobs before ${season.jobs.join(', ') || 'none'} and at the end`,
    ...facts,
    ...commands,
    ...outcomes,
    ...(expected ? [`  by the handbook: ${JSON.stringify(expected)}`] : []),
  ].join('\n');
}

/** What is not as in the plainest rules. */
function rulesText(rules: object): string {
  return JSON.stringify(rules, (key, value: unknown) => {
    const isEmpty = value === null || value === 0 || (Array.isArray(value) && value.length === 0);
    const isPlain = ['noticeDays', 'suppliers', 'funder', 'guideFunder', 'guideDebtMax'].includes(key);
    return isEmpty || isPlain ? undefined : value;
  });
}
