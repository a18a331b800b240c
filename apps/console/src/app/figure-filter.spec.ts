import { figureFilterFrom, figureAddress, periodFrom } from './figure-filter';

const fallback = { from: '2026-10-22', to: '2026-11-20' };

it('opens behind a figure exactly what the figure counts', () => {
  const behind = { ...fallback, channel: 'pos', layerFrom: 'R3', layerTo: 'R4' };
  const address = figureAddress(behind);
  expect(address).toBe('/customers-behind?from=2026-10-22&to=2026-11-20&channel=pos&layerFrom=R3&layerTo=R4');
  expect(figureFilterFrom(new URLSearchParams(address.split('?')[1]), fallback)).toMatchObject(behind);
});

it.each([
  'from=2026-11-20&to=2026-10-22',
  'from=2026-11-20&to=2026-11-20',
  'from=2026-02-30&to=2026-11-20',
  'from=yesterday',
  '',
])('takes the default days when the address says %p', (query) => {
  expect(periodFrom(new URLSearchParams(query), fallback)).toMatchObject(fallback);
});

it('drops what an address cannot mean', () => {
  const behind = figureFilterFrom(
    new URLSearchParams('moved=sideways&bought=all&assetTo=maybe&layerTo=%3Cb%3E&channel=p-o-s'),
    fallback,
  );
  expect(behind).toEqual({ ...fallback });
});
