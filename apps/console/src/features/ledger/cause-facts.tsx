import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { CustomerLink } from '../../app/customer-link';
import { IdLink } from '../../app/id-link';
import { can, useOperator } from '../../app/operator';
import { Facts } from '../../ui/facts';
import { UNKNOWN } from '../../ui/format';
import { OwnerName, type Owner } from './parts';
import { useLedgerWords } from './words';

type Transaction = ReplyOf<'ledgerTransaction'>;

/** Causes that are told by a thing or by people, not by rules. */
const KINDS: readonly string[] = ['gift', 'transfer', 'payout', 'statement'];

export const isToldByCause = ({ source }: Transaction): boolean => KINDS.includes(source.kind);

/** Which gift, between which people, to whom it was paid: what a transaction was about, each with its page. */
export function CauseFacts({ transaction }: { readonly transaction: Transaction }) {
  const { kind, id } = transaction.source;
  if (kind === 'gift' && id !== null) return <GiftFacts orderId={id} />;
  if (kind === 'transfer' && id !== null) return <TransferFacts transferId={id} />;
  return <Parties transaction={transaction} />;
}

function GiftFacts({ orderId }: { readonly orderId: string }) {
  const { why } = useLedgerWords();
  const found = useReply('giftOrder', orderId, () => api.giftOrder({ params: { orderId } }));
  if (!found.data) return null;
  const { name, audience, ownerId, who } = found.data;
  const owner = { kind: audience, id: ownerId, name: who } as const;
  return (
    <Facts
      of={[
        [
          why.gift,
          <Link key="gift" to={`/points/gift-orders/${orderId}`}>
            {name}
          </Link>,
        ],
        [
          why.takenBy,
          audience === 'guide' ? (
            <OwnerName key="who" owner={owner} />
          ) : (
            <Member key="who" customerId={ownerId} nickname={who} />
          ),
        ],
      ]}
    />
  );
}

function TransferFacts({ transferId }: { readonly transferId: string }) {
  const { why } = useLedgerWords();
  const found = useReply('transfer', transferId, () => api.transfer({ params: { transferId } }));
  if (!found.data) return null;
  const { from, to, state } = found.data;
  return (
    <Facts
      of={[
        [why.givenBy, <Member key="from" {...from} />],
        [why.givenTo, to === null ? UNKNOWN : <Member key="to" {...to} />],
        [why.state, why.transferStates[state]],
      ]}
    />
  );
}

/** Whose accounts a payout or a paid statement moved: the guide or the store. */
function Parties({ transaction: { entries } }: { readonly transaction: Transaction }) {
  const { why } = useLedgerWords();
  const parties = new Map<string, Owner>();
  for (const { account } of entries)
    if (account.owner.id !== null) parties.set(account.owner.id, account.owner);
  const named = [...parties].map(([id, owner]) => <OwnerName key={id} owner={owner} />);
  return <Facts of={[[why.paidTo, named]]} />;
}

/** A customer by page and name for who may open it, else by id. */
function Member({ customerId, nickname }: { readonly customerId: string; readonly nickname: string | null }) {
  const operator = useOperator();
  return can(operator, 'customers.read') ? (
    <CustomerLink customerId={customerId} nickname={nickname} />
  ) : (
    <IdLink id={customerId} />
  );
}
