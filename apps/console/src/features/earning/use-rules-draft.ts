import { useRef } from 'react';
import { api, queryClient } from '../../app/api';
import type { Draft } from '../../ui/use-draft';
import { useDraft } from '../../ui/use-draft';
import { savableRules, type Fault, type Rules, type RulesDetail } from './rules';
import { useState } from 'react';

export interface DraftValue {
  readonly rules: Rules;
  readonly note: string;
}

/** Where a draft starts: the one that is there, or a copy of what is in force. */
export interface DraftStart extends DraftValue {
  readonly version: number;
  /** 0: nothing is saved yet; the first change makes the draft. */
  readonly changedAtMs: number;
  readonly faults: readonly Fault[];
}

export interface RulesDraft {
  readonly draft: Draft<DraftValue>;
  readonly faults: readonly Fault[];
  /** The change that the server knows as the last; what publishing and discarding have to name. */
  readonly seenChangedAtMs: () => number;
  readonly version: number;
}

/** The draft of earning rules, kept on the server; refuses to overwrite what somebody else has saved meanwhile. */
export function useRulesDraft(start: DraftStart): RulesDraft {
  const seen = useRef(start.changedAtMs);
  const [version, setVersion] = useState(start.version);
  const [faults, setFaults] = useState(start.faults);
  const draft = useDraft<DraftValue>(
    { rules: start.rules, note: start.note },
    start.changedAtMs || null,
    async ({ rules, note }) => {
      const answer = await api.saveEarningDraft({
        body: { seenChangedAtMs: seen.current, content: savableRules(rules), note },
      });
      if (!answer.ok) return answer;
      seen.current = answer.value.changedAtMs;
      setVersion(answer.value.version);
      setFaults(answer.value.faults);
      rememberDraft(answer.value);
      return { ok: true, savedAtMs: answer.value.changedAtMs };
    },
  );
  return { draft, faults, seenChangedAtMs: () => seen.current, version };
}

function rememberDraft(detail: RulesDetail): void {
  queryClient.setQueryData(['earningVersion', detail.version], detail);
  void queryClient.invalidateQueries({ queryKey: ['earningVersions'] });
}
