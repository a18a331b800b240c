import { useParams } from 'react-router';
import { BackLink } from '../../app/back-link';
import { api, useReply } from '../../app/api';
import { IdLink } from '../../app/id-link';
import { Loaded } from '../../app/loaded';
import { Facts } from '../../ui/facts';
import { Instant, Points } from '../../ui/figures';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/states';
import styles from './ledger.module.css';
import { LotMoves } from './lot-moves';
import { OwnerName, ValidUntil, type Lot } from './parts';
import { useLedgerWords } from './words';

/** One lot from its credit to now. */
export function Screen() {
  const w = useLedgerWords();
  const lotId = useParams()['lotId'] ?? '';
  const found = useReply('ledgerLot', lotId, () => api.ledgerLot({ params: { lotId } }));
  return (
    <Page
      title={w.lotTitle}
      subtitle={<code>{lotId}</code>}
      back={<BackLink to="/points/ledger">{w.accountBack}</BackLink>}
    >
      <Loaded query={found} skeleton={<Skeleton height={240} />}>
        {({ lot, moves }) => (
          <>
            <Panel title={lot.points < 0 ? w.debt : w.credited}>
              <p className={styles.big}>
                <Points value={lot.points} />
              </p>
              <Facts of={factsOf(lot, w)} />
            </Panel>
            <Panel title={w.lotMoves} flush>
              <LotMoves moves={moves} of="transaction" />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function factsOf(lot: Lot, w: ReturnType<typeof useLedgerWords>) {
  return [
    [w.owner, <OwnerName key="owner" owner={lot.owner} />],
    [w.asset, w.assets[lot.asset]],
    [w.remaining, <Points key="remaining" value={lot.remaining} />],
    [w.pending, <Points key="pending" value={lot.pending} />],
    [w.held, <Points key="held" value={lot.held} />],
    [w.lotOpened, <Instant key="opened" value={lot.openedAtMs} />],
    ...(lot.activatesAtMs
      ? [[w.activates, <Instant key="activates" value={lot.activatesAtMs} />] as const]
      : []),
    [w.expires, <ValidUntil key="expires" endMs={lot.expiresAtMs} />],
    [w.funder, <OwnerName key="funder" owner={lot.funder} />],
    [w.store, lot.store ?? '—'],
    ...(lot.openedBy ? [[w.transaction, <IdLink key="by" id={lot.openedBy} />] as const] : []),
    ...(lot.carriedFrom ? [[w.carriedFrom, <IdLink key="from" id={lot.carriedFrom} />] as const] : []),
  ] as const;
}
