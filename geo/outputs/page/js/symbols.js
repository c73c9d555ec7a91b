// Bubbles, badges, marks and names: drawn on one canvas, with lookup of the symbol under the pointer.
(function (geo) {
  'use strict';

  let symbols = [];
  let siteMarks = [];
  let recordMarks = [];
  let shiftNow = { x: 0, y: 0 };

  function ring(ctx, symbol, x, y, inner, outer) {
    let angle = -Math.PI / 2;
    const middle = (inner + outer) / 2;
    ctx.lineWidth = outer - inner;
    for (let t = 0; t < symbol.types.length; t++) {
      if (!symbol.types[t]) continue;
      const turn = (symbol.types[t] / symbol.n) * 2 * Math.PI;
      ctx.beginPath();
      ctx.arc(x, y, middle, angle, angle + turn);
      ctx.strokeStyle = geo.colourOf(t);
      ctx.stroke();
      angle += turn;
    }
  }

  geo.countText = function (ctx, text, x, y, size) {
    ctx.font = '600 ' + size + 'px ' + geo.FONT;
    ctx.fillStyle = geo.css('--ink');
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(text, x, y + 0.5);
  };

  // A question mark if all events are candidates, which should be read before use.
  const countOf = (symbol) => short(symbol.n) + (symbol.unsure === symbol.n ? '?' : '');

  const short = (n) => (n < 10000 ? String(n) : Math.round(n / 1000) + 'k');

  function bubble(ctx, symbol, x, y, paper) {
    ctx.beginPath();
    ctx.arc(x, y, symbol.r, 0, 2 * Math.PI);
    ctx.fillStyle = paper;
    ctx.fill();
    ring(ctx, symbol, x, y, symbol.r - 4, symbol.r - 0.5);
    if (symbol.kind === 'mixed') {
      ctx.beginPath();
      ctx.setLineDash([2.5, 2.5]);
      ctx.arc(x, y, symbol.r + 1.6, 0, 2 * Math.PI);
      ctx.lineWidth = 1.2;
      ctx.strokeStyle = geo.css('--ink-soft');
      ctx.stroke();
      ctx.setLineDash([]);
    }
    geo.countText(ctx, countOf(symbol), x, y, symbol.n < 100 ? 11 : 10.5);
  }

  function point(ctx, symbol, x, y, paper) {
    const type = symbol.types.findIndex((n) => n > 0);
    ctx.beginPath();
    ctx.arc(x, y, symbol.r, 0, 2 * Math.PI);
    ctx.fillStyle = paper;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = geo.colourOf(type);
    if (symbol.unsure) ctx.setLineDash([2, 2]);
    ctx.stroke();
    ctx.setLineDash([]);
    if (symbol.unsure) return geo.countText(ctx, '?', x, y, 11);
    ctx.save();
    ctx.translate(x - 5.4, y - 5.4);
    ctx.scale(0.675, 0.675);
    ctx.fillStyle = geo.colourOf(type);
    ctx.fill(geo.pathOf(type));
    ctx.restore();
  }

  function badge(ctx, symbol, x, y, paper) {
    const half = geo.badgeWidth(symbol.n) - 1;
    const province = symbol.kind === 'province';
    const width = half * 2 + (province ? 6 : 0);
    const height = 20;
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - height / 2, width, height, province ? 10 : 3);
    ctx.fillStyle = paper;
    ctx.fill();
    ctx.save();
    ctx.clip();
    let left = x - width / 2;
    for (let t = 0; t < symbol.types.length; t++) {
      if (!symbol.types[t]) continue;
      const part = (symbol.types[t] / symbol.n) * width;
      ctx.fillStyle = geo.colourOf(t);
      ctx.fillRect(left, y + height / 2 - 4.5, part + 0.5, 5);
      left += part;
    }
    ctx.restore();
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = geo.css('--ink-soft');
    ctx.setLineDash([3, 2]);
    ctx.stroke();
    ctx.setLineDash([]);
    geo.countText(ctx, countOf(symbol), x, y - 1.5, 11);
  }

  geo.AREA_SITES = { zoom: 8, most: 60 };

  geo.drawSymbols = function (ctx, view) {
    const data = geo.data;
    const { ratio, scale, shift, size } = view;
    const area = [-shift.x - 40, -shift.y - 40, size.x - shift.x + 40, size.y - shift.y + 40];
    const layers = geo.state.layers;
    // Of many sites, those located only to a county are drawn when zoomed in; before, their marks would cover the map.
    const near = view.zoom >= geo.AREA_SITES.zoom || geo.unplacedSites <= geo.AREA_SITES.most;
    const sitePoints = layers.sites ? geo.marks.sites.points.filter((one) => near || !one.area) : [];
    const recordPoints = layers.records ? geo.marks.records.points : [];
    shiftNow = shift;
    geo.drawMarked(ctx, view);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    // Names of provinces are placed after the bubbles and before everything that can be moved.
    let names = [];
    const reserve = function (bubbles) {
      const points = [...sitePoints, ...recordPoints].filter((one) => !one.area).map((one) => ({ x: one.x * scale, y: one.y * scale, r: 9, n: 1, area: true }));
      names = geo.placeProvinces(ctx, view, [...bubbles, ...points]);
      return names.map((label) => label.box);
    };
    symbols = layers.events ? geo.cluster(data, geo.counts, scale, area, reserve) : [];
    const boxes = layers.events ? names.map((label) => label.box) : reserve([]);
    siteMarks = geo.clusterMarks(sitePoints, scale, area, symbols, [], boxes);
    recordMarks = geo.clusterMarks(recordPoints, scale, area, symbols, siteMarks, boxes);
    const { x: dx, y: dy } = shift;
    const paper = geo.css('--paper');
    geo.drawLabels(ctx, view, names, [...symbols, ...siteMarks, ...recordMarks]);
    for (const one of symbols) {
      const draw = one.kind === 'point' ? point : one.kind === 'county' || one.kind === 'province' ? badge : bubble;
      draw(ctx, one, one.x + dx, one.y + dy, paper);
    }
    for (const one of recordMarks) geo.drawMark(ctx, one, 'record', dx, dy);
    for (const one of siteMarks) geo.drawMark(ctx, one, 'site', dx, dy);
    const ringed = new Set(inScope());
    if (symbolOfRow(geo.state.selected)) ringed.add(symbolOfRow(geo.state.selected));
    for (const chosen of ringed) {
      ctx.beginPath();
      ctx.arc(chosen.x + dx, chosen.y + dy, chosen.r + 5, 0, 2 * Math.PI);
      ctx.lineWidth = 3;
      ctx.strokeStyle = geo.css('--accent');
      ctx.stroke();
    }
    geo.drawSpot?.(ctx, view);
  };

  // The symbols whose events are listed, while these are a part of those shown.
  function inScope() {
    const { scope } = geo.state;
    if (!scope || !scope.symbol) return [];
    const groups = new Set(scope.symbol.groups);
    return symbols.filter((one) => one.groups.some((group) => groups.has(group)));
  }

  function symbolOfRow(row) {
    if (row < 0 || !geo.filtered.mask[row]) return null;
    const group = geo.data.group[row];
    return group < 0 ? null : symbols.find((one) => one.groups.includes(group)) || null;
  }

  geo.hitAt = function (map, latlng) {
    const scale = Math.pow(2, map.getZoom());
    const x = geo.localX(latlng.lng) * scale;
    const y = geo.localY(latlng.lat) * scale;
    const near = (list, slack) => list.find((one) => Math.hypot(one.x - x, one.y - y) <= one.r + slack);
    let hit = near(siteMarks, 1);
    if (hit) return { kind: 'site', rows: hit.rows };
    hit = near(recordMarks, 1);
    if (hit) return { kind: 'record', rows: hit.rows };
    hit = near(symbols, 2);
    return hit ? { kind: 'symbol', symbol: hit } : null;
  };

  // From pixels of the zoom level to those of the map's container.
  geo.symbolShift = function () {
    const corner = geo.symbolLayer._bounds.min.add(geo.map._getMapPanePos());
    return { x: shiftNow.x + corner.x, y: shiftNow.y + corner.y };
  };

  // For tests and for tools that drive the page: positions of the symbols, in pixels of the map's container.
  geo.symbolsNow = function () {
    const shift = geo.symbolShift();
    return symbols.map((one) => ({ x: one.x + shift.x, y: one.y + shift.y, r: one.r, n: one.n, kind: one.kind }));
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
