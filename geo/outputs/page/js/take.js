// Downloads of what is shown, created in the browser: the listed events as CSV, or these and the shown sites and records
// as GeoJSON.
(function (geo) {
  'use strict';

  // A cell that a spreadsheet would take for a formula gets a leading apostrophe.
  geo.csvCell = function (value) {
    let text = value === null || value === undefined ? '' : String(value);
    if (typeof value !== 'number' && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
    return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  };

  const TEXTS = ['rule', 'date_rule', 'score', 'source_id', 'source_url', 'source_title', 'source_date', 'quote'];

  function unitsOf(number) {
    const unit = geo.data.units[number];
    const county = unit && unit.level === 2 ? unit : null;
    return { county, province: county ? geo.data.units[county.parent] : unit };
  }

  function properties(row) {
    const { data } = geo;
    const { hot } = data;
    const { county, province } = unitsOf(hot.unit[row] - 1);
    const dated = hot.day[row] > 0 && hot.datePrecision[row] !== geo.REPORTED;
    const values = {
      event_id: geo.textOf(row, 'event_id'), type: data.types[hot.type[row]], date: dated ? geo.dayToIso(data.first[row]) : null,
      date_precision: dated ? ['day', 'month', 'year'][hot.datePrecision[row]] : null, title: geo.textOf(row, 'title'),
      site: geo.textOf(row, 'site') || null, actors: geo.textOf(row, 'actors'), leader: Boolean(hot.leader[row]),
      adm1: province ? province.pcode : null, adm2: county ? county.pcode : null,
      adm1_name: province ? province.name : null, adm2_name: county ? county.name : null,
      geo_precision: data.precisions[hot.precision[row]]
    };
    for (const name of TEXTS) values[name] = geo.textOf(row, name);
    const { periods } = geo.filtered;
    if (periods) values.period = geo.PERIODS[periods[row]];
    values.status = data.statuses[hot.status[row]];
    values.basis = data.bases[hot.basis[row]];
    values.records = geo.textOf(row, 'records');
    values.happening = geo.textOf(hot.same[row] ? hot.same[row] - 1 : row, 'event_id');
    return values;
  }

  // Only events located to a point have coordinates; a county is given by its P-code.
  function pointOf(row) {
    const place = geo.data.hot.place[row];
    return place ? [geo.data.hot.placeX[place - 1] / 1e5, geo.data.hot.placeY[place - 1] / 1e5] : null;
  }

  const feature = (id, point, values) => ({ type: 'Feature', id, geometry: point && { type: 'Point', coordinates: point }, properties: values });

  const eventOf = (row) => feature(geo.textOf(row, 'event_id'), pointOf(row), Object.assign({ layer: 'events' }, properties(row)));

  const COLUMNS = {
    sites: ['site_id', 'name', 'korean', 'kind', 'first', 'last', 'n_mentions', 'n_events', 'geo_precision'],
    records: ['id', 'date', 'type', 'title', 'text', 'url', 'rule', 'geo_precision']
  };

  // A site or record; only one that is located to a point has coordinates.
  function markOf(layer, table, row) {
    const { county, province } = unitsOf(table.unit[row]);
    const values = { layer };
    for (const name of COLUMNS[layer]) values[name] = geo.cell(table[name], row) || null;
    Object.assign(values, { adm1: province ? province.pcode : null, adm2: county ? county.pcode : null, adm1_name: province ? province.name : null, adm2_name: county ? county.name : null });
    return feature(values.site_id || values.id, table.point[row] ? [table.x[row] / 1e5, table.y[row] / 1e5] : null, values);
  }

  // The layers of the map; of a part that was chosen only its events, or the site that was.
  function markFeatures() {
    const { layers, scope } = geo.state;
    const { sites, recordTable } = geo.data;
    if (scope) return 'site' in scope.key ? [markOf('sites', sites, scope.key.site)] : [];
    return [
      ...(layers.sites && sites ? geo.marks.sites.rows.map((row) => markOf('sites', sites, row)) : []),
      ...(layers.records && recordTable ? geo.marks.records.rows.map((row) => markOf('records', recordTable, row)) : [])
    ];
  }

  // A GeoJSON in pieces: its beginning, then each feature.
  const opening = () => JSON.stringify({ type: 'FeatureCollection', title: document.title, description: geo.byId('summary').textContent, view: geo.encodeLink(geo.state, geo.data) }).slice(0, -1) + ',"features":[';
  const eventsToo = () => geo.state.layers.events || geo.state.scope;

  const csvLine = (values) => values.map((value) => geo.csvCell(Array.isArray(value) ? value.join('; ') : value)).join(',');

  function csvRow(row) {
    const point = pointOf(row) || [null, null];
    return Object.assign(properties(row), { lon: point[0], lat: point[1] });
  }

  const AT_ONCE = 4; // chunks of texts that are unpacked together
  const PIECE = 500; // rows to one piece of the file

  // Unpacks all texts without blocking the page; false if stopped.
  async function unpackAll() {
    const { data } = geo;
    const pace = geo.pace(data.n);
    for (let number = 0; number < data.chunks; number += AT_ONCE) {
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, data.chunks - number) }, (unused, k) => geo.loadChunk(number + k)));
      if (!await pace.goesOn(number * data.chunk)) {
        pace.end();
        return false;
      }
    }
    pace.end();
    return true;
  }

  // The pieces of a file with a line for each row, or null if stopped.
  async function pieces(rows, lineOf, between) {
    const pace = geo.pace(rows.length);
    const parts = [];
    for (let from = 0; from < rows.length; from += PIECE) {
      parts.push((from ? between : '') + Array.from(rows.slice(from, from + PIECE), lineOf).join(between));
      if (!await pace.goesOn(from + PIECE)) {
        pace.end();
        return null;
      }
    }
    pace.end();
    return parts;
  }

  async function csvParts(rows) {
    const parts = await pieces(rows, (row) => csvLine(Object.values(csvRow(row))), '\r\n');
    if (!parts) return null;
    const heads = rows.length ? Object.keys(csvRow(rows[0])).join(',') + '\r\n' : '';
    return ['\ufeff' + heads, ...parts, '\r\n'];
  }

  async function geoJsonParts(rows) {
    const parts = await pieces(eventsToo() ? rows : [], (row) => JSON.stringify(eventOf(row)), ',');
    if (!parts) return null;
    const marks = markFeatures().map((one) => JSON.stringify(one));
    return [opening(), ...parts, (parts.length && marks.length ? ',' : '') + marks.join(','), ']}'];
  }

  geo.take = async function (kind) {
    if (!await unpackAll()) return;
    const parts = await (kind === 'csv' ? csvParts : geoJsonParts)(geo.orderedRows());
    if (parts) geo.save(new Blob(parts, { type: kind === 'csv' ? 'text/csv;charset=utf-8' : 'application/geo+json' }), kind);
  };

  geo.save = function (blob, ending) {
    const address = URL.createObjectURL(blob);
    geo.el('a', { href: address, download: ending.includes('.') ? ending : 'dprk-events.' + ending }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    // A frame may forbid downloads and does not say so; one without an origin of its own mostly does.
    if (geo.framed && window.origin === 'null') geo.notice(geo.t('maybeRefused'));
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
