import { useWords } from '../language';
import styles from './versions.module.css';
import { versionWords, type VersionWords } from './words';

export interface VersionHead {
  readonly version: number;
  readonly state: 'draft' | 'published';
  readonly isInForce: boolean;
  readonly startsAtMs: number;
}

export const stateOf = (version: VersionHead, nowMs: number): keyof VersionWords['states'] => {
  if (version.state === 'draft') return 'draft';
  if (version.isInForce) return 'inForce';
  return version.startsAtMs > nowMs ? 'upcoming' : 'past';
};

export function VersionState({ version }: { readonly version: VersionHead }) {
  const w = useWords(versionWords);
  const state = stateOf(version, Date.now());
  return (
    <span className={styles.state} data-state={state}>
      {w.states[state]}
    </span>
  );
}
