// Starts the page and stores its state; all changes go through here and are published to the modules.
(function (geo) {
  'use strict';

  let match = null; // events that hold the searched words, or null

  geo.narrow = () => matchMedia('(max-width: 760px), (max-width: 960px) and (max-height: 500px)').matches;

  // Throttle to the last call per animation frame, for pointer moves.
  geo.latest = function (work) {
    let last = null;
    const run = geo.frame(() => work(last));
    return function (event) {
      last = event;
      run();
    };
  };

  // Leaflet inserts the names of layers as HTML, so they are escaped.
  const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  const addLayer = L.Control.Layers.prototype._addLayer;
  L.Control.Layers.include({
    _addLayer: function (layer, name, overlay) {
      if (!(layer instanceof L.Layer)) return; // a layer called "__proto__" lends the list its own parts
      addLayer.call(this, layer, String(name).replace(/[&<>"']/g, (sign) => ENTITIES[sign]), overlay);
    }
  });

  function count() {
    geo.filtered = geo.runFilter(geo.data, geo.state, match);
    geo.filtered.sides = geo.state.compare ? geo.countPeriods(geo.data, geo.filtered.rows, geo.filtered.periods) : null;
    geo.counts = geo.countGroups(geo.data, geo.filtered.rows);
    geo.updateMarks();
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
    if (fly && unit && unit.box) geo.fitUnit(unit);
  };

  let turn = 0;
  geo.setQuery = async function (query, done) {
    const mine = ++turn;
    const found = await geo.search(query, () => mine === turn);
    if (mine !== turn) return;
    if (found === undefined) {
      geo.byId('search').value = geo.state.query; // stopped: what is shown stays
      return;
    }
    match = found;
    geo.change({ query: query.trim() }, false, 'search');
    geo.showSpot?.();
    if (done) geo.linkDone('search');
  };

  async function showRecords() {
    await geo.loadRecords();
    geo.updateMarks();
  }

  geo.changeLayers = async function (values) {
    Object.assign(geo.state.layers, values);
    if (geo.state.layers.records) await showRecords();
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
      return { key, symbol: null, name: () => geo.siteName(key.site), holds: (row) => geo.data.hot.site[row] === key.site + 1 };
    }
    const groups = new Set(key.groups);
    return { key, symbol: key, name: () => geo.groupsWhere(key.groups), holds: (row) => groups.has(geo.data.group[row]) };
  };

  geo.setScope = function (key) {
    geo.state.scope = geo.scopeOf(key);
    geo.state.page = 0;
    geo.emit('rows', geo.scopedRows());
    geo.repaint();
    geo.linkStep();
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
    if (row >= 0) geo.state.card = null;
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
    // A title that was not chosen is in the language of the page too.
    document.title = geo.nameOf('titleHere', geo.data.about.title || document.title);
    document.querySelector('.bar h1').textContent = document.title;
    for (const node of document.querySelectorAll('[data-t]')) node.textContent = geo.t(node.dataset.t);
    for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', geo.t(node.dataset.label));
    for (const node of document.querySelectorAll('[data-title]')) node.title = geo.t(node.dataset.title);
    geo.map.getContainer().setAttribute('aria-label', geo.t('map'));
    geo.emit('language');
    if (!drawn) geo.repaint();
  };

  geo.showView = function (view) {
    geo.state.view = view;
    document.body.dataset.view = view;
    for (const name of ['map', 'table']) geo.byId('view-' + name).setAttribute('aria-pressed', String(name === view));
    geo.emit('view');
  };

  // Back to how the page opens, but for the language.
  geo.reset = function () {
    turn++; // a search under way is of no use any more
    match = null;
    geo.closeCard({ restored: true });
    geo.state = geo.initialState();
    geo.byId('search').value = '';
    geo.showView(geo.state.view);
    refilter();
    geo.home();
    geo.linkStep();
  };

  let reads = 0;

  // A later link or action takes precedence over a link that is still being read.
  geo.stopReading = function () {
    reads++;
    geo.reading = false;
  };

  // Applies a link; this adds no entry to the history.
  geo.readLink = async function (text) {
    const mine = ++reads;
    const { state, language } = geo.decodeLink(text, geo.data);
    geo.reading = true;
    geo.emit('reading');
    turn++;
    const found = state.query ? await geo.search(state.query, () => mine === reads) : null;
    if (mine !== reads) return;
    if (found === undefined) state.query = ''; // stopped
    if (state.layers.records) await geo.loadRecords();
    if (mine !== reads) return;
    match = found || null;
    const { selected, card } = geo.state; // those that are still on the card
    const wanted = state.card;
    geo.state = Object.assign(state, { selected, scope: geo.scopeOf(state.scope) });
    if (language !== geo.language) geo.setLanguage(language);
    geo.byId('search').value = state.query;
    geo.showView(state.view);
    refilter();
    // Only now are the size and centre of the map final.
    const { at } = state;
    geo.map.invalidateSize({ animate: false, pan: false });
    geo.showAt(at);
    const row = await geo.findEvent(state.selectedId);
    if (mine !== reads) return;
    if (row >= 0) {
      if (row !== geo.state.selected) geo.select(row, { keepFocus: true, restored: true, still: Boolean(at) });
    } else if (!wanted || !await geo.openAgain(wanted, card)) geo.closeCard({ restored: true });
    if (mine !== reads) return;
    if (row < 0) geo.state.selectedId = null;
    geo.reading = false;
    geo.writeLink();
  };

  function watch() {
    new ResizeObserver(geo.frame(geo.resized)).observe(geo.byId('map-holder'));
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
    geo.language = geo.data.about.language;
    geo.unplacedSites = geo.data.sites ? geo.data.sites.point.filter((known) => !known).length : 0;
    geo.readColours();
    geo.openFloats();
    count();
    geo.home();
    const linked = location.hash.length > 1;
    if (linked) await geo.loadPanels();
    else {
      addCanvases();
      await Promise.all([geo.loadPanels(), painted()]);
    }
    geo.startView();
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
      geo.byId('summary').textContent = (geo.strings.en.failed ? geo.t('failed') : 'The page could not be unpacked: ') + error.message;
      throw error;
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
