// Starts the page and stores its state; all changes go through here and are published to the modules.
(function (geo) {
  'use strict';

  let match = null; // events that hold the searched words, or null

  geo.narrow = () => matchMedia('(max-width: 760px)').matches;

  // Throttle to the last call per animation frame, for pointer moves.
  geo.latest = function (work) {
    let last = null;
    const run = geo.frame(() => work(last));
    return function (event) {
      last = event;
      run();
    };
  };

  const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

  // Leaflet inserts the names of layers as HTML, so they are escaped.
  const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  const addLayer = L.Control.Layers.prototype._addLayer;
  L.Control.Layers.include({
    _addLayer: function (layer, name, overlay) {
      if (!(layer instanceof L.Layer)) return; // a layer called "__proto__" lends the list its own parts
      addLayer.call(this, layer, String(name).replace(/[&<>"']/g, (sign) => ENTITIES[sign]), overlay);
    }
  });

  geo.createMap = function (id, options) {
    const map = L.map(id, Object.assign({ center: [40.2, 127.3], zoomSnap: 1, attributionControl: false, zoomAnimation: !calm(), fadeAnimation: !calm() }, options, { zoomControl: false }));
    L.control.zoom({ position: 'topleft' }).addTo(map);
    L.control.scale({ imperial: false, position: 'bottomright' }).addTo(map);
    return map;
  };

  function count() {
    geo.filtered = geo.runFilter(geo.data, geo.state, match);
    geo.filtered.sides = geo.state.compare ? geo.countPeriods(geo.data, geo.filtered.rows, geo.filtered.periods) : null;
    geo.counts = geo.countGroups(geo.data, geo.filtered.rows);
    geo.updateShading();
  }

  function refilter() {
    count();
    geo.emit('filtered', geo.filtered);
    geo.emit('rows', geo.scopedRows());
    geo.repaint();
  }

  geo.repaint = function () {
    if (!geo.baseLayer) return; // not yet: it is drawn when all is known that is to be seen
    geo.baseLayer.redraw();
    geo.symbolLayer.redraw();
  };

  geo.scopedRows = function () {
    const { scope } = geo.state;
    return scope ? geo.filtered.rows.filter((row) => scope.holds(row)) : geo.filtered.rows;
  };

  // A change of any filter clears the scope, which was chosen among what was shown before.
  // A continued action, such as playing, has a name and is one entry of the history.
  geo.change = function (values, fly, going) {
    Object.assign(geo.state, values, { scope: null, page: 0 });
    refilter();
    if (going) geo.linkGoing(going);
    else geo.linkStep();
    const unit = geo.data.units[geo.state.unit];
    if (fly && unit && unit.box) fit(unit.box);
  };

  function fit(box) {
    const bounds = L.latLngBounds(geo.latLngOf(box[0], box[3]), geo.latLngOf(box[2], box[1]));
    geo.map.fitBounds(bounds, { padding: [30, 30], maxZoom: 11, animate: !calm() });
  }

  let turn = 0;
  geo.setQuery = async function (query, done) {
    const mine = ++turn;
    const found = await geo.search(query);
    if (mine !== turn) return;
    match = found;
    geo.state.query = query.trim();
    await markTables();
    if (mine !== turn) return;
    geo.emit('layers');
    geo.change({ query: query.trim() }, false, 'search');
    if (done) geo.linkDone('search');
  };

  // The sites and, once they are shown, the records that the search leaves.
  async function markTables() {
    if (geo.state.layers.records) await geo.loadRecords();
    markLoaded();
  }

  function markLoaded() {
    const { data } = geo;
    data.sitePoints = pointsOf(data.sites);
    if (data.recordTable) data.recordPoints = pointsOf(data.recordTable);
  }

  geo.changeLayers = async function (values) {
    Object.assign(geo.state.layers, values);
    if (geo.state.layers.records && !geo.data.recordPoints) await markTables();
    geo.emit('layers');
    geo.repaint();
    geo.linkStep();
  };

  geo.changeShade = function (shade) {
    geo.state.shade = shade;
    geo.updateShading();
    geo.emit('layers');
    geo.repaint();
    geo.linkStep();
  };

  geo.changeMeasure = function (measure) {
    geo.state.measure = measure;
    geo.changeShade(geo.state.shade);
  };

  geo.changeNames = function (names) {
    geo.state.names = names;
    geo.emit('layers');
    geo.repaint();
    geo.linkStep();
  };

  // A scope is stored as its content: the groups of a symbol, or a site.
  geo.scopeOf = function (key) {
    if (!key || key.site >= geo.data.nSites) return null;
    if ('site' in key) {
      return { key, symbol: null, name: () => geo.cell(geo.data.sites.name, key.site), holds: (row) => geo.data.hot.site[row] === key.site + 1 };
    }
    const groups = new Set(key.groups);
    return { key, symbol: key, name: () => geo.groupsWhere(key.groups), holds: (row) => groups.has(geo.data.group[row]) };
  };

  geo.setScope = function (key) {
    geo.state.scope = geo.scopeOf(key);
    geo.state.page = 0;
    geo.emit('rows', geo.scopedRows());
    geo.repaint();
  };

  geo.zoomToScope = function () {
    const { symbol } = geo.state.scope;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const group of symbol.groups) {
      const unit = geo.data.units[group - geo.data.points];
      const own = unit ? unit.box : [geo.data.groupX[group], geo.data.groupY[group], geo.data.groupX[group], geo.data.groupY[group]];
      box[0] = Math.min(box[0], own[0]);
      box[1] = Math.min(box[1], own[1]);
      box[2] = Math.max(box[2], own[2]);
      box[3] = Math.max(box[3], own[3]);
    }
    fit(box);
  };

  geo.rowsOfSite = function (number) {
    let n = 0;
    for (const row of geo.filtered.rows) if (geo.data.hot.site[row] === number + 1) n++;
    return n;
  };

  geo.scopeSite = function (number) {
    geo.setScope({ site: number });
    geo.showTab('list');
  };

  geo.markedUnit = function () {
    const { selected, unit } = geo.state;
    if (selected >= 0 && geo.data.hot.unit[selected]) return geo.data.units[geo.data.hot.unit[selected] - 1];
    return unit >= 0 ? geo.data.units[unit] : null;
  };

  geo.select = function (row, options = {}) {
    if (row === geo.state.selected && row < 0) return;
    geo.state.selected = row;
    if (row >= 0 && !options.still) {
      const group = geo.data.group[row];
      if (group >= 0) {
        const latlng = L.latLng(geo.latLngOf(geo.data.groupX[group], geo.data.groupY[group]));
        // The card covers the right of the map (on a phone, the bottom), so its subject is moved out from under it.
        const spot = geo.map.latLngToContainerPoint(latlng);
        const size = geo.map.getSize();
        const right = size.x - (geo.narrow() ? 20 : Math.min(372, Math.max(280, size.x * 0.4)) + 28);
        const foot = size.y - (geo.narrow() ? size.y / 2.6 : 30);
        if (spot.x < 30 || spot.x > right || spot.y < 30 || spot.y > foot) {
          geo.map.panBy([spot.x - (30 + right) / 2, spot.y - (30 + foot) / 2], { animate: false });
        }
      }
    }
    geo.emit('selected', options);
    geo.repaint();
  };

  geo.setLanguage = function (language) {
    const drawn = language === geo.language;
    geo.language = language;
    document.documentElement.lang = language;
    for (const node of document.querySelectorAll('[data-t]')) node.textContent = geo.t(node.dataset.t);
    for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', geo.t(node.dataset.label));
    for (const node of document.querySelectorAll('[data-title]')) node.title = geo.t(node.dataset.title);
    geo.map.getContainer().setAttribute('aria-label', geo.t('map'));
    for (const way of ['in', 'out']) {
      const button = geo.map.getContainer().querySelector('.leaflet-control-zoom-' + way);
      button.title = geo.t(way === 'in' ? 'zoomIn' : 'zoomOut');
      button.setAttribute('aria-label', button.title);
    }
    geo.emit('language');
    if (!drawn) geo.repaint();
  };

  geo.showView = function (view) {
    geo.state.view = view;
    document.body.dataset.view = view;
    for (const name of ['map', 'table']) geo.byId('view-' + name).setAttribute('aria-pressed', String(name === view));
    geo.emit('view');
  };

  geo.reset = function () {
    const { selected, selectedId, layers, names, view, sort, down } = geo.state;
    turn++; // a search under way is of no use any more
    match = null;
    geo.state = Object.assign(geo.initialState(), { layers, names, selected, selectedId, view, sort, down });
    geo.byId('search').value = '';
    markLoaded();
    geo.emit('layers');
    refilter();
    geo.linkStep();
    home();
  };

  // The open legend covers the left of a wide map; the country is shown beside it.
  geo.legendCovers = () => (geo.byId('legend').open && geo.map.getSize().x > 850 ? 240 : 0);

  function home() {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const unit of geo.data.units) {
      if (!unit.box || unit.level !== 1) continue;
      box[0] = Math.min(box[0], unit.box[0]);
      box[1] = Math.min(box[1], unit.box[1]);
      box[2] = Math.max(box[2], unit.box[2]);
      box[3] = Math.max(box[3], unit.box[3]);
    }
    const bounds = L.latLngBounds(geo.latLngOf(box[0], box[3]), geo.latLngOf(box[2], box[1]));
    if (box[0] < box[2]) {
      geo.map.fitBounds(bounds, { animate: false, paddingTopLeft: [geo.legendCovers() + 4, 4], paddingBottomRight: [4, 4] });
    }
  }

  let reads = 0;

  // A later link or action takes precedence over a link that is still being read.
  geo.stopReading = function () {
    reads++;
    geo.reading = false;
  };

  // Applies a link; this adds no entry to the history.
  geo.readLink = async function (text) {
    const mine = ++reads;
    const { state, event, language, view } = geo.decodeLink(text, geo.data);
    const scope = history.state && history.state.scope;
    geo.reading = true;
    geo.emit('reading');
    turn++;
    const found = state.query ? await geo.search(state.query) : null;
    if (mine !== reads) return;
    match = found;
    const { selected } = geo.state;
    const layers = Object.assign(geo.state.layers, state.layers);
    Object.assign(geo.state, state, { layers, selected, selectedId: event || null, scope: geo.scopeOf(scope) });
    if (language !== geo.language) geo.setLanguage(language);
    geo.byId('search').value = state.query;
    await markTables();
    if (mine !== reads) return;
    geo.showView(state.view);
    geo.emit('layers');
    refilter();
    // Only now are the size and centre of the map final.
    geo.map.invalidateSize({ animate: false, pan: false });
    if (view) geo.map.setView([view.lat, view.lng], view.zoom, { animate: false });
    else home();
    const row = await geo.findEvent(event);
    if (mine !== reads) return;
    if (row < 0) {
      geo.state.selectedId = null;
      geo.closeCard({ restored: true });
    }
    if (row !== geo.state.selected) geo.select(row, { keepFocus: true, restored: true, still: Boolean(view) });
    geo.reading = false;
    geo.writeLink();
  };

  // Positions of the marks of a table; rows located only to an area are placed inside it and flagged.
  function pointsOf(table) {
    const points = [];
    const count = table ? table.x.length : 0;
    const holds = count ? geo.holder(table, geo.state.query) : null;
    for (let row = 0; row < count; row++) {
      if (!holds(row)) continue;
      const unit = geo.data.units[table.unit[row]];
      if (table.point[row]) points.push({ row, x: geo.localX(table.x[row] / 1e5), y: geo.localY(table.y[row] / 1e5), area: false });
      else if (unit && unit.box) points.push({ row, x: unit.x, y: unit.y, area: true });
    }
    return points;
  }

  function watch() {
    new ResizeObserver(geo.frame(() => geo.map.invalidateSize({ animate: false, pan: false }))).observe(geo.byId('map-holder'));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () {
      geo.forgetCss();
      geo.readColours();
      geo.forgetBase();
      geo.repaint();
      geo.emit('scheme');
    });
  }

  // The map is drawn first, and the panels are built around it while the reader sees it; if a link
  // sets filters, the panels read it first.
  async function begin(map) {
    geo.map = map;
    geo.data = await geo.unpacking;
    geo.state = geo.initialState();
    geo.state.layers.sites = geo.data.nSites > 0;
    geo.language = geo.data.about.language;
    geo.data.sitePoints = pointsOf(geo.data.sites);
    geo.unplacedSites = geo.data.sites ? geo.data.sites.point.filter((known) => !known).length : 0;
    geo.readColours();
    geo.openFloats();
    count();
    home();
    const linked = location.hash.length > 1;
    if (!linked) {
      addCanvases();
      await painted();
    }
    geo.startPanel();
    geo.startCard();
    geo.startList();
    geo.startTable();
    geo.startTimeline();
    geo.setLanguage(geo.language);
    geo.startLink();
    if (linked) {
      await geo.readLink(location.hash);
      addCanvases();
    } else {
      geo.emit('layers');
      geo.emit('filtered', geo.filtered);
      geo.emit('rows', geo.scopedRows());
    }
    geo.startPointer();
    watch();
    document.body.classList.add('ready');
    geo.whenIdle(() => [geo.baseLayer, geo.symbolLayer].forEach((layer) => layer.widen()));
  }

  // The frame after the one that shows what was drawn.
  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));

  function addCanvases() {
    const { map } = geo;
    for (const [name, z] of [['geo-base', 250], ['geo-symbols', 450]]) {
      const pane = map.createPane(name);
      pane.style.zIndex = z;
      pane.style.pointerEvents = 'none';
    }
    geo.baseLayer = new geo.Canvas({ pane: 'geo-base', draw: geo.drawBase }).addTo(map);
    geo.symbolLayer = new geo.Canvas({ pane: 'geo-symbols', draw: geo.drawSymbols }).addTo(map);
    document.body.classList.add('drawn');
  }

  geo.start = function (map) {
    geo.ready = begin(map).catch(function (error) {
      geo.byId('summary').textContent = geo.t('failed') + error.message;
      throw error;
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
