import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, replyOrThrow } from '../../app/api';
import type { FigureFilter, Period } from '../../app/figure-filter';
import { FigureLink } from '../../app/figure-link';
import { useMessages, wordFor } from '../../app/language';
import { layerColour } from '../../app/layers';
import { useMoment, useUi } from '../../ui/context';
import { daysBetween } from '../../ui/days';
import {
  directionOf,
  formatChange,
  formatCount,
  formatDay,
  formatMoney,
  formatShare,
  formatShareDistance,
} from '../../ui/format';
import { Sparkline } from '../../ui/sparkline';
import { Change, StatCard } from '../../ui/stat-card';
import {
  distance,
  earlierPeriods,
  growth,
  layersOf,
  movesOf,
  rate,
  sharesOf,
  totalsOf,
  type Assets,
  type Star,
} from './figures';
import styles from './overview.module.css';
import { useOverviewWords } from './words';

const EARLIER_PERIODS = 5;

interface CardsProps {
  readonly star: Star;
  readonly period: Period;
  readonly assets: Assets | undefined;
}

/** S, T, A, R: the figure of each, which way it went, its shape over time, and the parts it is made of. */
export function Cards({ star, period, assets }: CardsProps) {
  const earlier = useEarlier(period);
  return (
    <div className={styles.cards}>
      <ScalingCard star={star} period={period} assets={assets} />
      <TriangulatingCard star={star} period={period} assets={assets} />
      <ActivatingCard star={star} period={period} earlier={earlier} />
      <ReturningCard star={star} period={period} earlier={earlier} />
    </div>
  );
}

/**
 * The same report for the periods before, oldest first. They are asked for one after another behind everything else:
 * they give the last two cards their comparison and shape, and the screen is complete without them.
 */
function useEarlier(period: Period): readonly Star[] {
  const { data } = useQuery({
    queryKey: ['starReport', 'earlier', period],
    queryFn: async () => {
      const reports: Star[] = [];
      for (const query of earlierPeriods(period, EARLIER_PERIODS))
        reports.push(replyOrThrow(await api.starReport({ query })));
      return reports;
    },
    staleTime: 10 * 60_000,
  });
  return data ?? [];
}

function ScalingCard({ star, period, assets }: CardsProps) {
  const w = useOverviewWords();
  const moment = useMoment();
  const { total } = star.S;
  return (
    <StatCard
      mark="S"
      title={w.overview.cards.S}
      about={w.overview.cards.SAbout}
      value={<Open filter={{ ...period, assetTo: 'yes' }} people={total.to} shown={formatCount(total.to)} />}
      change={
        <Change
          direction={directionOf(total.growth)}
          text={formatChange(total.growth)}
          against={w.overview.since(formatDay(period.from, moment))}
        />
      }
      chart={<Sparkline values={assets ? totalsOf(assets) : []} colour="var(--primary)" />}
      foot={
        <>
          <Part
            name={w.overview.cards.SNew}
            filter={{ ...period, assetFrom: 'no', assetTo: 'yes' }}
            people={total.new}
            shown={formatCount(total.new)}
          />
          <Part
            name={w.overview.cards.SLost}
            filter={{ ...period, assetFrom: 'yes', assetTo: 'no' }}
            people={total.lost}
            shown={formatCount(total.lost)}
          />
        </>
      }
    />
  );
}

function TriangulatingCard({ star, period, assets }: CardsProps) {
  const m = useMessages();
  const w = useOverviewWords();
  const ui = useUi();
  const moment = useMoment();
  const layers = layersOf(star);
  const top = layers.at(-1) ?? '';
  const others = layers.slice(0, -1).reverse().slice(0, 2);
  const change = distance(star.T.from[top], star.T.to[top]);
  return (
    <StatCard
      mark="T"
      title={w.overview.cards.T(`${top} ${wordFor(m.layers, top)}`)}
      about={w.overview.cards.TAbout}
      value={
        <Open
          filter={{ ...period, layerTo: top }}
          people={star.S.byLayer[top]?.to}
          shown={formatShare(star.T.to[top])}
        />
      }
      change={
        <Change
          direction={directionOf(change)}
          text={
            change === null
              ? formatShareDistance(change)
              : `${formatShareDistance(change)} ${ui.words.percentagePoints}`
          }
          against={w.overview.since(formatDay(period.from, moment))}
        />
      }
      chart={
        <Sparkline
          values={assets ? sharesOf(assets, top) : []}
          colour={layerColour(layers.length, layers.length)}
        />
      }
      foot={others.map((layer) => (
        <Part
          key={layer}
          name={`${layer} ${wordFor(m.layers, layer)}`}
          filter={{ ...period, layerTo: layer }}
          people={star.S.byLayer[layer]?.to}
          shown={formatShare(star.T.to[layer])}
        />
      ))}
    />
  );
}

