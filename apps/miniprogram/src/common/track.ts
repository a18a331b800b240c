import { serverNowMs } from '../platform/clock';
import { api } from '../platform/session';

/**
 * Tells the server what the signed-in customer did. Nobody waits for it and a lost one is not told again: behaviour is
 * worth knowing, never worth a person's time.
 */
export function track(type: 'mini.opened' | 'message.clicked', item?: string): void {
  const occurredAtMs = serverNowMs();
  const eventId = `mp-${occurredAtMs.toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
  void api.trackMyEvents({ body: { events: [{ eventId, type, occurredAtMs, item }] } });
}
