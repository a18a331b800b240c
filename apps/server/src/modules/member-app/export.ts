import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { PointsScreens } from './points-screens';

/** What the screens of points put together of several areas: the reason of every line, and what became of every credit. */
@Injectable()
export class ScreensExport implements ExportPart {
  constructor(private readonly points: PointsScreens) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, person: Person) {
    const { history, lots } = await this.points.exported(reader, { brandId, person });
    return { pointsHistory: history, pointsLots: lots };
  }
}
