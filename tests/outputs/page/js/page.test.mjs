// The page's logic without a page: dates, filters, classes, clusters, links.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { runInThisContext } from 'node:vm';

const folder = new URL('../../../../geo/outputs/page/js/', import.meta.url);
for (const name of ['core', 'strings', 'unpack', 'data', 'state', 'filter', 'periods', 'cluster', 'marks', 'pace', 'spellings', 'search', 'evidence', 'correct', 'sources', 'order', 'link', 'take', 'types']) {
  runInThisContext(readFileSync(new URL(name + '.js', folder), 'utf8'), { filename: name + '.js' });
}
const geo = globalThis.geoPage;
geo.strings = JSON.parse(readFileSync(new URL('../wording.json', folder), 'utf8'));

function sample() {
  const data = {
    n: 4, chunk: 1024, base: 0, types: ['inspection', 'military'], precisions: ['site', 'locality', 'adm2', 'adm1', 'country'],
    statuses: ['candidate'], bases: ['reported', 'imagery'], kinds: ['factory', ''], sources: [['kcna.kp', 'KCNA', '조선중앙통신', 'state media'], ['a~b'], ['']],
    classes: ['state media', ''], classOf: Uint8Array.of(0, 1, 1), about: { language: 'en' },
    hot: {
      type: Uint8Array.of(0, 1, 0, 1), precision: Uint8Array.of(0, 2, 2, 4), status: new Uint8Array(4), basis: Uint8Array.of(0, 1, 0, 0), leader: Uint8Array.of(1, 0, 0, 0),
      kind: Uint8Array.of(0, 1, 0, 1), source: Uint8Array.of(0, 1, 2, 2), matched: Uint8Array.of(0, 1, 0, 0), same: new Uint8Array(4), unit: Uint8Array.of(2, 2, 2, 0), day: Uint16Array.of(100, 50, 10, 0)
    },
    first: Int32Array.of(99, 49, 9, 0), last: Int32Array.of(99, 60, 9, 0), group: Int32Array.of(0, 2, 2, -1), points: 1, groupCount: 3,
    groupX: Float64Array.of(0, 1, 1), groupY: Float64Array.of(0, 1, 1), groupUnit: Int32Array.of(1, 0, 1), groupProvince: Int32Array.of(0, 0, 0)
  };
  const box = [0, 0, 2, 2];
  const rings = [Float64Array.of(0, 0, 2, 0, 2, 2, 0, 2)];
  data.units = [{ index: 0, level: 1, parent: -1, pcode: 'KP07', box, rings, x: 1, y: 1 }, { index: 1, level: 2, parent: 0, pcode: 'KP0717', box, rings, x: 1, y: 1 }];
  return data;
}

function counted(data, rows) {
  const counts = geo.countGroups(data, rows);
  counts.total = new Uint32Array(data.groupCount);
  for (let g = 0; g < data.groupCount; g++) counts.total[g] = counts.byGroup[2 * g] + counts.byGroup[2 * g + 1];
  return counts;
}

const TYPE_SYMBOLS = [{ names: { en: 'inspection', ko: '현지지도' }, sign: 'M2 2h12v12z' }, { names: { en: 'other' }, sign: 'M2 6h12v4H2z' }];

test('a type has the name and sign of its table; one that the table lacks its own name and the sign of other', () => {
  geo.data = { types: ['inspection', 'other', 'eclipse', 'constructor'], typeSymbols: TYPE_SYMBOLS, otherType: 1 };
  geo.language = 'ko';
  assert.deepEqual([0, 1, 2, 3].map(geo.typeName), ['현지지도', 'other', 'eclipse', 'constructor']);
  assert.deepEqual([0, 2, 3].map(geo.shapeOf), ['M2 2h12v12z', 'M2 6h12v4H2z', 'M2 6h12v4H2z']);
  assert.deepEqual(['inspection', 'eclipse', 'constructor', 'toString'].map(geo.typeCalled), ['현지지도', 'eclipse', 'constructor', 'toString']);
  geo.language = 'en';
  assert.equal(geo.typeName(0), 'inspection');
});

test('a date is turned to a day and back', () => {
  assert.equal(geo.dayToIso(geo.isoToDay('2024-02-29')), '2024-02-29');
  assert.equal(geo.isoToDay('2024'), null);
});

test('a month and a year end on their last day', () => {
  assert.equal(geo.dayToIso(geo.lastDay(geo.isoToDay('2024-02-01'), 1)), '2024-02-29');
  assert.equal(geo.dayToIso(geo.lastDay(geo.isoToDay('2023-01-01'), 2)), '2023-12-31');
});

test('only web addresses become links', () => {
  assert.equal(geo.safeUrl('https://example.org/a'), 'https://example.org/a');
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', ' https://a', '//a', 'https://a b', 'JaVaScRiPt:x', '']) assert.equal(geo.safeUrl(bad), null);
});

