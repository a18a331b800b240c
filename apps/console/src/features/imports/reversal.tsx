import { api, queryClient } from '../../app/api';
import { useErrorText } from '../../app/language';
import { ConfirmButton } from '../../ui/confirm-button';
import { Facts } from '../../ui/facts';
import { Instant } from '../../ui/figures';
import { formatCount, UNKNOWN } from '../../ui/format';
import { Panel } from '../../ui/panel';
import type { ImportJob } from './kinds';
import styles from './preview.module.css';
import { useImportWords } from './words';

/** Takes back what an import brought, or says how that stands. */
export function Reversal({ job }: { readonly job: ImportJob }) {
  const w = useImportWords().reversal;
  const errorText = useErrorText();
  const { reversal, reversible } = job;
  // One that stopped on the way left the import as it was, and may be asked for again.
  if (reversal && job.state !== 'done')
    return (
      <Panel title={job.state === 'reversing' ? w.underWay : w.done} hint={w.doneHint}>
        <div aria-live="polite">
          <Facts
            of={[
              [w.refunded, formatCount(reversal.refunded)],
              [w.nothingLeft, formatCount(reversal.nothingLeft)],
              [w.started, <Instant key="at" value={reversal.startedAtMs} />],
              [w.by, reversal.operator ?? UNKNOWN],
            ]}
          />
        </div>
      </Panel>
    );
  if (reversible === 0) return null;
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
        title={w.ask(formatCount(reversible))}
        okText={w.reverse}
        cancelText={w.back}
        isDangerous
        onConfirm={reverse}
      >
        <ul className={styles.does}>
          {w.does(formatCount(reversible)).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </ConfirmButton>
    </Panel>
  );
}
