import { CheckCircleFilled, CloseCircleFilled, SafetyCertificateOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { Button } from 'antd';
import { api, replyOrThrow, type Refused } from '../../app/api';
import { useErrorText, useMessages, wordFor } from '../../app/language';
import { useMoment } from '../../ui/context';
import { DataTable } from '../../ui/data-table';
import { formatCount, formatInstant } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { EmptyState, ErrorState, Loading, Skeleton } from '../../ui/states';
import styles from './audit-now.module.css';

type Audit = ReplyOf<'ledgerAudit'>;
type Check = Audit['checks'][number];

const FAULTS_SHOWN = 20;

/** Proves the ledger on demand and shows the verdict of every invariant. */
export function AuditNow() {
  const m = useMessages();
  const errorText = useErrorText();
  const cache = useQueryClient();
  const audit = useMutation<Audit, Refused>({
    mutationFn: async () => replyOrThrow(await api.ledgerAudit()),
    // It stands in the list of audits from now on.
    onSuccess: () => cache.invalidateQueries({ queryKey: ['ledgerAudits'] }),
  });
  return (
    <Panel
      title={m.system.audit}
      hint={m.system.auditHint}
      flush
      actions={
        <Button type="primary" loading={audit.isPending} onClick={() => audit.mutate()}>
          {audit.isPending ? m.system.auditRunning : m.system.auditRun}
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
      {audit.isIdle && <EmptyState icon={<SafetyCertificateOutlined />} title={m.system.auditNever} />}
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
  const m = useMessages();
  const moment = useMoment();
  const faulty = audit.checks.filter((check) => !check.ok).length;
  return (
    <>
      <p className={styles.verdict} data-ok={audit.ok} role="status">
        {audit.ok ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}
        <strong>{audit.ok ? m.system.auditOk : m.system.auditFaulty(formatCount(faulty))}</strong>
        <span className={styles.quiet}>{m.system.auditAt(formatInstant(audit.ranAtMs, moment))}</span>
      </p>
      <DataTable
        caption={m.system.audit}
        rows={audit.checks}
        keyOf={(check) => check.id}
        columns={[
          {
            key: 'check',
            title: m.system.check,
            render: (check) => (
              <>
                <code className={styles.quiet}>{check.id}</code> {wordFor(m.system.invariants, check.id)}
              </>
            ),
          },
          {
            key: 'checked',
            title: m.system.checked,
            align: 'end',
            render: (check) => formatCount(check.checked),
          },
          { key: 'result', title: m.system.result, render: (check) => <CheckResult check={check} /> },
        ]}
      />
    </>
  );
}

function CheckResult({ check }: { readonly check: Check }) {
  const m = useMessages();
  if (check.ok) {
    return (
      <span className={styles.good}>
        <CheckCircleFilled aria-hidden /> {m.system.pass}
      </span>
    );
  }
  return (
    <details className={styles.faults} open>
      <summary>
        <CloseCircleFilled aria-hidden /> {m.system.fault} ·{' '}
        {m.system.faults(formatCount(check.faults.length))}
      </summary>
      <ul>
        {check.faults.slice(0, FAULTS_SHOWN).map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </details>
  );
}
