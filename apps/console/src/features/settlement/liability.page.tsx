import { CheckCircleFilled, CloseCircleFilled, DownloadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { api, useReply } from '../../app/api';
import { DateNotice } from '../../app/date-notice';
import { Loaded } from '../../app/loaded';
import { useToday } from '../../app/operator';
import { saveText } from '../../ui/download';
import { Page } from '../../ui/page';
import { Skeleton, EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { ByExpiry, Programmes, Rows, LedgerComparison } from './liability-tables';
import { monthsBefore, monthOr } from './months';
import type { Report } from './report';
import styles from './settlement.module.css';
import { useSettlementWords } from './words';

/** What outstanding points cost, how they came to be, and that the figures are those of the ledger. */
export function Screen() {
  const w = useSettlementWords();
  const thisMonth = useToday().slice(0, 7);
  const [params, change] = useUrlState();
  const query = {
    from: monthOr(params.get('from'), monthsBefore(thisMonth, 2)),
    to: monthOr(params.get('to'), thisMonth),
  };
  const report = useReply('liability', query, () => api.liability({ query }), { keepsLast: true });
  const download = async () => {
    const answer = await api.liabilityCsv({ query });
    if (answer.ok) saveText(`liability-${query.from}-${query.to}.csv`, answer.value);
  };
  return (
    <Page
      title={w.liability}
      subtitle={w.liabilitySubtitle}
      actions={
        <>
          {(['from', 'to'] as const).map((end) => (
            <label key={end} className={styles.month}>
              <span className={styles.quiet}>{w[end]}</span>
              <Input
                type="month"
                value={query[end]}
                max={thisMonth}
                onChange={(event) => event.target.value && change({ [end]: event.target.value })}
              />
            </label>
          ))}
          <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void download()}>
            {w.csv}
          </Button>
        </>
      }
    >
      <DateNotice of="months" />
      <Loaded query={report} skeleton={<Skeleton height={320} />}>
        {(shown) =>
          shown.programmes.length === 0 ? <EmptyState title={w.liabilityNone} /> : <Figures of={shown} />
        }
      </Loaded>
    </Page>
  );
}

function Figures({ of }: { readonly of: Report }) {
  const w = useSettlementWords();
  return (
    <>
      <p className={styles.tie} data-ok={of.isTied} role="status">
        {of.isTied ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}
        <strong>{of.isTied ? w.tied : w.notTied}</strong>
      </p>
      <Programmes report={of} />
      <div className={styles.columns}>
        <ByExpiry report={of} />
        <LedgerComparison report={of} />
      </div>
      <Rows report={of} />
    </>
  );
}
