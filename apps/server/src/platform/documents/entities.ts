import type { Tables } from '../db/tables';

export const documentTables: Tables = (c) => ({
  // Every version of every versioned document. What is published is never changed; no statement could.
  document_version: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      /** Which document: `earning`, `tiers`. */
      kind: c.text(32),
      version: c.whole(),
      /** draft, published */
      state: c.text(16),
      /** 0 for the draft, else the version: the key over it allows one draft. */
      slot: c.whole(),
      /** From when it holds; 0: from the beginning. */
      starts_at_ms: c.instant(),
      /** What it says, JSON of the shape of its kind. */
      content: c.long(),
      note: c.text(255),
      /** Authors are operators; 0: the system. */
      created_by: c.ref(),
      created_at_ms: c.instant(),
      changed_by: c.ref(),
      changed_at_ms: c.instant(),
      published_by: c.ref(),
      published_at_ms: c.instant(),
    },
    unique: [
      ['brand_id', 'kind', 'version'],
      ['brand_id', 'kind', 'slot'],
    ],
    index: [['brand_id', 'kind', 'state', 'starts_at_ms']],
  },
});
