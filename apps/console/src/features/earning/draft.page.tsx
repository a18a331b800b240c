import { useState } from 'react';
import { api, queryClient, useReply } from '../../app/api';
import { Loaded } from '../../app/loaded';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/states';
import { DraftScreen } from './draft-screen';
import { useEarningWords } from './editor';
import { firstRules, type RulesDetail } from './rules';

/** The one draft of the brand; where there is none it begins as a copy of what is in force. */
export function Screen() {
  const versions = useReply('earningVersions', null, () => api.earningVersions());
  // Typing renews the list; the editor stays with the version that it began from.
  const [attempt, setAttempt] = useState(0);
  return (
    <Loaded query={versions} skeleton={<Waiting />}>
      {({ items }) => {
        const draft = items.find(({ state }) => state === 'draft')?.version ?? null;
        const inForce =
          items.find(({ isInForce }) => isInForce)?.version ??
          items.find(({ state }) => state === 'published')?.version ??
          null;
        const next = Math.max(0, ...items.map(({ version }) => version)) + 1;
        return (
          <Start
            key={attempt}
            draft={draft}
            inForce={inForce}
            next={next}
            onReload={() => {
              void queryClient.invalidateQueries({ queryKey: ['earningVersion'] }).then(async () => {
                await versions.refetch();
                setAttempt(attempt + 1);
              });
            }}
          />
        );
      }}
    </Loaded>
  );
}

interface StartProps {
  readonly draft: number | null;
  readonly inForce: number | null;
  readonly next: number;
  readonly onReload: () => void;
}

/** Loads what the draft begins with, once: saving makes versions that must not restart the editor. */
function Start({ draft, inForce, next, onReload }: StartProps) {
  const [first] = useState({ draft, inForce, next });
  const version = (number: number | null) => () =>
    api.earningVersion({ params: { version: String(number) } });
  const existing = useReply('earningVersion', first.draft, version(first.draft), {
    isWanted: first.draft !== null,
  });
  const base = useReply('earningVersion', first.inForce, version(first.inForce), {
    isWanted: first.inForce !== null,
  });
  const isReady =
    (first.draft === null || existing.data !== undefined) &&
    (first.inForce === null || base.data !== undefined);
  if (!isReady) {
    const open = first.draft !== null && existing.data === undefined ? existing : base;
    return (
      <Loaded query={open} skeleton={<Waiting />}>
        {() => null}
      </Loaded>
    );
  }
  const source: RulesDetail | undefined = existing.data ?? base.data;
  return (
    <DraftScreen
      start={{
        version: existing.data?.version ?? first.next,
        rules: source?.content ?? firstRules,
        note: existing.data?.note ?? '',
        changedAtMs: existing.data?.changedAtMs ?? 0,
        faults: existing.data?.faults ?? [],
      }}
      inForce={base.data ?? null}
      onReload={onReload}
    />
  );
}

function Waiting() {
  const words = useEarningWords();
  return (
    <Page title={words.list.title}>
      <Skeleton height={460} />
    </Page>
  );
}
