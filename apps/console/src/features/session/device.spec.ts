import { deviceName } from './device';

function storageOf() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('the name of a browser', () => {
  it('stays the same, and no other browser has it', () => {
    const [mine, another] = [storageOf(), storageOf()];
    const name = deviceName(mine);
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(deviceName(mine)).toBe(name);
    expect(deviceName(another)).not.toBe(name);
  });
});
