import { area, personal, proves, reacts } from '../../platform/areas';
import { customersMerged, customersUnmerged } from '../members';
import { reminderFacts, reminderGrants, reminderTables } from './entities';
import { GrantLedger } from './ledger';
import { reminderMigrations } from './migrations';
import { RemindersModule } from './module';
import { ReminderAudit, ReminderErasure, ReminderExport } from './parts';
import { reminderTemplates } from './settings';

export const remindersArea = area({
  name: 'reminders',
  module: RemindersModule,
  tables: reminderTables,
  migrations: reminderMigrations,
  settings: [reminderTemplates],
  grants: {
    operations: ['reminders.read', 'reminders.write'],
    analyst: ['reminders.read'],
    auditor: ['reminders.read'],
  },
  effects: [
    reacts(
      {
        name: 'reminders.grants',
        step: 'facts',
        of: { merged: customersMerged, unmerged: customersUnmerged },
      },
      GrantLedger,
      (ledger, tx, brandId, { merged, unmerged }) => ledger.follow(tx, brandId, [...merged, ...unmerged]),
    ),
  ],
  audit: [proves('REMINDERS', ReminderAudit, (it, brandId, findings) => it.check(brandId, findings))],
  personal: [
    personal(reminderFacts, ['templateId'], {
      holds: 'about what they let WeChat tell them, and how they answered',
      erasure: 'removed',
      export: ['reminderHistory'],
    }),
    personal(reminderGrants, ['templateId'], {
      holds: 'about what WeChat may still tell them',
      erasure: 'removed',
      export: ['reminders'],
    }),
  ],
  export: ReminderExport,
  erasure: ReminderErasure,
});
