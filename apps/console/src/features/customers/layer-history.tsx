import type { CSSProperties } from 'react';
import { DEFAULT_LAYERS, layerColour, LayerTag, NONE, rankOf, useLayerName } from '../../app/layers';
import { useToday } from '../../app/operator';
import { useMoment } from '../../ui/context';
import { formatDay } from '../../ui/format';
import { Panel } from '../../ui/panel';
import type { Customer } from './customer';
import styles from './layer-history.module.css';
import { layerSpans } from './layer-spans';
import { useCustomerWords } from './words';

// Shorter stretches have no room for their name; it is in the list below.
const LABEL_FROM = 0.16;
const LEVELS = [...DEFAULT_LAYERS].reverse();

/** The layer over time as a staircase: higher is deeper, so that rising and falling back are seen at once. */
export function LayerHistory({ customer }: { readonly customer: Customer }) {
  const w = useCustomerWords();
  const moment = useMoment();
  const layerName = useLayerName();
  const today = useToday();
  const spans = layerSpans(customer.layers, today);
  const first = spans[0];
  return (
    <Panel title={w.page.layers.title} hint={w.page.layers.hint}>
      {!first && <p className={styles.quiet}>{w.page.layers.empty}</p>}
      {first && (
        <>
          <div className={styles.strip} role="img" aria-label={w.page.layers.aria}>
            <div className={styles.levels}>
              {LEVELS.map((code) => (
                <span key={code}>{code}</span>
              ))}
            </div>
            <div className={styles.plot}>
              {spans.map((span) => (
                <span
                  key={span.from}
                  className={styles.span}
                  title={`${layerName(span.layer)} · ${formatDay(span.from, moment)} – ${formatDay(span.to, moment)}`}
                  style={
                    {
                      left: `${span.start * 100}%`,
                      width: `${span.length * 100}%`,
                      height: span.layer === NONE ? 4 : `${rankOf(span.layer) * 20}%`,
                      '--colour': layerColour(rankOf(span.layer)),
                    } as CSSProperties // A custom property, which React's type of styles does not know.
                  }
                >
                  {span.length > LABEL_FROM && span.layer !== NONE && layerName(span.layer)}
                </span>
              ))}
            </div>
          </div>
          <div className={styles.axis}>
            <span>{formatDay(first.from, moment)}</span>
            <span>{formatDay(today, moment)}</span>
          </div>
          <details className={styles.details}>
            <summary>{w.page.layers.asTable}</summary>
            <ol className={styles.table}>
              {[...spans].reverse().map((span) => (
                <li key={span.from}>
                  <span>
                    {formatDay(span.from, moment)} – {formatDay(span.to, moment)}
                  </span>
                  <LayerTag code={span.layer} />
                </li>
              ))}
            </ol>
          </details>
        </>
      )}
    </Panel>
  );
}
