import { useEffect, useRef } from 'react';
import type { SheetPanelProps } from './sheet-parts.port';

/** A dialog to keyboards and screen readers: takes the focus, gives it back, and closes on Escape. */
export function SheetPanel({ title, onClose, children }: SheetPanelProps) {
  const panel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    // A field inside may already have taken the focus.
    if (!panel.current?.contains(before)) panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    document.addEventListener('keydown', closeOnEscape);
    return () => document.removeEventListener('keydown', closeOnEscape);
  }, [onClose]);

  return (
    <div
      ref={panel}
      className="sheet__panel"
      role="dialog"
      aria-modal="true"
      aria-label={title}
      tabIndex={-1}
    >
      {children}
    </div>
  );
}

/** Darkens the page below. Keyboards close by Escape, so it is no stop on their way. */
export function SheetBackdrop({ onPress }: { onPress: () => void }) {
  return <div className="sheet__backdrop" onClick={onPress} />;
}