test('counts beside a choice follow the other filters and not their own', () => {
  const state = Object.assign(geo.initialState(), { types: new Set([0]) });
  const result = geo.runFilter(sample(), state, null);
  assert.deepEqual([...result.rows], [0, 2]);
  assert.deepEqual([...result.facets.type], [2, 2]);
  assert.deepEqual([...result.facets.leader], [1, 1]);
});

test('a date known to the month is found wherever the range touches it', () => {
  const state = Object.assign(geo.initialState(), { from: 55, to: 70 });
  const result = geo.runFilter(sample(), state, null);
  assert.deepEqual([...result.rows], [1]);
  assert.equal(result.undatedOut, 1);
  assert.deepEqual([...geo.runFilter(sample(), Object.assign(state, { undated: true }), null).rows], [1, 3]);
});

test('a province holds its counties', () => {
  const result = geo.runFilter(sample(), Object.assign(geo.initialState(), { unit: 0 }), null);
  assert.deepEqual([...result.rows], [0, 1, 2]);
});

test('no event at all is filtered without harm', () => {
  const data = Object.assign(sample(), { n: 0 });
  assert.equal(geo.runFilter(data, geo.initialState(), null).rows.length, 0);
});

test('classes are few, round and ascending', () => {
  assert.deepEqual(geo.breaks(0), []);
  assert.deepEqual(geo.breaks(3), [1, 2, 3]);
  assert.deepEqual(geo.breaks(68, 20), [20, 25, 30, 40, 50]);
  for (const highest of [6, 30, 1000, 123456]) {
    const limits = geo.breaks(highest);
    assert.ok(limits.length >= 3 && limits.length <= 5 && limits[0] === 1);
    assert.deepEqual([...limits].sort((a, b) => a - b), limits);
    assert.equal(geo.classOf(limits, highest), limits.length - 1);
    assert.equal(geo.classOf(limits, 0), -1);
  }
});

test('bins are days for weeks, months for years, years for centuries', () => {
  assert.equal(geo.makeBins(0, 20, 200).step, 'day');
  assert.equal(geo.makeBins(0, 3000, 200).step, 'month');
  assert.equal(geo.makeBins(0, 30000, 200).step, 'year');
  assert.equal(geo.makeBins(Infinity, -Infinity, 200).starts.length, 0);
  const bins = geo.makeBins(0, 5000, 200, 4700);
  assert.deepEqual([bins.starts[0], bins.starts[1] > 4600, bins.starts.length, bins.earlier], [0, true, 12, true]);
});

test('points and areas stay apart where there is room and every event is in one symbol', () => {
  const data = sample();
  const counts = counted(data, Uint32Array.of(0, 1, 2, 3));
  assert.equal(counts.nowhere, 1);
  const near = geo.cluster(data, counts, 64, [-500, -500, 500, 500]);
  assert.deepEqual(near.map((one) => [one.kind, one.n]), [['point', 1], ['county', 2]].slice(0, near.length));
  const far = geo.cluster(data, counts, 1, [-500, -500, 500, 500]);
  assert.equal(far.reduce((sum, one) => sum + one.n, 0), 3);
  assert.equal(far[0].kind, 'mixed');
});

test('the link brings back the state', () => {
  const data = sample();
  const state = Object.assign(geo.initialState(), { types: new Set([1]), from: 55, query: '성천 & <b>', unit: 1, leader: true, shade: 'adm1', selectedId: 'e1', at: { lat: 39.5, lng: 126.25, zoom: 9.35 } });
  const back = geo.decodeLink('#' + geo.encodeLink(state, data), data);
  assert.deepEqual([...back.state.types], [1]);
  assert.equal(back.state.from, 55);
  assert.equal(back.state.query, '성천 & <b>');
  assert.equal(back.state.unit, 1);
  assert.equal(back.state.shade, 'adm1');
  assert.ok(back.state.leader);
  assert.deepEqual(back.state.at, { lat: 39.5, lng: 126.25, zoom: 9.35 });
  assert.equal(back.state.selectedId, 'e1');
});

test('a link made of nonsense is the plain state', () => {
  const back = geo.decodeLink('#v=a~b&t=nothing&from=yesterday&u=KP99&shade=x&lang=xx', sample());
  assert.equal(back.state.at, null);
  assert.equal(back.state.from, null);
  assert.equal(back.state.unit, -1);
  assert.equal(back.language, 'en');
});

test('search does not mind breves, apostrophes, capitals or decomposed Hangul', () => {
  assert.equal(geo.fold("Sŏngch'ŏn"), 'songchon');
  assert.equal(geo.fold('성천'.normalize('NFD')), '성천');
});

