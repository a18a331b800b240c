import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { behindPath, type Behind } from './behind';
import styles from './figure-link.module.css';
import { can, useOperator } from './operator';

interface FigureLinkProps {
  readonly behind: Behind;
  /** How many customers are behind the figure; nothing opens behind nobody. */
  readonly people: number | null | undefined;
  readonly children: ReactNode;
}

/** A figure that opens the customers it counts. */
export function FigureLink({ behind, people, children }: FigureLinkProps) {
  const operator = useOperator();
  if (!people || !can(operator, 'customers.read')) return <>{children}</>;
  return (
    <Link to={behindPath(behind)} className={styles.link}>
      {children}
    </Link>
  );
}
