// The histogram: its bins, the position of a day, and the drawing of bars and ranges.
(function (geo) {
  'use strict';

  const LEFT = 40;
  const RIGHT = 14;
  const BOTTOM = 18;
  const TOP = 8;
  let canvas = null;
  let bins = { starts: [], step: 'month' };
  // Events of each bin: those that all filters but the dates leave; of them those in the dates; and of either those whose
  // day is not told: it is that of the report, or the date names only a month or year.
  let all = null;
  let shown = null;
  let looseAll = null;
  let loose = null;
  let axis = ''; // first and last day of the axis

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

  // Date precisions that are coarser than a bin.
  const isLoose = (precision, step) => precision === geo.REPORTED || (precision === 1 && step === 'day') || (precision === 2 && step !== 'year');

  function count() {
    const { hot, first, n } = geo.data;
    const { mask } = geo.filtered;
    const size = bins.starts.length;
    [all, shown, looseAll, loose] = [0, 0, 0, 0].map(() => new Uint32Array(size));
    for (let i = 0; i < n; i++) {
      if (!hot.day[i] || !mask[i]) continue;
      const bin = geo.binOf(bins.starts, first[i]);
      const open = isLoose(hot.datePrecision[i], bins.step);
      all[bin]++;
      if (open) looseAll[bin]++;
      if (mask[i] !== 1) continue;
      shown[bin]++;
      if (open) loose[bin]++;
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
    const tall = (n) => (n ? Math.max(1.5, (n / most) * (base - TOP)) : 0);
    // Days that are told at the foot; above them, paler, those that are not.
    const stack = function (x, width, n, open, ink) {
      ctx.fillStyle = geo.css(ink);
      const foot = n > open ? Math.max(1.5, tall(n) - (open / n) * tall(n)) : 0;
      ctx.fillRect(x, base - foot, width, foot);
      ctx.globalAlpha = 0.4;
      ctx.fillRect(x, base - tall(n), width, tall(n) - foot);
      ctx.globalAlpha = 1;
    };
    for (let i = 0; i < starts.length; i++) {
      const x = LEFT + i * one;
      if (all[i] > shown[i]) {
        ctx.fillStyle = geo.css('--bar-all');
        ctx.fillRect(x, base - tall(all[i]), bar, tall(all[i]));
      }
      if (!shown[i]) continue;
      ctx.fillStyle = geo.css('--paper');
      ctx.fillRect(x, base - tall(shown[i]), bar, tall(shown[i]));
      // A bin in both ranges is split between their colours.
      let inks = now.filter(({ from, to }) => (from === null || endOf(i) >= from) && (to === null || starts[i] <= to)).map((range) => range.ink);
      if (!inks.length) inks = [now.length ? '--bar-out' : '--accent'];
      inks.forEach((ink, k) => stack(x + (k * bar) / inks.length, bar / inks.length, shown[i], loose[i], ink));
    }
  }

  // "2024-08: 120 events; 40 of them by the day of the report".
  function words(i) {
    const { starts, step, earlier } = bins;
    const [a, b] = [geo.dayToIso(starts[i]), geo.dayToIso(endOf(i))];
    const when = earlier && i === 0 ? geo.t('since', { a, b }) : step === 'day' ? a : a.slice(0, step === 'month' ? 7 : 4);
    const counted = (n) => geo.t(n === 1 ? 'oneEvent' : 'eventCount', { n: geo.number(n) });
    const parts = [when + ': ' + counted(shown[i])];
    if (loose[i]) parts.push(geo.t('looseCount', { n: geo.number(loose[i]) }));
    if (all[i] > shown[i]) parts.push(geo.t('outsideCount', { n: geo.number(all[i] - shown[i]) }));
    return parts.join('; ');
  }

  // The label under a bin: the year at its first bin; each day or month if there are few; else none. The first bin may
  // hold all that is long before the others.
  function nameOf(i) {
    const { starts, step, earlier } = bins;
    if (earlier && i === 0) return geo.t('earlier');
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

  // The axis spans what the filters leave, dates aside.
  function shownSpan() {
    const { data, filtered } = geo;
    let [low, high] = [Infinity, -Infinity];
    const days = [];
    for (let i = 0; i < data.n; i++) {
      if (!data.hot.day[i] || !filtered.mask[i]) continue;
      days.push(data.first[i]);
      if (data.first[i] < low) low = data.first[i];
      if (data.last[i] > high) high = data.last[i];
    }
    return { low, high, main: days.length ? geo.mainFrom(days, days.length, low, high) : low };
  }

  function renew() {
    const { low, high, main } = shownSpan();
    const most = Math.max(24, Math.floor((canvas.clientWidth - LEFT - RIGHT) / 3));
    const now = [low, high, main, most].join();
    if (now !== axis) bins = geo.makeBins(low, high, most, main);
    axis = now;
    count();
    draw();
  }

  // Positions with which the timeline finds days and edges under the pointer.
  geo.startHistogram = function (element) {
    canvas = element;
    canvas.setAttribute('role', 'img');
    new ResizeObserver(renew).observe(canvas); // the first time before the first frame
    const redraw = geo.frame(renew);
    for (const name of ['filtered', 'language', 'scheme']) geo.on(name, redraw);
    return {
      dayAt, edges, ranges, bins: () => bins,
      wordsAt: (day) => words(geo.binOf(bins.starts, day)),
      loose: () => looseAll.some(Boolean),
      // The first and last day of the bin that holds a day.
      binAround: function (day) {
        const index = geo.binOf(bins.starts, day);
        return [bins.starts[index], endOf(index)];
      }
    };
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
