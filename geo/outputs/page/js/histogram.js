// The histogram: its bins, the position of a day, and the drawing of bars and ranges.
(function (geo) {
  'use strict';

  const LEFT = 40;
  const RIGHT = 14;
  const BOTTOM = 18;
  const TOP = 8;
  let canvas = null;
  let bins = { starts: [], step: 'month' };
  let all = null;
  let shown = null;

  function span() {
    const { starts } = bins;
    const width = canvas.clientWidth - LEFT - RIGHT;
    return { starts, width, one: width / Math.max(1, starts.length) };
  }

  function endOf(index) {
    const { starts } = bins;
    if (index + 1 < starts.length) return starts[index + 1] - 1;
    return bins.step === 'day' ? starts[index] : geo.lastDay(starts[index], bins.step === 'month' ? 1 : 2);
  }

  function xOf(day, end) {
    const { starts, one } = span();
    if (!starts.length) return LEFT;
    if (day < starts[0] || (day === starts[0] && !end)) return LEFT;
    const index = geo.binOf(starts, day);
    const length = endOf(index) - starts[index] + 1;
    const part = Math.min(1, (day - starts[index] + (end ? 1 : 0)) / length);
    return LEFT + (index + Math.max(0, part)) * one;
  }

  function dayAt(x) {
    const { starts, one } = span();
    const place = Math.min(starts.length - 0.0001, Math.max(0, (x - LEFT) / one));
    const index = Math.floor(place);
    const length = endOf(index) - starts[index] + 1;
    return starts[index] + Math.min(length - 1, Math.floor((place - index) * length));
  }

  function count() {
    const { data } = geo;
    all = new Uint32Array(bins.starts.length);
    shown = new Uint32Array(bins.starts.length);
    const mask = geo.filtered.mask;
    for (let i = 0; i < data.n; i++) {
      if (!data.hot.day[i]) continue;
      const bin = geo.binOf(bins.starts, data.first[i]);
      all[bin]++;
      if (mask[i]) shown[bin]++;
    }
  }

  // The ranges that are drawn: the one of the filter, or the two that are compared.
  function ranges() {
    const { from, to, compare } = geo.state;
    const one = { letter: 'A', from, to, ink: '--accent', ground: '--range' };
    if (compare) return [one, { letter: 'B', from: compare.from, to: compare.to, ink: '--period-b', ground: '--range-b' }];
    return from !== null || to !== null ? [one] : [];
  }

  function edges({ from, to }) {
    const { starts, one } = span();
    return [from === null ? LEFT : xOf(from, false), to === null ? LEFT + starts.length * one : xOf(to, true)];
  }

  function drawRange(ctx, range, base, lettered) {
    const [left, right] = edges(range);
    const width = Math.max(1, right - left);
    ctx.fillStyle = geo.css(range.ground);
    ctx.fillRect(left, TOP - 4, width, base - TOP + 4);
    ctx.fillStyle = geo.css(range.ink);
    if (lettered && range.letter === 'B') {
      // B is also marked by stripes.
      ctx.globalAlpha = 0.4;
      for (let x = left + 4; x < right; x += 6) ctx.fillRect(x, TOP - 4, 1, base - TOP + 4);
      ctx.globalAlpha = 1;
    }
    for (const x of [left, right]) ctx.fillRect(x - 1, TOP - 4, 2, base - TOP + 4);
  }

  // The letters are above the middle of their ranges, side by side where these are narrow or overlap.
  function drawLetters(ctx, now) {
    const middles = now.map((range) => edges(range).reduce((a, b) => (a + b) / 2));
    const short = 15 - Math.abs(middles[0] - middles[1]);
    if (short > 0) {
      const first = middles[0] <= middles[1] ? 0 : 1;
      middles[first] -= short / 2;
      middles[1 - first] += short / 2;
    }
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.font = '700 11px ' + geo.FONT;
    now.forEach(function (range, i) {
      const x = Math.min(canvas.clientWidth - 8, middles[i]);
      ctx.fillStyle = geo.css(range.ink);
      ctx.beginPath();
      ctx.roundRect(x - 7, TOP - 7, 14, 14, range.letter === 'A' ? 3 : 7);
      ctx.fill();
      ctx.fillStyle = geo.css('--paper');
      ctx.fillText(range.letter, x, TOP + 0.5);
    });
  }

  function drawBars(ctx, now, base, most) {
    const { starts, one } = span();
    const bar = Math.max(0.8, one - (one > 3 ? 1 : 0));
    for (let i = 0; i < starts.length; i++) {
      const x = LEFT + i * one;
      const tall = (n) => Math.max(1.5, (n / most) * (base - TOP));
      if (all[i]) {
        ctx.fillStyle = geo.css('--bar-all');
        ctx.fillRect(x, base - tall(all[i]), bar, tall(all[i]));
      }
      if (!shown[i]) continue;
      // A bin in both ranges is split between their colours.
      let inks = now.filter(({ from, to }) => (from === null || endOf(i) >= from) && (to === null || starts[i] <= to)).map((range) => range.ink);
      if (!inks.length) inks = [now.length ? '--bar-out' : '--accent'];
      inks.forEach(function (ink, k) {
        ctx.fillStyle = geo.css(ink);
        ctx.fillRect(x + (k * bar) / inks.length, base - tall(shown[i]), bar / inks.length, tall(shown[i]));
      });
    }
  }

  // The label under a bin: the year at its first bin; each day or month if there are few; else none.
  function nameOf(i) {
    const { starts, step, earlier } = bins;
    if (earlier && i === 0) return '…';
    const iso = geo.dayToIso(starts[i]);
    if (step === 'day') return iso.slice(5);
    if (step === 'month' && starts.length <= 30) return iso.slice(0, 7);
    return step === 'year' || i === (earlier ? 1 : 0) || iso.slice(5) === '01-01' ? iso.slice(0, 4) : '';
  }

  function drawAxes(ctx, width, height, base, most) {
    const { starts, one } = span();
    ctx.font = '11px ' + geo.FONT;
    ctx.fillStyle = geo.css('--line-strong');
    ctx.fillRect(LEFT, base, starts.length * one, 1);
    ctx.fillStyle = geo.css('--ink-soft');
    ctx.textAlign = 'right';
    ctx.textBaseline = 'top';
    ctx.fillText(geo.number(most), LEFT - 6, TOP - 3);
    ctx.textBaseline = 'middle';
    ctx.fillText('0', LEFT - 6, base - 3);
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    let free = -Infinity;
    for (let i = 0; i < starts.length; i++) {
      const text = nameOf(i);
      if (!text) continue;
      const x = LEFT + i * one;
      // A label of a first, short year would collide with that of the next.
      if (x < free || x + 3 + ctx.measureText(text).width > width) continue;
      ctx.fillRect(x, base, 1, 4);
      ctx.fillText(text, x + 3, height - 4);
      free = x + ctx.measureText(text).width + 12;
    }
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (!width || !height) return;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const ctx = canvas.getContext('2d');
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const base = height - BOTTOM;
    if (!bins.starts.length) {
      ctx.font = '11px ' + geo.FONT;
      ctx.fillStyle = geo.css('--ink-soft');
      ctx.fillText(geo.t('noDated'), LEFT, height / 2);
      return;
    }
    const most = Math.max(1, ...all);
    const now = ranges();
    const compared = now.length > 1;
    for (const range of now) drawRange(ctx, range, base, compared);
    drawBars(ctx, now, base, most);
    if (compared) drawLetters(ctx, now);
    drawAxes(ctx, width, height, base, most);
  }

  function countAndDraw() {
    count();
    draw();
  }

  function size() {
    bins = geo.makeBins(geo.data.low, geo.data.high, Math.max(24, Math.floor((canvas.clientWidth - LEFT - RIGHT) / 3)), geo.data.main);
    countAndDraw();
  }

  // Positions with which the timeline finds days and edges under the pointer.
  geo.startHistogram = function (element) {
    canvas = element;
    canvas.setAttribute('role', 'img');
    new ResizeObserver(size).observe(canvas); // the first time before the first frame
    const redraw = geo.frame(countAndDraw);
    for (const name of ['filtered', 'language', 'scheme']) geo.on(name, redraw);
    return {
      dayAt, edges, ranges, bins: () => bins,
      // The first and last day of the bin that holds a day.
      binAround: function (day) {
        const index = geo.binOf(bins.starts, day);
        return [bins.starts[index], endOf(index)];
      }
    };
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
