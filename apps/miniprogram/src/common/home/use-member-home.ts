import { useEffect } from 'react';
import { useResource } from '../../platform/resource';
import { track } from '../track';
import { home } from './member-home';

let hasToldOpening = false;

/** The first screen; tells once a launch that the mini-program was opened. */
export function useMemberHome() {
  const state = useResource(home);
  const isFresh = state.value !== null && state.problem === null && !state.isLoading;
  useEffect(() => {
    if (!isFresh || hasToldOpening) return;
    hasToldOpening = true;
    track('mini.opened');
  }, [isFresh]);
  return state;
}
