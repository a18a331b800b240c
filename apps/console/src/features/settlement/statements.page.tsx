import { AuditOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { Loaded } from '../../app/loaded';
import { useChosen } from '../../app/list/filters';
import { ListPanel } from '../../app/list/list-panel';
import { can, useOperator } from '../../app/operator';
import { fileColumn, type Column } from '../../ui/data-table';
import { useDayText, useUi } from '../../ui/context';
import { Money, MonthLabel, Points } from '../../ui/figures';
import { formatCount, formatMoney, formatMonth, UNKNOWN } from '../../ui/format';
import { Page } from '../../ui/page';
import { Skeleton, EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { CloseDialog } from './close-dialog';
import { Rates } from './rates';
import styles from './settlement.module.css';
import { partyText, statementAddress, type Statement } from './statement';
import { useSettlementWords } from './words';

type Period = ReplyOf<'settlementPeriods'>['items'][number];

/** What is owed to whom, month by month. */
export function Screen() {
  const w = useSettlementWords();
  const [params] = useUrlState();
  const periods = useReply('settlementPeriods', null, () => api.settlementPeriods());
  return (
    <Page title={w.title} subtitle={w.subtitle}>
      <Rates />
      <Loaded query={periods} skeleton={<Skeleton height={88} />}>
        {({ items }) => {
          const shown = items.find((one) => one.period === params.get('period')) ?? items[0];
          return shown === undefined ? (
            <EmptyState icon={<AuditOutlined />} title={w.periodEmpty} text={w.periodEmptyText} />
          ) : (
            <>
              <Periods items={items} shown={shown} />
              <Statements period={shown} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Periods({ items, shown }: { readonly items: readonly Period[]; readonly shown: Period }) {
  const w = useSettlementWords();
  return (
    <nav className={styles.periods} aria-label={w.period}>
      {items.map((one) => (
        <Link
          key={one.period}
          to={`/settlement/statements?period=${one.period}`}
          className={styles.period}
          aria-current={one.period === shown.period ? 'page' : undefined}
        >
          <strong>
            <MonthLabel value={one.period} />
          </strong>
          <span className={styles.state} data-state={one.state}>
            {w.periodStates[one.state]}
          </span>
          <span className={styles.money}>
            {one.closed + one.paid === 0 ? UNKNOWN : formatMoney(one.payableFen + one.paidFen)}
          </span>
          {one.closed + one.paid > 0 && (
            <span className={styles.quiet}>{w.periodMoney(formatMoney(one.paidFen))}</span>
          )}
          <span className={styles.quiet}>
            {w.periodLine(formatCount(one.drafts), formatCount(one.closed), formatCount(one.paid))}
          </span>
        </Link>
      ))}
    </nav>
  );
}

function Statements({ period }: { readonly period: Period }) {
  const w = useSettlementWords();
  const operator = useOperator();
  const { language } = useUi();
  const day = useDayText();
  const [isClosing, setClosing] = useState(false);
  const filters = { party: { label: w.party, any: w.anyParty, options: w.partyKinds } };
  const { party } = useChosen(filters);
  const asks = { period: period.period, partyKind: party };
  const totals = useReply('settlementTotals', asks, () => api.settlementTotals({ query: asks }));
  return (
    <>
      <ListPanel<Row>
        id="settlementStatements"
        title={`${formatMonth(period.period, language)} · ${w.statements}`}
        columns={useColumns()}
        hint={w.equation}
        keyOf={(row) => (isTotals(row) ? w.total : statementAddress(row))}
        footRow={totals.data}
        filters={filters}
        asks={asks}
        wholeFile={{ list: 'statements', filters: asks }}
        load={(page) => fullPage({ ...asks, ...page })}
        pageSize={50}
        actions={
          <>
            {period.state === 'open' && (
              <span className={styles.quiet}>{w.closableFrom(day(period.endsAtMs))}</span>
            )}
            {period.state !== 'closed' && can(operator, 'settlement.write') && (
              <Button
                size="small"
                type="primary"
                disabled={period.state === 'open'}
                onClick={() => setClosing(true)}
              >
                {w.closeAll}
              </Button>
            )}
          </>
        }
        empty={<EmptyState text={w.none} />}
      />
      {isClosing && <CloseDialog period={period.period} statement={null} onClose={() => setClosing(false)} />}
    </>
  );
}

/** A page of the server may be short, even empty, where parties had nothing; nobody should turn such pages. */
async function fullPage(
  query: Parameters<typeof api.settlementStatements>[0]['query'] & { readonly limit: number },
) {
  let answer = await api.settlementStatements({ query });
  while (answer.ok && answer.value.nextCursor !== null && answer.value.items.length < query.limit) {
    const { items, nextCursor } = answer.value;
    answer = await api.settlementStatements({ query: { ...query, cursor: nextCursor } });
    if (answer.ok) answer.value.items.unshift(...items);
  }
  return answer;
}

type TotalsRow = ReplyOf<'settlementTotals'>;
type Row = Statement | TotalsRow;
const isTotals = (row: Row): row is TotalsRow => 'statements' in row;

/** What was paid of a statement, or of all of them. */
const paidOf = (row: Row): number =>
  isTotals(row) ? row.paidFen : row.state === 'paid' ? row.payableFen : 0;

function useColumns(): readonly Column<Row>[] {
  const w = useSettlementWords();
  const points = (
    key: 'redeemedPoints' | 'rewardPoints' | 'clawbackPoints' | 'paidOutPoints' | 'otherPoints',
    title: string,
  ): Column<Row> => ({
    key,
    title,
    align: 'end',
    wideOnly: true,
    render: (row) => <Points value={row[key]} />,
    csv: (row) => row[key],
  });
  const money = (
    key: 'amountFen' | 'carriedInFen' | 'writtenOffFen' | 'carriedOutFen',
    title: string,
    about: string,
  ): Column<Row> => ({
    key,
    title,
    about,
    align: 'end',
    wideOnly: key !== 'carriedOutFen',
    render: (row) => <Money value={row[key]} />,
    csv: (row) => row[key] / 100,
  });
  return [
    {
      key: 'party',
      title: w.party,
      render: (row) => (isTotals(row) ? w.totalOf(formatCount(row.statements)) : <PartyLink of={row} />),
      csv: (row) => (isTotals(row) ? w.total : partyText(row.party)),
    },
    fileColumn<Row>(
      'partyKind',
      w.partyKind,
      (row) => (isTotals(row) ? null : w.partyKinds[row.party.kind]),
      w.partyKinds,
    ),
    fileColumn<Row>('partyId', w.partyId, (row) => (isTotals(row) ? null : row.party.id)),
    {
      key: 'state',
      title: w.state,
      render: (row) => !isTotals(row) && <State of={row} />,
      csv: (row) => (isTotals(row) ? null : w.states[row.state]),
      words: w.states,
    },
    points('redeemedPoints', w.redeemed),
    points('rewardPoints', w.rewards),
    points('clawbackPoints', w.clawback),
    points('paidOutPoints', w.paidOut),
    points('otherPoints', w.other),
    money('amountFen', w.amount, w.about.amount),
    money('carriedInFen', w.carriedIn, w.about.carriedIn),
    money('writtenOffFen', w.writtenOff, w.about.writtenOff),
    money('carriedOutFen', w.carriedOut, w.about.carriedOut),
    {
      key: 'payable',
      title: w.payable,
      about: w.about.payable,
      align: 'end',
      render: (row) => (
        <strong>
          <Money value={row.payableFen} />
        </strong>
      ),
      csv: (row) => row.payableFen / 100,
    },
    {
      key: 'paid',
      title: w.paid,
      about: w.about.paid,
      align: 'end',
      render: (row) => <Money value={paidOf(row)} />,
      csv: (row) => paidOf(row) / 100,
    },
  ];
}

function PartyLink({ of }: { readonly of: Statement }) {
  const w = useSettlementWords();
  return (
    <Link to={statementAddress(of)}>
      <span className={styles.quiet}>{w.partyKinds[of.party.kind]}</span> {partyText(of.party)}
    </Link>
  );
}

function State({ of: { state } }: { readonly of: Statement }) {
  const w = useSettlementWords();
  return (
    <span className={styles.state} data-state={state}>
      {w.states[state]}
    </span>
  );
}
