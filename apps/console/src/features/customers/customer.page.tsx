import { Link, useParams } from 'react-router';
import { CustomerAvatar } from './avatar';
import { BackLink } from '../../app/back-link';
import { api, useReply } from '../../app/api';
import { useMessages } from '../../app/language';
import { LayerTag } from '../../app/layers';
import { Loaded } from '../../app/loaded';
import { can, useOperator } from '../../app/operator';
import { useMoment } from '../../ui/context';
import { Instant } from '../../ui/figures';
import {
  formatBalance,
  formatInstant,
  formatMoney,
  formatCount,
  formatPoints,
  UNKNOWN,
} from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton, Notice } from '../../ui/states';
import type { Customer } from './customer';
import styles from './customer.module.css';
import { GuidePanel } from './guide-panel';
import { LayerHistory } from './layer-history';
import { Person } from './person';
import { PersonActions } from './person-actions';
import { PointsPanel } from './points-panel';
import { RemindersPanel } from './reminders-panel';
import { TierPanel } from './tier-panel';
import { Timeline } from './timeline';
import { useCustomerWords } from './words';

/** One customer whole: what is known, how the layer moved, and everything that happened. */
export function Screen() {
  const w = useCustomerWords();
  const operator = useOperator();
  const { customerId = '' } = useParams();
  const customer = useReply('customer360', customerId, () => api.customer360({ params: { customerId } }));
  return (
    <Page
      title={customer.data?.nickname ?? customerId}
      // A name in the tab's title would stay in the browser's history.
      documentTitle={`${customerId} · ${w.list.title} · 留量 Liuliang`}
      back={<BackLink to="/customers">{w.page.back}</BackLink>}
      subtitle={customer.data && <Headline customer={customer.data} />}
      actions={
        customer.data &&
        can(operator, 'adjustments.request') && (
          <Link to={`/points/adjustments?for=${customer.data.customerId}`}>{w.page.adjust}</Link>
        )
      }
    >
      <Loaded query={customer} skeleton={<CustomerSkeleton />}>
        {(found) => (
          <>
            {found.customerId !== customerId && <Notice tone="info">{w.page.merged(customerId)}</Notice>}
            <Facts customer={found} />
            <div className={styles.columns}>
              <div className={styles.story}>
                <LayerHistory customer={found} />
                {can(operator, 'ledger.read') && <PointsPanel customer={found} />}
                <Timeline customerId={found.customerId} hasBought={found.orders > 0} />
              </div>
              <div className={styles.person}>
                <TierPanel customerId={found.customerId} />
                <GuidePanel customerId={found.customerId} />
                {can(operator, 'reminders.read') && <RemindersPanel customerId={found.customerId} />}
                <Person customer={found} />
                {can(operator, 'customers.manage') && <PersonActions customer={found} />}
              </div>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Headline({ customer }: { readonly customer: Customer }) {
  const m = useMessages();
  const w = useCustomerWords();
  const moment = useMoment();
  return (
    <span className={styles.headline}>
      <CustomerAvatar customerId={customer.customerId} />
      <LayerTag code={customer.layer} />
      <span className={styles.member} data-is={customer.isMember}>
        {customer.isMember ? m.customers.isMember : m.customers.notMember}
      </span>
      <span>
        {customer.joinedAtMs === null
          ? w.page.notJoined
          : w.page.joined(formatInstant(customer.joinedAtMs, moment))}
      </span>
      {/* Without a nickname the id is the heading already. */}
      {customer.nickname && <code>{customer.customerId}</code>}
    </span>
  );
}

function Facts({ customer }: { readonly customer: Customer }) {
  const w = useCustomerWords();
  const text = w.page.facts;
  const { language } = useMoment();
  const facts = [
    [text.spent, formatMoney(customer.spentFen)],
    [text.orders, formatCount(customer.orders)],
    [text.refunded, formatMoney(customer.refundedFen)],
    [text.points, formatBalance(customer.pointsAvailable, language)],
    [text.pending, formatPoints(customer.pointsPending)],
    [text.lastSeen, <Instant key="last" value={customer.lastSeenAtMs} />],
    [text.firstSeen, <Instant key="first" value={customer.firstSeenAtMs} />],
    [text.homeStore, customer.homeStore ?? UNKNOWN],
    ...(customer.isMember ? [[text.joinedBy, <JoinedBy key="by" of={customer} />] as const] : []),
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** By whose code somebody joined. */
function JoinedBy({ of: { joinedBy } }: { readonly of: Customer }) {
  const w = useCustomerWords().page.joinedBy;
  if (joinedBy === null) return w.none;
  return joinedBy.guide === null ? w.store(joinedBy.store) : `${joinedBy.guide} · ${joinedBy.store}`;
}

function CustomerSkeleton() {
  const w = useCustomerWords();
  return (
    <>
      <Skeleton height={76} />
      <div className={styles.columns}>
        <Panel title={w.page.layers.title}>
          <Skeleton height={130} />
        </Panel>
        <Panel title={w.page.identities.title}>
          <Skeleton height={130} />
        </Panel>
      </div>
    </>
  );
}
