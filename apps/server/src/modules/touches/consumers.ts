import { consumer } from '../../platform/outbox';

export const welcome = consumer({ name: 'touches.welcome', topic: 'members.joined.v1' });
