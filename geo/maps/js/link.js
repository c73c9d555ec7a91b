// The link is the state: view, filters, dates, layers, language and the event in hand, after the "#".
(function (geo) {
  'use strict';

  const list = (set, names) => (set ? [...set].map((code) => names[code]).join('~') : null);
  const codes = (text, names) => new Set(text.split('~').map((name) => names.indexOf(name)).filter((code) => code >= 0));

  // Pure, so that it can be tested without a page: state and view to text and back.
  geo.encodeLink = function (state, data, view) {
    const values = {
      v: view && [view.lat.toFixed(4), view.lng.toFixed(4), view.zoom].join('~'),
      t: list(state.types, data.types), p: list(state.precisions, data.precisions), s: list(state.statuses, data.statuses),
      leader: state.leader ? '1' : null, once: state.once ? '1' : null, rec: state.record === 'any' ? null : state.record,
      u: state.unit >= 0 ? data.units[state.unit].pcode : null,
      from: state.from === null ? null : geo.dayToIso(state.from), to: state.to === null ? null : geo.dayToIso(state.to),
      cfrom: state.compare && state.compare.from !== null ? geo.dayToIso(state.compare.from) : null,
      cto: state.compare && state.compare.to !== null ? geo.dayToIso(state.compare.to) : null,
      undated: state.undated ? '1' : null, q: state.query || null, shade: state.shade === 'adm2' ? null : state.shade,
      m: state.measure === 'count' ? null : state.measure, names: state.names === 'ui' ? null : state.names,
      off: ['events', 'sites'].filter((name) => !state.layers[name]).join('~') || null, on: state.layers.records ? 'records' : null,
      lang: geo.language === data.about.language ? null : geo.language, e: state.selectedId || null
    };
    const pairs = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
    return pairs.map(([key, value]) => key + '=' + encodeURIComponent(value)).join('&');
  };

  geo.decodeLink = function (text, data) {
    const values = new URLSearchParams(text.replace(/^#/, ''));
    const state = geo.initialState();
    const get = (key) => values.get(key);
    if (values.has('t')) state.types = codes(get('t'), data.types);
    if (values.has('p')) state.precisions = codes(get('p'), data.precisions);
    if (values.has('s')) state.statuses = codes(get('s'), data.statuses);
    state.leader = get('leader') === '1';
    state.once = get('once') === '1';
    if (['with', 'without'].includes(get('rec'))) state.record = get('rec');
    state.unit = values.has('u') ? data.units.findIndex((unit) => (unit.pcode ?? unit[0]) === get('u')) : -1;
    state.from = geo.isoToDay(get('from') || '');
    state.to = geo.isoToDay(get('to') || '');
    const second = [geo.isoToDay(get('cfrom') || ''), geo.isoToDay(get('cto') || '')];
    if (second.some((day) => day !== null)) state.compare = { from: second[0], to: second[1] };
    state.undated = get('undated') === '1';
    state.query = get('q') || '';
    if (['adm1', 'none'].includes(get('shade'))) state.shade = get('shade');
    if (['since', 'led'].includes(get('m'))) state.measure = get('m');
    if (['en', 'ko', 'both'].includes(get('names'))) state.names = get('names');
    for (const name of (get('off') || '').split('~')) if (name in state.layers) state.layers[name] = false;
    if (get('on') === 'records') state.layers.records = true;
    const view = (get('v') || '').split('~').map(Number);
    return {
      state, event: get('e') || '', language: ['en', 'ko'].includes(get('lang')) ? get('lang') : data.about.language,
      view: view.length === 3 && view.every(Number.isFinite) ? { lat: view[0], lng: view[1], zoom: view[2] } : null
    };
  };

  const viewNow = function () {
    const center = geo.map.getCenter();
    return { lat: center.lat, lng: center.lng, zoom: geo.map.getZoom() };
  };

  let written = null;

  geo.linkNow = () => location.href.split('#')[0] + '#' + geo.encodeLink(geo.state, geo.data, viewNow());

  geo.writeLink = function (push) {
    const text = '#' + geo.encodeLink(geo.state, geo.data, viewNow());
    if (text === written) return;
    try {
      // A notebook's frame has no address of its own and may refuse.
      if (push) history.pushState(null, '', text);
      else history.replaceState(null, '', text);
      written = text;
    } catch {
      written = null;
    }
  };

  geo.findEvent = async function (id) {
    if (!id) return -1;
    for (let number = 0; number < geo.data.texts.length; number++) {
      await geo.loadChunk(number);
      const size = Math.min(geo.data.chunk, geo.data.n - number * geo.data.chunk);
      for (let i = 0; i < size; i++) {
        if (geo.textOf(number * geo.data.chunk + i, 'event_id') === id) return number * geo.data.chunk + i;
      }
    }
    return -1;
  };

  geo.startLink = function () {
    let timer = 0;
    const later = function () {
      clearTimeout(timer);
      timer = setTimeout(() => geo.writeLink(false), 250);
    };
    for (const name of ['rows', 'layers', 'language']) geo.on(name, later);
    geo.map.on('moveend', later);
    geo.on('selected', async function () {
      const row = geo.state.selected;
      if (row >= 0) await geo.loadRow(row);
      if (row !== geo.state.selected) return;
      geo.state.selectedId = row < 0 ? null : geo.textOf(row, 'event_id');
      clearTimeout(timer);
      geo.writeLink(row >= 0);
    });
    window.addEventListener('popstate', function () {
      if (location.hash !== written) geo.readLink(location.hash);
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
