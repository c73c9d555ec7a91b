// Events over time: all in grey, those shown in colour; a range is drawn with the pointer or typed as dates.
(function (geo) {
  'use strict';

  const LEFT = 40;
  const RIGHT = 14;
  const BOTTOM = 18;
  const TOP = 8;
  let canvas, from, to, keep, keepText, everything, holder, player;
  let bins = { starts: [], step: 'month' };
  let all = null;
  let shown = null;
  let drag = null;

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
    if (day <= starts[0] && !end) return LEFT;
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

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (!width || !height) return;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const ctx = canvas.getContext('2d');
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { starts, one } = span();
    const base = height - BOTTOM;
    ctx.font = '11px system-ui, sans-serif';
    ctx.fillStyle = geo.css('--ink-soft');
    if (!starts.length) {
      ctx.fillText(geo.t('noDated'), LEFT, height / 2);
      return;
    }
    const most = Math.max(1, ...all);
    const { from: a, to: b } = geo.state;
    if (a !== null || b !== null) {
      const left = a === null ? LEFT : xOf(a, false);
      const right = b === null ? LEFT + starts.length * one : xOf(b, true);
      ctx.fillStyle = geo.css('--range');
      ctx.fillRect(left, TOP - 4, Math.max(1, right - left), base - TOP + 4);
      ctx.fillStyle = geo.css('--accent');
      for (const x of [left, right]) ctx.fillRect(x - 1, TOP - 4, 2, base - TOP + 4);
    }
    const bar = Math.max(0.8, one - (one > 3 ? 1 : 0));
    const tall = base - TOP;
    for (let i = 0; i < starts.length; i++) {
      const x = LEFT + i * one;
      if (all[i]) {
        ctx.fillStyle = geo.css('--bar-all');
        const h = Math.max(1.5, (all[i] / most) * tall);
        ctx.fillRect(x, base - h, bar, h);
      }
      if (shown[i]) {
        const inside = (a === null || endOf(i) >= a) && (b === null || starts[i] <= b);
        ctx.fillStyle = geo.css(inside ? '--accent' : '--bar-out');
        const h = Math.max(1.5, (shown[i] / most) * tall);
        ctx.fillRect(x, base - h, bar, h);
      }
    }
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
      const iso = geo.dayToIso(starts[i]);
      const year = iso.slice(5) === '01-01' || bins.step === 'year' || i === 0;
      const text = bins.step === 'day' ? iso.slice(5) : iso.slice(0, 4);
      if (bins.step !== 'day' && !year) continue;
      const x = LEFT + i * one;
      // A first year that begins late would push its successor's name away.
      if (x < free || x + 30 > width) continue;
      ctx.fillRect(x, base, 1, 4);
      ctx.fillText(text, x + 3, height - 4);
      free = x + ctx.measureText(text).width + 12;
    }
  }

  function fields() {
    const { state, data } = geo;
    from.value = state.from === null ? '' : geo.dayToIso(state.from);
    to.value = state.to === null ? '' : geo.dayToIso(state.to);
    keep.checked = state.undated;
    const ranged = state.from !== null || state.to !== null;
    holder.hidden = !data.undated || !ranged;
    everything.disabled = !ranged;
    keepText.textContent = geo.t('keepUndated', { n: geo.number(data.undated) });
  }

  const clamp = (day) => Math.min(geo.data.high, Math.max(geo.data.low, day));

  function setRange(a, b, going) {
    if (a !== null && b !== null && a > b) [a, b] = [b, a];
    geo.change({ from: a, to: b }, false, going);
  }

  // Playing moves the chosen range, or a first one, through time until its end or until it is stopped.
  let playing = 0;
  function play() {
    if (playing) return stop();
    const { low, high } = geo.data;
    const bin = Math.max(1, Math.round((high - low + 1) / Math.max(1, bins.starts.length)));
    let { from: a, to: b } = geo.state;
    const whole = a === null || b === null || b >= high;
    const length = a !== null && b !== null ? b - a : Math.max(bin - 1, Math.round((high - low) / 12));
    if (whole) a = low;
    playing = setInterval(function () {
      setRange(clamp(a), clamp(a + length), 'play');
      if (a + length >= high) stop();
      a += Math.max(1, Math.min(bin, Math.ceil((length + 1) / 2)));
    }, 450);
    labelPlay();
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    labelPlay();
    geo.linkDone('play');
  }

  function labelPlay() {
    player.textContent = playing ? '❚❚ ' + geo.t('pause') : '▶ ' + geo.t('play');
    player.setAttribute('aria-pressed', String(Boolean(playing)));
  }

  function pointers() {
    const position = (event) => event.clientX - canvas.getBoundingClientRect().left;
    canvas.addEventListener('pointerdown', function (event) {
      if (!bins.starts.length) return;
      if (playing) stop();
      canvas.setPointerCapture(event.pointerId);
      const x = position(event);
      const { from: a, to: b } = geo.state;
      drag = { start: dayAt(x), moved: false, x };
      // Grabbing an edge moves that edge only.
      if (a !== null && Math.abs(xOf(a, false) - x) < 7 && b !== null) drag.start = b;
      else if (b !== null && Math.abs(xOf(b, true) - x) < 7 && a !== null) drag.start = a;
    });
    canvas.addEventListener('pointermove', geo.latest(function (event) {
      if (!drag) return;
      const x = position(event);
      if (!drag.moved && Math.abs(x - drag.x) < 3) return;
      drag.moved = true;
      const day = dayAt(x);
      setRange(clamp(Math.min(drag.start, day)), clamp(Math.max(drag.start, day)), 'brush');
    }));
    canvas.addEventListener('pointerup', function () {
      if (drag && !drag.moved) {
        const index = geo.binOf(bins.starts, drag.start);
        setRange(clamp(bins.starts[index]), clamp(endOf(index)));
      }
      drag = null;
      geo.linkDone('brush');
    });
    canvas.addEventListener('pointercancel', function () {
      drag = null;
      geo.linkDone('brush');
    });
  }

  geo.startTimeline = function () {
    canvas = geo.byId('histogram');
    canvas.setAttribute('role', 'img');
    const bar = geo.byId('time-fields');
    const typed = function () {
      const a = from.value ? geo.isoToDay(from.value) : null;
      const b = to.value ? geo.isoToDay(to.value) : null;
      setRange(a, b);
    };
    from = geo.el('input', { type: 'date', id: 'from', onchange: typed });
    to = geo.el('input', { type: 'date', id: 'to', onchange: typed });
    everything = geo.el('button', { type: 'button', 'data-t': 'allDates', id: 'all-dates', onclick: () => setRange(null, null) });
    player = geo.el('button', { type: 'button', id: 'play', onclick: play, disabled: geo.data.n === geo.data.undated });
    keep = geo.el('input', { type: 'checkbox', id: 'undated', onchange: () => geo.change({ undated: keep.checked }) });
    keepText = geo.el('span', {});
    holder = geo.el('label', { class: 'check' }, keep, keepText);
    bar.append(geo.el('label', {}, geo.el('span', { 'data-t': 'from' }), from), geo.el('label', {}, geo.el('span', { 'data-t': 'to' }), to), everything, player, holder);
    if (geo.data.n > geo.data.undated) {
      from.min = to.min = geo.dayToIso(geo.data.low);
      from.max = to.max = geo.dayToIso(geo.data.high);
    } else from.disabled = to.disabled = true;
    const size = function () {
      bins = geo.makeBins(geo.data.low, geo.data.high, Math.max(24, Math.floor((canvas.clientWidth - LEFT - RIGHT) / 3)));
      if (geo.filtered) {
        count();
        draw();
      }
    };
    pointers();
    new ResizeObserver(geo.frame(size)).observe(canvas);
    size();
    geo.on('filtered', function () {
      count();
      draw();
      fields();
    });
    geo.on('language', function () {
      canvas.setAttribute('aria-label', geo.t('histogram'));
      labelPlay();
      fields();
      draw();
    });
    geo.on('scheme', draw);
    geo.on('reading', () => { if (playing) stop(); });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
