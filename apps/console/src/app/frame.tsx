// What the sign-in page and the first moments share with the shell. Apart from it, so that nobody waits for the whole
// shell before they can type their name.
import { Loading, Skeleton } from '../ui/states';
import styles from './shell.module.css';

/** The product's mark. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden className={styles.mark}>
      <rect width="32" height="32" rx="8" fill="#1d5c57" />
      <g fill="none" strokeWidth="2.6" strokeLinecap="round">
        <path d="M6 13c3.3 0 3.3-2.6 6.7-2.6S16 13 19.3 13s3.3-2.6 6.7-2.6" stroke="#9fd4cb" />
        <path d="M6 21.5c3.3 0 3.3-2.6 6.7-2.6s3.3 2.6 6.6 2.6 3.3-2.6 6.7-2.6" stroke="#fff" />
      </g>
    </svg>
  );
}

/** The shape of a screen while code or data of it is on its way. */
export function FrameSkeleton() {
  return (
    <div className={styles.frame}>
      <div className={styles.bar}>
        <Skeleton height={26} width={160} />
      </div>
      <div className={styles.side}>
        <Loading>
          <Skeleton height={32} />
          <Skeleton height={32} />
          <Skeleton height={32} />
        </Loading>
      </div>
      <div className={styles.content}>
        <div className={styles.waiting}>
          <Skeleton height={34} width={220} />
          <Skeleton height={150} />
          <Skeleton height={320} />
        </div>
      </div>
    </div>
  );
}
