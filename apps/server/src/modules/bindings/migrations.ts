import { migration } from '../../platform/db/migration';

const LAST_SCAN =
  '(SELECT MAX(s.scanned_at_ms) FROM guide_scan s WHERE s.customer_id = guide_binding.customer_id' +
  ' AND s.guide_id = guide_binding.guide_id AND s.scanned_at_ms > guide_binding.bound_at_ms)';

export const bindingMigrations = [
  migration('GuideContacts1765300000002', {
    sqlite: [],
    mysql: [],
    columns: [{ table: 'guide_binding', column: 'contact_at_ms', definition: 'bigint NOT NULL DEFAULT 0' }],
    afterwards: [
      `UPDATE guide_binding SET contact_at_ms = COALESCE(${LAST_SCAN}, bound_at_ms) WHERE contact_at_ms = 0`,
    ],
  }),
  // The customers of a guide, the latest contact first.
  migration('CustomersOfGuide1765300000003', {
    sqlite: [
      'CREATE INDEX "ix_guide_binding_guide_id_ended_at_ms_contact_at_ms_id" ON "guide_binding" ("guide_id", "ended_at_ms", "contact_at_ms", "id") ',
    ],
    mysql: [
      'CREATE INDEX `ix_guide_binding_guide_id_ended_at_ms_contact_at_ms_id` ON `guide_binding` (`guide_id`, `ended_at_ms`, `contact_at_ms`, `id`)',
    ],
  }),
];
