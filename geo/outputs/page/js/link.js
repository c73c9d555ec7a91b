// The state of the page in the URL fragment: view, filters, dates, layers, language and the selected event.
(function (geo) {
  'use strict';

  // Columns that the table can be sorted by, in their order.
  geo.COLUMNS = ['date', 'type', 'title', 'site', 'place', 'precision', 'source', 'status', 'records'];

  // Names in a list: separated by "~", with "-" for the empty one, and "!" before a list of those left out.
  const SIGNS = { '%': '%25', '~': '%7E', '!': '%21' };
  const pack = (name) => (name === '' ? '-' : name === '-' ? '%2D' : name.replace(/[%~!]/g, (sign) => SIGNS[sign]));

  function list(set, nameOf, size) {
    if (!set) return null;
    const left = size > 20 && set.size * 2 > size;
    const codes = left ? Array.from({ length: size }, (unused, code) => code).filter((code) => !set.has(code)) : [...set];
    return (left ? '!' : '') + codes.map((code) => pack(nameOf(code))).join('~');
  }

  function codes(text, names) {
    const left = text.startsWith('!');
    const listed = new Set(text.slice(left ? 1 : 0).split('~'));
    return new Set([...names.keys()].filter((code) => listed.has(pack(names[code])) !== left));
  }

  // The filters whose choices are listed by name, by their key in the link.
  const LISTS = { t: 'types', p: 'precisions', s: 'statuses', b: 'bases', k: 'kinds', c: 'classes' };
  const keys = (data) => data.sources.map((source) => source[0]);
  // A lone surrogate, which a URL cannot contain.
  const whole = (text) => text.replace(/\p{Cs}/gu, '\ufffd');

  // Pure, so that it can be tested without a page: state and view to text and back.
  geo.encodeLink = function (state, data, view) {
    const of = (name) => list(state[name], (code) => data[name][code], data[name].length);
    const values = {
      v: view && [view.lat.toFixed(4), view.lng.toFixed(4), view.zoom].join('~'),
      t: of('types'), p: of('precisions'), s: of('statuses'), b: of('bases'), k: of('kinds'), c: of('classes'), src: list(state.sources, (code) => data.sources[code][0], data.sources.length),
      leader: state.leader ? '1' : null, once: state.once ? '1' : null, rec: state.record === 'any' ? null : state.record,
      u: state.unit >= 0 ? data.units[state.unit].pcode : null,
      from: state.from === null ? null : geo.dayToIso(state.from), to: state.to === null ? null : geo.dayToIso(state.to),
      cfrom: state.compare && state.compare.from !== null ? geo.dayToIso(state.compare.from) : null,
      cto: state.compare && state.compare.to !== null ? geo.dayToIso(state.compare.to) : null,
      undated: state.undated ? '1' : null, q: state.query || null, shade: state.shade === 'adm2' ? null : state.shade,
      m: state.measure === 'count' ? null : state.measure, names: state.names === 'ui' ? null : state.names,
      off: ['events', 'sites'].filter((name) => !state.layers[name]).join('~') || null, on: state.layers.records ? 'records' : null,
      view: state.view === 'map' ? null : state.view, sort: state.sort === 'date' && state.down ? null : (state.down ? '-' : '') + state.sort,
      page: state.page ? state.page + 1 : null, lang: geo.language === data.about.language ? null : geo.language, e: state.selectedId || null
    };
    const pairs = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
    return pairs.map(([key, value]) => key + '=' + encodeURIComponent(whole(String(value)))).join('&');
  };

  geo.decodeLink = function (text, data) {
    const values = new URLSearchParams(text.replace(/^#/, ''));
    const state = geo.initialState();
    const get = (key) => values.get(key);
    for (const [key, name] of Object.entries(LISTS)) if (values.has(key)) state[name] = codes(get(key), data[name]);
    if (values.has('src')) state.sources = codes(get('src'), keys(data));
    state.leader = get('leader') === '1';
    state.once = get('once') === '1';
    if (['with', 'without'].includes(get('rec'))) state.record = get('rec');
    state.unit = values.has('u') ? data.units.findIndex((unit) => (unit.pcode ?? unit[0]) === get('u')) : -1;
    const range = function (first, last) {
      const [from, to] = [geo.isoToDay(get(first) || ''), geo.isoToDay(get(last) || '')];
      return from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };
    };
    Object.assign(state, range('from', 'to'));
    const second = range('cfrom', 'cto');
    // Without dated events there is nothing to compare.
    if (!(data.undated >= data.n) && (second.from !== null || second.to !== null)) state.compare = second;
    state.undated = get('undated') === '1';
    state.query = get('q') || '';
    if (['adm1', 'none'].includes(get('shade'))) state.shade = get('shade');
    if (['since', 'led'].includes(get('m'))) state.measure = get('m');
    if (['en', 'ko', 'both'].includes(get('names'))) state.names = get('names');
    for (const name of (get('off') || '').split('~')) if (name in state.layers) state.layers[name] = false;
    if (get('on') === 'records') state.layers.records = true;
    if (get('view') === 'table') state.view = 'table';
    const sort = get('sort') || '-date';
    if (geo.COLUMNS.includes(sort.replace('-', ''))) Object.assign(state, { sort: sort.replace('-', ''), down: sort.startsWith('-') });
    state.page = /^\d{1,6}$/.test(get('page')) ? Math.max(0, Number(get('page')) - 1) : 0;
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

  geo.linkNow = () => location.href.split('#')[0] + '#' + geo.encodeLink(geo.state, geo.data, viewNow());

  // States of the page as entries of the browser's history. A single action is one entry. A continued action
  // (drawing a range, playing, typing, moving through the list) is one entry too:
  // its first change adds it, later ones replace it. Moving the map replaces the current entry.
  let written = null;
  let timer = 0;
  let going = null; // what goes on and waits to be written
  let entry = null; // what made the entry that is now the last

  const markOf = (text, scope) => text + JSON.stringify(scope);

  function write(push) {
    const text = '#' + geo.encodeLink(geo.state, geo.data, viewNow());
    // A scope is stored with the entry of the history, not in the link.
    const scope = geo.state.scope ? geo.state.scope.key : null;
    if (markOf(text, scope) === written) return false;
    try {
      // A notebook's frame has no address of its own and may refuse.
      if (push) history.pushState({ scope }, '', text);
      else history.replaceState({ scope }, '', text);
      written = markOf(text, scope);
    } catch {
      written = null;
    }
    return true;
  }

  // Writes the pending state.
  geo.writeLink = function () {
    clearTimeout(timer);
    if (geo.reading) return;
    if (write(going !== null && going !== entry) && going !== null) entry = going;
    going = null;
  };

  function later() {
    clearTimeout(timer);
    timer = setTimeout(geo.writeLink, 250);
  }

  geo.linkStep = function () {
    clearTimeout(timer);
    geo.stopReading();
    going = entry = null;
    write(true);
  };

  geo.linkGoing = function (name) {
    geo.stopReading();
    going = name;
    later();
  };

  geo.linkDone = function (name) {
    if (going !== name && entry !== name) return;
    geo.writeLink();
    if (entry === name) entry = null;
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
    for (const name of ['rows', 'layers', 'language']) geo.on(name, later);
    geo.map.on('moveend', later);
    geo.on('selected', async function (options) {
      const row = geo.state.selected;
      if (row >= 0) await geo.loadRow(row);
      if (row !== geo.state.selected) return;
      geo.state.selectedId = row < 0 ? null : geo.textOf(row, 'event_id');
      if (options.restored) return;
      if (options.walking) geo.linkGoing('walk');
      else geo.linkStep();
    });
    window.addEventListener('popstate', function (event) {
      clearTimeout(timer);
      going = entry = null;
      written = markOf(location.hash, event.state ? event.state.scope : null);
      geo.readLink(location.hash);
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
