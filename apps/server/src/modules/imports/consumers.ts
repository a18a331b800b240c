import { consumer } from '../../platform/outbox';

export const joined = consumer({ name: 'imports.joined', topic: 'members.joined.v1' });
