import { api, queryClient } from '../../app/api';
import { useErrorText } from '../../app/language';
import { ConfirmButton } from '../../ui/confirm-button';
import { Facts } from '../../ui/facts';
import { Instant } from '../../ui/figures';
import { formatCount, UNKNOWN } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { Notice } from '../../ui/states';
import type { ImportJob } from './kinds';
import styles from './preview.module.css';
import { useImportWords, type ImportWords } from './words';

/** What a reversal of each kind is called and does. */
const textsOf = (kind: ImportJob['kind'], w: ImportWords['reversal']) =>
  kind === 'balances' ? w.ofBalances : kind === 'refunds' ? w.ofRefunds : w.ofOrders;

/** Takes back what an import brought, or says how that stands. */
export function Reversal({ job }: { readonly job: ImportJob }) {
  const w = useImportWords().reversal;
  const errorText = useErrorText();
  const { reversal, reversible, moved } = job;
  const of = textsOf(job.kind, w);
  // One that stopped on the way left the import as it was, and may be asked for again.
  if (reversal && job.state !== 'done')
    return (
      <Panel title={job.state === 'reversing' ? w.underWay : w.done} hint={of.done}>
        <div aria-live="polite">
          <Facts
            of={[
              [of.taken, formatCount(reversal.refunded)],
              [of.left, formatCount(reversal.nothingLeft)],
              [w.started, <Instant key="at" value={reversal.startedAtMs} />],
              [w.by, reversal.operator ?? UNKNOWN],
            ]}
          />
        </div>
      </Panel>
    );
  if (reversible === 0) return null;
  const count = formatCount(reversible);
  if (moved && moved.balances > 0)
    return (
      <Panel title={w.title} hint={w.hint}>
        <Notice>{w.moved(formatCount(moved.balances))}</Notice>
      </Panel>
    );
  const reverse = async (): Promise<string | null> => {
    const answer = await api.reverseImport({ params: { importId: job.importId } });
    if (!answer.ok) return errorText(answer.code);
    queryClient.setQueryData(['importStatus', job.importId], answer.value);
    void queryClient.invalidateQueries({ queryKey: ['imports'] });
    return null;
  };
  return (
    <Panel title={w.title} hint={w.hint}>
      <ConfirmButton
        label={w.reverse}
        title={of.ask(count)}
        okText={w.reverse}
        cancelText={w.back}
        isDangerous
        onConfirm={reverse}
      >
        <ul className={styles.does}>
          {of.does(count).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </ConfirmButton>
    </Panel>
  );
}
