import type { TierCause } from '@liuliang/domain';
import { mark } from '../../platform/effects';

/** Somebody did something to a member's tier by hand: gave or ended a pass, or took a level back. */
export const tierHandled = mark<{ readonly customerId: number; readonly cause: TierCause }>('tiers.handled');
