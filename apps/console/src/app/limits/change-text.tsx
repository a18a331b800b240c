import { useMoment } from '../../ui/context';
import { formatCount, formatInstant, formatMoney } from '../../ui/format';
import { useLimitWords, type LimitChange } from './words';

const HOUR_MS = 3_600_000;
export const hoursOf = (pauseMs: number): number => Math.round(pauseMs / HOUR_MS);

interface ChangeTextProps {
  readonly of: LimitChange;
  readonly pauseMs: number;
}

/** What is to become looser, who asked, who agreed, and from when it counts. */
export function ChangeText({ of, pauseMs }: ChangeTextProps) {
  const w = useLimitWords();
  const moment = useMoment();
  const at = (ms: number | null) => formatInstant(ms, moment);
  const people = [
    w.asked(of.askedBy ?? w.commandLine, at(of.askedAtMs)),
    ...(of.approvedBy === null ? [] : [w.approved(of.approvedBy, at(of.approvedAtMs))]),
  ];
  const standing = {
    waiting: () => w.waiting(hoursOf(pauseMs)),
    approved: () => w.pausing(at(of.countsFromMs)),
    counts: () => w.counts(at(of.countsFromMs)),
    withdrawn: () => w.withdrawn(of.withdrawnBy ?? w.commandLine, at(of.endedAtMs)),
  }[of.state];
  return (
    <>
      <strong>{useChangeTitle(of)}</strong> · {people.join(' · ')} · {standing()}
    </>
  );
}

/** The change in one line: which limit, from what to what. */
export function useChangeTitle({ limit, from, to }: LimitChange): string {
  const w = useLimitWords();
  const text = (value: number): string => {
    if (limit === 'settlement.secondPersonFen') return formatMoney(value);
    if (limit === 'publishing.earningAlone' || limit === 'publishing.tiersAlone') return w.people(value);
    return w.points(formatCount(value));
  };
  return w.change(w.names[limit], text(from), text(to));
}
