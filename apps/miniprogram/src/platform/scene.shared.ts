/** What WeChat, or an address, handed to the app when it was opened. */
type Query = Readonly<Record<string, unknown>> | null | undefined;

/** As far as WeChat lets a scene go. */
const LENGTH_MAX = 32;

/** A code that somebody came by, kept until it is used. */
export interface KeptScene {
  readonly scene: string;
  readonly atMs: number;
}

/** So long a code waits for somebody to make up their mind. */
const KEPT_MS = 7 * 86_400_000;

/** The code in a query; null for none. WeChat hands it over encoded. What it means is not for the phone to know. */
export function sceneIn(query: Query): string | null {
  const given = query?.scene;
  if (typeof given !== 'string') return null;
  const scene = decoded(given).trim();
  return scene === '' || scene.length > LENGTH_MAX ? null : scene;
}

/** Whether a code that was kept is still to be used. One from a clock that was ahead is not kept for ever. */
export const isAlive = ({ atMs }: KeptScene, nowMs: number): boolean => Math.abs(nowMs - atMs) < KEPT_MS;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
