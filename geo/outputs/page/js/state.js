// The one state of the page, and its one form as text: the link, the history, downloads and prints all take it.
(function (geo) {
  'use strict';

  // Columns of the table in their order. It can be sorted by all but the quote; the others are shown at first.
  geo.COLUMNS = ['date', 'type', 'title', 'quote', 'site', 'place', 'precision', 'source', 'status', 'records'];
  const HIDDEN = ['site', 'precision', 'status', 'records'];
  geo.isColumn = ({ columns }, name) => (columns ? columns.has(name) : !HIDDEN.includes(name));

  // All that the reader can change, but the language; "selected" is found from "selectedId".
  geo.initialState = () => ({
    types: null, precisions: null, statuses: null, bases: null, kinds: null, sources: null, classes: null, // null: all; else a Set of codes
    leader: false, once: false, record: 'any', unit: -1, from: null, to: null, undated: false, query: '',
    compare: null, // while two periods are compared: from and to of the second, B; from and to above are A's
    per: 'days', // what both are measured by, or 'articles'
    shade: 'adm2', measure: 'count', names: 'ui', layers: { events: true, sites: true, records: false },
    at: null, // centre and zoom of the map; null: the whole country
    scope: null, // a part of what is shown, by its key: the groups of a symbol, or a site
    selected: -1, selectedId: null, // the event on the card
    card: null, // or what else is on it: { kind, ids }
    view: 'map', sort: 'date', down: true, page: 0,
    columns: null, // of the table: those that are shown at first, or a Set of names
    step: null // of a story, from 1
  });

  // Names in a list: separated by "~", with "-" for the empty one, and "!" before a list of those left out.
  const SIGNS = { '%': '%25', '~': '%7E', '!': '%21' };
  const pack = (name) => (name === '' ? '-' : name === '-' ? '%2D' : name.replace(/[%~!]/g, (sign) => SIGNS[sign]));
  const unpack = (text) => (text === '-' ? '' : text.replace(/%(25|7E|21|2D)/g, (whole, code) => String.fromCharCode(parseInt(code, 16))));

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

  // Sites and records by id, or by row where the table has no ids.
  geo.idOf = (ids, row) => geo.cell(ids, row) || '#' + row;
  geo.rowWith = function (ids, size, id) {
    if (/^#\d{1,7}$/.test(id)) return Number(id.slice(1)) < size ? Number(id.slice(1)) : -1;
    for (let row = 0; row < size; row++) if (geo.cell(ids, row) === id) return row;
    return -1;
  };

  // A symbol as text: its areas by P-code, and its points by their coordinates, each as the step from the one before.
  function encodeScope(key, data) {
    if (!key) return null;
    if ('site' in key) return 'site~' + pack(geo.idOf(data.sites.site_id, key.site));
    const all = Array.from(key.groups);
    const areas = all.filter((group) => group >= data.points).map((group) => data.units[group - data.points].pcode);
    let [lastX, lastY] = [0, 0];
    const points = all.filter((group) => group < data.points).sort((a, b) => a - b).map(function (group) {
      const [x, y] = [data.hot.placeX[group], data.hot.placeY[group]];
      const step = (x - lastX).toString(36) + '.' + (y - lastY).toString(36);
      [lastX, lastY] = [x, y];
      return step;
    });
    return [...areas, ...points].join('~');
  }

  function decodeScope(text, data) {
    if (text.startsWith('site~')) {
      const site = data.sites ? geo.rowWith(data.sites.site_id, data.nSites, unpack(text.slice(5))) : -1;
      return site < 0 ? null : { site };
    }
    const groups = [];
    const units = new Map(data.units.map((unit, index) => [unit.pcode, index]));
    let points = null;
    let [x, y] = [0, 0];
    for (const part of text.split('~')) {
      if (units.has(part)) groups.push(data.points + units.get(part));
      if (!/^-?[0-9a-z]{1,6}\.-?[0-9a-z]{1,6}$/.test(part)) continue;
      const [east, north] = part.split('.').map((digits) => parseInt(digits, 36));
      [x, y] = [x + east, y + north];
      points = points || new Map(Array.from(data.hot.placeX, (lon, group) => [lon + ' ' + data.hot.placeY[group], group]));
      if (points.has(x + ' ' + y)) groups.push(points.get(x + ' ' + y));
    }
    return groups.length ? { groups } : null;
  }

  const CARDS = ['site', 'sites', 'record', 'records', 'changes'];

  function decodeCard(text) {
    const [kind, ...ids] = text.split('~');
    return CARDS.includes(kind) ? { kind, ids: ids.map(unpack) } : null;
  }

  function decodeView(text) {
    const numbers = text.split('~').map(Number);
    if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
    return { lat: numbers[0], lng: numbers[1], zoom: numbers[2] };
  }

  // Pure, so that it can be tested without a page: state to text and back.
  geo.encodeLink = function (state, data) {
    const of = (name) => list(state[name], (code) => data[name][code], data[name].length);
    const day = (value) => (value === null || value === undefined ? null : geo.dayToIso(value));
    const { at, compare, layers, card } = state;
    const off = ['events', 'sites'].filter((name) => !layers[name]).join('~');
    const values = {
      v: at && [at.lat.toFixed(4), at.lng.toFixed(4), Number(at.zoom.toFixed(2))].join('~'),
      t: of('types'), p: of('precisions'), s: of('statuses'), b: of('bases'), k: of('kinds'), c: of('classes'),
      src: list(state.sources, (code) => data.sources[code][0], data.sources.length),
      leader: state.leader ? '1' : null, once: state.once ? '1' : null, rec: state.record === 'any' ? null : state.record,
      u: state.unit >= 0 ? data.units[state.unit].pcode : null,
      from: day(state.from), to: day(state.to), cfrom: compare && day(compare.from), cto: compare && day(compare.to),
      per: state.per === 'days' ? null : state.per, undated: state.undated ? '1' : null, q: state.query || null, shade: state.shade === 'adm2' ? null : state.shade,
      m: state.measure === 'count' ? null : state.measure, names: state.names === 'ui' ? null : state.names,
      off: off || null, on: layers.records ? 'records' : null,
      view: state.view === 'map' ? null : state.view, sort: state.sort === 'date' && state.down ? null : (state.down ? '-' : '') + state.sort,
      cols: state.columns && ([...state.columns].join('~') || '-'), page: state.page ? state.page + 1 : null, lang: geo.language === data.about.language ? null : geo.language,
      in: encodeScope(state.scope && state.scope.key, data), e: state.selectedId || null,
      step: state.step, card: card && [card.kind, ...card.ids.map(pack)].join('~')
    };
    const pairs = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
    return pairs.map(([key, value]) => key + '=' + encodeURIComponent(whole(String(value)))).join('&');
  };

  // The scope comes as its key.
  geo.decodeLink = function (text, data) {
    const values = new URLSearchParams(text.replace(/^#/, ''));
    const state = geo.initialState();
    const get = (key) => values.get(key);
    for (const [key, name] of Object.entries(LISTS)) if (values.has(key)) state[name] = codes(get(key), data[name]);
    if (values.has('src')) state.sources = codes(get('src'), keys(data));
    state.leader = get('leader') === '1';
    state.once = get('once') === '1';
    if (['with', 'without'].includes(get('rec'))) state.record = get('rec');
    state.unit = values.has('u') ? data.units.findIndex((unit) => unit.pcode === get('u')) : -1;
    const range = function (first, last) {
      const [from, to] = [geo.isoToDay(get(first) || ''), geo.isoToDay(get(last) || '')];
      return from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };
    };
    Object.assign(state, range('from', 'to'));
    const second = range('cfrom', 'cto');
    // Without dated events there is nothing to compare.
    if (!(data.undated >= data.n) && (second.from !== null || second.to !== null)) state.compare = second;
    if (get('per') === 'articles') state.per = 'articles';
    state.undated = get('undated') === '1';
    state.query = get('q') || '';
    if (['adm1', 'none'].includes(get('shade'))) state.shade = get('shade');
    if (['since', 'led'].includes(get('m'))) state.measure = get('m');
    if (['en', 'ko', 'both'].includes(get('names'))) state.names = get('names');
    for (const name of (get('off') || '').split('~')) if (Object.hasOwn(state.layers, name)) state.layers[name] = false;
    if (get('on') === 'records') state.layers.records = true;
    if (get('view') === 'table') state.view = 'table';
    const sort = get('sort') || '-date';
    if (get('cols')) state.columns = new Set(geo.COLUMNS.filter((name) => get('cols').split('~').includes(name)));
    if (sort !== 'quote' && geo.COLUMNS.includes(sort.replace('-', ''))) Object.assign(state, { sort: sort.replace('-', ''), down: sort.startsWith('-') });
    state.page = /^\d{1,6}$/.test(get('page')) ? Math.max(0, Number(get('page')) - 1) : 0;
    state.step = /^\d{1,3}$/.test(get('step')) ? Number(get('step')) : null;
    state.at = decodeView(get('v') || '');
    state.scope = get('in') ? decodeScope(get('in'), data) : null;
    state.selectedId = get('e') || null;
    state.card = state.selectedId ? null : decodeCard(get('card') || '');
    return { state, language: ['en', 'ko'].includes(get('lang')) ? get('lang') : data.about.language };
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