test('a cell that a spreadsheet would run is made text', () => {
  assert.equal(geo.csvCell('=1+1'), "'=1+1");
  assert.equal(geo.csvCell('@x'), "'@x");
  assert.equal(geo.csvCell(-3.5), '-3.5');
  assert.equal(geo.csvCell('a "b", c'), '"a ""b"", c"');
  assert.equal(geo.csvCell(null), '');
});

test('large numbers are short in narrow places', () => {
  assert.deepEqual([999, 1000, 5592, 9949, 9950, 12345].map(geo.compact), ['999', '1k', '5.6k', '9.9k', '10k', '12k']);
});

test('no string is written twice in one language', () => {
  const text = readFileSync(new URL('../wording.json', folder), 'utf8');
  for (const table of text.split(/^ "(?:en|ko)": /m).slice(1)) {
    const names = [...table.matchAll(/^  "(\w+)": /gm)].map((found) => found[1]);
    assert.ok(names.length > 150);
    assert.deepEqual(names.filter((name, i) => names.indexOf(name) !== i), []);
  }
});

test('a correction is one entry of TOML, whatever its texts hold', () => {
  const text = geo.correctionText({ action: 'title', event: 'e1', source: '', quote: 'He said "no"\n\\ \ud800', value: 'x\x7f', when: '2024-11-20' });
  assert.equal(text, '[[correction]]\naction = "title"\nevent = "e1"\nquote = "He said \\"no\\"\\n\\\\ \ufffd"\nvalue = "x\\u007f"\nwhen = 2024-11-20\n');
});

test('the chosen columns of the table are in the link', () => {
  const data = sample();
  const link = (columns) => geo.encodeLink(Object.assign(geo.initialState(), { columns }), data);
  assert.equal(link(null), '');
  for (const columns of [['date', 'site'], geo.COLUMNS, []]) assert.deepEqual([...geo.decodeLink('#' + link(new Set(columns)), data).state.columns], columns);
});

test('rules and reasons are explained in words, and one that is unknown stays', () => {
  geo.data = { types: ['disaster'], typeSymbols: [{ names: { en: 'disaster', ko: '재해' } }], units: [{ name: 'Sinuiju', korean: '신의주시' }] };
  assert.equal(geo.ruleText('type-word'), 'the name says what it is: “… County”');
  assert.equal(geo.ruleText('text: at sea'), 'from the text: at sea');
  assert.equal(geo.ruleText('refused: KP0617 or KP0720'), 'not decided between: KP0617 or KP0720');
  assert.equal(geo.ruleText('a new rule'), 'a new rule');
  const reasons = 'both in Sinuiju; 2 days apart; both disaster; both with the leader; words: flood, dam';
  assert.equal(geo.reasonText(reasons), reasons);
  geo.language = 'ko';
  assert.equal(geo.reasonText(reasons), '둘 다 신의주시; 2일 차이; 둘 다 재해; 둘 다 최고지도자 참석; 공통 낱말: flood, dam');
  assert.equal(geo.reasonText('unheard of'), 'unheard of');
  geo.language = 'en';
});

test('both languages have the same strings', () => {
  const { en, ko } = geo.strings;
  assert.deepEqual(Object.keys(ko).sort(), Object.keys(en).sort());
  for (const [key, text] of Object.entries(en)) {
    if (typeof text !== 'string') continue;
    assert.deepEqual((ko[key].match(/\{\w+\}/g) || []).sort(), (text.match(/\{\w+\}/g) || []).sort(), key);
  }
});

// Points one beside the other, of provinces in turn, with one event each.
function row(n, provinces, apart) {
  const units = Array.from({ length: provinces }, (unused, index) => ({ index, level: 1, parent: -1, name: 'P' + index, korean: '', rings: [], box: null }));
  for (let i = 0; i < n; i++) units.push({ index: provinces + i, level: 2, parent: i % provinces, name: 'C' + i, korean: '', rings: [], box: null });
  const groupUnit = Int32Array.from({ length: n }, (unused, i) => provinces + i);
  const data = { types: ['a'], units, points: n, groupCount: n, groupX: Float64Array.from({ length: n }, (unused, i) => i * apart), groupY: new Float64Array(n), groupUnit, groupProvince: groupUnit.map((index) => units[index].parent) };
  const counts = { total: new Uint32Array(n).fill(1), unsure: new Uint32Array(n), byGroup: new Uint32Array(n).fill(1) };
  return { data, counts };
}

test('a bubble never joins provinces, and those of two provinces on one spot are drawn side by side', () => {
  for (const apart of [0, 0.5, 4, 30]) {
    const { data, counts } = row(12, 3, apart);
    const symbols = geo.cluster(data, counts, 1, [-900, -900, 900, 900]);
    for (const one of symbols) assert.equal(new Set(one.groups.map((g) => data.groupProvince[g])).size, 1);
    assert.deepEqual(symbols.flatMap((one) => one.groups).sort((a, b) => a - b), [...Array(12).keys()]);
    for (const one of symbols) for (const other of symbols) if (one !== other && one.n > 1 && other.n > 1) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > one.r + other.r - 6);
  }
});

