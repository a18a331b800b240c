import type { RuleLine } from '../../app/versions/lines';
import { decimalText } from '../../ui/decimal';
import type { Expiry, Rules, Section } from './rules';
import type { Named, Words } from './words.zh';

type Sentences = Words['sentences'];
type Said = readonly (readonly [key: string, text: string])[];

/** A version of the rules as sentences; keys stay the same between versions, so that two of them can be compared. */
export function ruleLines(rules: Rules, sentences: Sentences, named: Named): readonly RuleLine[] {
  const said: Readonly<Record<Section, Said>> = {
    base: baseSentences(rules, sentences, named),
    multipliers: multiplierSentences(rules.multipliers, sentences, named),
    events: eventSentences(rules, sentences, named),
    caps: capSentences(rules, sentences, named),
    lifetime: [
      ['pending', sentences.pending(rules.pendingDays)],
      ['expiry', expirySentence(rules.expiry, sentences)],
      ['notice', sentences.notice(rules.noticeDays)],
      ['reinstate', sentences.reinstate(rules.reinstateDays)],
    ],
    clawback: [
      ['member', sentences.clawback[rules.clawback.member]],
      ['guide', sentences.guideDebt(named.count(rules.clawback.guideDebtMax))],
      ['late', sentences.lateFacts[rules.lateFacts]],
    ],
    funders: [
      ['member', sentences.funder[rules.funder]],
      ...rules.suppliers.map(
        ({ supplier, name, items }) =>
          [`supplier.${supplier}`, sentences.supplier(name, items.length)] as const,
      ),
      ['guide', sentences.guideFunder[rules.guideFunder]],
    ],
  };
  return Object.entries(said).flatMap(([section, lines]) =>
    lines.map(([key, text]) => ({ section, key, text })),
  );
}

function baseSentences({ base, growth, guide }: Rules, sentences: Sentences, named: Named): Said {
  const guideSentence =
    guide === null
      ? sentences.guideNone
      : guide.kind === 'rate'
        ? sentences.guideRate(named.money(guide.perFen), named.count(guide.points))
        : sentences.guideShare(`${decimalText(guide.permille * 10)}%`);
  return [
    ['points', sentences.rate(named.money(base.perFen), named.count(base.points))],
    ['growth', sentences.growth(named.money(growth.perFen), named.count(growth.points))],
    ['guide', guideSentence],
  ];
}

function multiplierSentences(multipliers: Rules['multipliers'], sentences: Sentences, named: Named): Said {
  const { tier, layer, channel, store, item, birthday, memberDay, combine } = multipliers;
  const times = (of: string, percent: number) => sentences.multiplier(of, named.times(percent));
  const said: Said = [
    ...tier.map(({ level, percent }) => [`tier.${level}`, times(named.tier(level), percent)] as const),
    ...layer.map(({ code, percent }) => [`layer.${code}`, times(named.layer(code), percent)] as const),
    ...channel.map(
      (one) => [`channel.${one.channel}`, times(named.channel(one.channel), one.percent)] as const,
    ),
    ...store.map((one) => [`store.${one.store}`, times(sentences.store(one.store), one.percent)] as const),
    ...item.map(
      ({ name, items, percent }) =>
        [`item.${name}`, times(sentences.items(name, items.length), percent)] as const,
    ),
    ...(birthday
      ? [['birthday', sentences.birthday[birthday.window](named.times(birthday.percent))] as const]
      : []),
    ...(memberDay
      ? [['memberDay', sentences[memberDay.on](memberDay.days, named.times(memberDay.percent))] as const]
      : []),
  ];
  // How they combine says nothing while there is nothing to combine.
  return said.length === 0 ? [] : [...said, ['combine', sentences.combine[combine]]];
}

function eventSentences({ events }: Rules, sentences: Sentences, named: Named): Said {
  return events.map(({ type, points, growth, timesPerDay, pointsPerDay }) => {
    const parts = [
      sentences.event(named.event(type), named.count(points), named.count(growth)),
      timesPerDay !== null && sentences.eventTimes(named.count(timesPerDay)),
      pointsPerDay !== null && sentences.eventCap(named.count(pointsPerDay)),
    ];
    return [type, parts.filter(Boolean).join(sentences.comma)] as const;
  });
}

function capSentences({ caps, budget }: Rules, sentences: Sentences, named: Named): Said {
  return [
    [
      'order',
      caps.perOrder === null ? sentences.capOrderNone : sentences.capOrder(named.count(caps.perOrder)),
    ],
    ['day', caps.perDay === null ? sentences.capDayNone : sentences.capDay(named.count(caps.perDay))],
    [
      'budget',
      budget === null ? sentences.budgetNone : sentences.budget[budget.policy](named.count(budget.points)),
    ],
  ];
}

/** `积分在获得次年 12 月 31 日到期`: what the expiry means, as a member would be told. */
export function expirySentence(expiry: Expiry, sentences: Sentences): string {
  switch (expiry.kind) {
    case 'never':
      return sentences.expiry.never;
    case 'fixed':
      return sentences.expiry.fixed(expiry.years, expiry.month, expiry.day);
    case 'rolling':
      return expiry.unit === 'day'
        ? sentences.expiry.days(expiry.count)
        : sentences.expiry.months(expiry.count);
    case 'calendar':
      return sentences.expiry.calendar(expiry.months, expiry.endOf);
    case 'sliding':
      return sentences.expiry.sliding(expiry.days, expiry.activity);
  }
}
