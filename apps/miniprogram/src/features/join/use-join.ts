import { useState } from 'react';
import { useBilingual, words } from '../../messages';
import { comeBack } from '../../platform/come-back';
import { useAction } from '../../platform/use-action';
import { api } from '../../platform/session';
import { toast } from '../../ui/toast';
import { followScene, sceneToJoinBy, sceneUsed } from '../../common/arrival/arrival';
import { home, type MemberHome, welcomed } from '../../common/home/member-home';
import { consentAnswers, missingConsent, type CheckedPurposes, toggled } from './consents.shared';

/** Joining: what is ticked, what still stands in the way, and the act itself. */
export function useJoin({ consentTexts }: MemberHome) {
  const textOf = useBilingual();
  const [ticked, setTicked] = useState<CheckedPurposes>(new Set());
  const [isAsking, setAsking] = useState(false);
  const joining = useAction(join, (value: MemberHome) => {
    sceneUsed();
    home.put(value);
    welcomed.set({ isNew: true });
    toast(words().join.welcome);
    comeBack();
  });
  const missing = missingConsent(consentTexts, ticked);

  async function join(phoneCode: string | null) {
    const scene = sceneToJoinBy();
    const body = {
      consents: consentAnswers(consentTexts, ticked),
      ...(phoneCode === null ? {} : { phoneCode }),
      ...(scene === null ? {} : { scene }),
    };
    const answer = await api.join({ body });
    if (!answer.ok && answer.code === 'CONSENT_OUTDATED') {
      // The texts that were agreed to are gone: the new ones must be read and ticked afresh.
      setTicked(new Set());
      await home.load();
    }
    if (!answer.ok && answer.code === 'MEMBER_ALREADY_JOINED') {
      await home.load();
      // They joined on another phone: what is left of the code is a member's scan.
      await followScene();
    }
    return answer;
  }

  return {
    ticked,
    toggle: (purpose: string) => {
      setAsking(false);
      setTicked((before) => toggled(before, purpose));
    },
    /** The title of the consent to give first, or null when the way is free. */
    missingTitle: missing === undefined ? null : textOf(missing.title),
    isAsking,
    askForConsent: () => setAsking(true),
    isJoining: joining.isRunning,
    problem: joining.problem,
    join: joining.run,
  };
}
