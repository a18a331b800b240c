import { c, later } from '../db/columns';
import { table } from '../db/table';

/** Every version of every versioned document. What is published is never changed; no statement could. */
export const documentVersions = table(
  'document_version',
  {
    id: c.id(),
    brandId: c.ref(),
    /** Which document: `earning`, `tiers`. */
    kind: c.text(32),
    version: c.whole(),
    /** draft, published */
    state: c.text(16),
    /** 0 for the draft, else the version: the key over it allows one draft. */
    slot: c.whole(),
    /** From when it holds; 0: from the beginning. */
    startsAtMs: c.instant(),
    /** What it says, JSON of the shape of its kind. */
    content: c.long(),
    note: c.text(255),
    /** Authors are operators; 0: the system. */
    createdBy: c.ref(),
    createdAtMs: c.instant(),
    changedBy: c.ref(),
    changedAtMs: c.instant(),
    publishedBy: c.ref(),
    publishedAtMs: c.instant(),
    /** Who asked for it to be published and when, where a second person has to approve; 0: nobody. Saving ends it. */
    askedBy: later(c.ref()),
    askedAtMs: later(c.instant()),
    /** From when it was asked to hold; 0: from its approval on. */
    askedStartsAtMs: later(c.instant()),
    /** The second person. */
    approvedBy: later(c.ref()),
  },
  {
    unique: [
      ['brandId', 'kind', 'version'],
      ['brandId', 'kind', 'slot'],
    ],
    index: [['brandId', 'kind', 'state', 'startsAtMs']],
  },
);

export const documentTables = [documentVersions];
