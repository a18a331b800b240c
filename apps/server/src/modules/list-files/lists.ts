import { Injectable } from '@nestjs/common';
import { Areas, type BoundFile } from '../../platform/areas';
import { checkAccess, inputOf, refuse, RefusalError, type OperatorPrincipal } from '../../platform/http';
import { OperatorsService } from '../identity';
import type { Asked, ListFileRow } from './entities';

type Filters = Asked['filters'];
interface FilePage {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

/** The lists that can be written into files, and who may have one. */
@Injectable()
export class FileLists {
  constructor(
    private readonly areas: Areas,
    private readonly operators: OperatorsService,
  ) {}

  /**
   * A list that this operator may read.
   * @throws RefusalError INPUT_INVALID where there is no such list, FORBIDDEN where it is not theirs to read
   */
  forReader(list: string, who: OperatorPrincipal): BoundFile {
    const found = this.areas.file(list) ?? refuseField('list', 'invalid_value');
    checkAccess(found.route.access, who);
    return found;
  }

  /**
   * Whose file it is, with what they may do and see now; null when they may not have it any more: dismissed, of another role,
   * or limited to fewer stores than the file was written for.
   */
  async ownerNow({ brandId, operatorId, list, asked }: ListFileRow): Promise<OperatorPrincipal | null> {
    const operator = await this.operators.byId(operatorId);
    const route = this.areas.file(list)?.route;
    if (!operator || !route || operator.brandId !== brandId) return null;
    const { storeScope } = operator;
    const permissions = new Set<string>(operator.permissions);
    const mayRead = permissions.has(route.access.replace(/^operator:/, ''));
    const seesAll =
      storeScope === null || (asked.storeScope?.every((store) => storeScope.includes(store)) ?? false);
    return mayRead && seesAll
      ? { kind: 'operator', brandId, operatorId, sessionId: 0, permissions, storeScope }
      : null;
  }

  /** A page of a list as its filters leave it. @throws RefusalError as the list itself refuses */
  async page(
    list: BoundFile,
    who: OperatorPrincipal,
    filters: Filters,
    { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
  ): Promise<FilePage> {
    const input = inputFor(list, filters);
    const place = list.route.query ? 'query' : 'body';
    const more = { limit, ...(cursor === null ? {} : { cursor }) };
    const answered = await list.step(who, { ...input, [place]: { ...input[place], ...more } });
    const { ok, value, error } = answered as { ok?: boolean; value?: unknown; error?: { code: string } };
    if (ok === false) refuseField('filters', error?.code ?? 'invalid_value');
    return (ok === true ? value : answered) as FilePage;
  }
}

/** Filters sorted into what the route takes in its path, its query and its body. */
function inputFor({ route, without }: BoundFile, filters: Filters) {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  const [params, rest]: [Filters, Filters] = [{}, {}];
  for (const [name, value] of Object.entries(filters)) {
    if (without.includes(name) || name === 'limit' || name === 'cursor')
      refuseField(`filters.${name}`, 'unrecognized_keys');
    (names.includes(name) ? params : rest)[name] = value;
  }
  try {
    const parsed: object = inputOf(route, { params, query: rest, body: rest });
    return parsed as Readonly<Record<'params' | 'query' | 'body', object | undefined>>;
  } catch (error) {
    if (error instanceof RefusalError) refuseField('filters', 'invalid_value');
    throw error;
  }
}

export const refuseField = (field: string, fault: string): never =>
  refuse('INPUT_INVALID', { faults: [{ field: `body.${field}`, fault }] });
