import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Dialog } from './dialog';
import { Notice } from './states';

interface ConfirmButtonProps {
  readonly label: string;
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly children: ReactNode;
  readonly okText: string;
  readonly cancelText: string;
  readonly isDangerous?: boolean;
  readonly isPrimary?: boolean;
  readonly isSmall?: boolean;
  readonly isLarge?: boolean;
  readonly disabled?: boolean;
  /** The confirming button waits for this, for what still has to be filled in. */
  readonly isReady?: boolean;
  /** Does it; answers what went wrong in words, or null. */
  readonly onConfirm: () => Promise<string | null>;
}

/**
 * A button for what cannot be undone: asks first, and stays open with the reason when it was refused. What it asked stays
 * as it was until it is gone, also where the deed turns the button into its opposite.
 */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, onConfirm } = props;
  const { isPrimary = false, isSmall = false, isLarge = false, disabled = false, isReady = true } = props;
  const [answered, setAnswered] = useState<ConfirmButtonProps | null>(null);
  const { title, children, okText, cancelText, isDangerous = false } = answered ?? props;
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const confirm = async () => {
    setBusy(true);
    setAnswered(props);
    const wrong = await onConfirm();
    setBusy(false);
    setFault(wrong);
    if (wrong === null) setOpen(false);
    else setAnswered(null);
  };
  return (
    <>
      <Button
        type={isPrimary ? 'primary' : 'default'}
        size={isSmall ? 'small' : isLarge ? 'large' : 'middle'}
        disabled={disabled}
        onClick={() => {
          setFault(null);
          setAnswered(null);
          setOpen(true);
        }}
      >
        {label}
      </Button>
      <Dialog
        open={isOpen}
        title={title}
        okText={okText}
        cancelText={cancelText}
        isDanger={isDangerous}
        isOff={!isReady}
        isBusy={isBusy}
        onOk={() => void confirm()}
        onCancel={() => setOpen(false)}
      >
        {children}
        {fault && <Notice tone="danger">{fault}</Notice>}
      </Dialog>
    </>
  );
}