test('a bubble is named by its county, or by its province with the counties that have most', () => {
  const { data, counts } = row(10, 2, 1);
  Object.assign(geo, { data, counts, language: 'en' });
  assert.equal(geo.groupsWhere([2]), 'C2 · P0');
  counts.total[4] = 9;
  assert.equal(geo.groupsWhere([0, 2, 4, 6, 8]), 'P0: C4, C0, C2 and 2 more');
});

test('a bubble knows how many of its events are only candidates', () => {
  const data = sample();
  data.statuses = ['found', 'candidate'];
  data.hot.status = Uint8Array.of(0, 1, 0, 1);
  const counts = counted(data, [0, 1, 2, 3]);
  assert.deepEqual([...counts.unsure], [0, 0, 1]);
  const symbols = geo.cluster(data, counts, 100, [-1000, -1000, 1000, 1000]);
  assert.equal(symbols.reduce((sum, one) => sum + one.unsure, 0), 1);
});

test('the words of a place are marked in the quote, and text that looks like a pattern is none', () => {
  globalThis.document ??= { createElement: (tag) => ({ tag, append(...parts) { this.text = parts.join(''); } }) };
  const pieces = geo.marked('In Songchon County (a.b) of South Phyongan.', ['Songchon', 'South Phyongan', '(a.b)', 'Phyongan']);
  assert.deepEqual(pieces.map((one) => (typeof one === 'string' ? one : '*' + one.text)), ['In ', '*Songchon', ' County ', '*(a.b)', ' of ', '*South Phyongan', '.']);
  assert.deepEqual(geo.marked('axb', ['a.b']), ['axb']);
});

test('coordinates are written in degrees, minutes and seconds', () => {
  assert.equal(geo.dms(39.4711, 126.201), '39°28′16″N 126°12′04″E');
  assert.equal(geo.dms(-0.5, -1), '0°30′00″S 1°00′00″W');
});

test('a citation says what, when, where, by whom, and how to find it again', () => {
  const text = geo.citation({ title: 'Inspection', date: '2024-11-19', place: 'Songchon', quote: 'He came.', source: 'Report', published: '2024-11-20', url: 'https://a', id: 'e1' });
  assert.equal(text, 'Inspection, 2024-11-19, Songchon. “He came.” Report, 2024-11-20, https://a. dprk-geo e1.');
});

test('the shading can show days since the last event and the share with the leader', () => {
  const data = sample();
  const counts = counted(data, [0, 1, 2, 3]);
  assert.equal(geo.measureOf(counts, 1, 'count', 99), 3);
  assert.equal(geo.measureOf(counts, 1, 'led', 99), 33);
  assert.equal(geo.measureOf(counts, 1, 'since', 99), 0);
  const later = counted(data, [2]);
  assert.equal(geo.measureOf(later, 0, 'since', 99), 90);
  assert.equal(geo.measureOf(counted(data, []), 0, 'since', 99), null);
});

test('the link keeps by what the map is shaded', () => {
  const data = sample();
  const back = geo.decodeLink('#' + geo.encodeLink(Object.assign(geo.initialState(), { measure: 'since' }), data), data);
  assert.equal(back.state.measure, 'since');
});

test('a happening is shown once where that is asked for', () => {
  const data = sample();
  data.hot.same = Uint8Array.of(0, 0, 1, 0);
  assert.equal(geo.runFilter(data, geo.initialState(), null).rows.length, 4);
  assert.deepEqual([...geo.runFilter(data, Object.assign(geo.initialState(), { once: true }), null).rows], [0, 1, 3]);
});

test('letters are read back to bytes, an odd last one dropping padding', () => {
  assert.equal(new TextDecoder().decode(geo.bytesOf('N,q6ivzb5H')), 'Songchon');
  assert.equal(geo.bytesOf('').length, 0);
  for (const [letters, size] of [['!!', 1], ['!!!!', 3], ['!!!!!!', 4], ['!!!!!!!!!!!!!!!!', 13], ['!!!!!!!!!!!!!!!!!!!', 13]]) {
    assert.equal(geo.bytesOf(letters).length, size, letters.length);
  }
});

test('codes are spelled out, and for the search in its own form', () => {
  const words = [' County', 'Sŏngch\u2019ŏn'];
  const coded = Uint8Array.of(0x81, 0x80, 0x2c, 0x1d, 6, 0xec, 0x84, 0xb1, 0xec, 0xb2, 0x9c, 0x27, 0x41);
  assert.equal(geo.spelled(coded, geo.wordTable(words)), 'Sŏngch\u2019ŏn County,성천\'A');
  const letter = Uint8Array.from({ length: 128 }, (unused, code) => (code === 0x27 ? 0 : String.fromCharCode(code).toLowerCase().charCodeAt(0)));
  assert.equal(geo.spelled(coded, geo.wordTable(words.map(geo.fold)), letter, (part) => part), 'songchon county,성천a');
});

