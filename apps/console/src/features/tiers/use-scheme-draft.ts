import { useRef, useState } from 'react';
import { api, queryClient } from '../../app/api';
import { useDraft, type Draft } from '../../ui/use-draft';
import { faultsOfScheme, type Scheme, type SchemeFault } from './scheme';

export interface DraftValue {
  readonly scheme: Scheme;
  readonly note: string;
}

export interface DraftStart extends DraftValue {
  readonly version: number;
  /** 0: nothing is saved yet; the first change makes the draft. */
  readonly changedAtMs: number;
}

export interface SchemeDraft {
  readonly draft: Draft<DraftValue>;
  readonly faults: readonly SchemeFault[];
  readonly version: number;
  /** The change that was saved last: publishing names it, so that nobody publishes what they have not seen. */
  readonly savedAtMs: () => number;
}

/** The draft of a tier scheme, kept on the server as long as it is a scheme; a faulty one waits here. */
export function useSchemeDraft(start: DraftStart): SchemeDraft {
  const saved = useRef(start.changedAtMs);
  const [version, setVersion] = useState(start.version);
  const draft = useDraft<DraftValue>(
    { scheme: start.scheme, note: start.note },
    start.changedAtMs || null,
    async (value) => {
      if (faultsOfScheme(value.scheme).length > 0) return { ok: false, code: 'DOCUMENT_INVALID' };
      const answer = await api.saveTierDraft({
        body: { content: value.scheme, note: value.note, seenChangedAtMs: saved.current },
      });
      if (!answer.ok) return answer;
      saved.current = answer.value.changedAtMs;
      setVersion(answer.value.version);
      queryClient.setQueryData(['tierScheme', answer.value.version], answer.value);
      void queryClient.invalidateQueries({ queryKey: ['tierSchemes'] });
      return { ok: true, savedAtMs: answer.value.changedAtMs };
    },
  );
  return { draft, faults: faultsOfScheme(draft.value.scheme), version, savedAtMs: () => saved.current };
}
