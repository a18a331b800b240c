/** A draft that could not be saved, as it is kept on this device. */
export interface Lost<T> {
  readonly value: T;
  readonly atMs: number;
}

type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Where an operator's unsaved draft of a document is kept. */
export const lostKey = (operatorId: string, document: string): string =>
  `liuliang.console.unsaved.${operatorId}.${document}`;

export function readLost<T>(storage: Keep, key: string): Lost<T> | null {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? 'null') as Partial<Lost<T>> | null;
    return kept && typeof kept.atMs === 'number' && kept.value !== undefined ? (kept as Lost<T>) : null;
  } catch {
    return null;
  }
}

export function keepLost<T>(storage: Keep, key: string, lost: Lost<T> | null): void {
  try {
    if (lost === null) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(lost));
  } catch {
    // A full or locked storage keeps nothing; the screen still says that it is not saved.
  }
}
