import type { Fault } from '@liuliang/domain';
import type { z } from 'zod';
import type { Reader, Tx } from '../db/statements';

/** What a brand has before anybody has written a version of its own: version 1, in force from the beginning. */
export interface FirstVersion<T> {
  readonly content: T;
  /** Since when it is told to be there. */
  readonly atMs: number;
}

/** Of whom a content is checked or tried. */
export interface DocumentContext {
  readonly reader: Reader;
  readonly brandId: number;
}

/** A kind of versioned document, as the area that owns it describes it. */
export interface DocumentKind<T, Input = never, Outcome = never> {
  /** Its name in the table and in the audit log: `earning`. */
  readonly kind: string;
  /** The shape of its content. A field that comes later has a default, so that what was published before keeps its sense. */
  readonly schema: z.ZodType<T>;
  /** What a shape cannot say: rules across fields. A draft is kept with its faults, and published without any. */
  readonly check: (content: T, context: DocumentContext) => readonly Fault[] | Promise<readonly Fault[]>;
  readonly first: (context: DocumentContext) => FirstVersion<T> | Promise<FirstVersion<T>>;
  /**
   * Whether a version may be dated back: nothing has followed from the versions there are. It also undoes what was
   * derived from them. Without it no version ever may.
   */
  readonly dateBack?: (tx: Tx, brandId: number) => Promise<boolean>;
  /** Tries a sound content on an input and writes nothing; `version` is 0 for what stands in an editor. */
  readonly trial?: (
    tried: { readonly version: number; readonly content: T },
    input: Input,
    context: { readonly brandId: number },
  ) => Promise<Outcome>;
}

/** Identity function that infers content, input and outcome. */
export const documentKind = <T, Input = never, Outcome = never>(
  kind: DocumentKind<T, Input, Outcome>,
): DocumentKind<T, Input, Outcome> => kind;

/** The number of the first version. */
export const FIRST = 1;
