import {
  CheckCircleFilled,
  ClockCircleOutlined,
  CloseCircleFilled,
  QuestionCircleFilled,
  StopOutlined,
  SyncOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import styles from './imports.module.css';
import type { ImportJob } from './kinds';
import { useImportWords } from './words';

/** Where a worker is at it. */
const SPINS: readonly ImportJob['state'][] = ['running', 'checking', 'reversing'];

const icons = {
  checking: SyncOutlined,
  checked: QuestionCircleFilled,
  queued: ClockCircleOutlined,
  running: SyncOutlined,
  done: CheckCircleFilled,
  failed: CloseCircleFilled,
  discarded: StopOutlined,
  reversing: SyncOutlined,
  reversed: UndoOutlined,
} as const;

/** The state of a job as an icon with its word. */
export function JobState({ state }: { readonly state: ImportJob['state'] }) {
  const w = useImportWords();
  const Icon = icons[state];
  return (
    <span className={styles.state} data-state={state}>
      <Icon aria-hidden spin={SPINS.includes(state)} />
      {w.states[state]}
    </span>
  );
}
