import { plainRules, type EarningRules } from '@liuliang/domain';
import { compared, inSeason, type Disagreement } from './compare';
import type { Season } from './season';
import type { Programme } from './programmes';
import type { Command, Stream } from './streams';
import type { TestServer } from '../test-server';

const ROUNDS_MAX = 40;

/** The smallest stream that is left of one whose tellings disagree, when whatever can be taken away is taken away. */
export async function shrunk(
  season: Season,
  from: Disagreement,
  planted?: (server: TestServer) => void,
): Promise<{ readonly found: Disagreement; readonly season: Season }> {
  let [found, at] = [from, season];
  for (const jobs of [[] as number[], ...at.jobs.map((job) => [job])]) {
    const quiet = { ...season, jobs };
    const [still] = await disagreeing(quiet, [found.stream], planted);
    if (!still) continue;
    [found, at] = [still, quiet];
    break;
  }
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const smaller = await disagreeing(at, candidates(found.stream), planted);
    // A smaller stream that is wrong in another way would lead astray.
    const [best] = smaller
      .filter(({ about }) => about.includes(worstOf(from)))
      .filter(({ about }) => !about.includes('refused') || from.about.includes('refused'))
      .sort((a, b) => sizeOf(a.stream) - sizeOf(b.stream));
    if (!best) break;
    found = best;
  }
  return { found, season: at };
}

/** Points before lots, lots before the rest, twins before the model: what a smaller stream must still be wrong in. */
function worstOf({ about }: Disagreement): string {
  const order = [/people.*points/, /model.points/, /lots/, /people/, /guide/, /model\.l/];
  const [worst = ''] = [...order.flatMap((name) => about.filter((one) => name.test(one))), ...about];
  return worst;
}

async function disagreeing(
  season: Season,
  streams: readonly Stream[],
  planted?: (server: TestServer) => void,
): Promise<readonly Disagreement[]> {
  const told = streams.map((stream, i) => ({
    ...stream,
    seed: i,
    programme: { ...stream.programme, number: i },
  }));
  const { disagreements } = await inSeason(season, (server) => compared(server, season, told), planted);
  return disagreements;
}

function candidates(stream: Stream): Stream[] {
  return [
    ...withoutTwins(stream),
    ...withoutFacts(stream),
    ...withoutCommands(stream),
    ...simpler(stream),
    ...sooner(stream),
  ];
}

const sizeOf = ({ facts, commands, arrivals, programme }: Stream): number =>
  arrivals.length * 1_000 +
  facts.length * 100 +
  commands.length * 50 +
  facts.reduce((sum, fact) => sum + (fact.kind === 'event' ? 0 : fact.lines.length), 0) * 10 +
  JSON.stringify(programme.rules).length +
  arrivals.reduce((sum, own) => sum + own.reduce((all, { stop, batch }) => all + stop + batch, 0), 0);

function withoutTwins(stream: Stream): Stream[] {
  if (stream.arrivals.length <= 2) return [];
  return stream.arrivals.map((_, twin) => ({
    ...stream,
    arrivals: stream.arrivals.filter((__, i) => i !== twin),
  }));
}

/** A fact goes with the refunds of it. */
function withoutFacts(stream: Stream): Stream[] {
  return stream.facts.map((gone) => {
    const kept = stream.facts.flatMap((fact, i) =>
      fact === gone || (fact.kind === 'refund' && fact.order === gone.id) ? [] : [i],
    );
    return {
      ...stream,
      facts: kept.map((i) => stream.facts[i] as Stream['facts'][number]),
      arrivals: stream.arrivals.map((own) =>
        own.flatMap((arrival) => {
          const fact = kept.indexOf(arrival.fact);
          return fact < 0 ? [] : [{ ...arrival, fact }];
        }),
      ),
    };
  });
}

/** A hold goes with what settles it, a merge with what takes it back. */
function withoutCommands(stream: Stream): Stream[] {
  const keyOf = (command: Command): string => ('key' in command ? command.key : command.kind);
  return stream.commands.map((gone) => ({
    ...stream,
    commands: stream.commands.filter((one) => {
      if (one === gone) return false;
      if (gone.kind === 'merge') return one.kind !== 'unmerge';
      if (gone.kind === 'hold') return keyOf(one) !== gone.key;
      return gone.kind !== 'capture' || one.kind !== 'restore' || one.key !== gone.key;
    }),
  }));
}

/** Rules with one thing less, and facts without lines. */
function simpler(stream: Stream): Stream[] {
  const { programme } = stream;
  const plain = plainRules({ points: 1, perFen: 100 });
  const { multipliers } = programme.rules;
  const changes: Partial<EarningRules>[] = [
    ...(Object.keys(plain) as (keyof EarningRules)[]).map((key) => ({ [key]: plain[key] })),
    ...(['tier', 'layer', 'item'] as const).map((key) => ({ multipliers: { ...multipliers, [key]: [] } })),
    { caps: { ...programme.rules.caps, perOrder: null } },
    { caps: { ...programme.rules.caps, perDay: null } },
  ];
  const before = JSON.stringify(programme.rules);
  const programmes = changes
    .map((change): Programme => ({ ...programme, rules: { ...programme.rules, ...change } }))
    .filter(({ rules }) => JSON.stringify(rules).length < before.length || JSON.stringify(rules) !== before);
  return [
    ...programmes
      .filter(({ rules }) => JSON.stringify(rules).length < before.length)
      .map((one) => ({ ...stream, programme: one })),
    ...(stream.facts.some((fact) => fact.kind === 'order' && fact.lines.length > 0)
      ? [
          {
            ...stream,
            facts: stream.facts.map((fact) => (fact.kind === 'event' ? fact : { ...fact, lines: [] })),
          },
        ]
      : []),
  ];
}

/** One fact of one twin comes as soon as it does in the first. */
function sooner(stream: Stream): Stream[] {
  const [first, ...others] = stream.arrivals;
  return others.flatMap((own, twin) =>
    own.flatMap((arrival, at) => {
      const prompt = first?.find(({ fact }) => fact === arrival.fact);
      if (!prompt || (prompt.stop === arrival.stop && prompt.batch === arrival.batch)) return [];
      const moved = own
        .map((one, i) => (i === at ? prompt : one))
        .sort((a, b) => a.stop - b.stop || a.batch - b.batch);
      return [{ ...stream, arrivals: stream.arrivals.map((all, i) => (i === twin + 1 ? moved : all)) }];
    }),
  );
}
