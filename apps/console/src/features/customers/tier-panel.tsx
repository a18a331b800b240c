import type { ReplyOf } from '@liuliang/contract/client';
import { Button } from 'antd';
import { useState } from 'react';
import { api, useReply } from '../../app/api';
import { useLanguage, wordFor } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { can, useOperator } from '../../app/operator';
import { TierTag } from '../../app/tiers';
import { useDayText, useLastDayText } from '../../ui/context';
import { Instant } from '../../ui/figures';
import { formatCount, formatMoney } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { Skeleton, Notice } from '../../ui/states';
import styles from './membership.module.css';
import { RevokeTierButton } from './revoke-tier';
import { EndPassButton, GrantPassButton } from './tier-passes';
import { useCustomerWords } from './words';

type CustomerTier = ReplyOf<'customerTier'>;
type Standing = NonNullable<CustomerTier['standing']>;
type Change = CustomerTier['changes'][number];

const CHANGES_SHOWN = 5;

/** Where the member stands, what would change it, and why it changed before. */
export function TierPanel({ customerId }: { readonly customerId: string }) {
  const w = useCustomerWords().tier;
  const operator = useOperator();
  const tier = useReply('customerTier', customerId, () => api.customerTier({ params: { customerId } }));
  return (
    <Panel
      title={w.title}
      actions={
        tier.data?.standing &&
        can(operator, 'tiers.write') && (
          <>
            {tier.data.standing.level > 1 && (
              <RevokeTierButton customerId={customerId} level={tier.data.standing.level} />
            )}
            <GrantPassButton customerId={customerId} />
          </>
        )
      }
    >
      <Loaded query={tier} skeleton={<Skeleton height={140} />}>
        {({ standing, passes, changes }) =>
          standing === null ? (
            <p className={styles.quiet}>{w.notMember}</p>
          ) : (
            <div className={styles.stack}>
              <Now standing={standing} />
              <Passes customerId={customerId} passes={passes} />
              <History changes={changes} basis={standing.basis} />
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}

const figureText = (basis: Standing['basis'], figure: number): string =>
  basis === 'growth' ? formatCount(figure) : formatMoney(figure);

function Now({ standing }: { readonly standing: Standing }) {
  const w = useCustomerWords().tier;
  const language = useLanguage();
  const day = useDayText();
  const lastDay = useLastDayText();
  const { basis, next, keep, risk } = standing;
  const text = (figure: number) => figureText(basis, figure);
  // How far from this threshold to the next: the figure itself where there is no next.
  const percent = next === null ? 100 : Math.floor((standing.figure / Math.max(1, next.threshold)) * 100);
  return (
    <div className={styles.now}>
      <p className={styles.level}>
        <TierTag level={standing.level} name={standing.name[language]} colour={standing.colour} />
        <span className={styles.quiet}>{w.since(day(standing.sinceMs))}</span>
      </p>
      <div className={styles.progress} aria-hidden>
        <span style={{ width: `${Math.max(0, Math.min(100, percent))}%` }} />
      </div>
      <p>
        {w.figure[basis]} <strong>{text(standing.figure)}</strong>
        {' · '}
        {next === null ? w.top : w.next(text(next.missing), next.name[language])}
      </p>
      {risk ? (
        <Notice tone="danger">
          {w.risk(lastDay(risk.fallsAtMs), risk.toName[language], text(risk.missing))}
        </Notice>
      ) : (
        keep && (
          <p className={styles.quiet}>
            {keep.missing === 0
              ? w.keepSafe(lastDay(keep.reviewAtMs))
              : w.keep(lastDay(keep.reviewAtMs), text(keep.missing))}
          </p>
        )
      )}
    </div>
  );
}

function Passes({
  customerId,
  passes,
}: {
  readonly customerId: string;
  readonly passes: CustomerTier['passes'];
}) {
  const w = useCustomerWords().tier;
  const language = useLanguage();
  const lastDay = useLastDayText();
  const operator = useOperator();
  const active = passes.filter(({ isActive }) => isActive);
  if (active.length === 0) return null;
  return (
    <ul className={styles.passes}>
      {active.map((pass) => (
        <li key={pass.passId} className={styles.pass}>
          <span>{w.pass(w.kinds[pass.kind], pass.name[language], lastDay(pass.endsAtMs))}</span>
          {can(operator, 'tiers.write') && (
            <EndPassButton customerId={customerId} passId={pass.passId} name={pass.name[language]} />
          )}
        </li>
      ))}
    </ul>
  );
}

interface HistoryProps {
  readonly changes: readonly Change[];
  readonly basis: Standing['basis'];
}

function History({ changes, basis }: HistoryProps) {
  const w = useCustomerWords().tier;
  const [isWhole, setWhole] = useState(false);
  if (changes.length === 0) return null;
  const shown = isWhole ? changes : changes.slice(0, CHANGES_SHOWN);
  return (
    <div>
      <h3 className={styles.heading}>{w.history}</h3>
      <ol className={styles.history}>
        {shown.map((change, index) => (
          <ChangeLine key={`${change.recordedAtMs} ${index}`} change={change} basis={basis} />
        ))}
      </ol>
      {changes.length > shown.length && (
        <Button type="link" size="small" onClick={() => setWhole(true)}>
          {w.more(changes.length - shown.length)}
        </Button>
      )}
    </div>
  );
}

function ChangeLine({ change, basis }: { readonly change: Change; readonly basis: Standing['basis'] }) {
  const w = useCustomerWords().tier;
  const language = useLanguage();
  const nameOf = (level: number, name: Change['fromName']) =>
    level === 0 ? w.noLevel : (name?.[language] ?? `V${level}`);
  const to = nameOf(change.toLevel, change.toName);
  return (
    <li>
      <span className={styles.what}>
        <strong>{wordFor(w.reasons, change.reason)}</strong>{' '}
        {change.fromLevel === change.toLevel ? to : w.move(nameOf(change.fromLevel, change.fromName), to)}
      </span>
      <span className={styles.quiet}>
        <Instant value={change.occurredAtMs} />
        {' · '}
        {w.because(wordFor(w.causes, change.causeKind), change.orderNumber)}
        {change.needed > 0 &&
          ` · ${w.judged(figureText(basis, change.figure), figureText(basis, change.needed))}`}
      </span>
    </li>
  );
}
