import { useMessages, wordFor } from './language';
import styles from './layers.module.css';

/** The layer of nobody: never seen, or lapsed. Not an asset. */
export const NONE = 'none';

/** The colour of a layer by its rank in the model (0: none), the same in every chart of the console. */
export function layerColour(rank: number, layersInModel = 5): string {
  if (rank <= 0) return 'var(--rank-none)';
  // A model with fewer or more than five layers spreads over the same cool-to-warm scale.
  const tint = layersInModel <= 1 ? 5 : Math.round(((rank - 1) / (layersInModel - 1)) * 4) + 1;
  return `var(--rank-${Math.min(5, Math.max(1, tint))})`;
}

/** The rank of a code of the default model; codes of another model rank by its own order of layers. */
export const rankOf = (code: string, layers: readonly string[] = DEFAULT_LAYERS): number =>
  layers.indexOf(code) + 1;
export const DEFAULT_LAYERS = ['R1', 'R2', 'R3', 'R4', 'R5'] as const;

/** `R4 成交`: code and name, for all places where a layer is named. */
export function useLayerName(): (code: string) => string {
  const m = useMessages();
  return (code) => {
    const name = wordFor(m.layers, code);
    return code === NONE || name === code ? name : `${code} ${name}`;
  };
}

/** What layers are called, by their codes, for files. */
export function useLayerWords(): Readonly<Record<string, string>> {
  const nameOf = useLayerName();
  const m = useMessages();
  return Object.fromEntries([NONE, ...Object.keys(m.layers)].map((code) => [code, nameOf(code)]));
}

/** A layer as a coloured mark with its name; the colour is never alone. */
export function LayerTag({
  code,
  layers = DEFAULT_LAYERS,
}: {
  readonly code: string;
  readonly layers?: readonly string[];
}) {
  const name = useLayerName();
  return (
    <span className={styles.tag}>
      <span
        className={styles.mark}
        style={{ background: layerColour(rankOf(code, layers), layers.length) }}
        aria-hidden
      />
      {name(code)}
    </span>
  );
}
