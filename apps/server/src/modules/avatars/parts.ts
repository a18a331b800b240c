import { Injectable } from '@nestjs/common';
import type { ErasurePart, ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader, Tx } from '../../platform/db/statements';
import { Avatars } from './service';

@Injectable()
export class AvatarExport implements ExportPart {
  constructor(private readonly avatars: Avatars) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { family }: Person) {
    return { avatar: (await this.avatars.view(reader, brandId, family)).image };
  }
}

@Injectable()
export class AvatarErasure implements ErasurePart {
  constructor(private readonly avatars: Avatars) {}

  erase(tx: Tx, { id: brandId }: OfBrand, person: Person): Promise<void> {
    return this.avatars.remove(tx, brandId, person);
  }
}
