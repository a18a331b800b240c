import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from './env';
import { openSecrets, Secrets } from './secrets';

describe('keys', () => {
  const secrets = new Secrets(Buffer.alloc(32, 1));

  it('are the same for one purpose and others for another purpose or master', () => {
    expect(secrets.derive('access-tokens')).toEqual(secrets.derive('access-tokens'));
    expect(secrets.derive('access-tokens')).not.toEqual(secrets.derive('member-codes'));
    expect(secrets.derive('access-tokens')).not.toEqual(
      new Secrets(Buffer.alloc(32, 2)).derive('access-tokens'),
    );
    expect(secrets.derive('access-tokens', 16)).toHaveLength(16);
  });
});

describe('the master secret', () => {
  it('is made once in embedded mode, for nobody else to read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'liuliang-secret-'));
    const env = readEnv({ LIULIANG_DATA: folder });
    const first = openSecrets(env).derive('access-tokens');
    expect(openSecrets(env).derive('access-tokens')).toEqual(first);
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });

  it('is never made up in server mode: two processes would make up two', () => {
    const env = readEnv({ DATABASE_URL: 'mysql://u@h/d', REDIS_URL: 'redis://h' });
    expect(() => openSecrets(env)).toThrow('LIULIANG_SECRET is missing');
  });
});
