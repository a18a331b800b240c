import { api, useReply } from '../../app/api';
import styles from './customer.module.css';

/** The picture that the customer chose; nothing without one. */
export function CustomerAvatar({ customerId }: { readonly customerId: string }) {
  const avatar = useReply('customerAvatar', customerId, () => api.customerAvatar({ params: { customerId } }));
  const image = avatar.data?.image;
  // The name stands beside it.
  return image ? <img className={styles.avatar} src={image} alt="" /> : null;
}