const KNOWN = { units: [['Seongcheon', '成川', 'Songchongun'], []], sites: [['Ryongsong Plant', '룡성기계']], leader: ['Kim Jong Un', '김정은'], people: [['Kim Tok Hun', '김덕훈']], types: ['County', '군', '-gun'] };

function spelt() {
  const units = [{ name: 'Songchon', korean: '성천군', pcode: 'KP0717', parent: -1 }, { name: 'Unsan', korean: '운산군', pcode: 'KP0617', parent: -1 }];
  return geo.indexSpellings(KNOWN, { units });
}

test('a query is its quotations, its longest known names, and its other words', () => {
  const shape = (query) => geo.termsOf(query, spelt()).map(({ text, means }) => [text, means ? [...means.units, ...means.sites].length + (means.leader ? 10 : 0) : null]);
  assert.deepEqual(shape('Seongcheon clothing factory'), [['seongcheon', 1], ['clothing', null], ['factory', null]]);
  assert.deepEqual(shape('Kim Jong-un in Song chon county'), [['kim jong un', 10], ['in', null], ['song chon county', 1]]);
  assert.deepEqual(shape('“new mill” 성천군'), [['new mill', null], ['성천군', 1]]);
  assert.deepEqual(shape('Ryŏngsŏng Plant'), [['ryongsong plant', 1]]);
  assert.deepEqual(shape(' " " '), []);
});

test('what a name means may be named with its type of unit, but a type word alone names nothing', () => {
  assert.equal(geo.termsOf('Unsan-gun', spelt())[0].means.units.has(1), true);
  assert.equal(geo.termsOf('county', spelt())[0].means, null);
  assert.equal(geo.termsOf('Ryongsong Plant County', spelt()).length, 2);
});

test('near names are those within a slip or two, of like length', () => {
  Object.assign(geo, { data: { units: [{ name: 'Songchon', korean: '성천군', pcode: 'KP0717', parent: -1 }, { name: 'Unsan', korean: '운산군', pcode: 'KP0617', parent: -1 }], sites: { name: ['Ryongsong Plant'] } }, language: 'en' });
  assert.deepEqual(geo.nearNames('Sognchon', spelt()), ['Songchon']);
  assert.deepEqual(geo.nearNames('Unsam', spelt()), ['Unsan']);
  assert.deepEqual(geo.nearNames('mill', spelt()), []);
});

test('printed and typed marks are the same to the search', () => {
  assert.equal(geo.fold('“North’s” — Sŏngch\'ŏn'), '"norths"   songchon');
});

const periodState = (from, to, compare) => Object.assign(geo.initialState(), { from, to, compare });

test('two periods are filtered at once, and what is in both is in both', () => {
  const result = geo.runFilter(sample(), periodState(40, 120, { from: 0, to: 60 }), null);
  assert.deepEqual([...result.rows], [0, 1, 2]);
  assert.deepEqual([...result.rows].map((row) => geo.PERIODS[result.periods[row]]), ['A', 'both', 'B']);
  assert.deepEqual([[...result.facets.type], [...result.facetsB.type]], [[1, 1], [1, 1]]);
  assert.equal(result.undatedOut, 1);
});

test('counts beside a choice follow the other filters in both periods', () => {
  const state = Object.assign(periodState(40, 120, { from: 0, to: 60 }), { types: new Set([0]) });
  const result = geo.runFilter(sample(), state, null);
  assert.deepEqual([...result.rows], [0, 2]);
  assert.deepEqual([[...result.facets.type], [...result.facetsB.type]], [[1, 1], [1, 1]]);
  assert.deepEqual([[...result.facets.leader], [...result.facetsB.leader]], [[0, 1], [1, 0]]);
});

test('without a second period nothing of it is made', () => {
  const result = geo.runFilter(sample(), geo.initialState(), null);
  assert.equal(result.periods, null);
  assert.equal(result.facetsB, null);
});

test('the second period is at first as long as the first and lies before it', () => {
  const data = { low: 0, high: 364 };
  assert.deepEqual(geo.firstPeriods(periodState(100, 199), data), { a: { from: 100, to: 199 }, b: { from: 0, to: 99 } });
  assert.deepEqual(geo.firstPeriods(periodState(0, 99), data).b, { from: 100, to: 199 });
  for (const high of [363, 364, 0]) {
    const { a, b } = geo.firstPeriods(periodState(null, null), { low: 0, high });
    assert.equal(a.to, high);
    assert.equal(b.to, a.from - 1);
    assert.equal(a.to - a.from, b.to - b.from);
  }
});

