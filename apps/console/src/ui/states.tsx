// Without the library of components: the first screens stand on these alone.
import type { ReactNode } from 'react';
import { useUi } from './context';
import styles from './states.module.css';
import tones from './tones.module.css';

interface StateProps {
  /** Left out where the page's own heading says it already. */
  readonly title?: string;
  readonly text?: ReactNode;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing to show, and how that changes. */
export function EmptyState({ title, text, icon, action }: StateProps) {
  return (
    <div className={styles.state}>
      {icon && (
        <span className={styles.icon} aria-hidden>
          {icon}
        </span>
      )}
      {title && <p className={styles.title}>{title}</p>}
      {text && <p className={styles.text}>{text}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}

/** A strip above content that is still worth reading. */
export function Notice({
  tone = 'attention',
  children,
}: {
  readonly tone?: 'attention' | 'danger' | 'info' | 'good';
  readonly children: ReactNode;
}) {
  return (
    <div className={`${styles.notice} ${tones.tone}`} data-tone={tone} role="status">
      {children}
    </div>
  );
}

/** A grey block in the size of what is on its way. */
export function Skeleton({
  height,
  width = '100%',
}: {
  readonly height: number;
  readonly width?: number | string;
}) {
  return <span className={styles.skeleton} style={{ height, width }} />;
}

/** Wraps skeletons so that a screen reader hears one word instead of silence. */
export function Loading({ children }: { readonly children: ReactNode }) {
  const { words } = useUi();
  return (
    <div role="status" aria-label={words.loading} className={styles.loading}>
      {children}
    </div>
  );
}
