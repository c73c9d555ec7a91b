// Symbols for one view: overlapping points of one province are merged into a bubble, areas get a badge inside their outline.
(function (geo) {
  'use strict';

  const CELL = 44; // pixels; about the width of two bubbles
  const GAP = 3;

  geo.radiusOf = (n) => (n === 1 ? 8 : 11 + 3.6 * Math.log10(n));

  // The half width of a badge with a number in it.
  geo.badgeWidth = (n) => 8 + 3.6 * String(n).length;

  // The half width of the mark of sites or records, with their number where there are several.
  geo.markRadius = (n) => (n > 1 ? 10.5 + 2.75 * String(n).length : 9.5);

  const keyOf = (cx, cy) => (cx + 1048576) * 2097152 + cy + 1048576;

  // A grid index of symbols, to find those near a position.
  function Shelf() {
    this.cells = new Map();
  }
  Shelf.prototype.put = function (symbol) {
    const key = keyOf(Math.floor(symbol.x / 64), Math.floor(symbol.y / 64));
    const cell = this.cells.get(key);
    if (cell) cell.push(symbol);
    else this.cells.set(key, [symbol]);
  };
  // The symbol that overlaps a circle most; with "province" only among the bubbles of that province.
  Shelf.prototype.hit = function (x, y, r, but, province) {
    const cx = Math.floor(x / 64);
    const cy = Math.floor(y / 64);
    let best = null;
    let bestOverlap = 0;
    for (let i = cx - 1; i <= cx + 1; i++) {
      for (let j = cy - 1; j <= cy + 1; j++) {
        for (const other of this.cells.get(keyOf(i, j)) || []) {
          if (other === but || (province !== undefined && other.province !== province)) continue;
          const overlap = other.r + r + GAP - Math.hypot(other.x - x, other.y - y);
          if (overlap > bestOverlap) {
            bestOverlap = overlap;
            best = other;
          }
        }
      }
    }
    return best;
  };

  function absorb(into, other) {
    for (let t = 0; t < into.types.length; t++) into.types[t] += other.types[t];
    into.n += other.n;
    into.unsure += other.unsure;
    for (const group of other.groups) into.groups.push(group);
    into.r = Math.max(into.r, geo.radiusOf(into.n));
    into.area = into.area || other.area;
    if (into.kind !== 'many' || other.area) into.kind = into.area ? 'mixed' : 'many';
    into.unit = -1;
  }

  function binPoints(data, counts, scale, view) {
    const width = data.types.length;
    const cells = new Map();
    for (let g = 0; g < data.points; g++) {
      const n = counts.total[g];
      if (!n) continue;
      const x = data.groupX[g] * scale;
      const y = data.groupY[g] * scale;
      if (x < view[0] || y < view[1] || x > view[2] || y > view[3]) continue;
      const province = data.groupProvince[g];
      const key = keyOf(Math.floor(x / CELL), Math.floor(y / CELL)) * 512 + province + 1;
      let bin = cells.get(key);
      if (!bin) {
        bin = { x: 0, y: 0, r: 0, n: 0, unsure: 0, types: new Uint32Array(width), groups: [], kind: 'many', area: false, unit: -1, province };
        cells.set(key, bin);
      }
      bin.x += x * n;
      bin.y += y * n;
      bin.n += n;
      bin.unsure += counts.unsure[g];
      bin.groups.push(g);
      const base = g * width;
      for (let t = 0; t < width; t++) bin.types[t] += counts.byGroup[base + t];
    }
    const bins = [...cells.values()];
    for (const bin of bins) {
      bin.x /= bin.n;
      bin.y /= bin.n;
      bin.r = geo.radiusOf(bin.n);
      if (bin.n === 1) bin.kind = 'point';
    }
    return bins;
  }

  // Whether a round symbol and a box overlap.
  geo.inBox = function (box, x, y, r) {
    const dx = Math.max(box[0] - x, 0, x - box[2]);
    const dy = Math.max(box[1] - y, 0, y - box[3]);
    return dx * dx + dy * dy < r * r;
  };

  const blocked = (boxes, x, y, r) => boxes.some((box) => geo.inBox(box, x, y, r + 1));

  const REACH = 100; // pixels; what is farther apart does not become one

  // The nearest symbol of a province that can absorb another one without growing over a reserved box.
  function nearest(symbols, x, y, n, boxes, province) {
    let found = null;
    let least = REACH;
    for (const one of symbols) {
      if (one.province !== province) continue;
      const away = Math.hypot(one.x - x, one.y - y);
      if (away < least && !blocked(boxes, one.x, one.y, Math.max(one.r, geo.radiusOf(one.n + n)))) {
        least = away;
        found = one;
      }
    }
    return found;
  }

  // Bubbles under a reserved box are merged into their neighbours.
  function clearBoxes(symbols, boxes) {
    const kept = symbols.filter((one) => !blocked(boxes, one.x, one.y, one.r));
    for (const one of symbols) {
      if (!blocked(boxes, one.x, one.y, one.r)) continue;
      const into = nearest(kept, one.x, one.y, one.n, boxes, one.province);
      if (into) absorb(into, one);
      else kept.push(one);
    }
    return kept;
  }

  const ASIDE = [8, 14, 20, 26]; // pixels
  const TOUCH = 5; // pixels that two bubbles may overlap

  const isBubble = (one) => one.kind === 'many' || one.kind === 'mixed';

  // Moves bubbles that others overlap a little aside, to where they overlap least; single points and badges stay.
  function spread(symbols, boxes) {
    const shelf = new Shelf();
    const overlap = function (x, y, one) {
      const other = shelf.hit(x, y, one.r);
      return other ? other.r + one.r - Math.hypot(other.x - x, other.y - y) : 0;
    };
    for (const one of [...symbols].sort((a, b) => isBubble(a) - isBubble(b) || b.n - a.n || a.x - b.x || a.y - b.y)) {
      let least = isBubble(one) ? overlap(one.x, one.y, one) : 0;
      if (least > TOUCH) {
        const { x, y } = one;
        for (const step of ASIDE) {
          for (let k = 0; k < 12 && least > 0; k++) {
            const spot = [x + step * Math.cos((k * Math.PI) / 6), y + step * Math.sin((k * Math.PI) / 6)];
            const there = overlap(...spot, one);
            if (there >= least || blocked(boxes, ...spot, one.r)) continue;
            least = there;
            [one.x, one.y] = spot;
          }
        }
      }
      shelf.put(one);
    }
    return shelf;
  }

  // A badge may be anywhere in its area, so it is moved before it is merged.
  function placeArea(unit, scale, r, shelf, boxes) {
    const steps = unit.level === 1 ? [0, 22, 38, 56, 78] : [0, 18, 32];
    for (const step of steps) {
      const turns = step ? 8 : 1;
      for (let k = 0; k < turns; k++) {
        const x = unit.x * scale + step * Math.cos((k * Math.PI) / 4);
        const y = unit.y * scale + step * Math.sin((k * Math.PI) / 4);
        if (step && !geo.inRings(unit.rings, x / scale, y / scale)) continue;
        if (!shelf.hit(x, y, r) && !blocked(boxes, x, y, r)) return [x, y];
      }
    }
    return null;
  }

  // view: left, top, right, bottom in pixels of the zoom level, measured from the map's origin. "reserve" is
  // called with the bubbles and badges at their preferred positions, and returns boxes that both must avoid.
  geo.cluster = function (data, counts, scale, view, reserve) {
    const width = data.types.length;
    let symbols = [];
    let shelf = new Shelf();
    const bins = binPoints(data, counts, scale, view).sort((a, b) => b.n - a.n || a.x - b.x || a.y - b.y);
    for (const bin of bins) {
      const other = shelf.hit(bin.x, bin.y, bin.r, null, bin.province);
      if (other) absorb(other, bin);
      else {
        symbols.push(bin);
        shelf.put(bin);
      }
    }
    const areas = [];
    for (const unit of data.units) {
      const g = data.points + unit.index;
      const n = counts.total[g];
      if (!n || !unit.box) continue;
      const box = unit.box.map((value) => value * scale);
      if (box[2] < view[0] || box[3] < view[1] || box[0] > view[2] || box[1] > view[3]) continue;
      areas.push({ unit, g, n });
    }
    areas.sort((a, b) => b.unit.level - a.unit.level || b.n - a.n || a.g - b.g);
    for (const one of areas) one.r = geo.badgeWidth(one.n) + (one.unit.level === 1 ? 3 : 0);
    const boxes = reserve ? reserve([...symbols, ...areas.map(({ unit, n, r }) => ({ x: unit.x * scale, y: unit.y * scale, r, n, area: true }))]) : [];
    if (boxes.length) symbols = clearBoxes(symbols, boxes);
    shelf = spread(symbols, boxes);
    for (const { unit, g, n, r } of areas) {
      const types = counts.byGroup.slice(g * width, (g + 1) * width);
      const kind = unit.level === 1 ? 'province' : 'county';
      const symbol = { x: unit.x * scale, y: unit.y * scale, r, n, unsure: counts.unsure[g], types, groups: [g], kind, area: true, unit: unit.index, province: data.groupProvince[g] };
      const spot = placeArea(unit, scale, r, shelf, boxes);
      const into = spot ? null : nearest(symbols, symbol.x, symbol.y, n, boxes, symbol.province) || shelf.hit(symbol.x, symbol.y, r, null, symbol.province);
      if (into) absorb(into, symbol);
      else {
        if (spot) [symbol.x, symbol.y] = spot;
        symbols.push(symbol);
        shelf.put(symbol);
      }
    }
    spread(symbols, boxes); // bubbles have grown by the areas that they took in
    return symbols;
  };

  // Where the events of some groups are: their county, or their province with the counties that have most.
  geo.groupsWhere = function (groups) {
    const { data, counts } = geo;
    const found = new Map();
    for (const g of groups) if (data.groupUnit[g] >= 0) found.set(data.groupUnit[g], (found.get(data.groupUnit[g]) || 0) + counts.total[g]);
    const units = [...found].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([index]) => data.units[index]);
    if (units.length < 2) return units.length ? geo.unitText(units[0]) : '';
    const province = data.units[data.groupProvince[groups[0]]];
    const counties = units.filter((unit) => unit !== province).map(geo.unitName);
    return geo.unitName(province) + ': ' + counties.slice(0, 3).join(', ') + (counties.length > 3 ? ' ' + geo.t('andMore', { n: counties.length - 3 }) : '');
  };

  function closest(list, to) {
    let found = null;
    let least = REACH;
    for (const one of list) {
      const away = Math.hypot(one.x - to.x, one.y - to.y);
      if (away < least && !one.host) {
        least = away;
        found = one;
      }
    }
    return found;
  }

  // Sites and records: bins of their own, attached to the bubble that would hide them, or to the nearest
  // bubble where a name would cover them.
  geo.clusterMarks = function (marks, scale, view, symbols, taken, boxes) {
    const names = boxes || [];
    const cells = new Map();
    const cell = scale < 256 ? 56 : 28;
    for (const mark of marks) {
      const x = mark.x * scale;
      const y = mark.y * scale;
      if (x < view[0] || y < view[1] || x > view[2] || y > view[3]) continue;
      const key = keyOf(Math.floor(x / cell), Math.floor(y / cell));
      const bin = cells.get(key);
      if (bin) bin.rows.push(mark.row);
      else cells.set(key, { x, y, r: 8, rows: [mark.row], area: false });
      if (mark.area) cells.get(key).area = true;
    }
    const shelf = new Shelf();
    for (const symbol of symbols) shelf.put(symbol);
    const alone = new Shelf();
    const result = [];
    for (const bin of cells.values()) {
      bin.r = geo.markRadius(bin.rows.length);
      const { r } = bin;
      const under = blocked(names, bin.x, bin.y, r);
      const host = shelf.hit(bin.x, bin.y, 4) || (under ? closest(symbols, bin) : null);
      const near = host ? null : alone.hit(bin.x, bin.y, r) || (under ? closest(result, bin) : null);
      if (host) {
        if (!host.attached) {
          host.attached = { x: 0, y: 0, r: 8, rows: [], host, area: false };
          result.push(host.attached);
        }
        host.attached.rows.push(...bin.rows);
        host.attached.area = host.attached.area || bin.area;
      } else if (near) {
        near.rows.push(...bin.rows);
        near.area = near.area || bin.area;
      } else {
        alone.put(bin);
        result.push(bin);
      }
    }
    for (const one of result) one.r = geo.markRadius(one.rows.length);
    // An attached mark is placed at a free corner of its bubble.
    for (const one of taken) shelf.put(one);
    for (const one of result) {
      if (!one.host) continue;
      delete one.host.attached;
      const reach = (one.host.r + 5) * Math.SQRT1_2;
      const side = one.host.r + one.r - 3;
      const spots = [[reach, reach], [-reach, reach], [reach, -reach], [-reach, -reach], [side, 0], [-side, 0], [0, one.host.r + 6], [0, -one.host.r - 6]];
      const open = spots.filter(([x, y]) => !blocked(names, one.host.x + x, one.host.y + y, one.r));
      const free = (r) => open.find(([x, y]) => !shelf.hit(one.host.x + x, one.host.y + y, r, one.host));
      const [dx, dy] = free(one.r - 4) || free(3) || open[0] || spots[0];
      one.x = one.host.x + dx;
      one.y = one.host.y + dy;
      shelf.put(one);
    }
    return result;
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
