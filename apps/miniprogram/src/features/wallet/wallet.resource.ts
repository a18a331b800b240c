import type { ReplyOf } from '@liuliang/contract/client';
import { createResource, personal, type Resource } from '../../platform/resource';
import { api } from '../../platform/session';
import { showsPoints } from '../../common/points/points-changed';

export type Wallet = ReplyOf<'guideWallet'>;
export type Statement = Wallet['thisMonth'];
export type Statements = ReplyOf<'guideStatements'>;
export type StatementLines = ReplyOf<'guideStatementLines'>;
export type StatementLine = StatementLines['items'][number];
export type Payouts = ReplyOf<'guidePayouts'>;
export type Payout = Payouts['items'][number];

/** What a guide earned is their own, so it may be read offline like a member's points. */
export const wallet = showsPoints(personal<Wallet>({ rememberAs: 'wallet', load: () => api.guideWallet() }));
export const statements = showsPoints(
  personal<Statements>({ rememberAs: 'statements', load: () => api.guideStatements() }),
);

const loadPayouts = (cursor?: string) => api.guidePayouts({ query: { cursor } });
export const payouts = showsPoints(personal<Payouts>({ rememberAs: 'payouts', load: () => loadPayouts() }));
export const loadMorePayouts = (cursor: string) => loadPayouts(cursor);

export interface OpenLines {
  readonly lines: Resource<StatementLines>;
  readonly loadMore: (cursor: string) => ReturnType<typeof loadLines>;
}

const loadLines = (period: string, cursor?: string) =>
  api.guideStatementLines({ params: { period }, query: { cursor } });

/** The lines of one month, as long as its page is open. */
export const openLines = (period: string): OpenLines => ({
  lines: createResource<StatementLines>({ load: () => loadLines(period) }),
  loadMore: (cursor) => loadLines(period, cursor),
});
