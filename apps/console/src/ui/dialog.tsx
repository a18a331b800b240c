import { Modal } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { FaultyInputs, useFaultyInputs } from './faulty-inputs';

interface DialogProps {
  readonly open?: boolean;
  readonly title: string;
  readonly okText: string;
  /** Null: nothing is left to be cancelled. */
  readonly cancelText: string | null;
  readonly onOk: () => void;
  readonly onCancel: () => void;
  /** What is done is under way. */
  readonly isBusy?: boolean;
  /** Not to be confirmed yet; nor is it while a field below is marked. */
  readonly isOff?: boolean;
  readonly isDanger?: boolean;
  /** Shows what is shown once: it closes by its button alone. */
  readonly isOnce?: boolean;
  readonly width?: number | undefined;
  readonly children: ReactNode;
}

/**
 * A question over the page. A click beside it does not close it, so that nothing typed is lost by a slip; when it is gone
 * the focus is where it was.
 */
export function Dialog(props: DialogProps) {
  const { open = true, title, okText, cancelText, onOk, onCancel, width, children } = props;
  const { isBusy = false, isOff = false, isDanger = false, isOnce = false } = props;
  const faulty = useFaultyInputs();
  useFocusReturn(open);
  return (
    <Modal
      open={open}
      {...(width === undefined ? {} : { width })}
      title={title}
      okText={okText}
      cancelText={cancelText}
      cancelButtonProps={{ hidden: cancelText === null }}
      confirmLoading={isBusy}
      okButtonProps={{ disabled: isOff || faulty.count > 0, danger: isDanger }}
      mask={{ closable: false }}
      closable={!isOnce}
      keyboard={!isOnce}
      onOk={onOk}
      onCancel={onCancel}
      destroyOnHidden
    >
      <FaultyInputs report={faulty.report}>{children}</FaultyInputs>
    </Modal>
  );
}

/** Puts the focus back to what had it before something opened, also where that is taken off the page at once. */
export function useFocusReturn(isOpen: boolean): void {
  // Read while drawing: once the effects run, the dialog has the focus itself.
  const [before, setBefore] = useState<{ readonly isOpen: boolean; readonly element: Element | null }>(
    () => ({
      isOpen,
      element: isOpen ? document.activeElement : null,
    }),
  );
  if (before.isOpen !== isOpen)
    setBefore({ isOpen, element: isOpen ? document.activeElement : before.element });
  const { element } = before;
  useEffect(() => {
    if (!isOpen) return undefined;
    return () => {
      setTimeout(() => {
        if (element instanceof HTMLElement && element.isConnected) element.focus();
      });
    };
  }, [isOpen, element]);
}
