export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

export interface NodeBox {
  readonly key: string;
  readonly y: number;
  readonly height: number;
  readonly value: number;
}

export interface Band extends Flow {
  /** Top edges and thickness in pixels on both sides; left and right have one scale, so thickness is equal. */
  readonly y0: number;
  readonly y1: number;
  readonly thickness: number;
}

export interface AlluvialLayout {
  readonly left: readonly NodeBox[];
  readonly right: readonly NodeBox[];
  readonly bands: readonly Band[];
}

/**
 * Two columns of the same keys, in the given order from top to bottom, and the bands between them. Bands keep that
 * order inside every node, so that they cross only where people really moved.
 */
export function alluvialLayout(
  keys: readonly string[],
  flows: readonly Flow[],
  height: number,
  gap: number,
): AlluvialLayout {
  const shown = flows.filter((flow) => flow.value > 0);
  const total = shown.reduce((sum, flow) => sum + flow.value, 0);
  const scale = total === 0 ? 0 : Math.max(0, height - gap * (keys.length - 1)) / total;
  const left = stack(keys, (key) => sumWhere(shown, (flow) => flow.from === key), scale, gap);
  const right = stack(keys, (key) => sumWhere(shown, (flow) => flow.to === key), scale, gap);
  const filled = { left: new Map<string, number>(), right: new Map<string, number>() };
  const bands: Band[] = [];
  for (const from of keys) {
    for (const to of keys) {
      const flow = shown.find((candidate) => candidate.from === from && candidate.to === to);
      if (!flow) continue;
      const thickness = flow.value * scale;
      bands.push({
        ...flow,
        thickness,
        y0: take(left, filled.left, from, thickness),
        y1: take(right, filled.right, to, thickness),
      });
    }
  }
  return { left, right, bands };
}

const sumWhere = (flows: readonly Flow[], holds: (flow: Flow) => boolean) =>
  flows.filter(holds).reduce((sum, flow) => sum + flow.value, 0);

function stack(
  keys: readonly string[],
  valueOf: (key: string) => number,
  scale: number,
  gap: number,
): NodeBox[] {
  let y = 0;
  return keys.map((key) => {
    const value = valueOf(key);
    const box = { key, y, height: value * scale, value };
    y += box.height + gap;
    return box;
  });
}

/** Hands out the next free stretch of a node and returns where it starts. */
function take(
  boxes: readonly NodeBox[],
  filled: Map<string, number>,
  key: string,
  thickness: number,
): number {
  const used = filled.get(key) ?? 0;
  filled.set(key, used + thickness);
  return (boxes.find((box) => box.key === key)?.y ?? 0) + used;
}

/** Moves labels apart that would overlap, keeping their order and staying as close to their wish as the space allows. */
export function spreadLabels(wished: readonly number[], minGap: number, max: number): number[] {
  const placed: number[] = [];
  for (const y of wished) placed.push(Math.max(y, (placed.at(-1) ?? -Infinity) + minGap));
  let limit = max;
  for (let index = placed.length - 1; index >= 0; index -= 1) {
    placed[index] = Math.min(placed[index] ?? 0, limit);
    limit = (placed[index] ?? 0) - minGap;
  }
  return placed;
}
