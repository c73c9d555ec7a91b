// Labels on the map: names of provinces first, names of counties where space is left.
(function (geo) {
  'use strict';

  const GAP = 3;
  const LINE = 15;

  // Neighbouring countries with candidate positions; the first visible free one is used. Seas are not labelled,
  // since their names are disputed.
  const COUNTRIES = [
    ['CN', [[125.4, 41.4], [127.2, 42.6], [129.6, 43.3], [123.6, 41.2], [125.6, 43.4], [123.2, 42.6]]],
    ['RU', [[131.4, 43.7], [132.2, 44.2], [131.6, 43.2], [132.8, 43.6], [133, 44.6]]],
    ['KR', [[127.6, 37.2], [128.4, 36.7], [127.4, 36.4], [128.1, 37.7], [128.6, 35.9], [127.1, 35.6]]]
  ];

  // One line a language; where both names are alike there is one.
  function linesOf(english, korean) {
    const names = geo.state.names;
    const ko = korean || english;
    const order = geo.language === 'ko' ? [ko, english] : [english, ko];
    if (names === 'both') return [...new Set(order)];
    return [names === 'en' ? english : names === 'ko' ? ko : order[0]];
  }

  // A province's name in short: "N. Hamgyong", "함북".
  const SHORT = [[/^North /, 'N. '], [/^South /, 'S. '], [/^(.).([남북])도$/, '$1$2']];
  const shortened = (name) => SHORT.reduce((text, [pattern, by]) => text.replace(pattern, by), name);

  const widths = new Map();

  function layOut(ctx, lines, font, spaced) {
    const half = lines.map(function (line) {
      const key = font + line;
      if (!widths.has(key)) {
        ctx.font = font;
        ctx.letterSpacing = spaced;
        widths.set(key, ctx.measureText(line).width);
      }
      return widths.get(key);
    });
    return { lines, font, spaced, w: Math.max(...half) / 2 + GAP, h: (LINE * lines.length) / 2 + 1 };
  }

  const boxAt = (text, x, y) => [x - text.w, y - text.h, x + text.w, y + text.h];
  const meet = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  // Candidate positions of a province's name, the cheapest first: the cost is the distance from the middle, and
  // ends outside of the border. Cached, since borders do not change.
  const spots = new Map();

  function spotsOf(unit, scale, text) {
    const key = unit.index + ' ' + scale + ' ' + text.w;
    if (spots.has(key)) return spots.get(key);
    if (spots.size > 400) spots.clear(); // each zoom has its own
    const found = [];
    const box = unit.box.map((value) => value * scale);
    // A name that is wider than its province is placed above or beside it, if possible where no other province
    // is; a leader line connects the two.
    const small = box[2] - box[0] < 2 * text.w || box[3] - box[1] < 3 * text.h;
    const moreX = small ? text.w + 30 : 0;
    const moreY = small ? 30 + text.h : 0;
    const stepX = Math.max(6, (box[2] - box[0] + 2 * moreX) / 24);
    const stepY = Math.max(6, (box[3] - box[1] + 2 * moreY) / 24);
    const others = geo.data.units.filter((one) => one.level === 1 && one.box && one !== unit);
    const crossed = ({ rings, box: own }, y) => (y > own[1] && y < own[3] ? geo.crossings(rings, y) : []);
    const within = function (xs, x) {
      let odd = false;
      for (let k = 0; k < xs.length; k++) if (xs[k] > x / scale) odd = !odd;
      return odd;
    };
    for (let y = box[1] - moreY; y <= box[3] + moreY; y += stepY) {
      // A row is intersected with the borders once, not for each position.
      const own = crossed(unit, y / scale);
      const abroad = small ? others.map((one) => crossed(one, y / scale)).filter((xs) => xs.length) : [];
      for (let x = box[0] - moreX; x <= box[2] + moreX; x += stepX) {
        const inside = within(own, x);
        if (!small && !inside) continue;
        const away = Math.hypot(x - unit.x * scale, 1.5 * (y - unit.y * scale));
        const [start, end] = [x - 0.75 * text.w, x + 0.75 * text.w];
        let cost = small ? away : away / 5;
        if (small) for (let k = 0; k < abroad.length; k++) cost += 30 * (within(abroad[k], x) + within(abroad[k], start) + within(abroad[k], end));
        else cost += 45 * (!within(own, start) + !within(own, end));
        found.push({ x, y, own: inside, cost });
      }
    }
    found.sort((a, b) => a.cost - b.cost || a.y - b.y || a.x - b.x);
    spots.set(key, found);
    return found;
  }

  // Bubbles weigh more than badges, which can be moved; the weight grows with the number of events.
  const weightOf = (one) => (one.area ? 20 : 60 + 20 * Math.log10(one.n));

  // The line that leads from a name beside its province to the middle of this.
  function leaderOf(unit, box, scale) {
    const [x, y] = [unit.x * scale, unit.y * scale];
    return [Math.min(box[2] - 4, Math.max(box[0] + 4, x)), Math.min(box[3] - 2, Math.max(box[1] + 2, y)), x, y];
  }

  const side = (ax, ay, bx, by, x, y) => Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
  const crosses = ([a, b, c, d], [e, f, g, h]) => side(a, b, c, d, e, f) !== side(a, b, c, d, g, h) && side(e, f, g, h, a, b) !== side(e, f, g, h, c, d);
  const through = (line, [left, top, right, bottom]) => crosses(line, [left, top, right, bottom]) || crosses(line, [left, bottom, right, top]);

  // Whether a name with its line would cross a name that is placed, or the line of one.
  const tangled = (placed, box, line) => placed.some((other) => (line && (through(line, other.box) || (other.line && crosses(line, other.line)))) || (other.line && through(other.line, box)));

  const SHORTER = 8; // the cost of a name in short, and
  const BESIDE = 10; // of one beside its province

  const TANGLED = 150; // of one that crosses another

  // The panels over the map, in the pixels of the zoom level.
  function panelsOf({ panels, inset, shift }) {
    const [dx, dy] = [inset.x - shift.x, inset.y - shift.y];
    return (panels || []).map(([left, top, right, bottom]) => [left + dx, top + dy, right + dx, bottom + dy]);
  }

  // A position for the name of each province in view; "symbols" are all that is drawn, points of sites included.
  geo.placeProvinces = function (ctx, view, symbols) {
    const { zoom, scale, shift, size, inset } = view;
    const placed = [];
    if (zoom < 5.2 || zoom > 9.5) return placed;
    // The canvas is larger than the map: positions in the visible part are preferred.
    const panels = panelsOf(view);
    const sight = [inset.x - shift.x, inset.y - shift.y, size.x - inset.x - shift.x, size.y - inset.y - shift.y];
    const font = (zoom < 6.5 ? '600 11.5px ' : '600 12.5px ') + geo.FONT;
    const units = geo.data.units.filter((unit) => unit.level === 1 && unit.box);
    units.sort((a, b) => a.box[2] - a.box[0] - (b.box[2] - b.box[0])); // the small ones have the fewest spots
    for (const unit of units) {
      const whole = linesOf(unit.name, unit.korean);
      const short = whole.map(shortened);
      const texts = [whole, ...(short.join() === whole.join() ? [] : [short])].map((lines) => layOut(ctx, lines, font, '0.4px'));
      const reach = texts[0].w + 40;
      const near = symbols.filter((one) => one.x > unit.box[0] * scale - reach && one.x < unit.box[2] * scale + reach
        && one.y > unit.box[1] * scale - reach && one.y < unit.box[3] * scale + reach);
      let best = null;
      let least = Infinity;
      texts.forEach(function (text, shorter) {
        for (const spot of spotsOf(unit, scale, text)) {
          let cost = spot.cost + shorter * SHORTER;
          if (cost >= least) break; // those that follow cost more
          if (!spot.own) cost += BESIDE;
          if (cost >= least) continue;
          const box = boxAt(text, spot.x, spot.y);
          if (box[2] < -shift.x || box[0] > size.x - shift.x || box[3] < -shift.y || box[1] > size.y - shift.y) continue;
          if (box[0] < sight[0] || box[1] < sight[1] || box[2] > sight[2] || box[3] > sight[3]) cost += 300;
          if (placed.some((other) => meet(other.box, box))) continue;
          if (panels.some((panel) => meet(panel, box))) cost += 300;
          for (let k = 0; k < near.length && cost < least; k++) {
            if (geo.inBox(box, near[k].x, near[k].y, near[k].r + GAP)) cost += weightOf(near[k]);
          }
          if (cost >= least) continue;
          const line = spot.own ? null : leaderOf(unit, box, scale);
          if (tangled(placed, box, line)) cost += TANGLED;
          if (cost >= least) continue;
          least = cost;
          best = { unit, text, x: spot.x, y: spot.y, box, own: spot.own, line };
        }
      });
      if (best) placed.push(best);
    }
    return placed;
  };

  // Candidate offsets of a county's name from the middle of the county.
  const NEAR = [[0, 0], [0, 17], [0, -17], [0, 28], [0, -28], [40, 0], [-40, 0], [36, 22], [-36, 22], [36, -22], [-36, -22]];

  function placeCounties(ctx, view, free) {
    const { zoom, scale, shift, size } = view;
    if (zoom < 8) return [];
    const counties = geo.data.units.filter((unit) => unit.level === 2 && unit.box);
    const weight = (unit) => geo.counts.byUnit[unit.index] * 1e3 + (unit.box[2] - unit.box[0]);
    counties.sort((a, b) => weight(b) - weight(a));
    const placed = [];
    for (const unit of counties) {
      const x = unit.x * scale;
      const y = unit.y * scale;
      if (x + shift.x < -40 || y + shift.y < -10 || x + shift.x > size.x + 40 || y + shift.y > size.y + 10) continue;
      const text = layOut(ctx, linesOf(unit.name, unit.korean), '11.5px ' + geo.FONT, '0px');
      for (const [dx, dy] of NEAR) {
        const box = boxAt(text, x + dx, y + dy);
        if (!free(box)) continue;
        placed.push({ unit, text, x: x + dx, y: y + dy, box });
        break;
      }
    }
    return placed;
  }

  function placeCountries(ctx, view, free) {
    const { zoom, scale, shift, size, inset } = view;
    if (zoom > 9) return [];
    const placed = [];
    for (const [code, points] of COUNTRIES) {
      const [english, korean] = ['en', 'ko'].map((language) => geo.strings[language].countryOf[code]);
      const text = layOut(ctx, linesOf(english.toUpperCase(), korean), '600 11px ' + geo.FONT, '2.5px');
      for (const [lon, lat] of points) {
        const x = geo.localX(lon) * scale;
        const y = geo.localY(lat) * scale;
        const box = boxAt(text, x, y);
        const seen = box[0] + shift.x > inset.x && box[2] + shift.x < size.x - inset.x && box[1] + shift.y > inset.y && box[3] + shift.y < size.y - inset.y;
        if (!seen || !free(box)) continue;
        placed.push({ unit: null, code, text, x, y, box });
        break;
      }
    }
    return placed;
  }

  function leader(ctx, [x, y, toX, toY], { shift }) {
    for (const [width, colour] of [[3, '--halo'], [1, '--label-strong']]) {
      ctx.beginPath();
      ctx.moveTo(x + shift.x, y + shift.y);
      ctx.lineTo(toX + shift.x, toY + shift.y);
      ctx.lineWidth = width;
      ctx.strokeStyle = geo.css(colour);
      ctx.stroke();
    }
  }

  let labels = [];

  // Draws the names: those of provinces at their positions, others where nothing is drawn. "drawn" is
  // everything with a round outline; no name overlaps any of it or another name.
  geo.drawLabels = function (ctx, view, provinces, drawn) {
    const { shift } = view;
    const panels = panelsOf(view);
    const clear = (box) => !drawn.some((one) => geo.inBox(box, one.x, one.y, one.r));
    labels = provinces.filter((label) => clear(label.box));
    const free = (box) => clear(box) && !panels.some((panel) => meet(panel, box)) && !labels.some((label) => meet(label.box, box));
    for (const label of placeCountries(ctx, view, free)) labels.push(label);
    const kept = [];
    for (const label of placeCounties(ctx, view, (box) => free(box) && !kept.some((other) => meet(other, box)) && kept.push(box))) labels.push(label);
    ctx.lineJoin = 'round';
    for (const label of labels) if (label.line) leader(ctx, label.line, view);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineWidth = 3.2;
    ctx.strokeStyle = geo.css('--halo');
    for (const { unit, text, x, y } of labels) {
      ctx.font = text.font;
      ctx.letterSpacing = text.spaced;
      ctx.fillStyle = geo.css(unit && unit.level === 1 ? '--label-strong' : '--label');
      text.lines.forEach(function (line, i) {
        const at = y + shift.y + (i - (text.lines.length - 1) / 2) * LINE;
        ctx.strokeText(line, x + shift.x, at);
        ctx.fillText(line, x + shift.x, at);
      });
    }
    ctx.letterSpacing = '0px';
  };

  // For tests and for tools that drive the page: the names and their positions, in pixels of the map's container.
  geo.labelsNow = function () {
    const { x, y } = geo.symbolShift();
    return labels.map(({ unit, code, text, box }) => ({
      name: text.lines.join(' '), level: unit ? unit.level : 0, pcode: unit ? unit.pcode : code, box: [box[0] + x, box[1] + y, box[2] + x, box[3] + y]
    }));
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
