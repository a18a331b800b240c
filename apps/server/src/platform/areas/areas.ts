import { Inject, Injectable, Module, type DynamicModule, type OnModuleInit, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { LimitName, operatorPermissions, type OperatorPermission } from '@liuliang/contract';
import type { z } from 'zod';
import { Effects } from '../effects';
import { Jobs } from '../jobs';
import { Outbox } from '../outbox';
import { grantedRoles, type Area } from './area';
import type { FilePart } from './files';
import type { OperatorPrincipal } from '../http/principal';
import type { AuditFindings, ErasurePart, ExportPart, TimelinePart } from './parts';
import type { Settings } from './settings';
import type { MessageTemplate } from './templates';

export const AREAS = Symbol('areas');

/** A check of the audit, ready to run. */
export interface BoundCheck {
  readonly id: string;
  check(brandId: number | null, findings: AuditFindings): Promise<void>;
}

/** A list that can be written into a file, ready to be walked. */
export interface BoundFile extends Pick<FilePart, 'list' | 'route' | 'cells' | 'without'> {
  step(who: OperatorPrincipal, input: unknown): Promise<unknown>;
}

/** A two-person limit: a key of an area's settings. */
export interface TwoPersonLimit {
  readonly name: z.infer<typeof LimitName>;
  readonly section: Settings<Record<string, unknown>>;
  readonly key: string;
}

/**
 * The manifests of all areas, assembled once: registers what areas do by themselves, and hands out their parts in what
 * concerns all of them. AREAS-1: what a manifest declares exists, or the server does not start.
 */
@Injectable()
export class Areas implements OnModuleInit {
  readonly templates: ReadonlyMap<string, MessageTemplate>;
  readonly timeline: readonly TimelinePart[];
  readonly limits: readonly TwoPersonLimit[];
  private exportParts: readonly ExportPart[] = [];
  private erasureParts: readonly ErasurePart[] = [];
  private bound: readonly BoundCheck[] = [];
  private readonly fileParts: ReadonlyMap<string, FilePart>;

  constructor(
    @Inject(AREAS) private readonly areas: readonly Area[],
    private readonly modules: ModuleRef,
    private readonly jobs: Jobs,
    private readonly outbox: Outbox,
    private readonly effects: Effects,
  ) {
    this.templates = byKey(
      areas.flatMap((one) => one.templates ?? []),
      ({ code }) => code,
    );
    this.timeline = areas.flatMap((one) => one.timeline ?? []);
    this.limits = limitsOf(areas);
    this.fileParts = byKey(
      areas.flatMap((one) => one.files ?? []),
      ({ list }) => list,
    );
  }

  onModuleInit(): void {
    const { areas } = this;
    for (const { by } of this.fileParts.values()) this.of(by);
    for (const { job, by, run } of areas.flatMap((one) => one.jobs ?? [])) {
      const it = this.of(by);
      this.jobs.register(job, (payload) => run(it, payload));
    }
    for (const { consumer, topic, by, handle } of areas.flatMap((one) => one.consumers ?? [])) {
      const it = this.of(by);
      this.outbox.consume({ name: consumer, topic }, (tx, payload) => handle(it, tx, payload));
    }
    for (const { effect, by, run } of areas.flatMap((one) => one.effects ?? [])) {
      const it = this.of(by);
      this.effects.on({ ...effect, run: (tx, brandId, subjects) => run(it, tx, brandId, subjects) });
    }
    this.bound = areas
      .flatMap((one) => one.audit ?? [])
      .map(({ id, by, check }) => {
        const it = this.of(by);
        return { id, check: (brandId, findings) => check(it, brandId, findings) };
      });
    this.exportParts = this.ofAll((one) => one.export);
    this.erasureParts = this.ofAll((one) => one.erasure);
  }

  exports(): readonly ExportPart[] {
    return this.exportParts;
  }

  erasures(): readonly ErasurePart[] {
    return this.erasureParts;
  }

  checks(): readonly BoundCheck[] {
    return this.bound;
  }

  /** A list that some area lets be written into a file. */
  file(name: string): BoundFile | null {
    const part = this.fileParts.get(name);
    if (!part) return null;
    const { list, route, cells, without } = part;
    const it = this.of(part.by);
    return { list, route, cells, without, step: (who, input) => part.step(it, who, input) };
  }

  /** What a role of operators may do; a role that is not known may do nothing. */
  permissionsOf(role: string): readonly OperatorPermission[] {
    if (role === 'owner') return operatorPermissions;
    const known = grantedRoles.find((one) => one === role);
    return known ? this.areas.flatMap((one) => one.grants?.[known] ?? []) : [];
  }

  private ofAll<T>(partOf: (area: Area) => Type<T> | undefined): T[] {
    return this.areas.flatMap((one) => partOf(one) ?? []).map((part) => this.of(part));
  }

  private of<T>(by: Type<T>): T {
    return this.modules.get(by, { strict: false });
  }
}

/** @throws when an area declares a limit for which the contract has no name: nobody could be told of it */
function limitsOf(areas: readonly Area[]): TwoPersonLimit[] {
  const sections = areas.flatMap((one) => one.settings ?? []);
  return sections.flatMap((section) =>
    section.twoPeople.map((key) => ({
      name: LimitName.parse(`${section.path}.${key}`),
      // Only a section that is an object has keys to declare.
      section: section as TwoPersonLimit['section'],
      key,
    })),
  );
}

function byKey<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T> {
  const found = new Map<string, T>();
  for (const value of values) {
    if (found.has(keyOf(value))) throw new Error(`Two areas declare ${keyOf(value)}`);
    found.set(keyOf(value), value);
  }
  return found;
}

/** Hands the manifests to every module, and brings the modules of the areas along. */
@Module({})
export class AreasModule {
  static of(areas: readonly Area[]): DynamicModule {
    return {
      module: AreasModule,
      global: true,
      imports: areas.map((one) => one.module),
      providers: [{ provide: AREAS, useValue: areas }, Areas],
      exports: [Areas],
    };
  }
}
