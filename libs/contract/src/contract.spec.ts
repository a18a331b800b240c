import { commonErrors, errors, routes, type ErrorEntry, type Route } from '.';
import { routesByArea } from './generated/routes';
import { keyCodes, signatureCodes } from './shared/codes';

const all = Object.entries(routes) as [string, Route][];
const codes = Object.entries(errors) as [string, ErrorEntry][];

describe('the contract', () => {
  it('has every code either at a route or with the reason why it is at none', () => {
    const named = new Set<string>([...commonErrors, ...all.flatMap(([, route]) => route.errors)]);
    expect(
      codes.filter(([code, { internal }]) => !named.has(code) && !internal).map(([code]) => code),
    ).toEqual([]);
    expect(codes.filter(([code, { internal }]) => named.has(code) && internal).map(([code]) => code)).toEqual(
      [],
    );
  });

  it('names no code twice at a route, and none that every route may answer', () => {
    for (const [name, { errors: own }] of all) {
      expect([name, new Set(own).size]).toEqual([name, own.length]);
      expect([name, own.filter((code) => (commonErrors as readonly string[]).includes(code))]).toEqual([
        name,
        [],
      ]);
    }
  });

  it('says at every signed call, and only there, what may be wrong with the signature, before anything else', () => {
    for (const [name, route] of all) {
      const first = route.errors.slice(0, signatureCodes.length);
      const isSigned = route.access === 'open-api';
      expect([name, first.filter((code) => (signatureCodes as readonly string[]).includes(code))]).toEqual([
        name,
        isSigned ? [...signatureCodes] : [],
      ]);
    }
  });

  it('says both what may be wrong with a key, or neither', () => {
    for (const [name, route] of all) {
      const said = route.errors.filter((code) => (keyCodes as readonly string[]).includes(code));
      expect([name, said.length === 0 ? keyCodes : said]).toEqual([name, keyCodes]);
    }
  });

  it('has no address twice', () => {
    const addresses = all.map(([, { method, path }]) => `${method} ${path}`);
    expect(addresses.filter((address, i) => addresses.indexOf(address) !== i)).toEqual([]);
  });

  it('has the routes of its areas, and nothing else', () => {
    expect(Object.values(routesByArea).flatMap((area) => Object.keys(area))).toEqual(Object.keys(routes));
  });
});
