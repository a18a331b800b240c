import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { GuideDirectory } from '../brands';

export interface GuideRoleView {
  readonly guideId: number;
  readonly storeId: number;
  readonly name: string;
  readonly storeCode: string;
  readonly storeName: string;
}

/** Who is a guide, and of which store. A guide is a member with a role; leaving ends the role, not the membership. */
@Injectable()
export class GuideRolesService {
  constructor(
    private readonly db: Database,
    private readonly guides: GuideDirectory,
  ) {}

  /** @param family the customer's own id and its aliases */
  async roleOf(reader: Reader, brandId: number, family: readonly number[]): Promise<GuideRoleView | null> {
    const row = await this.guides.roleOf(reader, brandId, family);
    return (
      row && {
        guideId: row.id,
        storeId: row.storeId,
        name: row.name,
        storeCode: row.storeCode?.toString() ?? '',
        storeName: row.storeName ?? '',
      }
    );
  }

  /** Names of guides by id, also of those who left; ids of other brands are not in the answer. */
  async namesOf(reader: Reader, brandId: number, ids: readonly number[]): Promise<Map<number, string>> {
    const rows = await this.guides.byIds(reader, brandId, ids);
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /** Gives a member the guide role in a store, under the guide's own code. */
  async appoint(
    brandId: number,
    guide: { code: string; storeId: number; customerId: number; name: string },
  ): Promise<void> {
    await this.db.run('guides.appoint', (tx) =>
      this.guides.put(tx, { id: this.db.nextId(), brandId, ...guide }),
    );
  }
}
