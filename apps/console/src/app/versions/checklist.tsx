import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { Panel } from '../../ui/panel';
import { useWords } from '../language';
import styles from './versions.module.css';
import { versionWords } from './words';

export interface Blocker {
  readonly key: string;
  readonly text: string;
  /** Id of the section where it can be repaired. */
  readonly section: string;
  readonly sectionName: string;
}

/** What still blocks publishing, each a way to the place where it can be repaired. */
export function Checklist({
  blockers,
  onOpen,
}: {
  readonly blockers: readonly Blocker[];
  readonly onOpen: (section: string) => void;
}) {
  const w = useWords(versionWords);
  return (
    <Panel title={w.checklist}>
      <p className={styles.verdict} data-ok={blockers.length === 0} role="status">
        {blockers.length === 0 ? <CheckCircleFilled aria-hidden /> : <ExclamationCircleFilled aria-hidden />}
        {blockers.length === 0 ? w.ready : w.blocking(blockers.length)}
      </p>
      <ul className={styles.blockers}>
        {blockers.map((blocker) => (
          <li key={blocker.key}>
            <button type="button" className={styles.blocker} onClick={() => onOpen(blocker.section)}>
              <span className={styles.where}>{blocker.sectionName}</span>
              {blocker.text}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
