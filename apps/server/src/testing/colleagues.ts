import type { Client } from '@liuliang/contract/client';
import { OperatorsService, SessionsService } from '../modules/identity';
import type { Tx } from '../platform/db/statements';
import type { TestHttp } from './test-http';

/** Operators of the brand by their logins, for what needs several people. */
export class Colleagues {
  private readonly ids = new Map<string, number>();

  constructor(private readonly http: TestHttp) {}

  async hire(login: string, role: string, storeScope?: readonly number[]): Promise<void> {
    const limits = storeScope ? { storeScope } : {};
    const account = { login, displayName: login, password: 'a-long-enough-password', role, ...limits };
    const made = await this.http.get(OperatorsService).create({ ...account, brandId: this.http.brand.id });
    this.ids.set(login, made?.id ?? 0);
  }

  /** Another role, or other stores, as long as no door of the product gives them. */
  async become(login: string, role: string, storeScope?: readonly number[]): Promise<void> {
    const values = [role, storeScope ? JSON.stringify(storeScope) : '', this.ids.get(login) ?? 0];
    await this.http.platform.db.run('test.become', (tx) =>
      tx.exec('UPDATE operator SET role = ?, store_scope = ? WHERE id = ?', values),
    );
  }

  /** Signed in afresh: sessions end while the clock passes. */
  async as(login: string): Promise<Client> {
    const { http } = this;
    const id = this.ids.get(login) ?? 0;
    const open = (tx: Tx) => http.get(SessionsService).open(tx, 'operator', http.brand.id, id);
    return http.client((await http.platform.db.run('test.session', open)).accessToken);
  }
}
