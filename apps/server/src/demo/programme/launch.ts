import { formatDay, NEVER_MS } from '@liuliang/domain';
import { OpeningBalances } from '../../modules/adjustments';
import { SettlementRatesService } from '../../modules/settlement';
import { SpendingSettings } from '../../modules/points';
import { granted, type Moment, type Stage } from '../stage';
import type { CastKey } from '../story';
import { putGiftsOnShelf } from './gifts';
import { publishRules } from './rules';

/** Days before the last one on which the programme began. */
const LAUNCHED_DAYS_AGO = 90;
/** 陈屿's paper card, brought over a few days after he joined. */
const OLD_CARD = { daysAgo: 347, growth: 2_600, points: 1_280 };
const LINES_AT_ONCE = 500;

type BalanceLine = Readonly<Record<string, string>>;

/** How the programme came about: an old card brought over, then rules, rates, gifts and the growth of the year before. */
export function launchMoments(stage: Stage): Moment[] {
  return [
    { atMs: stage.at(OLD_CARD.daysAgo, '21:00'), play: () => bringOldCard(stage) },
    { atMs: stage.at(LAUNCHED_DAYS_AGO, '10:00'), play: () => launch(stage) },
  ];
}

/** The points of the old card are good until the day on which the brand is opened, and no longer. */
async function bringOldCard(stage: Stage): Promise<void> {
  const today = formatDay(stage.cast.lastDay + 1);
  await bring(stage, [
    balanceLine(stage, 'chenyu', 'growth', OLD_CARD.growth, ''),
    balanceLine(stage, 'chenyu', 'points', OLD_CARD.points, today),
  ]);
}

async function launch(stage: Stage): Promise<void> {
  await setRates(stage);
  await publishRules(stage);
  await putGiftsOnShelf(stage);
  const lines = [...spentBefore(stage, stage.clock.nowMs())].map(([person, yuan]) =>
    balanceLine(stage, person, 'growth', yuan, '', 'launch-'),
  );
  for (let start = 0; start < lines.length; start += LINES_AT_ONCE) {
    await bring(stage, lines.slice(start, start + LINES_AT_ONCE));
  }
}

/** What points are worth: 100 of them a yuan to a store, to a guide and, expected, to the brand. */
async function setRates(stage: Stage): Promise<void> {
  const rates = stage.get(SettlementRatesService);
  const seen = await rates.read(stage.brand.id);
  const wanted = { ...seen, costFenPer100: { points: 80, guidePoints: 100 }, secondPersonFen: 100_000 };
  const { financeId, serviceId } = stage.cast;
  granted(await rates.change(stage.brand.id, financeId, seen, wanted));
  const settings = stage.get(SpendingSettings);
  const spending = await settings.current(stage.brand.id);
  const transfers = { ...spending.transfers, enabled: true, minPoints: 50, dayLimit: 2_000 };
  await settings.change(stage.operator(serviceId), { ...spending, transfers });
}

/** Whole yuan that members had paid and kept by an instant, by key. */
function spentBefore(stage: Stage, nowMs: number): Map<string, number> {
  const { people, orders, refunds } = stage.cast.story;
  const joinedAtMs = new Map(people.map(({ key, membership }) => [key, membership?.joinedAtMs ?? NEVER_MS]));
  const fen = new Map<string, number>();
  const add = (person: string, amountFen: number): void =>
    void fen.set(person, (fen.get(person) ?? 0) + amountFen);
  for (const { person, arrivesAtMs, row } of orders) {
    if (arrivesAtMs < nowMs && (joinedAtMs.get(person) ?? NEVER_MS) < nowMs) add(person, row.amount_fen);
  }
  for (const { person, arrivesAtMs, row } of refunds) {
    if (arrivesAtMs < nowMs && fen.has(person)) add(person, -row.amount_fen);
  }
  return new Map(
    [...fen].flatMap(([person, sum]) => (sum >= 100 ? [[person, Math.trunc(sum / 100)] as const] : [])),
  );
}

function balanceLine(
  stage: Stage,
  person: CastKey | (string & {}),
  asset: 'points' | 'growth',
  points: number,
  expiresOn: string,
  prefix = 'card-',
): BalanceLine {
  const [identity] = stage.cast.story.people.find(({ key }) => key === person)?.identities ?? [];
  if (!identity) throw new Error(`${person} is not in the story`);
  const { kind, value } = identity;
  const line = { line_id: `${prefix}${person}-${asset}`, identity_kind: kind, identity: value };
  return { ...line, asset, points: String(points), expires_on: expiresOn };
}

async function bring(stage: Stage, lines: readonly BalanceLine[]): Promise<void> {
  for (const outcome of await stage.get(OpeningBalances).bring(stage.brand, lines)) {
    if (outcome.outcome === 'rejected')
      throw new Error(`A balance of the story was refused: ${outcome.code}`);
  }
}
