import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { About } from './about';
import { Skeleton } from './states';
import styles from './stat-card.module.css';

interface StatCardProps {
  /** One letter that marks the card in its row. */
  readonly mark: string;
  readonly title: string;
  readonly about: string;
  readonly value: ReactNode;
  readonly change: ReactNode;
  readonly chart: ReactNode;
  readonly foot: ReactNode;
}

/** A figure, what it is, which way it went, its shape, and what it is made of. */
export function StatCard({ mark, title, about, value, change, chart, foot }: StatCardProps) {
  return (
    <section className={styles.card} aria-label={`${mark} ${title}`}>
      <h2 className={styles.title}>
        <span className={styles.mark} aria-hidden>
          {mark}
        </span>
        {title}
        <About of={title} text={about} />
        <span className={styles.changeSlot}>{change}</span>
      </h2>
      <p className={styles.value}>{value}</p>
      <div className={styles.chart}>{chart}</div>
      <div className={styles.foot}>{foot}</div>
    </section>
  );
}

interface ChangeProps {
  readonly direction: 'up' | 'down' | 'flat';
  readonly text: string;
  /** Compared with what, in words. */
  readonly against: string;
}

export function Change({ direction, text, against }: ChangeProps) {
  return (
    <span className={styles.change} data-direction={direction} title={against}>
      {direction === 'up' && <CaretUpFilled aria-hidden />}
      {direction === 'down' && <CaretDownFilled aria-hidden />}
      {text}
      <span className="visually-hidden">{against}</span>
    </span>
  );
}

export function StatCardSkeleton() {
  return (
    <div className={styles.card}>
      <Skeleton height={20} width="55%" />
      <Skeleton height={34} width="45%" />
      <Skeleton height={36} />
      <Skeleton height={16} width="80%" />
    </div>
  );
}
