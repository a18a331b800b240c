import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { useResource } from '../../platform/resource';
import { Card } from '../../ui/card';
import { type Fact, Facts } from '../../ui/facts';
import { Money, Points } from '../../ui/figures';
import { date, money } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { PagedList } from '../../ui/paged-list';
import { Press } from '../../ui/press';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { Lines } from './lines';
import { monthName, monthSums, statementFacts, statementHint, statementState } from './statement.shared';
import { openLines, type Statement, statements } from './wallet.resource';
import './wallet.scss';

/** A statement for every month with anything in it. */
export function StatementsScreen() {
  const words = useWords();
  const state = useResource(statements);
  return (
    <Screen title={words.wallet.statements}>
      <PagedList
        of={state}
        skeletonRows={4}
        empty={
          <EmptyState
            icon="book"
            title={words.wallet.statementsEmpty}
            hint={words.wallet.statementsEmptyHint}
          />
        }
      >
        {(items) => items.map((statement) => <Line key={statement.period} of={statement} />)}
      </PagedList>
    </Screen>
  );
}

function Line({ of }: { of: Statement }) {
  const words = useWords();
  return (
    <Press className="row" onPress={() => go('wallet/statement', { period: of.period })}>
      <View className="row__text">
        <View className="row__title">{monthName(of.period, words)}</View>
        <View className="row__hint figure">
          {words.wallet.carriedIn} {money(of.carriedInFen)}
        </View>
        <View className="row__hint figure">
          {words.wallet.amount} {money(of.amountFen)}
        </View>
      </View>
      <View className="row-end">
        <View className="row-end__label">{words.wallet.payable}</View>
        <Money fen={of.payableFen} className="row-end__figure" />
        <State of={of} />
      </View>
    </Press>
  );
}

function State({ of }: { of: Statement }) {
  const words = useWords();
  return (
    <View className={`tag ${of.state === 'paid' ? 'tag--good' : ''}`}>
      {statementState(of, serverNowMs(), words)}
    </View>
  );
}

/** One month: what it comes to, how, and every line of it. */
export function StatementScreen() {
  const words = useWords();
  const period = useRouter().params['period'] ?? '';
  const state = useResource(statements);
  const [lines] = useState(() => openLines(period));
  return (
    <Screen title={words.wallet.statement(monthName(period, words))}>
      <Loaded of={state} skeleton={<Skeleton width="100%" height="200px" gap="16px" />}>
        {({ items }) => {
          const statement = items.find((one) => one.period === period);
          return statement === undefined ? null : <Summary of={statement} />;
        }}
      </Loaded>
      {state.value === null ? null : (
        <Card title={words.wallet.lines}>
          <Lines of={lines} period={period} />
        </Card>
      )}
    </Screen>
  );
}

function Summary({ of }: { of: Statement }) {
  const words = useWords();
  const t = words.wallet;
  const nowMs = serverNowMs();
  const paper: readonly Fact[] = [
    [t.closedAt, of.closedAtMs === null ? null : date(of.closedAtMs, nowMs, words)],
    [t.paidAt, of.paidAtMs === null ? null : date(of.paidAtMs, nowMs, words)],
    [t.paidReference, of.paidReference],
  ];
  return (
    <Card title={t.payable}>
      <View className="statement__head">
        <Money fen={of.payableFen} className="statement__payable" />
        <State of={of} />
      </View>
      <View className="statement__hint">{statementHint(of, words)}</View>
      <View className="month">
        {monthSums(of, words).map(([label, sum]) => (
          <View className="month__one" key={label}>
            <View className="month__label">{label}</View>
            <Points value={sum} isChange className="month__sum" />
          </View>
        ))}
      </View>
      <Facts of={[...statementFacts(of, words), ...paper]} />
    </Card>
  );
}
