import { codeKind } from './code-kind.shared';

it.each([
  ['48291307', 'member'],
  ['7657930915', 'pickup'],
  ['482913', null],
  ['K7M2Q9XA', null],
])('takes %s for %s', (code, kind) => expect(codeKind(code)).toBe(kind));
