import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/states';
import type { Refused } from './api';
import styles from './confirm-dialog.module.css';
import { useErrorText } from './language';

interface ConfirmDialogProps<T> {
  readonly title: string;
  readonly okText: string;
  readonly cancelText: string;
  /** What is done once it is confirmed; its refusal is told in the dialog, and what was typed stays. */
  readonly action: UseMutationResult<T, Refused, void>;
  readonly onClose: () => void;
  /** Not to be confirmed yet. */
  readonly isOff?: boolean;
  readonly isDanger?: boolean;
  readonly width?: number;
  readonly children: ReactNode;
}

/** The question before something is done: what will happen, the fields that it needs, yes and no. */
export function ConfirmDialog<T>(props: ConfirmDialogProps<T>) {
  const {
    title,
    okText,
    cancelText,
    action,
    onClose,
    isOff = false,
    isDanger = false,
    width,
    children,
  } = props;
  const errorText = useErrorText();
  return (
    <Dialog
      width={width}
      title={title}
      okText={okText}
      cancelText={cancelText}
      isBusy={action.isPending}
      isOff={isOff}
      isDanger={isDanger}
      onOk={() => action.mutate()}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        {children}
        {action.isError && <Notice tone="danger">{errorText(action.error.code)}</Notice>}
      </div>
    </Dialog>
  );
}
