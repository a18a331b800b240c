import { CustomerLink } from '../../app/customer-link';
import { api, useReply } from '../../app/api';
import { Facts } from '../../ui/facts';
import { formatBalance, formatPoints, UNKNOWN } from '../../ui/format';
import { useMoment } from '../../ui/context';
import styles from './adjustments.module.css';
import type { Draft } from './request';
import { useAdjustmentWords } from './words';

interface BalanceChangeProps {
  readonly ownerId: string;
  readonly asset: Draft['asset'];
  readonly points: number;
}

/** Whose points they are by name, what they have now, and what they will have. */
export function BalanceChange({ ownerId, asset, points }: BalanceChangeProps) {
  const w = useAdjustmentWords();
  const { language } = useMoment();
  const isMember = ownerId.startsWith('cus_');
  const asked = { owner: ownerId, asset, bucket: 'available', limit: 1 };
  const accounts = useReply('ledgerAccounts', asked, () => api.ledgerAccounts({ query: asked }));
  const customer = useReply(
    'customer360',
    ownerId,
    () => api.customer360({ params: { customerId: ownerId } }),
    {
      isWanted: isMember,
    },
  );
  const account = accounts.data?.items[0];
  // Who never had any has no account yet.
  const before = accounts.data === undefined ? null : (account?.balance ?? 0);
  const after = before === null ? null : before + points;
  const facts = [
    [
      w.who,
      isMember ? (
        <CustomerLink key="who" customerId={ownerId} nickname={customer.data?.nickname ?? null} />
      ) : (
        <span key="who">
          {account?.owner.name ?? UNKNOWN} <code>{ownerId}</code>
        </span>
      ),
    ],
    [w.before, formatBalance(before, language)],
    [w.thisChange, formatPoints(points, true)],
    [w.after, formatBalance(after, language)],
  ] as const;
  return (
    <>
      <Facts of={facts} />
      {after !== null && after < 0 && <p className={styles.quiet}>{w.belowZero(formatPoints(-after))}</p>}
    </>
  );
}
