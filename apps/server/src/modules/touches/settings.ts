import { z } from 'zod';
import { settings } from '../../platform/areas';

/** Days before points expire at which their owner is told, each once per day of expiry. */
export const expiryNoticeDays = settings('expiryNoticeDays', z.array(z.int().min(1)), [30, 7]);