interface ComparedCardProps {
  readonly star: Star;
  readonly period: Period;
  readonly earlier: readonly Star[];
}

function ActivatingCard({ star, period, earlier }: ComparedCardProps) {
  const w = useOverviewWords();
  const ui = useUi();
  const upRate = (report: Star) => rate(movesOf(report).up, movesOf(report).base);
  const before = earlier.at(-1);
  const change = distance(before && upRate(before), upRate(star));
  const { up, stay, down, base } = movesOf(star);
  const assetsThen = { ...period, assetFrom: 'yes' } as const;
  return (
    <StatCard
      mark="A"
      title={w.overview.cards.A}
      about={w.overview.cards.AAbout}
      value={<Open filter={{ ...assetsThen, moved: 'up' }} people={up} shown={formatShare(upRate(star))} />}
      change={
        <Change
          direction={directionOf(change)}
          text={
            change === null
              ? formatShareDistance(change)
              : `${formatShareDistance(change)} ${ui.words.percentagePoints}`
          }
          against={w.overview.againstEarlier(daysBetween(period.from, period.to))}
        />
      }
      chart={<Sparkline kind="bars" values={[...earlier, star].map(upRate)} colour="var(--primary)" />}
      foot={
        <>
          <Part
            name={w.overview.cards.AStay}
            filter={{ ...assetsThen, moved: 'stay' }}
            people={stay}
            shown={formatShare(rate(stay, base))}
          />
          <Part
            name={w.overview.cards.ADown}
            filter={{ ...assetsThen, moved: 'down' }}
            people={down}
            shown={formatShare(rate(down, base))}
          />
        </>
      }
    />
  );
}

function ReturningCard({ star, period, earlier }: ComparedCardProps) {
  const w = useOverviewWords();
  const { total } = star.R;
  const change = growth(earlier.at(-1)?.R.total.gmvFen, total.gmvFen);
  const buyers = { ...period, bought: 'buyers' } as const;
  return (
    <StatCard
      mark="R"
      title={w.overview.cards.R}
      about={w.overview.cards.RAbout}
      value={<Open filter={buyers} people={total.buyers} shown={formatMoney(total.gmvFen)} />}
      change={
        <Change
          direction={directionOf(change)}
          text={formatChange(change)}
          against={w.overview.againstEarlier(daysBetween(period.from, period.to))}
        />
      }
      chart={
        <Sparkline
          kind="bars"
          values={[...earlier, star].map((report) => report.R.total.gmvFen)}
          colour="var(--primary)"
        />
      }
      foot={
        <>
          <Part
            name={w.overview.cards.RNet}
            filter={buyers}
            people={total.buyers}
            shown={formatMoney(total.netGmvFen)}
          />
          <Part
            name={w.overview.cards.RRepurchase}
            filter={{ ...period, bought: 'repeat' }}
            people={total.repurchaseRate ? total.buyers : 0}
            shown={formatShare(total.repurchaseRate)}
          />
        </>
      }
    />
  );
}

interface OpenProps {
  readonly filter: FigureFilter;
  readonly people: number | null | undefined;
  readonly shown: ReactNode;
}

const Open = ({ filter, people, shown }: OpenProps) => (
  <FigureLink filter={filter} people={people}>
    {shown}
  </FigureLink>
);

const Part = ({ name, ...open }: OpenProps & { readonly name: string }) => (
  <span>
    {name} <Open {...open} />
  </span>
);
