import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { useWords } from '../language';
import { changesBetween, type LineChange, type RuleLine } from './lines';
import styles from './versions.module.css';
import { versionWords } from './words';

export interface ChangesProps {
  /** The version compared with, as it is called; null: there is none. */
  readonly from: string | null;
  readonly before: readonly RuleLine[];
  readonly after: readonly RuleLine[];
  readonly sectionName: (section: string) => string;
}

/** What a version says otherwise than the one in force, section by section, in sentences. */
export function Changes(props: ChangesProps) {
  const w = useWords(versionWords);
  return (
    <Panel title={props.from === null ? w.noVersion : w.changes(props.from)}>
      <ChangeList {...props} />
    </Panel>
  );
}

/** The same within the question that asks to confirm them, where they scroll on their own. */
export function ChangesToConfirm(props: ChangesProps) {
  const w = useWords(versionWords);
  return (
    <section className={styles.toConfirm} tabIndex={0}>
      <h3>{props.from === null ? w.noVersion : w.changes(props.from)}</h3>
      <ChangeList {...props} />
    </section>
  );
}

function ChangeList({ before, after, sectionName }: ChangesProps) {
  const w = useWords(versionWords);
  const changes = changesBetween(before, after);
  const sections = [...new Set(changes.map(({ section }) => section))];
  if (changes.length === 0) return <EmptyState text={w.noChanges} />;
  return (
    <dl className={styles.changes}>
      {sections.map((section) => (
        <div key={section}>
          <dt>{sectionName(section)}</dt>
          {changes
            .filter((change) => change.section === section)
            .map((change) => (
              <ChangeSentence key={change.key} change={change} />
            ))}
        </div>
      ))}
    </dl>
  );
}

function ChangeSentence({ change: { before, after } }: { readonly change: LineChange }) {
  const w = useWords(versionWords);
  const isBoth = before !== null && after !== null;
  return (
    <dd className={styles.change}>
      {before !== null && (
        <p>
          <span className={styles.mark} data-kind="removed">
            {isBoth ? w.before : w.removed}
          </span>
          <del>{before}</del>
        </p>
      )}
      {after !== null && (
        <p>
          <span className={styles.mark} data-kind="added">
            {isBoth ? w.after : w.added}
          </span>
          <ins>{after}</ins>
        </p>
      )}
    </dd>
  );
}

/** A version as sentences, section by section. */
export function Sentences({
  lines,
  sectionName,
}: {
  readonly lines: readonly RuleLine[];
  readonly sectionName: (section: string) => string;
}) {
  const sections = [...new Set(lines.map(({ section }) => section))];
  return (
    <dl className={styles.sentences}>
      {sections.map((section) => (
        <div key={section}>
          <dt>{sectionName(section)}</dt>
          {lines
            .filter((line) => line.section === section)
            .map((line) => (
              <dd key={line.key} className={styles.sentence}>
                {line.text}
              </dd>
            ))}
        </div>
      ))}
    </dl>
  );
}
