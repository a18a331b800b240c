import { useReply, api } from '../../app/api';
import { Loaded } from '../../app/loaded';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/states';
import styles from './access.module.css';
import { ConnectorKeys } from './connector-keys';
import { Operators } from './operators';
import { useAccessWords } from './words';

/** Who may come in: people, and systems that send data. */
export function Screen() {
  const w = useAccessWords();
  const operators = useReply('operatorAccounts', null, () => api.operatorAccounts());
  const keys = useReply('connectorKeys', null, () => api.connectorKeys());
  return (
    <Page title={w.title} subtitle={w.subtitle}>
      <div className={styles.page}>
        <Loaded query={operators} skeleton={<Skeleton height={260} />}>
          {({ items }) => <Operators accounts={items} />}
        </Loaded>
        <Loaded query={keys} skeleton={<Skeleton height={200} />}>
          {({ items }) => <ConnectorKeys keys={items} />}
        </Loaded>
      </div>
    </Page>
  );
}
