import { useMessages, wordFor } from '../../app/language';
import { useOperator } from '../../app/operator';
import { Page } from '../../ui/page';
import styles from './account.module.css';
import { Password } from './password';
import { Sessions } from './sessions';
import { Totp } from './totp';
import { useAccountWords } from './words';

/** The own account of whoever is signed in. */
export function Screen() {
  const w = useAccountWords();
  const m = useMessages();
  const { displayName, role } = useOperator();
  return (
    <Page title={w.title} subtitle={`${displayName} · ${wordFor(m.roles, role)}`}>
      <div className={styles.page}>
        <div className={styles.pair}>
          <Password />
          <Totp />
        </div>
        <Sessions />
      </div>
    </Page>
  );
}
