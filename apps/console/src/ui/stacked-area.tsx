import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { spreadLabels } from './alluvial-layout';
import { useUi } from './context';
import type { ChartOption } from './echarts';
import { formatCount } from './format';
import styles from './stacked-area.module.css';
import { Bone, Loading } from './states';
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

function Canvas({ label, unit, xLabels, series, yMax, height }: Required<StackedAreaProps> & { readonly yMax: number }) {
  const host = useRef<HTMLDivElement>(null);
  const { isDark } = useUi();
  const [isReady, setReady] = useState(false);
  const option = useMemo(
    () => optionOf(label, unit, xLabels, series, yMax),
    // isDark is read by way of the document: a change of theme changes the colours that the option is built from.
    [label, unit, xLabels, series, yMax, isDark],
  );
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    let dispose = () => {};
    let isGone = false;
    void import('./echarts').then(({ init }) => {
      if (isGone) return;
      const chart = init(element, null, { renderer: 'svg' });
      chart.setOption(option);
      setReady(true);
      const observer = new ResizeObserver(() => chart.resize());
      observer.observe(element);
      dispose = () => {
        observer.disconnect();
        chart.dispose();
      };
    });
    return () => {
      isGone = true;
      dispose();
    };
  }, [option]);
  return (
    <div className={styles.canvas}>
      {!isReady && (
        <div className={styles.waiting}>
          <Loading>
            <Bone height={height - BOTTOM} />
          </Loading>
        </div>
      )}
      <div ref={host} role="img" aria-label={label} style={{ height }} />
    </div>
  );
}

function EndLabels({ series, yMax, height }: { readonly series: readonly AreaSeries[]; readonly yMax: number; readonly height: number }) {
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
          <span className={styles.name}>{one.label}</span>
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
    aria: { enabled: true, label: { description: label } },
    grid: { top: TOP, bottom: BOTTOM, left: 4, right: 4, containLabel: false },
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
      axisLabel: { color: faint, hideOverlap: true, alignMinLabel: 'left', alignMaxLabel: 'right' },
    },
    yAxis: {
      type: 'value',
      max: yMax || 1,
      interval: (yMax || 1) / 4,
      axisLabel: {
        inside: true,
        color: faint,
        align: 'left',
        verticalAlign: 'bottom',
        margin: 0,
        padding: [0, 0, 2, 0],
        formatter: (value: number) => (value === 0 ? '' : value === yMax ? `${formatCount(value)} ${unit}` : formatCount(value)),
      },
      splitLine: { lineStyle: { color: line } },
      z: 10,
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
