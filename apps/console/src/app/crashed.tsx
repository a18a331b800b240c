import { useEffect, useRef, useSyncExternalStore } from 'react';
import { PlainButton } from '../ui/plain';
import { EmptyState } from '../ui/states';
import { api, reach } from './api';
import { useMessages } from './language';

/** A screen that failed to load or to draw; most often an old tab after a release. */
export function Crashed() {
  const m = useMessages();
  const isAway = useServerAway();
  return (
    <div role="alert">
      <EmptyState
        title={isAway ? m.app.away : m.app.crashedTitle}
        text={isAway ? undefined : m.app.crashedText}
        action={
          <PlainButton look="primary" onClick={() => location.reload()}>
            {m.app.reload}
          </PlainButton>
        }
      />
    </div>
  );
}

/** Whether the code could not be had because the server is away; the page loads itself again once it is back. */
function useServerAway(): boolean {
  const isAway = useSyncExternalStore(reach.subscribe, reach.state) === 'away';
  const wasAway = useRef(false);
  useEffect(() => {
    // Code is loaded by the browser itself, so nothing has told yet whether the server was there.
    void api.operatorProfile();
  }, []);
  useEffect(() => {
    if (wasAway.current && !isAway) location.reload();
    wasAway.current = isAway;
  }, [isAway]);
  return isAway;
}
