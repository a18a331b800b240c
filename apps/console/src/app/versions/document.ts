import type { ReplyOf } from '@liuliang/contract/client';
import type { ReactNode } from 'react';
import type { Draft } from '../../ui/use-draft';
import type { Answer } from '../api';
import type { Permission } from '../feature';
import type { RuleLine } from './lines';

/**
 * Everything about a version but what it says, the same for every document; the list of earning rules says no more.
 * Authors are names; null: the system, or nobody yet.
 */
export type VersionHead = ReplyOf<'earningVersions'>['items'][number];

/** A publishing that waits for a second person. */
export type Asked = NonNullable<VersionHead['asked']>;

/** What keeps a draft from being published, and where: `levels.2.name.zh`. */
export interface DocumentFault {
  readonly path: string;
  readonly fault: string;
}

export interface VersionDetail<C> extends VersionHead {
  readonly content: C;
  readonly faults: readonly DocumentFault[];
}

export interface DraftValue<C> {
  readonly content: C;
  readonly note: string;
}

/** What a section of the editor is handed. */
export interface FormProps<C> {
  readonly section: string;
  readonly content: C;
  readonly change: (changes: Partial<C>) => void;
  /** What is wrong with the value at a path, in words. */
  readonly faultAt: (path: string) => string | undefined;
}

export interface TrialProps<C> {
  readonly draft: Draft<DraftValue<C>>;
  /** There is something to correct first. */
  readonly isBlocked: boolean;
}

/** A way to try the draft before it is published, as a step of the editor. */
export interface TrialStep<C> {
  readonly key: string;
  readonly label: string;
  readonly Screen: (props: TrialProps<C>) => ReactNode;
}

export interface DocumentWords {
  readonly title: string;
  readonly subtitle: string;
  readonly versionTitle: (version: number) => string;
  readonly draftTitle: (version: number) => string;
  /** What the content is called on the page of a version. */
  readonly inWords: string;
  readonly notePlaceholder: string;
  /** What publishing does to members. */
  readonly about: string;
  readonly sections: Readonly<Record<string, string>>;
  readonly sectionHints: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
}

type Seen = { readonly seenChangedAtMs: number };

/** A versioned document as the console shows it. The pages are the same for all of them; an area supplies the rest. */
export interface DocumentScreens<C, H extends VersionHead, D extends VersionDetail<C>> {
  /** The area's own address; a version lies below it as `/v/3`, the draft as `/draft`. */
  readonly home: string;
  readonly mayWrite: Permission;
  /** Under which versions are cached: all of them, and one. */
  readonly cached: { readonly all: string; readonly one: string };
  /** The routes of the document, as the client calls them. */
  readonly calls: {
    readonly list: () => Promise<Answer<{ readonly needsSecond: boolean; readonly items: readonly H[] }>>;
    readonly read: (input: { readonly params: { readonly version: string } }) => Promise<Answer<D>>;
    readonly save: (input: { readonly body: DraftValue<C> & Seen }) => Promise<Answer<D>>;
    readonly discard: (input: { readonly query: Seen }) => Promise<Answer<unknown>>;
    readonly publish: (input: {
      readonly body: Seen & { readonly startsAtMs: number | null; readonly confirm: 'PUBLISH' };
    }) => Promise<Answer<D>>;
    readonly approve: (input: {
      readonly params: { readonly version: string };
      readonly body: { readonly seenAskedAtMs: number; readonly confirm: 'PUBLISH' };
    }) => Promise<Answer<D>>;
    readonly withdraw: (input: {
      readonly params: { readonly version: string };
      readonly body: Record<string, never>;
    }) => Promise<Answer<D>>;
  };
  readonly sections: readonly string[];
  readonly sectionOf: (path: string) => string;
  readonly useWords: () => DocumentWords;
  /** A content as sentences, from which reading and comparing come. */
  readonly useLines: () => (content: C) => readonly RuleLine[];
  /** What changes by so much that it may be a slip, said in money, above the list of changes. */
  readonly LargeChanges?: (props: { readonly before: C; readonly after: C }) => ReactNode;
  /** A content to read, as a panel of this title. */
  readonly Reading: (props: { readonly title: string; readonly content: C }) => ReactNode;
  readonly Form: (props: FormProps<C>) => ReactNode;
  readonly useTrials: () => readonly TrialStep<C>[];
  /** What else the page of one version shows. */
  readonly Aside?: (props: { readonly detail: D }) => ReactNode;
  /** A column of the list besides those that all have. */
  readonly useExtraColumn?: () => {
    readonly key: string;
    readonly title: string;
    readonly render: (row: H) => ReactNode;
  };
}
