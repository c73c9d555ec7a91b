// Background tiles from the network: loaded only after the reader chooses a provider, and failures are reported.
// The choice is neither stored nor part of the link, since opening a link must not cause requests.
(function (geo) {
  'use strict';

  geo.background = null; // the provider in use
  geo.tilePatience = 8000; // how long the first tile may take, in milliseconds

  let layer = null;
  let credit = null;

  // Counts loaded and failed tiles. After several failures in a row, or no answer for a while, the background is
  // switched off.
  geo.tileWatch = function (giveUp, patience) {
    const MANY = 4;
    let failed = 0;
    let loaded = 0;
    let over = false;
    const end = function () {
      if (over) return;
      over = true;
      clearTimeout(timer);
      giveUp();
    };
    const timer = setTimeout(end, patience);
    return {
      loaded() {
        clearTimeout(timer);
        loaded++;
        failed = 0;
      },
      // A provider that has answered before may lack tiles of an area, so more failures are allowed.
      failed() {
        failed++;
        if (failed >= (loaded ? 4 * MANY : MANY)) end();
      },
      settled() {
        if (failed && !loaded) end();
      },
      stop() {
        over = true;
        clearTimeout(timer);
      }
    };
  };

  let watch = null;

  function remove() {
    if (watch) watch.stop();
    if (layer) layer.remove();
    if (credit) credit.remove();
    watch = layer = credit = null;
    geo.background = null;
  }

  // Leaflet's attribution control would insert the attribution as HTML.
  function creditOf(provider) {
    const control = L.control({ position: 'bottomright' });
    const pieces = provider.attribution.map(([text, href]) => (href ? geo.link(href, text) : text));
    control.onAdd = () => geo.el('div', { class: 'credit', role: 'group', 'aria-label': geo.t('credit') }, pieces);
    return control;
  }

  function show(provider, failed) {
    remove();
    geo.background = provider;
    layer = L.tileLayer(provider.url, {
      maxNativeZoom: provider.max_zoom, minNativeZoom: provider.min_zoom, maxZoom: geo.map.getMaxZoom(), referrerPolicy: 'no-referrer'
    });
    watch = geo.tileWatch(failed, geo.tilePatience);
    const mine = watch;
    layer.on('tileload', mine.loaded);
    layer.on('tileerror', mine.failed);
    layer.on('load', mine.settled);
    layer.addTo(geo.map);
    credit = creditOf(provider).addTo(geo.map);
  }

  // Run a task without the background: tiles of other hosts may be shown, but not saved or printed.
  geo.withOutlines = function (work) {
    const was = geo.background;
    if (!was) return work();
    geo.background = null;
    geo.baseLayer.redraw();
    try {
      return work();
    } finally {
      geo.background = was;
      geo.baseLayer.redraw();
    }
  };

  geo.buildBackground = function (body) {
    const offered = geo.data.about.tiles || [];
    if (!offered.length) return;
    geo.byId('layers').classList.add('with-tiles');
    const hosts = [...new Set(offered.map((one) => one.host))].join(', ');
    const note = geo.el('p', { class: 'soft tiles-note', id: 'tiles-note', role: 'status' });
    let lost = null; // the provider that did not answer
    let wanted = null; // the one that is chosen and not yet asked: keys that walk the list must ask nobody
    const update = function () {
      const on = geo.background;
      note.classList.toggle('lost', Boolean(lost));
      button.hidden = !wanted;
      if (wanted) note.textContent = geo.t('tilesAsk', { host: wanted.host });
      else note.textContent = lost ? geo.t('tilesLost', { host: lost.host }) : on ? geo.t('tilesOn', { host: on.host }) : geo.t('tilesOff', { hosts });
    };
    const choose = function () {
      lost = null;
      wanted = offered[Number(select.value)] || null;
      remove();
      update();
      geo.baseLayer.redraw();
    };
    const ask = function () {
      show(wanted, giveUp);
      wanted = null;
      select.focus();
      update();
      geo.baseLayer.redraw();
    };
    const button = geo.el('button', { type: 'button', id: 'background-show', 'data-t': 'tilesShow', hidden: true, onclick: ask });
    const giveUp = function () {
      lost = geo.background;
      remove();
      select.value = '-1';
      update();
      geo.baseLayer.redraw();
    };
    const select = geo.el('select', { id: 'background', 'aria-describedby': 'tiles-note', onchange: choose }, geo.el('option', { value: '-1', 'data-t': 'backgroundNone' }),
      offered.map((one, i) => geo.el('option', { value: String(i) }, one.name)));
    body.append(geo.el('label', { class: 'pick' }, geo.el('span', { 'data-t': 'background' }), select), note, button);
    geo.on('language', update);
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