test('periods of one length are compared by events, others by events a 30 days', () => {
  assert.deepEqual(geo.differenceOf(212, 150, 182, 182), { a: 212, b: 150, value: 62, percent: 41, rated: false, clear: true });
  const { a, b, percent, rated } = geo.differenceOf(60, 60, 60, 30);
  assert.deepEqual([a, b, percent, rated], [30, 60, -50, true]);
  assert.equal(geo.differenceOf(5, 0, 30, 30).percent, null);
});

test('a difference that chance may have made is not clear, and few events are the base of no percentage', () => {
  assert.equal(geo.differenceOf(3, 0, 30, 30).clear, false);
  assert.equal(geo.differenceOf(6, 0, 30, 30).clear, true);
  assert.equal(geo.differenceOf(120, 100, 30, 30).clear, false);
  assert.equal(geo.differenceOf(5200, 4800, 30, 30).clear, true);
  assert.equal(geo.differenceOf(3, 1, 30, 30).percent, null);
  assert.ok(Math.abs(geo.chanceOf(5, 0, 0.5) - 0.0625) < 1e-9);
});

test('what is alike by its measure is equal', () => {
  const { value, clear } = geo.differenceOf(7, 21, 10, 30);
  assert.deepEqual([value, clear], [0, false]);
});

test('periods are compared by the articles that were read of them', () => {
  const data = Object.assign(sample(), { low: 0, high: 99, about: { language: 'en', origin: { days: ['1970-01-11', 4, 10, 6, 50, 40] } } });
  const state = Object.assign(periodState(50, 99, { from: 0, to: 49 }), { per: 'articles' });
  assert.deepEqual(geo.exposureOf(state, data).of, [40, 10]);
  assert.equal(geo.periodWords(state, data, 20, 5), 'A 1970-02-20 to 1970-04-10 (40 articles): 20 events, 50 per 100 articles; B 1970-01-01 to 1970-02-19 (10 articles): 5 events, 50 per 100 articles');
});

test('the line says both periods with their lengths where these differ', () => {
  const data = sample();
  Object.assign(data, { low: geo.isoToDay('2023-01-01'), high: geo.isoToDay('2024-12-31') });
  const day = geo.isoToDay;
  const half = periodState(day('2024-01-01'), day('2024-06-30'), { from: day('2023-07-03'), to: day('2023-12-31') });
  assert.equal(geo.periodWords(half, data, 212, 150), 'A 2024-01-01 to 2024-06-30: 212 events; B 2023-07-03 to 2023-12-31: 150 events (+41\u00a0%)');
  const open = periodState(day('2024-12-02'), null, { from: day('2024-12-01'), to: day('2024-12-01') });
  assert.equal(geo.periodWords(open, data, 30, 1), 'A 2024-12-02 to 2024-12-31 (30 days): 30 events, 30 per 30 days; B 2024-12-01 to 2024-12-01 (1 day): 1 event, 30 per 30 days');
});

test('differences have at most three classes on a side, the same for more and for fewer', () => {
  assert.deepEqual(geo.differenceLimits(Infinity, 0), []);
  assert.deepEqual(geo.differenceLimits(1, 1), [1]);
  assert.deepEqual(geo.differenceLimits(1, 100), [1, 2, 20]);
  assert.deepEqual(geo.differenceLimits(0.3, 90), [0.2, 1, 10]);
  const limits = [1, 2, 20];
  for (const value of [1, 3, 50]) assert.equal(geo.differenceStep(limits, -value), -geo.differenceStep(limits, value));
  assert.deepEqual([0, 1, 2, 20].map((value) => geo.differenceStep(limits, value)), [0, 1, 2, 3]);
  assert.deepEqual(geo.differenceClasses(limits).map((one) => one.name), ['−20', '−2', '−1', '0', '+1', '+2', '+20']);
});

test('a province counts its counties in each period', () => {
  const data = sample();
  const result = geo.runFilter(data, periodState(40, 120, { from: 0, to: 60 }), null);
  const { a, b } = geo.countPeriods(data, result.rows, result.periods);
  assert.deepEqual([a.n, b.n], [2, 2]);
  assert.deepEqual([[...a.unit], [...b.unit]], [[2, 2], [2, 2]]);
});

test('the link keeps the second period and the language of the names', () => {
  const data = sample();
  const state = Object.assign(periodState(55, 60, { from: 20, to: 25 }), { names: 'both' });
  const back = geo.decodeLink('#' + geo.encodeLink(state, data), data).state;
  assert.deepEqual(back.compare, { from: 20, to: 25 });
  assert.equal(back.names, 'both');
  assert.equal(geo.decodeLink('#cfrom=soon&names=elvish', data).state.compare, null);
  assert.equal(geo.decodeLink('#cfrom=soon&names=elvish', data).state.names, 'ui');
});

