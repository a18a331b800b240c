import { useEffect, useRef, type ReactNode } from 'react';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** One line under the title: scope, dates, what the page is about. */
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  /** A link back to where this page belongs, above the title. */
  readonly back?: ReactNode;
  readonly documentTitle?: string;
  readonly children: ReactNode;
}

/** The frame of every screen: one heading, its line, its actions. Names the browser tab and receives the focus. */
export function Page({ title, subtitle, actions, back, documentTitle, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Whoever began to type into the search while the page was on its way goes on typing.
    if (!(document.activeElement instanceof HTMLInputElement))
      heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = documentTitle ?? `${title} · 留量 Liuliang`;
  }, [title, documentTitle]);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.words}>
          {back && <div className={styles.back}>{back}</div>}
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {subtitle && <div className={styles.subtitle}>{subtitle}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
