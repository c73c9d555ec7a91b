// Which sites and records are shown: they obey the filters as events do, as far as these apply to them.
(function (geo) {
  'use strict';

  geo.marks = { sites: { rows: [], points: [] }, records: { rows: [], points: [] } };

  // Filters that only events have: with any of them, a site or record is shown if it has an event that is shown.
  const OF_EVENTS = ['precisions', 'statuses', 'bases', 'sources', 'classes'];

  const spans = new Map(); // table -> first and last day of each row; null where there is none

  function daysOf(table) {
    if (!spans.has(table)) {
      const span = function (row) {
        const text = (name) => (table[name] ? geo.cell(table[name], row).slice(0, 10) : '');
        const [first, last] = table.date ? [text('date'), text('date')] : [text('first'), text('last')];
        const days = [first || last, last || first].map(geo.isoToDay);
        return days[0] === null || days[1] === null ? null : days;
      };
      spans.set(table, Array.from(table.x, (unused, row) => span(row)));
    }
    return spans.get(table);
  }

  const touches = ([first, last], from, to) => (to === null || first <= to) && (from === null || last >= from);

  function inTime(span, { from, to, compare, undated }) {
    if (from === null && to === null && !compare) return true;
    if (!span) return undated && !compare;
    return touches(span, from, to) || Boolean(compare && touches(span, compare.from, compare.to));
  }

  const places = new Map(); // table -> [query, which rows hold it]

  function holding(table, query) {
    const kept = places.get(table);
    if (kept && kept[0] === query) return kept[1];
    const holds = geo.holder(table, query);
    const found = Uint8Array.from(table.x, (unused, row) => (holds(row) ? 1 : 0));
    places.set(table, [query, found]);
    return found;
  }

  // The rows of sites or records that have an event among those shown.
  function withEvents(name, table, size) {
    const { hot } = geo.data;
    const { mask, rows } = geo.filtered;
    const found = new Uint8Array(size);
    if (name === 'sites') for (const row of rows) found[hot.site[row] - 1] = 1;
    else for (const [event, record] of table.links) if (mask[event] === 1) found[record] = 1;
    return found;
  }

  function shownRows(name, table) {
    const { state, data } = geo;
    const size = table.x.length;
    const holds = state.query ? holding(table, state.query) : null;
    const days = daysOf(table);
    const byEvent = OF_EVENTS.some((key) => state[key]) || state.leader || state.once || (name === 'sites' && (state.types || state.record !== 'any'));
    const byKind = name === 'records' && state.kinds;
    const events = byEvent || byKind || (name === 'records' && state.types) ? withEvents(name, table, size) : null;
    const linked = name === 'records' && state.record !== 'any' ? new Set(table.links.map((link) => link[1])) : null;
    const kinds = name === 'sites' && state.kinds ? new Set([...state.kinds].map((code) => data.kinds[code])) : null;
    const types = name === 'records' && state.types ? new Set([...state.types].map((code) => data.types[code])) : null;
    const rows = [];
    for (let row = 0; row < size; row++) {
      if (holds && !holds[row]) continue;
      if (state.unit >= 0) {
        const unit = data.units[table.unit[row]];
        if (!unit || (unit.index !== state.unit && unit.parent !== state.unit)) continue;
      }
      if (!inTime(days[row], state)) continue;
      if ((byEvent || byKind) && !events[row]) continue;
      if (kinds && !kinds.has(geo.cell(table.kind, row))) continue;
      if (types && !events[row] && !types.has(geo.cell(table.type, row))) continue;
      if (linked && linked.has(row) !== (state.record === 'with')) continue;
      rows.push(row);
    }
    return rows;
  }

  // Rows located only to an area are placed inside it and flagged.
  function pointsOf(table, rows) {
    const points = [];
    for (const row of rows) {
      const unit = geo.data.units[table.unit[row]];
      if (table.point[row]) points.push({ row, x: geo.localX(table.x[row] / 1e5), y: geo.localY(table.y[row] / 1e5), area: false });
      else if (unit && unit.box) points.push({ row, x: unit.x, y: unit.y, area: true });
    }
    return points;
  }

  const tableOf = (name) => (name === 'sites' ? geo.data.sites : geo.data.recordTable);

  const FILTERS = ['types', 'kinds', ...OF_EVENTS, 'from', 'to', 'compare', 'query', 'leader', 'once'];
  const filtering = (state) => state.unit >= 0 || state.record !== 'any' || FILTERS.some((key) => state[key] !== null && state[key] !== '' && state[key] !== false);

  let asked = false;

  // After each change of the filters. Records are unpacked once there is a filter that may leave some out.
  geo.updateMarks = function () {
    if (!geo.data.recordTable && geo.data.nRecords && !asked && filtering(geo.state)) {
      asked = true;
      geo.loadRecords().then(function () {
        geo.updateMarks();
        geo.emit('layers');
      });
    }
    for (const name of ['sites', 'records']) {
      const table = tableOf(name);
      if (!table) {
        geo.marks[name] = { rows: name === 'sites' ? [] : [...Array(geo.data.nRecords).keys()], points: [] };
        continue;
      }
      const rows = shownRows(name, table);
      geo.marks[name] = { rows, points: pointsOf(table, rows) };
    }
  };

  // How many of a layer are shown.
  geo.countOfLayer = function (name) {
    if (name === 'events') return geo.filtered.rows.length;
    return geo.marks[name].rows.length;
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
