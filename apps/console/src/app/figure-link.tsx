import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { figureAddress, type FigureFilter } from './figure-filter';
import styles from './figure-link.module.css';
import { can, useOperator } from './operator';

interface FigureLinkProps {
  readonly filter: FigureFilter;
  /** How many customers are behind the figure; nothing opens behind nobody. */
  readonly people: number | null | undefined;
  readonly children: ReactNode;
}

/** A figure that opens the customers it counts. */
export function FigureLink({ filter, people, children }: FigureLinkProps) {
  const operator = useOperator();
  if (!people || !can(operator, 'customers.read')) return <>{children}</>;
  return (
    <Link to={figureAddress(filter)} className={styles.link}>
      {children}
    </Link>
  );
}
