// Bubbles, badges, marks and labels: drawn on one canvas, found again under the pointer.
(function (geo) {
  'use strict';

  let symbols = [];
  let siteMarks = [];
  let recordMarks = [];
  let shiftNow = { x: 0, y: 0 };

  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif';

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

  function countText(ctx, text, x, y, size) {
    ctx.font = '600 ' + size + 'px ' + FONT;
    ctx.fillStyle = geo.css('--ink');
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(text, x, y + 0.5);
  }

  // A question mark where there are only candidates, which somebody should read first.
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
    countText(ctx, countOf(symbol), x, y, symbol.n < 100 ? 11 : 10.5);
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
    if (symbol.unsure) return countText(ctx, '?', x, y, 11);
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
    countText(ctx, countOf(symbol), x, y - 1.5, 11);
  }

  // A small plant with a chimney for sites, an open circle with a dot for records.
  const SITE = 'M2 14V7.5l4 2.2V7.5l4 2.2V2.5h3V14z';
  const RECORD = 'M8 2a6 6 0 1 0 .01 0zM8 6.2a1.8 1.8 0 1 1-.01 0z';
  geo.markShapes = { site: SITE, record: RECORD };
  const markPaths = {};

  function mark(ctx, one, kind, dx, dy) {
    const x = one.x + dx;
    const y = one.y + dy;
    const many = one.rows.length > 1;
    const width = many ? 15 + 5.5 * String(one.rows.length).length : 15;
    one.r = width / 2 + 1; // for the pointer
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - 7.5, width, 15, 4);
    ctx.fillStyle = geo.css('--paper');
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = geo.css(one.area ? '--ink-soft' : '--line-strong');
    if (one.area) ctx.setLineDash([2.5, 2]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.save();
    ctx.translate(x - width / 2 + 2, y - 5.5);
    ctx.scale(0.6875, 0.6875);
    ctx.fillStyle = geo.css(kind === 'site' ? '--ink' : '--record');
    ctx.strokeStyle = geo.css('--record');
    ctx.lineWidth = 1.8;
    markPaths[kind] = markPaths[kind] || new Path2D(kind === 'site' ? SITE : RECORD);
    if (kind === 'site') ctx.fill(markPaths[kind]);
    else ctx.stroke(markPaths[kind]);
    ctx.restore();
    if (many) countText(ctx, String(one.rows.length), x + 6, y, 9.5);
  }

  // Where a label may stand, seen from the middle of its unit: the nearest free spot is taken.
  const NEAR = [[0, 0], [0, 17], [0, -17], [0, 28], [0, -28]];
  const WIDE = [];
  for (let dx = -80; dx <= 80; dx += 16) for (let dy = -80; dy <= 80; dy += 8) WIDE.push([dx, dy]);
  WIDE.sort((a, b) => Math.hypot(a[0], 2 * a[1]) - Math.hypot(b[0], 2 * b[1]));

  function labels(ctx, view, placed) {
    const { zoom, scale, shift, size } = view;
    const boxes = placed.map((one) => [one.x + shift.x - one.r - 2, one.y + shift.y - one.r - 2, one.x + shift.x + one.r + 2, one.y + shift.y + one.r + 2]);
    const free = (box) => !boxes.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]);
    const units = geo.data.units.filter((unit) => unit.box && (unit.level === 1 ? zoom >= 6 && zoom < 10 : zoom >= 8));
    const weight = (unit) => (unit.level === 1 ? 1e9 : geo.counts.byUnit[unit.index] * 1e3 + (unit.box[2] - unit.box[0]));
    units.sort((a, b) => weight(b) - weight(a));
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    for (const unit of units) {
      const x = unit.x * scale + shift.x;
      const y = unit.y * scale + shift.y;
      if (x < -40 || y < -10 || x > size.x + 40 || y > size.y + 10) continue;
      const text = geo.unitName(unit);
      const province = unit.level === 1;
      ctx.font = (province ? '600 12px ' : '11px ') + FONT;
      const half = ctx.measureText(text).width / 2 + 3;
      for (const [dx, dy] of province ? WIDE : NEAR) {
        const box = [x + dx - half, y + dy - 9, x + dx + half, y + dy + 9];
        if (!free(box)) continue;
        if (province && !geo.inRings(unit.rings, (x + dx - shift.x) / scale, (y + dy - shift.y) / scale)) continue;
        boxes.push(box);
        ctx.lineWidth = 3.2;
        ctx.strokeStyle = geo.css('--halo');
        ctx.strokeText(text, x + dx, y + dy);
        ctx.fillStyle = geo.css(province ? '--label-strong' : '--label');
        ctx.fillText(text, x + dx, y + dy);
        break;
      }
    }
  }

  geo.drawSymbols = function (ctx, view) {
    const data = geo.data;
    const { ratio, scale, shift, size } = view;
    const area = [-shift.x - 40, -shift.y - 40, size.x - shift.x + 40, size.y - shift.y + 40];
    const layers = geo.state.layers;
    symbols = layers.events ? geo.cluster(data, geo.counts, scale, area) : [];
    siteMarks = layers.sites && data.sitePoints.length ? geo.clusterMarks(data.sitePoints, scale, area, symbols, []) : [];
    recordMarks = layers.records && data.recordPoints ? geo.clusterMarks(data.recordPoints, scale, area, symbols, siteMarks) : [];
    shiftNow = shift;
    geo.drawMarked(ctx, view);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { x: dx, y: dy } = shift;
    const paper = geo.css('--paper');
    labels(ctx, view, [...symbols, ...siteMarks.filter((one) => !one.host), ...recordMarks.filter((one) => !one.host)]);
    for (const one of symbols) {
      const draw = one.kind === 'point' ? point : one.kind === 'county' || one.kind === 'province' ? badge : bubble;
      draw(ctx, one, one.x + dx, one.y + dy, paper);
    }
    for (const one of recordMarks) mark(ctx, one, 'record', dx, dy);
    for (const one of siteMarks) mark(ctx, one, 'site', dx, dy);
    const chosen = symbolOfRow(geo.state.selected);
    if (chosen) {
      ctx.beginPath();
      ctx.arc(chosen.x + dx, chosen.y + dy, chosen.r + 5, 0, 2 * Math.PI);
      ctx.lineWidth = 3;
      ctx.strokeStyle = geo.css('--accent');
      ctx.stroke();
    }
  };

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

  // For tests and for tools that drive the page: where symbols stand, in pixels of the map's container.
  geo.symbolsNow = function () {
    const corner = geo.symbolLayer._bounds.min.add(geo.map._getMapPanePos());
    return symbols.map((one) => ({ x: one.x + shiftNow.x + corner.x, y: one.y + shiftNow.y + corner.y, r: one.r, n: one.n, kind: one.kind }));
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
