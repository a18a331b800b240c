import { grantFactKinds, grantSources } from '@liuliang/domain';
import { c, primary, type Column } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

/** WeChat tells its templates apart by upper and lower case, which a text of the engine would not. */
const template: Column<string> = {
  type: 'bytes',
  length: 64,
  encode: (id) => Buffer.from(id),
  decode: (stored) => (stored as Buffer).toString(),
};

/** What was heard about a person and a template of WeChat: added to, never changed. */
export const reminderFacts = table(
  'reminder_fact',
  {
    id: c.id(),
    brandId: c.ref(),
    customerId: c.ref(),
    templateId: template,
    /** The request of the phone, or the message of WeChat: the same once. */
    factKey: c.bytes(64),
    kind: c.oneOf(grantFactKinds),
    source: c.oneOf(grantSources),
    isKept: c.flag(),
    atMs: c.instant(),
    heardAtMs: c.instant(),
  },
  { unique: [['brandId', 'customerId', 'templateId', 'factKey']] },
);

/** What is left of the facts of a person and a template, for whoever sends and for totals. */
export const reminderGrants = table(
  'reminder_grant',
  {
    brandId: primary(c.ref()),
    customerId: primary(c.ref()),
    templateId: primary(template),
    leftCount: c.whole(),
    isAlways: c.flag(),
  },
  { index: [['brandId', 'templateId', 'leftCount']] },
);

/** Who does not want to be asked again. */
export const reminderSilences = table('reminder_silence', {
  brandId: primary(c.ref()),
  customerId: primary(c.ref()),
  sinceMs: c.instant(),
});

export type ReminderFactRow = RowOf<typeof reminderFacts>;
export const reminderTables = [reminderFacts, reminderGrants, reminderSilences];
