import type { RuleLine } from '../../app/versions/lines';
import type { Language } from '../../ui/format';
import { formatCount, formatMoney } from '../../ui/format';
import type { Level, Scheme, Section } from './scheme';
import type { Words } from './words.zh';

type Said = readonly (readonly [key: string, text: string])[];

/** A threshold or a member's figure in the unit of the scheme: growth or money. */
export function figureText(basis: Scheme['basis'], figure: number, words: Words): string {
  return basis === 'growth'
    ? words.sentences.growth(formatCount(figure))
    : formatMoney(figure).replace(/\.00$/, '');
}

/** A scheme as sentences; levels keep their keys by number, so that a renamed level is one change. */
export function schemeLines(scheme: Scheme, words: Words, language: Language): readonly RuleLine[] {
  const { sentences } = words;
  const { window } = scheme;
  const said: Readonly<Record<Section, Said>> = {
    basis: [
      ['basis', sentences.basis[scheme.basis]],
      [
        'window',
        window.kind === 'rolling' ? sentences.rolling(window.months) : sentences.calendar(window.startMonth),
      ],
    ],
    levels: scheme.levels.flatMap((level, index) => levelSentences(level, index, scheme, words, language)),
    review: [
      ['warning', sentences.warning(scheme.warningDays)],
      ['grace', sentences.grace(scheme.graceDays)],
    ],
    refunds: [
      ['review', sentences.review[scheme.refund.review]],
      ['gift', sentences.gift_refund[scheme.refund.unusedGift]],
    ],
  };
  return Object.entries(said).flatMap(([section, lines]) =>
    lines.map(([key, text]) => ({ section, key, text })),
  );
}

function levelSentences(level: Level, index: number, scheme: Scheme, words: Words, language: Language): Said {
  const { sentences } = words;
  const name = level.name[language];
  const key = `level.${index + 1}`;
  return [
    [
      key,
      level.threshold === 0
        ? sentences.levelFirst(name)
        : sentences.level(name, figureText(scheme.basis, level.threshold, words)),
    ],
    ...(level.giftPoints > 0
      ? [[`${key}.gift`, sentences.gift(name, formatCount(level.giftPoints))] as const]
      : []),
    ...level.benefits.map(
      (benefit, at) => [`${key}.benefit.${at}`, sentences.benefit(name, benefit.text[language])] as const,
    ),
  ];
}
