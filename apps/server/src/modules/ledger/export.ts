import { Injectable } from '@nestjs/common';
import { appendTo } from '@liuliang/domain';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { memberPoints } from './reads.queries';
import { PointsReads } from './reads.service';

/** More than any real customer has, little enough to answer at once. */
const ROWS_MAX = 5_000;
const PAGE = 100;

@Injectable()
export class PointsExport implements ExportPart {
  constructor(private readonly points: PointsReads) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { customerId }: Person) {
    const movements: Awaited<ReturnType<PointsReads['movements']>>['items'][number][] = [];
    let below: number | null = null;
    do {
      const page = await this.points.movements(reader, memberPoints({ brandId, customerId }), below, PAGE);
      appendTo(movements, page.items);
      below = page.next;
    } while (below !== null && movements.length < ROWS_MAX);
    const points = movements.map(({ kind, points, balanceAfter, occurredAtMs }) => ({
      kind,
      points,
      balanceAfter,
      occurredAtMs,
    }));
    return { points };
  }
}
