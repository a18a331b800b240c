import { useState } from 'react';
import { api, useReply } from '../../app/api';
import { Loaded } from '../../app/loaded';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/states';
import { DraftScreen } from './draft-screen';
import { useTierWords } from './tier-words';

/** The one draft of the brand; where there is none it begins as a copy of what is in force. */
export function Screen() {
  const schemes = useReply('tierSchemes', null, () => api.tierSchemes());
  return (
    <Loaded query={schemes} skeleton={<Waiting />}>
      {({ items }) => (
        <Start
          draft={items.find(({ state }) => state === 'draft')?.version ?? null}
          inForce={items.find(({ isInForce }) => isInForce)?.version ?? 1}
          next={Math.max(1, ...items.map(({ version }) => version)) + 1}
        />
      )}
    </Loaded>
  );
}

interface StartProps {
  readonly draft: number | null;
  readonly inForce: number;
  readonly next: number;
}

/** Loads what the draft begins with, once: saving makes versions that must not restart the editor. */
function Start(props: StartProps) {
  const [{ draft, inForce, next }] = useState(props);
  const existing = useReply(
    'tierScheme',
    draft,
    () => api.tierScheme({ params: { version: String(draft) } }),
    { isWanted: draft !== null },
  );
  const base = useReply('tierScheme', inForce, () =>
    api.tierScheme({ params: { version: String(inForce) } }),
  );
  const isWaiting = draft !== null && existing.data === undefined;
  return (
    <Loaded query={isWaiting ? existing : base} skeleton={<Waiting />}>
      {(loaded) => {
        const inForceNow = base.data;
        if (isWaiting || !inForceNow) return <Waiting />;
        const source = existing.data ?? loaded;
        return (
          <DraftScreen
            start={{
              version: existing.data?.version ?? next,
              scheme: source.content,
              note: existing.data?.note ?? '',
              changedAtMs: existing.data?.changedAtMs ?? 0,
            }}
            inForce={inForceNow}
          />
        );
      }}
    </Loaded>
  );
}

function Waiting() {
  const words = useTierWords();
  return (
    <Page title={words.title}>
      <Skeleton height={460} />
    </Page>
  );
}
