import type { Type } from '@nestjs/common';
import type { Route } from '@liuliang/contract';
import type { z } from 'zod';
import type { InputOf } from '../http/serve';
import type { OperatorPrincipal } from '../http/principal';

type Language = 'zh' | 'en';

/** A word of ours, said as the screen of whoever asks says it; and the name of a customer, by the id that stands for them. */
export interface Word {
  readonly word: string;
}
export interface NameOf {
  readonly nameOf: string;
}

/** What a file says of a row in one column; a `Date` is an instant, written by the clocks of the brand. */
export type FileCell = string | number | Date | null | Word | NameOf;

/** A page as a list answers it, or why there is none. */
interface FilePage<I> {
  readonly items: readonly I[];
  readonly nextCursor: string | null;
}
type Answered<I> = FilePage<I> | { readonly ok: boolean; readonly value?: unknown; readonly error?: unknown };
type ItemOf<R extends Route> = z.input<R['reply']> extends { items: (infer I)[] } ? I : never;

/** By the key of a column, what it says of a row. */
type Cells<I> = Readonly<Record<string, (item: I, language: Language) => FileCell>>;

/**
 * A list that can be written whole into a file. The route says who may read it and by what it is narrowed down; the same
 * handler that answers a page walks all of it, so that a file holds what the screen would show.
 */
export interface FilePart {
  readonly list: string;
  readonly route: Route;
  readonly by: Type;
  readonly step: (it: unknown, who: OperatorPrincipal, input: unknown) => Promise<unknown>;
  readonly cells: Cells<never>;
  /** What the list can be asked for and a file of it cannot. */
  readonly without: readonly string[];
}

interface WhatOf<R extends Route, T> {
  readonly by: Type<T>;
  /** The handler of the route, or another walk over the same rows for a list whose order changes while it is read. */
  readonly step: (it: T, who: OperatorPrincipal, input: InputOf<R>) => Promise<Answered<ItemOf<R>>>;
  readonly cells: Cells<ItemOf<R>>;
  readonly without?: readonly string[];
}

/** Declares a list that can be written whole into a file, under the name by which its screen asks for it. */
export const inFiles = <R extends Route, T>(
  list: string,
  route: R,
  { by, step, cells, without = [] }: WhatOf<R, T>,
): FilePart => ({ list, route, by, step: step as FilePart['step'], cells, without });

/** A cell in words; null stays empty. */
export const word = (value: string | null): Word | null => (value === null ? null : { word: value });

/** The instant of a cell; null, and 0 for not yet, stay empty. */
export const instant = (atMs: number | null): Date | null => (atMs ? new Date(atMs) : null);

/** The name of a customer: it is put in while the file is fetched, and never lies in it. */
export const nameOf = (customerId: string): NameOf => ({ nameOf: customerId });

/** Money in yuan, as people read it. */
export const yuan = (fen: number): number => fen / 100;
