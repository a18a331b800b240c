import { z } from 'zod';

export const JobCount = z
  .enum([
    'budgets',
    'changed meanwhile',
    'checked',
    'codes',
    'delivered',
    'erased again',
    'expired',
    'failed',
    'files',
    'forgotten',
    'handled',
    'imported',
    'judged',
    'kept',
    'lapsed',
    'left',
    'looked at',
    'made',
    'posted',
    'queued',
    'removed',
    'taken',
    'tried',
    'waiting',
    'written',
  ])
  .meta({ id: 'JobCount', description: 'What the report of a run of a job counts.' });
