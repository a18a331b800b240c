import { Button } from 'antd';
import { useUi } from './context';
import styles from './states.module.css';

interface ErrorStateProps {
  readonly title: string;
  readonly code: string;
  readonly requestId: string | null;
  readonly onRetry?: (() => void) | undefined;
}

/** What went wrong in words, what support needs to find it, and the way on. */
export function ErrorState({ title, code, requestId, onRetry }: ErrorStateProps) {
  const { words } = useUi();
  return (
    <div className={styles.state} role="alert">
      <p className={styles.title}>{title}</p>
      <p className={styles.code}>
        <code>{code}</code>
        {requestId && <> · {words.requestId(requestId)}</>}
      </p>
      {onRetry && (
        <div className={styles.action}>
          <Button onClick={onRetry}>{words.retry}</Button>
        </div>
      )}
    </div>
  );
}
