import { useState } from 'react';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/states';
import { queryClient } from '../api';
import { Loaded } from '../loaded';
import type { DocumentScreens, VersionDetail, VersionHead } from './document';
import { DraftScreen } from './draft-screen';
import { inForceOf, useVersion, useVersions } from './use-versions';

interface Props<C, H extends VersionHead, D extends VersionDetail<C>> {
  readonly document: DocumentScreens<C, H, D>;
}

/** The one draft of the brand; where there is none it begins as a copy of what is in force. */
export function DraftPage<C, H extends VersionHead, D extends VersionDetail<C>>({
  document,
}: Props<C, H, D>) {
  const versions = useVersions(document);
  // Typing renews the list; the editor stays with the version that it began from.
  const [attempt, setAttempt] = useState(0);
  const reload = async () => {
    queryClient.removeQueries({ queryKey: [document.cached.one] });
    await versions.refetch();
    setAttempt(attempt + 1);
  };
  return (
    <Loaded query={versions} skeleton={<Waiting document={document} />}>
      {({ items }) => (
        <Start
          key={attempt}
          document={document}
          draft={items.find(({ state }) => state === 'draft')?.version ?? null}
          inForce={inForceOf(items)}
          next={Math.max(0, ...items.map(({ version }) => version)) + 1}
          onReload={() => void reload()}
        />
      )}
    </Loaded>
  );
}

interface StartProps<C, H extends VersionHead, D extends VersionDetail<C>> extends Props<C, H, D> {
  readonly draft: number | null;
  readonly inForce: number | null;
  readonly next: number;
  readonly onReload: () => void;
}

/** Loads what the draft begins with, once: saving makes versions that must not restart the editor. */
function Start<C, H extends VersionHead, D extends VersionDetail<C>>(props: StartProps<C, H, D>) {
  const { document, onReload } = props;
  const [{ draft, inForce, next }] = useState(props);
  const existing = useVersion(document, draft);
  const base = useVersion(document, inForce);
  const source = draft === null ? base : existing;
  if (!base.data || !source.data) {
    return (
      <Loaded query={source.data ? base : source} skeleton={<Waiting document={document} />}>
        {() => null}
      </Loaded>
    );
  }
  const start =
    draft === null ? { version: next, note: '', changedAtMs: 0, faults: [], asked: null } : source.data;
  return (
    <DraftScreen
      document={document}
      start={{ ...start, content: source.data.content }}
      inForce={base.data}
      onReload={onReload}
    />
  );
}

function Waiting<C, H extends VersionHead, D extends VersionDetail<C>>({ document }: Props<C, H, D>) {
  return (
    <Page title={document.useWords().title}>
      <Skeleton height={460} />
    </Page>
  );
}
