// The base map: sea, neighbours, provinces and counties on one canvas, with shading, hatching and outlines.
(function (geo) {
  'use strict';

  const ROOM = 0.25; // of the map's size, drawn on each side of it, so that moving the map uncovers no blank

  // A canvas that Leaflet moves and zooms; it is redrawn when the view stops moving. It begins as
  // large as the map, which draws faster, and is enlarged by a margin later.
  geo.Canvas = L.Renderer.extend({
    options: { padding: 0 },
    widen: function () {
      this.options.padding = ROOM;
      this._update();
    },
    _initContainer: function () {
      this._container = document.createElement('canvas');
      this._container.setAttribute('aria-hidden', 'true');
      this._ctx = this._container.getContext('2d');
    },
    _destroyContainer: function () {
      L.DomUtil.remove(this._container);
      delete this._container;
    },
    _update: function () {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = window.devicePixelRatio || 1;
      const canvas = this._container;
      L.DomUtil.setPosition(canvas, this._bounds.min);
      if (canvas.width !== Math.round(size.x * ratio) || canvas.height !== Math.round(size.y * ratio)) {
        canvas.width = Math.round(size.x * ratio);
        canvas.height = Math.round(size.y * ratio);
        canvas.style.width = size.x + 'px';
        canvas.style.height = size.y + 'px';
      }
      this.redraw();
    },
    redraw: function () {
      if (!this._map || !this._bounds || !this._container) return;
      const ratio = window.devicePixelRatio || 1;
      const scale = Math.pow(2, this._map.getZoom());
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      // Pixels of the canvas = local * scale + shift.
      const shift = { x: geo.origin.x * scale - origin.x, y: geo.origin.y * scale - origin.y };
      const size = this._bounds.getSize();
      const inset = this._map.getSize().multiplyBy(this.options.padding).round();
      const ctx = this._ctx;
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, this._container.width, this._container.height);
      this.options.draw(ctx, { ratio, scale, shift, size, inset, zoom: this._map.getZoom(), panels: geo.panelBoxes });
    }
  });

  function pathOf(rings) {
    const path = new Path2D();
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2) {
        if (i) path.lineTo(ring[i], ring[i + 1]);
        else path.moveTo(ring[0], ring[1]);
      }
      path.closePath();
    }
    return path;
  }

  function hatch(colour, ratio) {
    const tile = document.createElement('canvas');
    const size = Math.round(7 * ratio);
    tile.width = tile.height = size;
    const ctx = tile.getContext('2d');
    ctx.strokeStyle = colour;
    ctx.lineWidth = ratio;
    ctx.beginPath();
    for (const step of [-size, 0, size]) {
      ctx.moveTo(step - 1, size + 1);
      ctx.lineTo(step + size + 1, -1);
    }
    ctx.stroke();
    return tile;
  }

  function signs(plus, colour, ratio) {
    const tile = document.createElement('canvas');
    const size = Math.round(13 * ratio);
    tile.width = tile.height = size;
    const ctx = tile.getContext('2d');
    ctx.fillStyle = colour;
    ctx.fillRect(4 * ratio, 6 * ratio, 5 * ratio, ratio);
    if (plus) ctx.fillRect(6 * ratio, 4 * ratio, ratio, 5 * ratio);
    return tile;
  }

  // Lines over tiles: each in its colour on top of a wider halo line.
  function line(ctx, path, colour, width, px) {
    if (geo.background) {
      ctx.strokeStyle = geo.css('--halo');
      ctx.lineWidth = (width + 1.8) * px;
      ctx.stroke(path);
    }
    ctx.strokeStyle = geo.css(colour);
    ctx.lineWidth = width * px;
    ctx.stroke(path);
  }

  let land = null;

  const unitsOf = (level) => geo.data.units.filter((unit) => unit.level === level && unit.box);

  function outline(unit) {
    unit.path = unit.path || pathOf(unit.rings);
    return unit.path;
  }

  // Switch the canvas to map units; returns the width of a pixel in these units.
  geo.toMap = function (ctx, { ratio, scale, shift }) {
    ctx.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * shift.x, ratio * shift.y);
    ctx.lineJoin = 'round';
    return 1 / scale;
  };

  function drawLand(ctx, view) {
    if (geo.background) return; // tiles lie below: they are the ground
    const px = geo.toMap(ctx, view);
    if (!land) land = pathOf(geo.data.land);
    ctx.fillStyle = geo.css('--land-other');
    ctx.fill(land, 'evenodd');
    ctx.strokeStyle = geo.css('--coast');
    ctx.lineWidth = 0.7 * px;
    ctx.stroke(land);
    ctx.fillStyle = geo.css('--land');
    for (const unit of unitsOf(1)) ctx.fill(outline(unit), 'evenodd');
  }

  function drawShading(ctx, view) {
    const { data, state } = geo;
    const px = geo.toMap(ctx, view);
    const shaded = state.shade === 'none' ? [] : unitsOf(state.shade === 'adm1' ? 1 : 2);
    const { values } = geo.shading;
    ctx.globalAlpha = geo.background ? 0.6 : 1;
    for (const unit of shaded) {
      const tint = geo.tintOf(values[unit.index]);
      if (!tint) continue;
      ctx.fillStyle = geo.css(tint);
      ctx.fill(outline(unit), 'evenodd');
    }
    ctx.globalAlpha = 1;
    const fillWith = function (tile, units) {
      const pattern = ctx.createPattern(tile, 'repeat');
      pattern.setTransform(new DOMMatrix().scale(px / view.ratio));
      ctx.fillStyle = pattern;
      for (const unit of units) ctx.fill(outline(unit), 'evenodd');
    };
    if (state.compare && shaded.length) {
      // Differences are also marked by plus and minus signs, in place of the hatching.
      for (const sign of [1, -1]) fillWith(signs(sign > 0, geo.css('--sign'), view.ratio), shaded.filter((unit) => values[unit.index] * sign > 0));
    } else if (state.layers.events) {
      // Events located only to a county belong to all of it, so the county is hatched.
      fillWith(hatch(geo.css(geo.background ? '--hatch-over' : '--hatch'), view.ratio), unitsOf(2).filter((unit) => geo.counts.total[data.points + unit.index]));
    }
  }

  function drawBorders(ctx, view) {
    const px = geo.toMap(ctx, view);
    for (const unit of unitsOf(2)) line(ctx, outline(unit), geo.background ? '--province' : '--county', view.zoom >= 8 ? 0.9 : 0.6, px);
    for (const unit of unitsOf(1)) line(ctx, outline(unit), geo.background ? '--ink' : '--province', 1.3, px);
  }

  function drawBand(ctx, view, unit) {
    const px = geo.toMap(ctx, view);
    ctx.strokeStyle = geo.css('--band');
    ctx.lineWidth = 9 * px;
    ctx.save();
    ctx.clip(outline(unit), 'evenodd');
    ctx.stroke(outline(unit));
    ctx.restore();
  }

  // A cached part of the view: [left, top, right, bottom] in its pixels.
  function picture(draw, view, [left, top, right, bottom]) {
    const { ratio, shift } = view;
    const canvas = new OffscreenCanvas(Math.max(1, Math.round((right - left) * ratio)), Math.max(1, Math.round((bottom - top) * ratio)));
    draw(canvas.getContext('2d'), Object.assign({}, view, { shift: { x: shift.x - left, y: shift.y - top } }));
    return { bitmap: canvas.transferToImageBitmap(), left: left * ratio, top: top * ratio };
  }

  const show = (ctx, { bitmap, left, top }) => ctx.drawImage(bitmap, left, top);

  // Filters change little besides the shading. The unchanged layers are cached as images of the view:
  // land, borders, and the bands of provinces with events located only to the province.
  let kept = { view: '' };

  const wholeOf = (view) => [0, 0, view.size.x, view.size.y];

  function keep(view) {
    kept.land = kept.land || picture(drawLand, view, wholeOf(view));
    kept.borders = kept.borders || picture(drawBorders, view, wholeOf(view));
    for (const unit of unitsOf(1)) {
      const [left, top, right, bottom] = unit.box.map((value, i) => Math.round(value * view.scale + (i % 2 ? view.shift.y : view.shift.x)));
      const part = [Math.max(0, left - 1), Math.max(0, top - 1), Math.min(view.size.x, right + 1), Math.min(view.size.y, bottom + 1)];
      if (part[0] >= part[2] || part[1] >= part[3]) continue;
      kept.bands.set(unit, kept.bands.get(unit) || picture((ctx, inner) => drawBand(ctx, inner, unit), view, part));
    }
  }

  const banded = () => (geo.state.layers.events ? unitsOf(1).filter((unit) => geo.counts.total[geo.data.points + unit.index]) : []);

  geo.whenIdle = (work) => (globalThis.requestIdleCallback ? requestIdleCallback(work) : setTimeout(work, 200));

  geo.drawBase = function (ctx, view) {
    const same = [view.scale, view.shift.x, view.shift.y, view.size.x, view.size.y, view.ratio, Boolean(geo.background)].join();
    if (kept.view !== same) {
      const mine = kept = { view: same, bands: new Map() };
      drawLand(ctx, view);
      drawShading(ctx, view);
      for (const unit of banded()) drawBand(ctx, view, unit);
      drawBorders(ctx, view);
      if (view.inset.x) geo.whenIdle(() => { if (kept === mine) keep(view); });
      return;
    }
    keep(view);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    show(ctx, kept.land);
    drawShading(ctx, view);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    for (const unit of banded()) if (kept.bands.has(unit)) show(ctx, kept.bands.get(unit));
    show(ctx, kept.borders);
  };

  // The colour scheme or drawing style changed: drop the cached images.
  geo.forgetBase = function () {
    kept = { view: '' };
  };

  // The selected unit, drawn below the symbols.
  geo.drawMarked = function (ctx, view) {
    const unit = geo.markedUnit();
    if (!unit || !unit.box) return;
    const px = geo.toMap(ctx, view);
    ctx.strokeStyle = geo.css('--accent');
    ctx.lineWidth = 2.4 * px;
    ctx.stroke(outline(unit));
  };

  // The county at a position, else the province.
  geo.unitAt = function (latlng) {
    const x = geo.localX(latlng.lng);
    const y = geo.localY(latlng.lat);
    let found = null;
    for (const unit of geo.data.units) {
      const box = unit.box;
      if (!box || x < box[0] || y < box[1] || x > box[2] || y > box[3]) continue;
      if (geo.inRings(unit.rings, x, y) && (!found || unit.level > found.level)) found = unit;
    }
    return found;
  };

  // The shading class, 0 to 4, of a value; -1 if there is none. Older values are paler.
  geo.shadeStep = function (value) {
    const { limits, measure } = geo.shading;
    if (value === null || !limits.length) return -1;
    const found = geo.classOf(limits, value);
    if (found < 0) return -1;
    const step = limits.length > 1 ? Math.round((found * 4) / (limits.length - 1)) : 0;
    return measure === 'since' ? 4 - step : step;
  };

  // The name of a unit's colour, or null if it is not shaded.
  geo.tintOf = function (value) {
    if (geo.state.compare) return value === null ? null : geo.differenceTint(geo.differenceStep(geo.shading.limits, value));
    const step = geo.shadeStep(value);
    return step < 0 ? null : '--class-' + step;
  };

  const SHARES = [0, 20, 40, 60, 80];

  geo.updateShading = function () {
    const { shade, measure, compare } = geo.state;
    if (compare) {
      geo.shading = geo.differenceShading();
      return;
    }
    const level = shade === 'adm1' ? 1 : 2;
    const newest = geo.newestDay();
    let highest = -1;
    let lowest = Infinity;
    const values = geo.data.units.map(function (unit) {
      const value = unit.level === level ? geo.measureOf(geo.counts, unit.index, measure, newest) : null;
      if (value !== null) {
        highest = Math.max(highest, value);
        lowest = Math.min(lowest, value);
      }
      return value;
    });
    let limits = [];
    if (shade !== 'none' && highest >= 0) {
      if (measure === 'led') limits = SHARES;
      else limits = measure === 'since' && lowest < 1 ? [0, ...geo.breaks(highest, 1).slice(1)] : geo.breaks(highest, lowest);
    }
    geo.shading = { level, limits, highest: measure === 'led' ? 100 : highest, values, measure };
  };

  // The last day that any event of the map is dated to: "days since" are counted from it.
  let newest = null;
  geo.newestDay = function () {
    if (newest === null) {
      newest = 0;
      for (let i = 0; i < geo.data.n; i++) if (geo.data.hot.day[i] && geo.data.last[i] > newest) newest = geo.data.last[i];
    }
    return newest;
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
