import type { ReplyOf } from '@liuliang/contract/client';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { BackLink } from '../../app/back-link';
import { api, useReply } from '../../app/api';
import { Loaded } from '../../app/loaded';
import { useLastDayText } from '../../ui/context';
import { Facts } from '../../ui/facts';
import { Instant, Points } from '../../ui/figures';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/states';
import { Actions, Who } from './adjustment-parts';
import styles from './adjustments.module.css';
import { Decision, type DecisionAction } from './decision';
import { useAdjustmentWords } from './words';

type Adjustment = ReplyOf<'adjustment'>;

/** One adjustment with its whole story: what for, who asked, who decided, and where it stands in the ledger. */
export function Screen() {
  const w = useAdjustmentWords();
  const { adjustmentId = '' } = useParams();
  const found = useReply('adjustment', adjustmentId, () => api.adjustment({ params: { adjustmentId } }));
  return (
    <Page
      title={w.one}
      subtitle={<code>{adjustmentId}</code>}
      back={<BackLink to="/points/adjustments">{w.list}</BackLink>}
    >
      <Loaded query={found} skeleton={<Skeleton height={240} />}>
        {(of) => <Story of={of} />}
      </Loaded>
    </Page>
  );
}

function Story({ of }: { readonly of: Adjustment }) {
  const w = useAdjustmentWords();
  const lastDay = useLastDayText();
  const [verb, setVerb] = useState<DecisionAction | null>(null);
  const owner = `/points/ledger?kind=${of.ownerKind}&owner=${encodeURIComponent(of.ownerId)}&asset=${of.asset}`;
  const facts = [
    [w.who, <Who key="who" of={of} />],
    [w.reason, of.reason],
    [w.expires, of.expiresAtMs === null ? w.never : lastDay(of.expiresAtMs)],
    [w.needs, of.needsSecond ? w.needsSecond : w.needsOne],
    [
      w.books,
      <Link key="books" to={owner}>
        {w.booksOpen}
      </Link>,
    ],
  ] as const;
  return (
    <>
      <Panel title={w.states[of.state]} actions={<Actions of={of} decide={(_, action) => setVerb(action)} />}>
        <p className={styles.sum}>
          <Points value={of.points} movement /> <span className={styles.quiet}>{w.assets[of.asset]}</span>
        </p>
        <Facts of={facts} />
      </Panel>
      <Panel title={w.history}>
        <ol className={styles.story}>
          <li>
            <strong>{w.asked}</strong> {of.requestedBy} · <Instant value={of.requestedAtMs} />
          </li>
          {of.decidedAtMs === null ? (
            <li className={styles.quiet}>{w.states[of.state]}</li>
          ) : (
            <li>
              <strong>{w.states[of.state]}</strong> {of.decidedBy ?? of.requestedBy} ·{' '}
              <Instant value={of.decidedAtMs} />
              {of.note && <p className={styles.quiet}>{of.note}</p>}
            </li>
          )}
        </ol>
      </Panel>
      {verb && <Decision of={of} verb={verb} onClose={() => setVerb(null)} />}
    </>
  );
}
