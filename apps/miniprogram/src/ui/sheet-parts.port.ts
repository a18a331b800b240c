import type { PropsWithChildren } from 'react';

export type SheetPanelProps = PropsWithChildren<{ readonly title: string; readonly onClose: () => void }>;
