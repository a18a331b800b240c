import { type KeyboardEvent as Key, useEffect, useRef } from 'react';
import { useBackCloses } from './back-closes.h5';
import type { SheetPanelProps } from './sheet-parts.port';

/** Where Tab stops. */
const STOPS = 'button:not(:disabled), input:not(:disabled), a[href]';

/** A dialog to keyboards and screen readers: takes the focus, gives it back, and closes on Escape, or when going back. */
export function SheetPanel({ title, onClose, children }: SheetPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  useBackCloses(onClose);

  useEffect(() => {
    const before = document.activeElement;
    // A field inside may already have taken the focus.
    if (!panel.current?.contains(before)) panel.current?.focus();
    return () => {
      // What comes after the sheet may have taken it already.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);

  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    document.addEventListener('keydown', closeOnEscape);
    return () => document.removeEventListener('keydown', closeOnEscape);
  }, [onClose]);

  /** Tab goes round inside: what is below is not to be reached while the sheet is open. */
  function keepInside(event: Key<HTMLDivElement>): void {
    if (event.key !== 'Tab' || panel.current === null) return;
    const stops = [...panel.current.querySelectorAll<HTMLElement>(STOPS)];
    const [first, last] = [stops[0], stops.at(-1)];
    const isAtEnd = document.activeElement === (event.shiftKey ? first : last);
    if (!isAtEnd && document.activeElement !== panel.current) return;
    if (!isAtEnd && !event.shiftKey) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }

  return (
    <div
      ref={panel}
      onKeyDown={keepInside}
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
