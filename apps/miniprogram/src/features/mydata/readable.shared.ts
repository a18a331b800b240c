import type { Messages } from '../../messages.zh';
import type { Language } from '../../platform/language';
import { instant, money, points } from '../../ui/format.shared';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Fields that hold one of a few names of ours, which people read as words. */
const CODES = new Set(['kind', 'type', 'direction', 'purpose', 'channel', 'state', 'calendar']);

/** The parts of the text, in its order. A credit is told by its lot; what moved it stands in the history of points. */
const SECTIONS = [
  'identities',
  'consents',
  'birthday',
  'guide',
  'orders',
  'points',
  'pointsLots',
  'gifts',
  'transfers',
  'exchanges',
  'messages',
  'events',
] as const;

/**
 * What a person takes along, as a text that people read: a heading for each part, a line for each thing, instants by the
 * brand's clocks, money in yuan, and no name of ours. What has no word for people (ids, the arithmetic behind a credit) is
 * in the file for machines alone, which holds everything.
 */
export function readable(document: Fields, language: Language, words: Messages): string {
  const { takeAlong: t } = words;
  const nowMs = typeof document['exportedAtMs'] === 'number' ? document['exportedAtMs'] : 0;
  const text = (name: string, value: unknown): string => textOf(name, value, { nowMs, language, words });
  const linesOf = (fields: Fields): string[] =>
    Object.entries(t.fields).flatMap(([name, label]) =>
      isNothing(fields[name]) ? [] : [`${label}${t.colon}${text(name, fields[name])}`],
    );
  const thing = (value: unknown, sign: string): string[] => {
    if (!isFields(value)) return [];
    const own = isFields(value['lot']) ? value['lot'] : value;
    const below = Object.entries(t.below).flatMap(([name, label]) =>
      listOf(own[name]).flatMap((one) => [`${label}${t.colon}${linesOf(one).join(t.comma)}`]),
    );
    return [...linesOf(own), ...below].map((line, at) => (at === 0 ? `${sign}${line}` : `   ${line}`));
  };
  const simple = Object.entries(document).filter(([, value]) => typeof value !== 'object');
  const head = [
    [t.title, document['brand']].filter(Boolean).join(' · '),
    '',
    ...linesOf(Object.fromEntries(simple)),
  ];
  const parts = SECTIONS.map((name) => {
    const things = listOf(document[name]);
    const lines = things.flatMap((one, at) => thing(one, things.length > 1 ? `${at + 1}. ` : '   '));
    return ['', `【${t.sections[name]}】`, ...(lines.length === 0 ? [t.nothing] : lines)];
  });
  return `${[...head, ...parts.flat()].join('\n')}\n`;
}

const listOf = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.filter(isFields) : isFields(value) ? [value] : [];

interface Told {
  readonly nowMs: number;
  readonly language: Language;
  readonly words: Messages;
}

function textOf(name: string, value: unknown, { nowMs, language, words }: Told): string {
  const { takeAlong: t, data, channels, customer } = words;
  if (isFields(value)) return String(value[language] ?? '');
  if (typeof value === 'boolean') return value ? t.yes : t.no;
  if (typeof value === 'number' && name.endsWith('Ms')) return instant(value, nowMs, words);
  if (typeof value === 'number' && name.endsWith('Fen')) return money(value);
  if (typeof value === 'number') return points(value);
  const said = String(value);
  if (!CODES.has(name)) return said;
  const purposes: Readonly<Record<string, string>> = data.purposes;
  return { ...customer.types, ...channels, ...data.kinds, ...purposes, ...t.codes }[said] ?? said;
}
