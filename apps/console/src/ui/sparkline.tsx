interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly colour: string;
  readonly kind?: 'line' | 'bars';
  readonly height?: number;
}

const WIDTH = 160;

/** The shape of a series beside its figure. Hidden from screen readers: the figure and its change say it in words. */
export function Sparkline({ values, colour, kind = 'line', height = 36 }: SparklineProps) {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2)
    return <svg viewBox={`0 0 ${WIDTH} ${height}`} width="100%" height={height} aria-hidden />;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      width="100%"
      height={height}
      preserveAspectRatio="none"
      aria-hidden
    >
      {kind === 'bars' ? bars(values, colour, height) : line(known, colour, height)}
    </svg>
  );
}

function line(values: readonly number[], colour: string, height: number) {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const y = (value: number) => (span === 0 ? height / 2 : height - 3 - ((value - low) / span) * (height - 6));
  const points = values.map(
    (value, index) => `${((index / (values.length - 1)) * WIDTH).toFixed(1)},${y(value).toFixed(1)}`,
  );
  return (
    <>
      <polygon points={`0,${height} ${points.join(' ')} ${WIDTH},${height}`} fill={colour} opacity={0.1} />
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke={colour}
        strokeWidth={1.75}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </>
  );
}

/** One bar a period, the last one, which the figure is about, in full strength. Bars start at zero. */
function bars(values: readonly (number | null)[], colour: string, height: number) {
  const top = Math.max(...values.map((value) => value ?? 0), 0);
  const step = WIDTH / values.length;
  return values.map((value, index) => {
    const barHeight = top === 0 || value === null ? 0 : Math.max(1, (value / top) * (height - 2));
    const isLast = index === values.length - 1;
    return (
      <rect
        key={index}
        x={index * step + step * 0.12}
        y={height - barHeight}
        width={step * 0.76}
        height={barHeight}
        fill={colour}
        opacity={isLast ? 1 : 0.32}
      />
    );
  });
}
