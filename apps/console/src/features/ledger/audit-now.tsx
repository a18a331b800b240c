import { CheckCircleFilled, CloseCircleFilled, SafetyCertificateOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { Button } from 'antd';
import { api, replyOrThrow, type Refused } from '../../app/api';
import { auditCheckNames } from '../../app/features';
import { useErrorText, useLanguage } from '../../app/language';
import { useMoment } from '../../ui/context';
import { DataTable } from '../../ui/data-table';
import { formatCount, formatInstant } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { ErrorState } from '../../ui/error-state';
import { EmptyState, Loading, Skeleton } from '../../ui/states';
import styles from './audit-now.module.css';
import { useLedgerWords } from './words';

type Audit = ReplyOf<'ledgerAudit'>;
type Check = Audit['checks'][number];

const FAULTS_SHOWN = 20;

/** Proves the ledger on demand and shows the verdict of every invariant. */
export function AuditNow() {
  const { auditNow: w } = useLedgerWords();
  const errorText = useErrorText();
  const cache = useQueryClient();
  const audit = useMutation<Audit, Refused>({
    mutationFn: async () => replyOrThrow(await api.ledgerAudit()),
    // It stands in the list of audits from now on.
    onSuccess: () => cache.invalidateQueries({ queryKey: ['ledgerAudits'] }),
  });
  return (
    <Panel
      title={w.audit}
      hint={w.auditHint}
      flush
      actions={
        <Button type="primary" loading={audit.isPending} onClick={() => audit.mutate()}>
          {audit.isPending ? w.auditRunning : w.auditRun}
        </Button>
      }
    >
      {audit.isPending && (
        <div className={styles.padded}>
          <Loading>
            <Skeleton height={32} />
            <Skeleton height={32} />
            <Skeleton height={32} />
          </Loading>
        </div>
      )}
      {audit.isIdle && <EmptyState icon={<SafetyCertificateOutlined />} title={w.auditNever} />}
      {audit.isError && (
        <ErrorState
          title={errorText(audit.error.code)}
          code={audit.error.code}
          requestId={audit.error.requestId}
          onRetry={() => audit.mutate()}
        />
      )}
      {audit.isSuccess && <AuditVerdict audit={audit.data} />}
    </Panel>
  );
}

/** What every invariant said, with the first of its faults. */
export function AuditVerdict({ audit }: { readonly audit: Audit }) {
  const language = useLanguage();
  const { auditNow: w } = useLedgerWords();
  const moment = useMoment();
  const faulty = audit.checks.filter((check) => !check.ok).length;
  return (
    <>
      <p className={styles.verdict} data-ok={audit.ok} role="status">
        {audit.ok ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}
        <strong>{audit.ok ? w.auditOk : w.auditFaulty(formatCount(faulty))}</strong>
        <span className={styles.quiet}>{w.auditAt(formatInstant(audit.ranAtMs, moment))}</span>
      </p>
      <DataTable
        caption={w.audit}
        rows={audit.checks}
        keyOf={(check) => check.id}
        columns={[
          {
            key: 'check',
            title: w.check,
            render: (check) => (
              <>
                <code className={styles.quiet}>{check.id}</code>{' '}
                {auditCheckNames[check.id]?.[language] ?? check.id}
              </>
            ),
          },
          {
            key: 'checked',
            title: w.checked,
            align: 'end',
            render: (check) => formatCount(check.checked),
          },
          { key: 'result', title: w.result, render: (check) => <CheckResult check={check} /> },
        ]}
      />
    </>
  );
}

function CheckResult({ check }: { readonly check: Check }) {
  const { auditNow: w } = useLedgerWords();
  if (check.ok) {
    return (
      <span className={styles.good}>
        <CheckCircleFilled aria-hidden /> {w.pass}
      </span>
    );
  }
  return (
    <details className={styles.faults} open>
      <summary>
        <CloseCircleFilled aria-hidden /> {w.fault} · {w.faults(formatCount(check.faults.length))}
      </summary>
      <ul>
        {check.faults.slice(0, FAULTS_SHOWN).map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </details>
  );
}
