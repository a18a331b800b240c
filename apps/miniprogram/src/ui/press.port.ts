import type { CSSProperties, ReactNode } from 'react';

export interface PressProps {
  readonly onPress: () => void;
  readonly children?: ReactNode;
  readonly className?: string;
  readonly style?: CSSProperties;
  /** Read aloud in place of the content, where the content alone does not say what will happen. */
  readonly label?: string;
  readonly isOff?: boolean;
  /** For what can be on or off, and for what opens and closes. */
  readonly role?: 'switch' | 'checkbox' | 'radio' | 'tab';
  readonly isOn?: boolean;
  readonly isOpen?: boolean;
}

/** Whether it is on, for what can be. */
export const checkedOf = ({ role, isOn }: Pick<PressProps, 'role' | 'isOn'>): boolean | undefined =>
  role === undefined || role === 'tab' ? undefined : isOn === true;
