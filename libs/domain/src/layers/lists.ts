/** A customer in a layer; the layer is a number, as in `layerOn`, and never 0. */
export interface LayerEntry {
  readonly customerId: number;
  readonly layer: number;
}

/** A layer is one byte and an id is at most 2^53, which takes eight bytes of seven bits each. */
export const LIST_ENTRY_BYTES_MAX = 9;

const MORE = 128;

/**
 * Who is in which layer on a day, in ascending order of ids, as bytes: the layer, then how far the id lies beyond the
 * one before, seven bits to a byte. Customers in no layer are left out.
 */
export function packLayers(entries: readonly LayerEntry[]): Uint8Array {
  const bytes = new Uint8Array(entries.length * LIST_ENTRY_BYTES_MAX);
  let [at, last] = [0, 0];
  for (const { customerId, layer } of entries) {
    let gap = customerId - last;
    if (gap <= 0) throw new Error('A list of layers names each customer once, in ascending order');
    bytes[at++] = layer;
    // Ids are wider than the 32 bits that shifting would keep.
    for (; gap >= MORE; gap = Math.floor(gap / MORE)) bytes[at++] = (gap % MORE) + MORE;
    bytes[at++] = gap;
    last = customerId;
  }
  return bytes.subarray(0, at);
}

/**
 * How many went from which layer to which between two days, by the lists of both, each cut into parts in ascending
 * order. One walk over both side by side. Who is in neither list is not counted.
 */
export function flowOfLists(
  from: readonly Uint8Array[],
  to: readonly Uint8Array[],
  layers: number,
): number[][] {
  const size = layers + 1;
  const flow = new Array<number>(size * size).fill(0);
  const count = (fromLayer: number, toLayer: number): void => {
    const at = fromLayer * size + toLayer;
    flow[at] = (flow[at] ?? 0) + 1;
  };
  const [before, after] = [new ListWalk(from), new ListWalk(to)];
  while (before.customerId !== AT_END || after.customerId !== AT_END) {
    if (before.customerId === after.customerId) {
      count(before.layer, after.layer);
      before.step();
      after.step();
    } else if (before.customerId < after.customerId) {
      count(before.layer, 0);
      before.step();
    } else {
      count(0, after.layer);
      after.step();
    }
  }
  return Array.from({ length: size }, (_, row) => flow.slice(row * size, (row + 1) * size));
}

/** Above every id. */
const AT_END = Number.POSITIVE_INFINITY;

/** Goes through a list entry by entry, so that no object is made for each of a million customers. */
class ListWalk {
  customerId = 0;
  layer = 0;
  private part = 0;
  private at = 0;

  constructor(private readonly parts: readonly Uint8Array[]) {
    this.step();
  }

  step(): void {
    let bytes = this.parts[this.part];
    let last = this.customerId;
    while (bytes !== undefined && this.at >= bytes.length) {
      this.part += 1;
      this.at = 0;
      // Each part counts from nought, so that it can be read by itself.
      last = 0;
      bytes = this.parts[this.part];
    }
    if (bytes === undefined) {
      this.customerId = AT_END;
      return;
    }
    this.layer = bytes[this.at++] ?? 0;
    let [gap, scale] = [0, 1];
    for (;;) {
      const byte = bytes[this.at++] ?? 0;
      gap += (byte % MORE) * scale;
      if (byte < MORE) break;
      scale *= MORE;
    }
    this.customerId = last + gap;
  }
}
