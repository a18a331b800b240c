/** So many of one start of the app: whatever is broken is known by then. */
const TOLD_MAX = 10;
const MESSAGE_MAX = 500;

export interface Fault {
  readonly kind: 'error' | 'rejection' | 'page-missing';
  readonly page: string;
  readonly message: string;
}

/** Lets each fault of a start of the app pass once. */
export function createSieve(): (fault: Fault) => boolean {
  const told = new Set<string>();
  return ({ kind, page, message }) => {
    const key = [kind, page, message].join(' ');
    if (told.has(key) || told.size >= TOLD_MAX) return false;
    told.add(key);
    return true;
  };
}

/** What was thrown, in words: an error, what WeChat answers in its place, or anything else. */
export function messageOf(thrown: unknown): string {
  return textOf(thrown).slice(0, MESSAGE_MAX);
}

function textOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  if (typeof thrown !== 'object' || thrown === null) return typeof thrown;
  if ('errMsg' in thrown) return textOf(thrown.errMsg);
  return 'message' in thrown ? textOf(thrown.message) : 'object';
}

/** The path of a page alone: what it is about is nobody's business. */
export const pageOf = (path: string): string =>
  (path.split(/[?#]/)[0] ?? '').replace(/^\//, '').slice(0, 256);

const PLATFORMS = ['ios', 'android', 'windows', 'mac', 'devtools'] as const;

/** What WeChat calls the phone. */
export const platformOf = (name: string | undefined): (typeof PLATFORMS)[number] | 'harmony' | 'other' =>
  name === 'ohos' ? 'harmony' : (PLATFORMS.find((one) => one === name) ?? 'other');
