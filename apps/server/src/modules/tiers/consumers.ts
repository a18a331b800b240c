import { consumer } from '../../platform/outbox';

export const joined = consumer({ name: 'tiers.joined', topic: 'members.joined.v1' });
export const merged = consumer({ name: 'tiers.merged', topic: 'members.merged.v1' });
export const unmerged = consumer({ name: 'tiers.unmerged', topic: 'members.unmerged.v1' });