test('every kind of site that we know has a name in both languages', () => {
  const table = readFileSync(new URL('../../../../data/reference/sites.tsv', import.meta.url), 'utf8').trim().split('\n').slice(1);
  for (const kind of new Set(table.map((line) => line.split('\t')[2]))) {
    for (const language of ['en', 'ko']) assert.ok(Object.hasOwn(geo.strings[language].kindOf, kind), kind + ' in ' + language);
  }
  for (const name of ['kindOf', 'markOf', 'countryOf']) assert.deepEqual(Object.keys(geo.strings.ko[name]), Object.keys(geo.strings.en[name]));
});

test('kinds alike share a mark, and an unknown kind has the neutral one', () => {
  assert.equal(geo.markOf('port'), geo.markOf('shipyard'));
  assert.notEqual(geo.markOf('mine'), geo.markOf('factory'));
  assert.equal(geo.markOf('__proto__'), geo.markOf('anything else'));
  const shapes = new Set(Object.keys(geo.strings.en.kindOf).map((kind) => geo.markPathOf(geo.markOf(kind))));
  assert.equal(shapes.size, Object.keys(geo.strings.en.markOf).length);
});

test('what is reserved for a name stays free, and no event is lost by it', () => {
  const data = sample();
  const counts = counted(data, Uint32Array.of(0, 1, 2));
  const view = [-9000, -9000, 9000, 9000];
  const plain = geo.cluster(data, counts, 64, view);
  const box = [plain[0].x - 30, plain[0].y - 8, plain[0].x + 30, plain[0].y + 8];
  const spared = geo.cluster(data, counts, 64, view, () => [box]);
  assert.equal(spared.reduce((sum, one) => sum + one.n, 0), 3);
  assert.ok(plain.some((one) => geo.inBox(box, one.x, one.y, one.r)));
  assert.ok(spared.filter((one) => one.area).every((one) => !geo.inBox(box, one.x, one.y, one.r)));
});

test('kinds of site, sources and their classes filter, each with counts that follow the others', () => {
  const data = sample();
  const only = (values) => geo.runFilter(data, Object.assign(geo.initialState(), values), null);
  const result = only({ kinds: new Set([0]) });
  assert.deepEqual([...result.rows], [0, 2]);
  assert.deepEqual([...result.facets.kind], [2, 2]);
  assert.deepEqual([...result.facets.source], [1, 0, 1]);
  assert.deepEqual([...only({ classes: new Set([1]) }).rows], [1, 2, 3]);
  assert.deepEqual([...only({ classes: new Set([1]) }).facets.class], [1, 3]);
  assert.deepEqual([...only({ sources: new Set([2]), kinds: new Set([1]) }).rows], [3]);
  assert.equal(only({ sources: new Set() }).rows.length, 0);
});

test('the link keeps sources whatever signs are in their names, and none at all', () => {
  const data = sample();
  data.sources = [['-'], ['a~b'], [''], ['!x'], ['%7E'], ['__proto__'], ['half \ud800']];
  const back = (values) => geo.decodeLink('#' + geo.encodeLink(Object.assign(geo.initialState(), values), data), data).state;
  for (let code = 0; code < 6; code++) assert.deepEqual([...back({ sources: new Set([code]) }).sources], [code]);
  assert.deepEqual([...back({ sources: new Set([0, 1, 2, 3, 4, 5]) }).sources], [0, 1, 2, 3, 4, 5]);
  assert.equal(back({ sources: new Set() }).sources.size, 0);
  assert.equal(back({}).sources, null);
  assert.deepEqual([...back({ kinds: new Set([1]) }).kinds], [1]);
  assert.equal(back({ sources: new Set([6]) }).sources.size, 0);
});

test('all sources but one are a short link', () => {
  const data = sample();
  data.sources = Array.from({ length: 5000 }, (unused, code) => ['host-' + code + '.example']);
  const sources = new Set(data.sources.keys());
  sources.delete(7);
  const text = geo.encodeLink(Object.assign(geo.initialState(), { sources }), data);
  assert.ok(text.length < 60, text);
  const back = geo.decodeLink('#' + text, data).state.sources;
  assert.equal(back.size, 4999);
  assert.ok(!back.has(7));
});

test('the link keeps the table, its order and its page, and nothing else that is no column', () => {
  const data = sample();
  const back = (values) => geo.decodeLink('#' + geo.encodeLink(Object.assign(geo.initialState(), values), data), data).state;
  const { view, sort, down, page } = back({ view: 'table', sort: 'place', down: false, page: 3 });
  assert.deepEqual({ view, sort, down, page }, { view: 'table', sort: 'place', down: false, page: 3 });
  assert.ok(back({ sort: 'records', down: true }).down);
  for (const text of ['#view=x&sort=constructor&page=-1', '#sort=--date&page=1e9']) {
    const state = geo.decodeLink(text, data).state;
    assert.deepEqual([state.view, state.sort, state.down, state.page], ['map', 'date', true, 0]);
  }
});

