const MESSAGE_MAX = 160;
const PAGE_MAX = 96;
/** What is looked at: a message may hold a whole answer of a server. */
const READ_MAX = 2_000;
const CUT = '…';

/** Lines that name no fault: WeChat's heading of every one, and where in the code it was. */
const NO_FAULT = /^(MiniProgramError|at\s.*|\s*)$/;

/**
 * What may be about somebody, in the order in which it is taken out. What is left is the shape of a fault: the same for
 * everybody who met it, and about nobody.
 */
const PERSONAL: readonly (readonly [pattern: RegExp, left: string])[] = [
  // A parser quotes what it could not read, which is an answer about a person.
  [/"[^"]*"?|“[^”]*”?|`[^`]*`?/g, CUT],
  [/'[^']{25,}'?/g, CUT],
  [/[^\s@'(]*@[^\s@')]+/g, CUT],
  // Queries and fragments of addresses.
  [/[?#][^\s'")]*/g, ''],
  // Tokens and our own ids: long, without a break.
  [/\b[a-z]{3}_[A-Za-z0-9]{6,}/g, CUT],
  [/(?=[\w+=-]*\d)[\w+=-]{12,}|[\w=-]{40,}/g, CUT],
  [/\d+/g, '#'],
  // Names and words of people; ours in the code are plain letters.
  [/[^\x20-\x7e…]+/g, CUT],
];

/** The kind of fault that a message tells of. FAULTS-1: nothing of it is about a person. */
export function faultShape(message: string): string {
  const lines = message.slice(0, READ_MAX).split(/[\r\n]+/);
  const line = lines.map((one) => one.trim()).find((one) => !NO_FAULT.test(one)) ?? '';
  const shape = PERSONAL.reduce((text, [pattern, left]) => text.replace(pattern, left), line);
  return shape.replace(/\s+/g, ' ').slice(0, MESSAGE_MAX).trim();
}

/** A page by its path, without what was asked of it; what is no path of a page is cut short. */
export function faultPage(path: string): string {
  const plain = path.slice(0, READ_MAX).split(/[?#]/)[0] ?? '';
  const parts = plain.split('/').filter((part) => part !== '');
  return parts
    .map((part) => (/^[a-z][a-z-]{0,23}$/.test(part) ? part : CUT))
    .join('/')
    .slice(0, PAGE_MAX);
}
