// Backgrounds and paper without a page: when a host is given up, and how a view fits a sheet.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runInThisContext } from 'node:vm';

const folder = new URL('../../../../geo/outputs/page/js/', import.meta.url);
for (const name of ['core', 'tiles', 'print']) {
  runInThisContext(readFileSync(new URL(name + '.js', folder), 'utf8'), { filename: name + '.js' });
}
const geo = globalThis.geoPage;

test('a background is given up after several failures on end, or when nothing comes at all', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const reported = [];
  const watch = (name) => geo.tileWatch(() => reported.push(name), 8000);
  const failing = watch('failing');
  for (let i = 0; i < 9; i++) failing.failed();
  assert.deepEqual(reported, ['failing']); // once, however many fail
  const few = watch('few');
  few.failed();
  few.settled();
  assert.deepEqual(reported, ['failing', 'few']);
  watch('silent');
  const good = watch('good');
  good.loaded();
  for (let i = 0; i < 5; i++) good.failed(); // a spot without tiles
  good.settled();
  good.loaded();
  const left = watch('left');
  left.stop();
  left.failed();
  context.mock.timers.tick(8001);
  assert.deepEqual(reported, ['failing', 'few', 'silent']);
});

test('a host that answered and then fails for long is given up too', () => {
  let reported = 0;
  const watch = geo.tileWatch(() => reported++, 8000);
  watch.loaded();
  for (let i = 0; i < 16; i++) watch.failed();
  assert.equal(reported, 1);
});

test('a scale on paper is the longest round length that fits', () => {
  assert.deepEqual([110000, 99999, 20000, 19999, 730, 1].map(geo.roundLength), [100000, 50000, 20000, 10000, 500, 1]);
});

test('paper shows all that the screen shows, in its middle, as large as it can', () => {
  const view = geo.paperView([-1, -2, 3, 2], [800, 500]);
  assert.equal(view.scale, 125);
  assert.equal(1 * view.scale + view.shift.x, 400);
  assert.equal(0 * view.scale + view.shift.y, 250);
  assert.equal(view.zoom, 7);
});
