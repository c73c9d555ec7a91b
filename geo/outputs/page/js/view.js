// What part of the map is in view: the whole country at first and by its button, limits, and fitting to what is shown.
(function (geo) {
  'use strict';

  const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

  // The map ends a little beyond the country's neighbours.
  const BOUNDS = [[31, 113], [47.5, 142]];
  const EDGE = 8; // pixels between the country and the edges of the map
  const LEAST = 440; // pixels of width that an open column must leave, to be kept clear of the country

  const HOME = 'M8 1.5L1 7.6l1.3 1.5.9-.8V14h3.6v-3.8h2.4V14h3.6V8.3l.9.8L15 7.6z';
  const FIT = 'M1 1h5v2H3v3H1zM10 1h5v5h-2V3h-3zM1 10h2v3h3v2H1zM13 10h2v5h-5v-2h3z';

  geo.inView = (lat, lon) => L.latLngBounds(BOUNDS).contains([lat, lon]);

  geo.createMap = function (id, options) {
    const map = L.map(id, Object.assign({}, options, {
      center: [40.2, 127.3], zoomSnap: 0.05, minZoom: 3, maxZoom: 16, maxBounds: BOUNDS, maxBoundsViscosity: 1,
      attributionControl: false, zoomAnimation: !calm(), fadeAnimation: !calm(), zoomControl: false
    }));
    const zoom = L.control.zoom({ position: 'topleft' }).addTo(map);
    for (const [name, shape, work] of [['home', HOME, () => geo.goHome()], ['fit', FIT, () => geo.fitShown()]]) {
      const icon = geo.drawing(shape, 14);
      const button = geo.el('a', { href: '#', role: 'button', class: 'leaflet-control-' + name }, icon);
      L.DomEvent.disableClickPropagation(button);
      button.addEventListener('click', function (event) {
        event.preventDefault();
        work();
      });
      zoom.getContainer().append(button);
    }
    L.control.scale({ imperial: false, position: 'bottomright' }).addTo(map);
    return map;
  };

  // Panels over the map reduce its visible area, so they are laid out before the map is drawn.
  geo.openFloats = function () {
    for (const id of ['legend', 'layers']) geo.byId(id).open = !geo.embedded && geo.byId('map-holder').clientWidth >= 700;
  };

  // The width that the open column of panels covers at the left, where the country is shown beside it.
  geo.covered = function () {
    const column = geo.byId('floats');
    const open = ['layers', 'legend'].some((name) => geo.byId(name).open);
    const right = column.offsetLeft + column.offsetWidth;
    return open && geo.map.getSize().x - right >= LEAST ? right : 0;
  };

  // The boxes of buttons and panels over the map, in its pixels: names are not written under them.
  geo.panelBoxes = [];
  function measurePanels() {
    const frame = geo.map.getContainer().getBoundingClientRect();
    geo.panelBoxes = [...document.querySelectorAll('.leaflet-bar, .float, .leaflet-control-scale')].map(function (node) {
      const box = node.getBoundingClientRect();
      return [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];
    });
  }

  const nowhere = () => [Infinity, Infinity, -Infinity, -Infinity];

  function widen(box, [west, north, east, south]) {
    box[0] = Math.min(box[0], west);
    box[1] = Math.min(box[1], north);
    box[2] = Math.max(box[2], east);
    box[3] = Math.max(box[3], south);
  }

  // The box of what some groups stand for: their points and areas.
  function boxOf(groups) {
    const { data } = geo;
    const box = nowhere();
    for (const group of groups) {
      const unit = data.units[group - data.points];
      const [x, y] = [data.groupX[group], data.groupY[group]];
      widen(box, unit ? unit.box : [x, y, x, y]);
    }
    return box;
  }

  // Shows a box in the part of the map that the panels leave.
  function fit(box, options) {
    if (!(box[0] <= box[2])) return;
    const bounds = L.latLngBounds(geo.latLngOf(box[0], box[3]), geo.latLngOf(box[2], box[1]));
    const edge = options.edge ?? 30;
    geo.map.fitBounds(bounds, Object.assign({ paddingTopLeft: [geo.covered() + edge, edge], paddingBottomRight: [edge, edge], animate: !calm() }, options));
  }

  geo.fitUnit = (unit, options) => fit(unit.box, Object.assign({ maxZoom: 11 }, options));

  geo.zoomToScope = () => fit(boxOf(geo.state.scope.key.groups), { maxZoom: 11 });

  // The events, or the part of them that was chosen, and the marks of the layers that are shown.
  geo.fitShown = function () {
    const { data, state } = geo;
    const groups = new Set();
    if (state.layers.events || state.scope) for (const row of geo.scopedRows()) if (data.group[row] >= 0) groups.add(data.group[row]);
    const box = boxOf(groups);
    if (!state.scope) {
      for (const name of ['sites', 'records']) {
        if (state.layers[name]) for (const { x, y } of geo.marks[name].points) widen(box, [x, y, x, y]);
      }
    }
    fit(box, { maxZoom: 11 });
  };

  let going = false; // the move under way is ours and shows the whole country

  // The whole country, as large as the panels leave room for.
  geo.home = function () {
    const { map } = geo;
    measurePanels();
    const box = nowhere();
    for (const unit of geo.data.units) if (unit.box && unit.level === 1) widen(box, unit.box);
    going = true;
    map.setMinZoom(3);
    fit(box, { edge: EDGE, animate: false });
    map.setMinZoom(Math.floor((map.getZoom() - 1) * 20) / 20);
    going = false;
    geo.state.at = null;
  };

  geo.goHome = function () {
    geo.home();
    geo.writeLink?.(); // not yet there while the panels are unpacked
  };

  geo.showAt = function (at) {
    if (at) geo.map.setView([at.lat, at.lng], at.zoom, { animate: false });
    else geo.home();
  };

  // A map that shows the whole country goes on showing it in a window of another size or shape; any other keeps its centre.
  geo.resized = function () {
    const was = geo.state.at;
    geo.map.invalidateSize({ animate: false });
    measurePanels();
    if (!was) geo.home();
  };

  geo.startView = function () {
    const { map } = geo;
    map.on('moveend', function () {
      const { lat, lng } = map.getCenter();
      if (!going) geo.state.at = { lat, lng, zoom: map.getZoom() };
    });
    for (const name of ['layers', 'legend']) {
      geo.byId(name).addEventListener('toggle', function () {
        measurePanels();
        if (!geo.state.at && !geo.reading) geo.home();
        else geo.repaint();
      });
    }
    geo.on('language', function () {
      for (const [way, name] of [['zoom-in', 'zoomIn'], ['zoom-out', 'zoomOut'], ['home', 'home'], ['fit', 'fit']]) {
        const button = map.getContainer().querySelector('.leaflet-control-' + way);
        button.title = geo.t(name);
        button.setAttribute('aria-label', button.title);
      }
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
