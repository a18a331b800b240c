import { Injectable } from '@nestjs/common';
import type { ErasurePart, ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader, Tx } from '../../platform/db/statements';
import { GuideContacts } from './service';

/** What somebody who is a guide gave their customers. */
@Injectable()
export class ContactExport implements ExportPart {
  constructor(private readonly contacts: GuideContacts) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { family }: Person) {
    const rows = await this.contacts.ofPerson(reader, brandId, family);
    return { guideContacts: rows.map(({ link, setAtMs }) => ({ link, setAtMs })) };
  }
}

@Injectable()
export class ContactErasure implements ErasurePart {
  constructor(private readonly contacts: GuideContacts) {}

  async erase(tx: Tx, { id: brandId }: OfBrand, { family }: Person): Promise<void> {
    const rows = await this.contacts.ofPerson(tx, brandId, family);
    await this.contacts.forget(
      tx,
      brandId,
      rows.map(({ guideId }) => guideId),
    );
  }
}
