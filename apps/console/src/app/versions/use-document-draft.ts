import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useDraft, type Draft } from '../../ui/use-draft';
import { queryClient, reach } from '../api';
import { useOperator } from '../operator';
import type {
  Asked,
  DocumentFault,
  DocumentScreens,
  DraftValue,
  VersionDetail,
  VersionHead,
} from './document';
import { keepLost, lostKey, readLost, type Lost } from './lost';

/** Where a draft starts: the one that is there, or a copy of what is in force. */
export interface DraftStart<C> extends DraftValue<C> {
  readonly version: number;
  /** 0: nothing is saved yet; the first change makes the draft. */
  readonly changedAtMs: number;
  readonly faults: readonly DocumentFault[];
  readonly asked: Asked | null;
}

export interface DocumentDraft<C> {
  readonly draft: Draft<DraftValue<C>>;
  /** Of what was saved last. */
  readonly faults: readonly DocumentFault[];
  readonly version: number;
  /** Who wants it to be published, and waits for a second person; any change of it ends that. */
  readonly asked: Asked | null;
  /** Takes what the server answered about the publishing of this draft. */
  readonly take: (version: VersionHead) => void;
  /** The change that the server knows as the last; what publishing and discarding have to name. */
  readonly seen: () => { readonly seenChangedAtMs: number };
  /** What could not be saved when this draft was left last; null when there is none. */
  readonly lost: Lost<DraftValue<C>> | null;
  readonly recover: () => void;
  readonly forget: () => void;
}

/** The draft of a document, kept on the server; refuses to overwrite what somebody else has saved meanwhile. */
export function useDocumentDraft<C, H extends VersionHead, D extends VersionDetail<C>>(
  { calls, cached }: DocumentScreens<C, H, D>,
  start: DraftStart<C>,
): DocumentDraft<C> {
  const changedAtMs = useRef(start.changedAtMs);
  const [version, setVersion] = useState(start.version);
  const [faults, setFaults] = useState(start.faults);
  const [asked, setAsked] = useState(start.asked);
  const key = lostKey(useOperator().operatorId, cached.one);
  const [lost, setLost] = useState(() => readLost<DraftValue<C>>(localStorage, key));
  const seen = () => ({ seenChangedAtMs: changedAtMs.current });
  const take = (answered: VersionHead) => {
    setAsked(answered.asked);
    queryClient.setQueryData([cached.one, answered.version], answered);
    void queryClient.invalidateQueries({ queryKey: [cached.all] });
  };
  const draft = useDraft<DraftValue<C>>(
    { content: start.content, note: start.note },
    start.changedAtMs || null,
    async (value) => {
      const answer = await calls.save({ body: { ...value, ...seen() } });
      if (!answer.ok) {
        keepLost(localStorage, key, { value, atMs: Date.now() });
        return answer;
      }
      keepLost(localStorage, key, null);
      const saved = answer.value;
      changedAtMs.current = saved.changedAtMs;
      setVersion(saved.version);
      setFaults(saved.faults);
      take(saved);
      return { ok: true, savedAtMs: saved.changedAtMs };
    },
  );
  const isAway = useSyncExternalStore(reach.subscribe, reach.state) === 'away';
  const wasLost = draft.state.status === 'failed' && draft.state.code === 'NETWORK';
  const saveAgain = useRef(() => {});
  useEffect(() => {
    saveAgain.current = () => {
      if (wasLost) void draft.flush();
    };
  });
  useEffect(() => {
    // What could not be saved while the server was away is saved once it is back.
    if (!isAway) saveAgain.current();
  }, [isAway]);
  const forget = () => {
    keepLost(localStorage, key, null);
    setLost(null);
  };
  const recover = () => {
    if (lost !== null) draft.change(lost.value);
    setLost(null);
  };
  return { draft, faults, version, asked, take, seen, lost, recover, forget };
}
