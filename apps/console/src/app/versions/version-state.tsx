import { Instant } from '../../ui/figures';
import { useWords } from '../language';
import type { VersionHead } from './document';
import styles from './versions.module.css';
import { versionWords, type VersionWords } from './words';

type State = Pick<VersionHead, 'state' | 'isInForce' | 'startsAtMs' | 'asked'>;

export const stateOf = (version: State, nowMs: number): keyof VersionWords['states'] => {
  if (version.state === 'draft') return version.asked ? 'asked' : 'draft';
  if (version.isInForce) return 'inForce';
  return version.startsAtMs > nowMs ? 'upcoming' : 'past';
};

export function VersionState({ version }: { readonly version: State }) {
  const w = useWords(versionWords);
  const state = stateOf(version, Date.now());
  return (
    <span className={styles.state} data-state={state}>
      {w.states[state]}
    </span>
  );
}

/** What was there before anybody published anything has no beginning to tell. */
export function StartsAt({ version }: { readonly version: State }) {
  const w = useWords(versionWords);
  return version.startsAtMs ? <Instant value={version.startsAtMs} /> : <>{w.always}</>;
}
