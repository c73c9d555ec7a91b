// Reads texts as the page's search does: standard input has the table of patterns and the texts as JSON.
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';

const script = new URL('../../../../geo/outputs/page/js/points.js', import.meta.url);
runInThisContext(readFileSync(script, 'utf8'), { filename: 'points.js' });
const { table, texts, near } = JSON.parse(readFileSync(0, 'utf8'));
const read = globalThis.geoPage.pointReader(table);
const answer = function (work) {
  try {
    const found = work();
    return found && { ...found, precision: read.precision(found.km) };
  } catch (error) {
    if (!error.why) throw error;
    return { why: error.why };
  }
};
process.stdout.write(JSON.stringify({ read: texts.map((text) => answer(() => read(text))), near: near.map((one) => answer(() => read.near(...one))) }));
