import { ANY_NODE, readEnv } from './env';

const fault = (source: Record<string, string>): string => {
  try {
    readEnv(source);
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the environment', () => {
  it('is complete without a single variable: embedded, on this machine only', () => {
    const env = readEnv({});
    expect(env).toMatchObject({ ROLE: 'all', HOST: '127.0.0.1', DEMO: false, NODE_ID: ANY_NODE, PROXIES: 0 });
    expect(env.DATABASE_URL).toBeUndefined();
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readEnv({ DATABASE_URL: '', PORT: '', LIULIANG_SECRET: '' })).toEqual(readEnv({}));
  });

  it.each([
    ['PORT', '99999'],
    ['PORT', '3000x'],
    ['ROLE', 'admin'],
    ['NODE_ID', '32'],
    ['NODE_ID', '-1'],
    ['DEMO', 'yes'],
    ['TLS', 'yes'],
    ['API_DOCS', 'yes'],
    ['PROXIES', '-1'],
    ['DISK_FREE_MB', '-1'],
    ['DATABASE_URL', 'postgres://h/d'],
    ['REDIS_URL', 'http://h'],
    ['WECHAT_API', 'api.weixin.qq.com'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(fault({ [name]: value })).toContain(name);
  });

  it('names what is wrong and keeps the value to itself: it may be a secret', () => {
    const message = fault({ LIULIANG_SECRET: 'hunter2', DATABASE_URL: 'postgres://u:hunter2@h/d' });
    expect(message).toContain('LIULIANG_SECRET');
    expect(message).toContain('DATABASE_URL');
    expect(message).not.toContain('hunter2');
  });

  it('wants database and Redis together', () => {
    expect(fault({ DATABASE_URL: 'mysql://u@h/d' })).toContain('REDIS_URL');
    expect(fault({ DATABASE_URL: 'mysql://u@h/d', REDIS_URL: 'redis://h' })).toBe('none');
  });
});
