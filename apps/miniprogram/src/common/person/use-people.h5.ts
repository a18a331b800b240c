import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { type DemoCast, demoCast } from '../../platform/demo.h5';
import { choosePerson, forgetPerson, takePersonInAddress } from '../../platform/person.h5';
import type { Problem } from '../../platform/resource';
import { leave } from '../../platform/session';

type People =
  | { readonly status: 'loading' }
  | { readonly status: 'none' }
  | { readonly status: 'cast'; readonly cast: DemoCast }
  | { readonly status: 'failed'; readonly problem: Problem };

const GUIDE_HOME = '/packages/guide/today/index';

/** The people of the demo, and becoming one of them. */
export function usePeople() {
  const [people, setPeople] = useState<People>({ status: 'loading' });

  function load(): void {
    setPeople({ status: 'loading' });
    demoCast().then(
      (cast) => setPeople(cast === null ? { status: 'none' } : { status: 'cast', cast }),
      () => setPeople({ status: 'failed', problem: { code: 'NETWORK', requestId: null } }),
    );
  }

  useEffect(load, []);
  return { people, reload: load, signInAs };
}

/** Signs in as a person of the cast; a guide starts at the workspace. */
export async function signInAs(key: string, as: 'consumer' | 'guide'): Promise<void> {
  choosePerson(key);
  await leave({ revoke: false });
  if (as === 'guide') await Taro.navigateTo({ url: GUIDE_HOME });
}

/** Ends the session of the demo person; the gate asks for another. */
export async function leavePerson(): Promise<void> {
  forgetPerson();
  await leave({ revoke: true });
}

/** Follows `?person=KEY` in the address, before anything is loaded. */
export function followAddress(): void {
  const named = takePersonInAddress();
  if (named === null) return;
  choosePerson(named);
  void leave({ revoke: false });
}
