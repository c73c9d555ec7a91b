// The class limits of the page and the class of each value: standard input has lists of counts as JSON.
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';

for (const name of ['core', 'filter']) {
  const script = new URL('../../../../geo/outputs/page/js/' + name + '.js', import.meta.url);
  runInThisContext(readFileSync(script, 'utf8'), { filename: name + '.js' });
}
const { breaks, classOf } = globalThis.geoPage;
const shaded = function (counts) {
  const limits = breaks(Math.max(...counts), Math.min(...counts));
  return { limits, classes: counts.map((count) => classOf(limits, count)) };
};
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(shaded)));
