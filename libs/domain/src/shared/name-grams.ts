/** A name as it is looked for: wide and small letters alike, without blanks, by code points. */
const pointsOf = (text: string): string[] => [...text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')];

/** Stands before the first sign of a name; no name holds it. */
const START = '\u0000';
/** A name is found by so many pairs of what is looked for: more would find no fewer. */
const SOUGHT_MAX = 4;

const pairsOf = (points: readonly string[]): string[] =>
  points.slice(1).map((point, i) => `${points[i] ?? ''}${point}`);

/** The pairs of neighbouring signs in a name, each once; the first sign alone counts as one with its start. */
export function nameGrams(name: string): string[] {
  const points = pointsOf(name);
  return points.length === 0 ? [] : [...new Set(pairsOf([START, ...points]))];
}

/** The pairs that every name has in which the text occurs; of a single sign, every name that begins with it. */
export function soughtGrams(text: string): string[] {
  const points = pointsOf(text);
  return [...new Set(points.length === 1 ? pairsOf([START, ...points]) : pairsOf(points))].slice(
    0,
    SOUGHT_MAX,
  );
}

/** Whether a text occurs in a name; a single sign must be its first. */
export function nameHolds(name: string, text: string): boolean {
  const [held, sought] = [pointsOf(name), pointsOf(text)];
  if (sought.length === 0) return false;
  return sought.length === 1 ? held[0] === sought[0] : held.join('').includes(sought.join(''));
}
