import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useBlocker } from 'react-router';
import { Dialog } from '../../ui/dialog';
import { useMoment } from '../../ui/context';
import { formatInstant } from '../../ui/format';
import { Notice } from '../../ui/states';
import { useWords } from '../language';
import type { DocumentDraft } from './use-document-draft';
import { versionWords } from './words';

/**
 * Asks before a screen is left on which something is not saved.
 * @param of a draft keeps what could not be saved and has tabs of its own; of a form nothing is kept, also when another tab
 * of its page takes its place
 * @returns the question, while it is asked
 */
export function useLeaving(isUnsaved: boolean, of: 'draft' | 'form' = 'draft'): ReactNode {
  const w = useWords(versionWords);
  const blocker = useBlocker(({ currentLocation: here, nextLocation: there }) => {
    const isElsewhere = here.pathname !== there.pathname || (of === 'form' && here.search !== there.search);
    return isUnsaved && isElsewhere;
  });
  if (blocker.state !== 'blocked') return null;
  return (
    <Dialog
      title={w.leaveTitle}
      okText={w.stay}
      cancelText={w.leave}
      onOk={() => blocker.reset()}
      onCancel={() => blocker.proceed()}
    >
      <p>{of === 'form' ? w.leaveForm : w.leaveText}</p>
    </Dialog>
  );
}

/** What was typed here earlier and could not be saved: to go on with, or to be given up. */
export function LostChanges<C>({ work: { lost, recover, forget } }: { readonly work: DocumentDraft<C> }) {
  const w = useWords(versionWords);
  const moment = useMoment();
  if (lost === null) return null;
  return (
    <Notice>
      {w.lost(formatInstant(lost.atMs, moment))}{' '}
      <Button size="small" onClick={recover}>
        {w.recover}
      </Button>{' '}
      <Button size="small" type="link" onClick={forget}>
        {w.forget}
      </Button>
    </Notice>
  );
}
