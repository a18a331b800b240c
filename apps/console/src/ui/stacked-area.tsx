import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { spreadLabels } from './alluvial-layout';
import { useUi } from './context';
import type { ChartOption, EChartsType } from './echarts';
import { formatCount } from './format';
import styles from './stacked-area.module.css';
import { Skeleton, EmptyState, Loading } from './states';
import { cssColour } from './theme';
import { niceMax } from './scale';

export interface AreaSeries {
  readonly key: string;
  readonly label: string;
  /** A CSS variable reference such as `var(--rank-1)`. */
  readonly colour: string;
  readonly values: readonly number[];
  /** Where the label at the end of the band leads. */
  readonly href: string;
}

interface StackedAreaProps {
  readonly label: string;
  readonly unit: string;
  readonly xLabels: readonly string[];
  /** Bottom band first. */
  readonly series: readonly AreaSeries[];
  readonly height?: number;
}

const TOP = 12;
const BOTTOM = 28;
const AXIS = 62; // Room for '100,000 people'.
const LABEL_GAP = 36;

/** Stacked areas with a label at the end of each band instead of a legend; a label opens what the band counts. */
export function StackedArea({ label, unit, xLabels, series, height = 300 }: StackedAreaProps) {
  const totals = xLabels.map((_, index) => series.reduce((sum, one) => sum + (one.values[index] ?? 0), 0));
  const yMax = niceMax(Math.max(...totals, 0));
  return (
    <div className={styles.frame} style={{ height }}>
      <Canvas label={label} unit={unit} xLabels={xLabels} series={series} yMax={yMax} height={height} />
      <EndLabels series={series} yMax={yMax} height={height} />
    </div>
  );
}

function Canvas({
  label,
  unit,
  xLabels,
  series,
  yMax,
  height,
}: Required<StackedAreaProps> & { readonly yMax: number }) {
  const host = useRef<HTMLDivElement>(null);
  const { isDark, words } = useUi();
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    let dispose: (() => void) | null = null;
    let isGone = false;
    const begin = ({ init }: typeof import('./echarts')) => {
      if (isGone) return;
      const begun = init(element, null, { renderer: 'svg' });
      const observer = new ResizeObserver(() => begun.resize());
      observer.observe(element);
      dispose = () => {
        observer.disconnect();
        begun.dispose();
      };
      setChart(begun);
    };
    // The chunk cannot come while offline, or to an old tab after a release.
    import('./echarts').then(begin, () => setMissing(true));
    return () => {
      isGone = true;
      dispose?.();
    };
  }, []);
  useEffect(() => {
    if (!chart) return;
    chart.setOption(optionOf(label, unit, xLabels, series, yMax), { notMerge: true });
    // isDark is read by way of the document: a change of theme changes the colours that the option is built from.
  }, [chart, label, unit, xLabels, series, yMax, isDark]);
  return (
    <div className={styles.canvas}>
      {isMissing && <EmptyState text={words.chartMissing} />}
      {!chart && !isMissing && (
        <div className={styles.waiting}>
          <Loading>
            <Skeleton height={height - BOTTOM} />
          </Loading>
        </div>
      )}
      <div ref={host} role="img" aria-label={label} style={{ height }} />
    </div>
  );
}

function EndLabels({
  series,
  yMax,
  height,
}: {
  readonly series: readonly AreaSeries[];
  readonly yMax: number;
  readonly height: number;
}) {
  const plot = height - TOP - BOTTOM;
  let below = 0;
  // From the bottom band up; the list on screen runs from the top band down.
  const middles = series.map((one) => {
    const last = one.values.at(-1) ?? 0;
    const middle = below + last / 2;
    below += last;
    return TOP + plot - (yMax === 0 ? 0 : (middle / yMax) * plot);
  });
  const fromTop = [...series].reverse();
  const ys = spreadLabels([...middles].reverse(), LABEL_GAP, height - BOTTOM);
  return (
    <ul className={styles.labels}>
      {fromTop.map((one, index) => (
        <li key={one.key} style={{ top: ys[index] }}>
          <span className={styles.swatch} style={{ background: one.colour }} aria-hidden />
          <span className={styles.name} title={one.label}>
            {one.label}
          </span>
          <Link to={one.href} aria-label={`${one.label} ${formatCount(one.values.at(-1))}`}>
            {formatCount(one.values.at(-1))}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function optionOf(
  label: string,
  unit: string,
  xLabels: readonly string[],
  series: readonly AreaSeries[],
  yMax: number,
): ChartOption {
  const faint = cssColour('--ink-faint');
  const line = cssColour('--line');
  return {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 300,
    textStyle: { fontFamily: cssColour('--font') },
    aria: { enabled: true, label: { description: label } },
    grid: { top: TOP, bottom: BOTTOM, left: AXIS, right: 4 },
    tooltip: {
      trigger: 'axis',
      order: 'seriesDesc',
      backgroundColor: cssColour('--surface'),
      borderColor: line,
      textStyle: { color: cssColour('--ink'), fontSize: 12 },
      valueFormatter: (value) => `${formatCount(Number(value))} ${unit}`,
      confine: true,
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: [...xLabels],
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { color: faint, hideOverlap: true, alignMaxLabel: 'right' },
    },
    yAxis: {
      type: 'value',
      max: yMax || 1,
      interval: (yMax || 1) / 4,
      axisLabel: {
        color: faint,
        formatter: (value: number) => (value === yMax ? `${formatCount(value)} ${unit}` : formatCount(value)),
      },
      splitLine: { lineStyle: { color: line } },
    },
    series: series.map((one) => ({
      type: 'line',
      name: one.label,
      stack: 'all',
      data: [...one.values],
      symbol: 'none',
      lineStyle: { width: 1, color: cssColour('--surface') },
      itemStyle: { color: cssColour(one.colour) },
      areaStyle: { color: cssColour(one.colour), opacity: 0.92 },
      emphasis: { disabled: true },
    })),
  };
}
