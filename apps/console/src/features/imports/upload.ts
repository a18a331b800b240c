import { pathOf } from '@liuliang/contract/client';
import { useSyncExternalStore } from 'react';
import { freshen, queryClient } from '../../app/api';
import { API_BASE, OWN_PAGE } from '../../app/transport';
import type { ToldOfFile } from './how-to-read';
import { isWorkbook, type ImportJob, type ImportKind } from './kinds';

export type Upload =
  | { readonly status: 'none' }
  | {
      readonly status: 'sending';
      readonly fileName: string;
      readonly sentBytes: number;
      readonly bytes: number;
    }
  | {
      readonly status: 'failed';
      readonly fileName: string;
      readonly code: string;
      readonly requestId: string | null;
    }
  | { readonly status: 'taken'; readonly importId: string };

/**
 * The upload under way. It lives outside the screens, so that looking at other pages does not stop it; only closing
 * the tab does, and the browser asks first.
 */
let upload: Upload = { status: 'none' };
let request: XMLHttpRequest | null = null;
const listeners = new Set<() => void>();

function become(next: Upload): void {
  upload = next;
  window[next.status === 'sending' ? 'addEventListener' : 'removeEventListener'](
    'beforeunload',
    askBeforeLeaving,
  );
  for (const listener of listeners) listener();
}

const askBeforeLeaving = (event: BeforeUnloadEvent) => event.preventDefault();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useUpload = (): Upload => useSyncExternalStore(subscribe, () => upload);

/** Forgets a finished or failed upload once a screen has shown it. */
export const forgetUpload = (): void => become({ status: 'none' });

export function cancelUpload(): void {
  request?.abort();
  become({ status: 'none' });
}

interface NewUpload extends ToldOfFile {
  readonly kind: ImportKind;
  readonly file: File;
  /** Whether its orders correct those that are there. */
  readonly corrects: boolean;
}

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sends a file as it is. fetch cannot report upload progress yet, so this one call is made by XMLHttpRequest. */
export async function startUpload({ kind, file, encoding, sheet, corrects }: NewUpload): Promise<void> {
  become({ status: 'sending', fileName: file.name, sentBytes: 0, bytes: file.size });
  // A token that ends during a long upload would waste all of it.
  await freshen().catch(() => undefined);
  const sending = new XMLHttpRequest();
  request = sending;
  const told = isWorkbook(file)
    ? { ...(sheet.trim() && { sheet: sheet.trim() }) }
    : { ...(encoding !== 'auto' && { encoding }) };
  const correction = corrects ? { correct: 'true' } : {};
  const query = { kind, fileName: file.name.slice(0, 120), ...told, ...correction };
  sending.open('POST', API_BASE + pathOf('/operator/imports', { query }));
  sending.setRequestHeader('content-type', isWorkbook(file) ? WORKBOOK : 'text/csv');
  for (const [name, value] of Object.entries(OWN_PAGE)) sending.setRequestHeader(name, value);
  sending.responseType = 'text';
  sending.upload.onprogress = ({ loaded }) =>
    become({ status: 'sending', fileName: file.name, sentBytes: loaded, bytes: file.size });
  sending.onload = () => become(outcomeOf(sending, file.name));
  sending.onerror = () => become({ status: 'failed', fileName: file.name, code: 'NETWORK', requestId: null });
  sending.send(file);
}

function outcomeOf({ status, responseText }: XMLHttpRequest, fileName: string): Upload {
  const body = parsed(responseText);
  if (status < 400 && typeof body['importId'] === 'string') {
    const job = body as unknown as ImportJob; // The server's reply to startImport, by the contract.
    queryClient.setQueryData(['importStatus', job.importId], job);
    void queryClient.invalidateQueries({ queryKey: ['imports'] });
    return { status: 'taken', importId: job.importId };
  }
  const { code, requestId } = body;
  return {
    status: 'failed',
    fileName,
    code: typeof code === 'string' ? code : 'UNEXPECTED',
    requestId: typeof requestId === 'string' ? requestId : null,
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {}; // A proxy's HTML error page; the status alone decides then.
  }
}
