import { Controller, Inject, type Type } from '@nestjs/common';
import type { DocumentHead, Route } from '@liuliang/contract';
import { ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Input, Serve, Who, type OperatorPrincipal, type Refusal } from '../http';
import type { Draft, VersionedDocument } from './document';
import type { VersionDetail } from './views';

/** The routes of a document, as `documentRoutes` of the contract makes them. */
interface Routes {
  readonly versions: Route;
  readonly version: Route;
  readonly saveDraft: Route;
  readonly discardDraft: Route;
  readonly publishDraft: Route;
  readonly approveVersion: Route;
  readonly withdrawDraft: Route;
}
/** Exported for the declarations of the controllers that are made here. */
export interface OfVersion {
  readonly params: { readonly version: number };
}
type Summary<R extends Routes> =
  z.input<R['versions']['reply']> extends { items: (infer I)[] } ? Omit<I, keyof DocumentHead> : never;
type Detail<R extends Routes> = Omit<
  z.input<R['version']['reply']>,
  keyof DocumentHead | 'content' | 'faults'
>;

/** The provider that has the document. Exported for the declarations of the controllers that are made here. */
export interface OwnerOf<T, D> {
  readonly document: VersionedDocument<T, never, unknown>;
  /** What one version says besides its head, content and faults. */
  detail(brandId: number, version: VersionDetail<T>): D | Promise<D>;
}

interface Served<T, R extends Routes> {
  readonly routes: R;
  readonly of: Type<OwnerOf<T, Detail<R>>>;
  /** What the list says of a version besides its head. */
  readonly summary: (content: T) => Summary<R>;
}

/** Serves the routes of a document. */
export function documentController<T, R extends Routes>({ routes, of, summary }: Served<T, R>) {
  // Its members are public: the class has no name outside, and a declaration could not leave out what is private.
  @Controller()
  class DocumentController {
    constructor(@Inject(of) readonly own: OwnerOf<T, Detail<R>>) {}

    @Serve(routes.versions)
    async versions(@Who() { brandId, operatorId }: OperatorPrincipal) {
      const rows = await this.own.document.list(brandId, operatorId);
      const needsSecond = await this.own.document.needsSecond(brandId);
      return { needsSecond, items: rows.map(({ content, ...head }) => ({ ...head, ...summary(content) })) };
    }

    @Serve(routes.version)
    async version(@Who() { brandId, operatorId }: OperatorPrincipal, @Input() { params }: OfVersion) {
      return this.shown(brandId, await this.own.document.read(brandId, params.version, operatorId));
    }

    @Serve(routes.saveDraft)
    async saveDraft(@Who() who: OperatorPrincipal, @Input() { body }: { readonly body: Draft<T> }) {
      return this.shown(who.brandId, await this.own.document.saveDraft(who, body));
    }

    @Serve(routes.discardDraft)
    discardDraft(
      @Who() who: OperatorPrincipal,
      @Input() { query }: { readonly query: { readonly seenChangedAtMs: number } },
    ) {
      return this.own.document.discardDraft(who, query.seenChangedAtMs);
    }

    @Serve(routes.publishDraft)
    async publishDraft(
      @Who() who: OperatorPrincipal,
      @Input()
      { body }: { readonly body: { readonly seenChangedAtMs: number; readonly startsAtMs: number | null } },
    ) {
      const { publishing } = this.own.document;
      return this.shown(who.brandId, await publishing.publish(who, body.seenChangedAtMs, body.startsAtMs));
    }

    @Serve(routes.approveVersion)
    async approveVersion(
      @Who() who: OperatorPrincipal,
      @Input() { params, body }: OfVersion & { readonly body: { readonly seenAskedAtMs: number } },
    ) {
      const { publishing } = this.own.document;
      return this.shown(who.brandId, await publishing.approve(who, params.version, body.seenAskedAtMs));
    }

    @Serve(routes.withdrawDraft)
    async withdrawDraft(@Who() who: OperatorPrincipal, @Input() { params }: OfVersion) {
      return this.shown(who.brandId, await this.own.document.publishing.withdraw(who, params.version));
    }

    async shown<F extends Refusal>(brandId: number, found: Result<VersionDetail<T>, F>) {
      return found.ok ? ok({ ...found.value, ...(await this.own.detail(brandId, found.value)) }) : found;
    }
  }
  return DocumentController;
}
