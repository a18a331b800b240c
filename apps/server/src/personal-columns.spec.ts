import { areas, schema } from './areas';
import type { Area, PersonalColumns } from './platform/areas';
import { platformPersonal } from './platform/personal';

/**
 * Every column of text, JSON or bytes either stands in a manifest as something about a person, with what becomes of it,
 * or is listed here. A new one fails until somebody has said which; what could be about a person belongs in the manifest.
 */
const ABOUT_NOBODY: Readonly<Record<string, readonly string[]>> = {
  'words and names of ours': [
    ...['outbox_event.topic', 'inbox_message.consumer', 'job_state.name', 'job_state.leaseOwner'],
    ...['job_state.lastResult', 'idempotency.operation', 'secret_state.step', 'secret_kept_key.purpose'],
    ...['document_version.kind', 'document_version.state', 'layer_snapshot.model', 'layer_list.model'],
    ...['earning_usage.rule', 'earning_budget.rule', 'earning_budget_day.rule'],
    ...['earning_budget_draw.rule', 'earning_budget_again.rule', 'event.type', 'gift.picture'],
    ...['item.code', 'item.name', 'item.itemBrand', 'item.season', 'item_category.path'],
    ...['import_job.filePath', 'import_fault.code', 'import_fault.field', 'consent.version'],
    ...['import_job.fileHash'],
    ...['consent.channel', 'customer_merge.reason', 'settlement_line.referenceKind'],
    ...['tier_change.causeKind', 'touch.template', 'touch.channel', 'touch.reason', 'touch.leaseOwner'],
    ...['inbox_item.template', 'audit_log.actorKind', 'audit_log.action'],
  ],
  'the shape of a fault, without anything about who met it (FAULTS-1)': [
    ...['app_fault.version', 'app_fault.page', 'app_fault.message'],
  ],
  'ids, numbers and words of ours, as JSON or as text (audit: `AuditEntry`; events: the contract)': [
    ...['outbox_event.payload', 'audit_log.subject', 'audit_log.detail', 'audit_run.report'],
    ...['ledger_root.heads', 'ledger_transaction.explanation', 'layer_list.customers', 'touch.touchKey'],
  ],
  'what a brand says of itself': [
    ...['brand.code', 'brand.name', 'brand.slogan', 'brand.primaryColour', 'brand.timeZone', 'brand.config'],
    ...['store.code', 'store.name', 'store.kind', 'store.region', 'channel.code', 'channel.quadrant'],
    ...['store_place.city', 'store_place.address', 'store_place.phone', 'store_place.hours'],
    ...['gift.name', 'gift.description', 'document_version.content', 'document_version.note'],
    ...['earning_back_test.rules', 'earning_back_test.result'],
    ...['settlement_statement.rates', 'settlement_statement.paidReference'],
  ],
  'of operators and connectors, whose accounts a brand ends': [
    ...[
      'operator.login',
      'operator.displayName',
      'operator.passwordHash',
      'operator.totpSecret',
      'operator.totpPending',
    ],
    ...['operator.role', 'operator.storeScope', 'sign_in_attempt.guesser'],
    ...[
      'api_key.keyId',
      'api_key.secret',
      'api_key.formerSecret',
      'api_key.name',
      'signature_nonce.keyId',
      'signature_nonce.nonce',
    ],
  ],
  'keys of requests, made of ids and of what a program drew': [
    ...['points_adjustment.requestKey', 'opening_balance.lineKey', 'points_exchange.exchangeKey'],
    ...['gift_order.orderKey', 'points_hold.holdKey', 'order_points.requestKey', 'order_points.orderKey'],
    ...['order_points_return.refundKey', 'payout.payoutKey', 'tier_pass.passKey'],
    ...['points_transfer.transferKey', 'ledger_transaction.postingKey', 'earning_budget_draw.factKey'],
    ...['earning_budget_again.fromKey', 'reminder_fact.factKey'],
  ],
  'secrets and codes that were drawn by chance': [
    ...['session.refreshHash', 'session.spentHash', 'gift_order.pickupCode', 'gift_order.codeSealed'],
    ...['points_transfer.claimCode', 'points_transfer.codeSealed', 'scene_code.scene'],
    ...['secret_kept_key.sealed', 'secret_state.fingerprint', 'secret_state.nextFingerprint'],
  ],
  'hashes of numbers and of rows without a person': [
    ...['audit_log.hash', 'audit_log.previousHash', 'ledger_root.previousRoot', 'ledger_root.root'],
    ...['ledger_transaction.hash', 'ledger_transaction.previousHash', 'ledger_transaction.requestHash'],
    ...['ledger_writer.hash', 'settlement_statement.contentHash', 'order_points.contentHash'],
    ...['opening_balance.contentHash'],
  ],
};

const namesOf = ({ table, columns }: PersonalColumns): string[] => columns.map((name) => `${table}.${name}`);
const personal = [...platformPersonal, ...areas.flatMap((one) => one.personal ?? [])];
const columns = schema.tables.flatMap(({ name, definition }) =>
  Object.entries(definition).map(([column, kind]) => ({ column: `${name}.${column}`, ...kind })),
);
const TEXTS = ['varchar', 'long', 'bytes'];
const sorted = (names: readonly string[]): string[] => [...names].sort();
const areasWhere = (has: (one: PersonalColumns) => boolean): Area[] =>
  areas.filter((one) => one.personal?.some(has));

describe('what is held about people', () => {
  it('is every column of text, JSON or bytes that is not about nobody', () => {
    const declared = new Set(personal.flatMap(namesOf));
    // One of a list of words says nothing that its list does not.
    const free = columns.filter(({ type, words }) => TEXTS.includes(type) && words === undefined);
    const undeclared = free.map(({ column }) => column).filter((column) => !declared.has(column));
    expect(sorted(undeclared)).toEqual(sorted(Object.values(ABOUT_NOBODY).flat()));
  });

  it('is declared once, of columns that there are, in the area that owns the table', () => {
    const declared = personal.flatMap(namesOf);
    const known = new Set(columns.map(({ column }) => column));
    expect(declared.filter((column) => !known.has(column))).toEqual([]);
    expect(sorted([...new Set(declared)])).toEqual(sorted(declared));
    for (const { name, personal: own = [], tables = [] } of areas) {
      const tableNames = tables.map((table) => table.name);
      expect([name, own.filter(({ table }) => !tableNames.includes(table))]).toEqual([name, []]);
    }
  });

  it('has somebody who erases it, and somebody who exports it', () => {
    const isErased = ({ erasure }: PersonalColumns): boolean => typeof erasure === 'string';
    const isExported = (one: PersonalColumns): boolean => Array.isArray(one.export);
    const names = (of: Area[]): string[] => of.map(({ name }) => name);
    expect(names(areasWhere(isErased).filter(({ erasure }) => !erasure))).toEqual([]);
    expect(names(areasWhere(isExported).filter((one) => !one.export))).toEqual([]);
  });
});
