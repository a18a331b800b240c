import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmButton } from '../../ui/confirm-button';
import { queryClient, type Refused } from '../api';
import { useErrorText, useWords } from '../language';
import type { Asked, VersionHead } from './document';
import { PublishDialog } from './publish-dialog';
import { versionWords } from './words';

interface DraftActionsProps {
  /** The area's own address; a version lies below it as `/v/3`. */
  readonly home: string;
  readonly version: number;
  /** What publishing does to members, in a sentence. */
  readonly about: string;
  readonly isSaved: boolean;
  readonly isBlocked: boolean;
  /** Sends what was typed last; false when that failed. */
  readonly flush: () => Promise<boolean>;
  /** Publishing waits for a second person. */
  readonly needsSecond: boolean;
  /** Somebody has asked for it already. */
  readonly asked: Asked | null;
  /** @returns the version that is published, or the draft that is asked for; a refusal is thrown */
  readonly publish: (startsAtMs: number | null) => Promise<VersionHead>;
  /** As `publish`, of what a colleague asked for. */
  readonly approve: (asked: Asked) => Promise<VersionHead>;
  readonly onAsked: (draft: VersionHead) => void;
  /** @returns the code of a refusal, or null */
  readonly discard: () => Promise<string | null>;
  /** Names under which versions are cached: one of them, and the list of all. */
  readonly cached: { readonly one: string; readonly all: string };
  /** What the question before publishing asks to confirm. */
  readonly changes: ReactNode;
}

/** Discarding and publishing a draft: both ask first, and both leave the draft for what it became. */
export function DraftActions(props: DraftActionsProps) {
  const { home, version, about, isSaved, isBlocked, flush, cached, changes } = props;
  const { needsSecond, asked, onAsked } = props;
  const approved = asked?.isMine === false ? asked : null;
  const w = useWords(versionWords);
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const leaveFor = async (address: string) => {
    queryClient.removeQueries({ queryKey: [cached.one] });
    await queryClient.invalidateQueries({ queryKey: [cached.all] });
    await navigate(address);
  };
  const publish = useMutation<VersionHead, Refused, number | null>({
    mutationFn: (startsAtMs) => (approved ? props.approve(approved) : props.publish(startsAtMs)),
    onSuccess: async (answered) => {
      if (answered.state === 'published') return leaveFor(`${home}/v/${answered.version}`);
      setAsking(false);
      onAsked(answered);
    },
  });
  const mode = approved ? 'approve' : needsSecond ? 'ask' : 'publish';
  return (
    <>
      <DiscardButton {...props} onDiscarded={() => leaveFor(home)} />
      <Button
        type="primary"
        disabled={isBlocked || !isSaved || asked?.isMine === true}
        onClick={() => {
          publish.reset();
          // What is published is what was typed: the last change has to be on the server first.
          void flush().then((isDone) => isDone && setAsking(true));
        }}
      >
        {w.modes[mode].ok}
      </Button>
      <PublishDialog
        isOpen={isAsking}
        version={version}
        mode={mode}
        start={approved && { atMs: approved.startsAtMs }}
        about={about}
        isBusy={publish.isPending}
        refusal={publish.error?.code ?? null}
        onCancel={() => setAsking(false)}
        onPublish={(startsAtMs) => publish.mutate(startsAtMs)}
      >
        {changes}
      </PublishDialog>
    </>
  );
}

type DiscardButtonProps = Pick<DraftActionsProps, 'isSaved' | 'flush' | 'discard'> & {
  readonly onDiscarded: () => Promise<void>;
};

function DiscardButton({ isSaved, flush, discard, onDiscarded }: DiscardButtonProps) {
  const w = useWords(versionWords);
  const errorText = useErrorText();
  return (
    <ConfirmButton
      label={w.discard}
      title={w.discardTitle}
      okText={w.discard}
      cancelText={w.keep}
      isDangerous
      disabled={!isSaved}
      onConfirm={async () => {
        await flush();
        const code = await discard();
        if (code !== null) return errorText(code);
        await onDiscarded();
        return null;
      }}
    >
      <p>{w.discardText}</p>
    </ConfirmButton>
  );
}
