import { Link } from 'react-router';
import styles from './customer-link.module.css';
import { useMessages } from './language';

interface CustomerLinkProps {
  readonly customerId: string;
  readonly nickname: string | null;
}

/** A customer in a list: nickname over id, leading to the customer's own page. */
export function CustomerLink({ customerId, nickname }: CustomerLinkProps) {
  const m = useMessages();
  return (
    <Link to={`/customers/${customerId}`} className={styles.who}>
      <span className={nickname ? styles.name : styles.unnamed} title={nickname ?? m.customers.unnamed}>
        {nickname ?? m.customers.unnamed}
      </span>
      <code className={styles.id} title={customerId}>
        {customerId}
      </code>
    </Link>
  );
}