test('rows are sorted both ways, the unknown last, those alike in their order', () => {
  const keys = Int32Array.of(5, -1, 2, 5, 0);
  const rows = Uint32Array.of(0, 1, 2, 3, 4);
  assert.deepEqual([...geo.sortRows(rows, keys, false)], [4, 2, 0, 3, 1]);
  assert.deepEqual([...geo.sortRows(rows, keys, true)], [0, 3, 2, 4, 1]);
  assert.deepEqual([...geo.sortRows(new Uint32Array(0), keys, true)], []);
});

test('texts are ordered without regard to capitals and accents, Korean by its alphabet', () => {
  const texts = ['Sunchon', 'Sŏngchŏn', '', 'anju', '한국', '가나', 'Anju'];
  const ranks = geo.rankTexts(texts);
  assert.equal(ranks[2], -1);
  assert.equal(ranks[3], ranks[6]);
  assert.deepEqual([3, 1, 0, 5, 4].map((i) => ranks[i]), [0, 1, 2, 3, 4]);
});

test('a hundred thousand rows are sorted by text', () => {
  const texts = Array.from({ length: 100000 }, (unused, i) => 'Inspection: factory ' + ((i * 7919) % 100003));
  const sorted = geo.sortRows(Uint32Array.from(texts.keys()), geo.rankTexts(texts), false);
  assert.ok(texts[sorted[0]] <= texts[sorted[1]] && texts[sorted[50000]] <= texts[sorted[50001]]);
});

test('of thousands of sources ten are in sight, and those that were chosen or looked for', () => {
  const names = Array.from({ length: 5000 }, (unused, code) => 'host-' + code);
  assert.deepEqual(geo.sourcesInSight(names, [], null, 10), { codes: [...Array(10).keys()], left: 4990 });
  assert.deepEqual(geo.sourcesInSight(names, [], new Set([4000, 3]), 10).codes.slice(9), [9, 4000]);
  assert.deepEqual(geo.sourcesInSight(names, ['host-49', '9'], null, 10).codes, [49, 490, 491, 492, 493, 494, 495, 496, 497, 498]);
  assert.deepEqual(geo.sourcesInSight(names, ['nobody'], null, 10), { codes: [], left: 0 });
});

test('every kind of site and class of source that the reference knows has a Korean name', () => {
  const table = (name) => readFileSync(new URL('../../../../data/reference/' + name, import.meta.url), 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t'));
  const folder = new URL('../../../../data/reference/words/', import.meta.url);
  const words = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const kinds = new Set(table('sites.tsv').map((row) => row[2]));
  for (const section of ['site', 'common', 'korean', 'hanja_site']) {
    const files = words.filter((text) => text.includes('\n[' + section + ']\n'));
    assert.ok(files.length > 0, section);
    for (const text of files) {
      const lines = text.split('\n[' + section + ']\n')[1].split(/\n\[/)[0];
      for (const [, quoted, bare] of lines.matchAll(/^(?:"([^"]+)"|(\w+)) = \[/gm)) kinds.add(quoted || bare);
    }
  }
  assert.ok(kinds.size > 40);
  const { kindOf, classOf } = geo.strings.ko;
  assert.deepEqual([...kinds].filter((kind) => !Object.hasOwn(kindOf, kind)), []);
  assert.deepEqual(table('publishers.tsv').map((row) => row[3]).filter((name) => !Object.hasOwn(classOf, name)), []);
});

test('a few recollections of years ago do not press the bulk of the days into a corner', () => {
  const bulk = Array.from({ length: 97 }, (unused, i) => 20000 - i);
  const from = geo.mainFrom(Int32Array.from([...bulk, 9000, 8000, 7000]), 100, 7000, 20000);
  assert.ok(from > 19000 && geo.dayToIso(from).endsWith('-01'));
  const even = Int32Array.from({ length: 100 }, (unused, i) => 20000 - 130 * i);
  assert.equal(geo.mainFrom(even, 100, even[99], 20000), even[99]);
  assert.equal(geo.mainFrom(Int32Array.of(20000, 100), 2, 100, 20000), 100);
});

test('a link whose dates run backwards is read in their order, and an undated map compares nothing', () => {
  const data = sample();
  const { state } = geo.decodeLink('#from=1970-03-02&to=1970-02-01&cfrom=1970-01-20&cto=1970-01-10', data);
  assert.ok(state.from < state.to && state.compare.from < state.compare.to);
  assert.equal(geo.decodeLink('#cfrom=2024-01-01', Object.assign(sample(), { undated: 4 })).state.compare, null);
});

test('a word longer than all the room there is comes back whole', () => {
  const long = '가'.repeat(500000);
  assert.equal(geo.spelled(Uint8Array.of(0x80, 0x41), geo.wordTable([long])), long + 'A');
});
