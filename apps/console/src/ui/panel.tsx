import { DownloadOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useId, type ReactNode } from 'react';
import { useUi } from './context';
import styles from './panel.module.css';

interface PanelProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** Content reaches the panel's edges: tables. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A titled area of a screen. */
export function Panel({ title, hint, actions, flush = false, className, children }: PanelProps) {
  const titleId = useId();
  return (
    <section className={[styles.panel, className].filter(Boolean).join(' ')} aria-labelledby={titleId}>
      <header className={styles.header}>
        <div className={styles.words}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          {hint && <p className={styles.hint}>{hint}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  );
}

/** Exports what is shown; `of` names the table for screen readers. */
export function ExportButton({ of, onExport }: { readonly of: string; readonly onExport: () => void }) {
  const { words } = useUi();
  return (
    <Tooltip title={words.exportCsv}>
      <Button
        type="text"
        size="small"
        icon={<DownloadOutlined aria-hidden />}
        aria-label={`${words.exportCsv}: ${of}`}
        onClick={onExport}
      />
    </Tooltip>
  );
}
