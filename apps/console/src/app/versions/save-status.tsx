import { CheckOutlined, ExclamationCircleOutlined, SyncOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMoment } from '../../ui/context';
import { formatInstant } from '../../ui/format';
import type { SaveState } from '../../ui/saver';
import { useErrorText, useWords } from '../language';
import styles from './versions.module.css';
import { versionWords } from './words';

interface SaveStatusProps {
  readonly state: SaveState;
  readonly onRetry: () => void;
}

/** How far the draft is saved, in words that a screen reader hears when they change. */
export function SaveStatus({ state, onRetry }: SaveStatusProps) {
  const w = useWords(versionWords);
  const moment = useMoment();
  const errorText = useErrorText('read');
  return (
    <span className={styles.save} data-status={state.status} role="status">
      {state.status === 'saved' && <CheckOutlined aria-hidden />}
      {state.status === 'saving' && <SyncOutlined aria-hidden />}
      {state.status === 'failed' && <ExclamationCircleOutlined aria-hidden />}
      {state.status === 'saved' &&
        (state.atMs === null ? w.savedNever : w.saved(formatInstant(state.atMs, moment)))}
      {state.status === 'waiting' && w.waiting}
      {state.status === 'saving' && w.saving}
      {state.status === 'failed' && (
        <>
          {w.failed(errorText(state.code))}
          <Button type="link" size="small" onClick={onRetry}>
            {w.tryAgain}
          </Button>
        </>
      )}
    </span>
  );
}
