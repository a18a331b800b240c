import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, SyncOutlined } from '@ant-design/icons';
import { useMessages } from '../../app/language';
import styles from './imports.module.css';
import type { ImportJob } from './kinds';

const icons = {
  queued: ClockCircleOutlined,
  running: SyncOutlined,
  done: CheckCircleFilled,
  failed: CloseCircleFilled,
} as const;

/** The state of a job as an icon with its word. */
export function JobState({ state }: { readonly state: ImportJob['state'] }) {
  const m = useMessages();
  const Icon = icons[state];
  return (
    <span className={styles.state} data-state={state}>
      <Icon aria-hidden spin={state === 'running'} />
      {m.imports.states[state]}
    </span>
  );
}
