// Sorting of the table: each column has a numeric sort key for every event.
(function (geo) {
  'use strict';

  // Keys are integers from 0; -1 means unknown and comes last in both directions. Rows with the same key
  // keep their order.
  geo.sortRows = function (rows, keys, down) {
    const n = rows.length;
    let most = 0;
    for (let i = 0; i < n; i++) most = Math.max(most, keys[rows[i]]);
    const places = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const key = keys[rows[i]];
      places[i] = (key < 0 ? most + 1 : down ? most - key : key) * n + i;
    }
    places.sort();
    const sorted = new Uint32Array(n);
    for (let i = 0; i < n; i++) sorted[i] = rows[places[i] % n];
    return sorted;
  };

  const ASCII = /^[\x00-\x7f]*$/;

  // The rank of each text in alphabetical order, regardless of case and accents.
  geo.rankTexts = function (texts) {
    const folded = texts.map((text) => (ASCII.test(text) ? text.toLowerCase() : geo.fold(text)));
    const ranks = new Map([...new Set(folded)].filter(Boolean).sort().map((text, rank) => [text, rank]));
    return Int32Array.from(folded, (text) => ranks.get(text) ?? -1);
  };

  const NAMES = {
    type: (data) => Array.from(data.types, (name, code) => geo.typeName(code)),
    status: (data) => data.statuses.map((name) => geo.nameOf('statusOf', name)),
    source: (data) => data.sources.map((source, code) => geo.sourceName(code))
  };

  // The numbers of a column for all events, in the language of the page. Those of titles and sites need
  // all texts to be loaded.
  geo.sortKeys = function (column) {
    const { data } = geo;
    const { hot } = data;
    const each = (keyOf) => Int32Array.from({ length: data.n }, (unused, row) => keyOf(row));
    if (column === 'date') return each((row) => (hot.day[row] ? hot.day[row] : -1));
    if (column === 'precision' || column === 'records') return hot[column];
    if (column === 'title') return geo.rankTexts(Array.from({ length: data.n }, (unused, row) => geo.titleOf(row)));
    if (column === 'site') return geo.rankTexts(Array.from({ length: data.n }, (unused, row) => geo.siteText(row) || ''));
    if (column === 'place') {
      const ranks = geo.rankTexts(data.units.map((unit) => geo.unitText(unit)));
      return each((row) => (hot.unit[row] ? ranks[hot.unit[row] - 1] : -1));
    }
    const ranks = geo.rankTexts(NAMES[column](data));
    return each((row) => ranks[hot[column][row]]);
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
