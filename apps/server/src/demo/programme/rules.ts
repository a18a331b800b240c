import { plainRules, type EarningRules } from '@liuliang/domain';
import { EarningVersions } from '../../modules/earning';
import { granted, type Stage } from '../stage';

/**
 * Version 2, since the programme began: growth, rewards for guides, more for higher levels, for birthdays and on the
 * 8th; points wait for the return window and are good until the end of the next year.
 */
export const programmeRules: EarningRules = {
  ...plainRules({ points: 1, perFen: 100 }),
  growth: { points: 1, perFen: 100 },
  guide: { kind: 'rate', points: 1, perFen: 100 },
  multipliers: {
    combine: 'sum',
    tier: [
      { level: 3, percent: 120 },
      { level: 4, percent: 150 },
      { level: 5, percent: 200 },
    ],
    layer: [],
    channel: [],
    store: [],
    item: [],
    birthday: { percent: 200, window: 'month' },
    memberDay: { percent: 200, on: 'monthDays', days: [8] },
  },
  caps: { perOrder: 5_000, perDay: null },
  pendingDays: 7,
  expiry: { kind: 'calendar', months: 12, endOf: 'year' },
  clawback: { member: 'unlimited', guideDebtMax: 20_000 },
  reinstateDays: 30,
  noticeDays: 30,
};

/** What the brand thinks about: more for islanders. Not published, so that there is something to try. */
const thoughtOfRules: EarningRules = {
  ...programmeRules,
  multipliers: {
    ...programmeRules.multipliers,
    tier: [
      { level: 3, percent: 120 },
      { level: 4, percent: 160 },
      { level: 5, percent: 250 },
    ],
  },
};

const LAUNCHED = 2;

/** Puts version 2 in force, from the instant of the scene on. */
export async function publishRules(stage: Stage): Promise<void> {
  const rules = stage.get(EarningVersions).document;
  const known = await rules.list(stage.brand.id);
  if (known.some(({ version, state }) => version === LAUNCHED && state === 'published')) return;
  const saved = await saveDraft(stage, programmeRules, '会员日、生日月与等级倍数');
  granted(await rules.publishing.publish(authorOf(stage), saved, null));
}

export async function draftRules(stage: Stage): Promise<void> {
  const known = await stage.get(EarningVersions).document.list(stage.brand.id);
  if (known.some(({ version }) => version > LAUNCHED)) return;
  await saveDraft(stage, thoughtOfRules, '春季：屿民 2.5 倍');
}

/** @returns when the draft was changed, by which publishing knows it */
async function saveDraft(stage: Stage, rules: EarningRules, note: string): Promise<number> {
  const service = stage.get(EarningVersions).document;
  const draft = (await service.list(stage.brand.id)).find(({ state }) => state === 'draft');
  const seenChangedAtMs = draft?.changedAtMs ?? 0;
  return granted(await service.saveDraft(authorOf(stage), { content: rules, note, seenChangedAtMs }))
    .changedAtMs;
}

const authorOf = ({ brand, cast }: Stage) => ({ brandId: brand.id, operatorId: cast.financeId });
