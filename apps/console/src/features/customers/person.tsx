import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { IdLink } from '../../app/id-link';
import { wordFor } from '../../app/language';
import { useMoment } from '../../ui/context';
import { formatInstant } from '../../ui/format';
import { Panel } from '../../ui/panel';
import type { Customer } from './customer';
import styles from './customer.module.css';
import { useCustomerWords } from './words';

/** Who the person is to us: masked identities, what they agreed to, ids from before a merge. */
export function Person({ customer }: { readonly customer: Customer }) {
  const w = useCustomerWords();
  return (
    <div className={styles.person}>
      <Identities customer={customer} />
      <Consents customer={customer} />
      {customer.aliases.length > 0 && (
        <Panel title={w.page.aliases.title} hint={w.page.aliases.hint}>
          <ul className={styles.pairs}>
            {customer.aliases.map((alias) => (
              <li key={alias}>
                <IdLink id={alias} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

function Identities({ customer }: { readonly customer: Customer }) {
  const w = useCustomerWords();
  const moment = useMoment();
  return (
    <Panel title={w.page.identities.title}>
      {customer.identities.length === 0 && <p className={styles.quiet}>{w.page.identities.empty}</p>}
      <ul className={styles.pairs}>
        {customer.identities.map(({ kind, masked, sinceMs }) => (
          <li key={`${kind}-${masked}`} className={styles.pair}>
            <span className={styles.pairName}>{wordFor(w.page.identityKinds, kind)}</span>
            <span>
              <code>{masked}</code>
              <br />
              <span className={styles.quiet}>{w.page.identities.since(formatInstant(sinceMs, moment))}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Consents({ customer }: { readonly customer: Customer }) {
  const w = useCustomerWords();
  const moment = useMoment();
  const text = w.page.consents;
  return (
    <Panel title={text.title}>
      {customer.consents.length === 0 && <p className={styles.quiet}>{text.empty}</p>}
      <ul className={styles.pairs}>
        {customer.consents.map(({ purpose, granted, version, atMs }) => (
          <li key={`${purpose}-${atMs}`} className={styles.pair}>
            <span>
              <span className={styles.pairName}>{wordFor(w.page.purposes, purpose)}</span>
              <br />
              <span className={styles.quiet} title={`${text.version} ${version}`}>
                {formatInstant(atMs, moment)}
              </span>
            </span>
            <span className={styles.state} data-granted={granted}>
              {granted ? <CheckCircleFilled aria-hidden /> : <MinusCircleOutlined aria-hidden />}{' '}
              {granted ? text.granted : text.declined}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
