import { View } from '@tarojs/components';

interface ProgressProps {
  /** From 0 to 100. */
  readonly percent: number;
  readonly label: string;
  readonly look?: 'on-primary';
}

/** How far along something is; the words beside it say what is missing. */
export function Progress({ percent, label, look }: ProgressProps) {
  return (
    <View
      className={`progress ${look === undefined ? '' : `progress--${look}`}`}
      role="img"
      aria-label={label}
    >
      <View className="progress__done" style={{ width: `${Math.min(Math.max(percent, 0), 100)}%` }} />
    </View>
  );
}
