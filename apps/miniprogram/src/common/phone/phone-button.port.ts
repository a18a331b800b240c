import type { ReactNode } from 'react';

export interface PhoneButtonProps {
  /** A one-time code that proves the number to the server; null when the person did not want to give it. */
  readonly onCode: (phoneCode: string | null) => void;
  readonly isBusy: boolean;
  readonly children: ReactNode;
}
