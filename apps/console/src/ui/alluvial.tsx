import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { alluvialLayout, spreadLabels, type Band, type NodeBox } from './alluvial-layout';
import styles from './alluvial.module.css';
import { formatCount } from './format';
import { useWidth } from './use-width';

export interface AlluvialNode {
  readonly key: string;
  readonly colour: string;
  readonly leftLabel: string;
  readonly rightLabel: string;
  /** Shown instead of the long labels on narrow screens. */
  readonly shortLabel: string;
}

export interface AlluvialFlow {
  readonly from: string;
  readonly to: string;
  readonly value: number;
  /** Where the band leads. */
  readonly href: string;
  /** The band in words: from, to, how many. */
  readonly label: string;
}

interface AlluvialProps {
  readonly label: string;
  readonly leftTitle: string;
  readonly rightTitle: string;
  /** What the line under the picture says while no band is pointed at. */
  readonly hint: string;
  readonly nodes: readonly AlluvialNode[];
  readonly flows: readonly AlluvialFlow[];
  readonly height?: number;
}

const NODE_WIDTH = 10;
const NODE_GAP = 14;
const LABEL_GAP = 18; // One line of 12 px text.
const NARROW_BELOW = 620;

/** Who moved from where to where between two moments; every band is a link to the people in it. */
export function Alluvial({ label, leftTitle, rightTitle, hint, nodes, flows, height = 330 }: AlluvialProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [pointed, setPointed] = useState<string | null>(null);
  const isNarrow = width < NARROW_BELOW;
  const margin = isNarrow ? 64 : 152;
  const layout = alluvialLayout(
    nodes.map((node) => node.key),
    flows,
    height,
    NODE_GAP,
  );
  const bandOf = (band: Band) => flows.find((flow) => flow.from === band.from && flow.to === band.to);
  return (
    <div ref={frame} className={styles.frame}>
      <div className={styles.titles} style={{ paddingInline: margin - 4 }}>
        <span>{leftTitle}</span>
        <span>{rightTitle}</span>
      </div>
      {width > 0 && (
        <svg width={width} height={height} role="group" aria-label={label} className={styles.picture}>
          {layout.bands.map((band) => {
            const flow = bandOf(band);
            if (!flow) return null;
            return (
              <Link
                key={`${band.from}-${band.to}`}
                to={flow.href}
                aria-label={flow.label}
                className={styles.band}
                onPointerEnter={() => setPointed(flow.label)}
                onPointerLeave={() => setPointed(null)}
                onFocus={() => setPointed(flow.label)}
                onBlur={() => setPointed(null)}
              >
                <path
                  d={bandPath(band, margin + NODE_WIDTH, width - margin - NODE_WIDTH)}
                  fill={nodes.find((node) => node.key === band.from)?.colour}
                />
              </Link>
            );
          })}
          <Column
            boxes={layout.left}
            nodes={nodes}
            side="left"
            x={margin}
            isNarrow={isNarrow}
            height={height}
          />
          <Column
            boxes={layout.right}
            nodes={nodes}
            side="right"
            x={width - margin - NODE_WIDTH}
            isNarrow={isNarrow}
            height={height}
          />
        </svg>
      )}
      <p className={styles.caption} aria-hidden>
        {pointed ?? hint}
      </p>
    </div>
  );
}

interface ColumnProps {
  readonly boxes: readonly NodeBox[];
  readonly nodes: readonly AlluvialNode[];
  readonly side: 'left' | 'right';
  readonly x: number;
  readonly isNarrow: boolean;
  readonly height: number;
}

function Column({ boxes, nodes, side, x, isNarrow, height }: ColumnProps) {
  const filled = boxes.filter((box) => box.value > 0);
  const labelYs = spreadLabels(
    filled.map((box) => box.y + box.height / 2),
    LABEL_GAP,
    height,
  );
  const labelX = side === 'left' ? x - 8 : x + NODE_WIDTH + 8;
  return (
    <g aria-hidden>
      {filled.map((box, index) => {
        const node = nodes.find((candidate) => candidate.key === box.key);
        const y = labelYs[index] ?? 0;
        const longLabel = side === 'left' ? node?.leftLabel : node?.rightLabel;
        return (
          <g key={box.key}>
            <rect
              x={x}
              y={box.y}
              width={NODE_WIDTH}
              height={Math.max(1, box.height)}
              rx={2}
              fill={node?.colour}
            />
            <text
              x={labelX}
              y={y + 4}
              textAnchor={side === 'left' ? 'end' : 'start'}
              className={styles.label}
            >
              <tspan>{isNarrow ? node?.shortLabel : longLabel} </tspan>
              <tspan className={styles.count}>{formatCount(box.value)}</tspan>
            </text>
          </g>
        );
      })}
    </g>
  );
}

function bandPath({ y0, y1, thickness }: Band, x0: number, x1: number): string {
  const middle = (x0 + x1) / 2;
  const height = Math.max(thickness, 1);
  return [
    `M${x0},${y0}`,
    `C${middle},${y0} ${middle},${y1} ${x1},${y1}`,
    `V${y1 + height}`,
    `C${middle},${y1 + height} ${middle},${y0 + height} ${x0},${y0 + height}`,
    'Z',
  ].join(' ');
}
