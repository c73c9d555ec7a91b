// Dates: a range is drawn on the histogram with the pointer, typed, or played through time.
(function (geo) {
  'use strict';

  let canvas, plot, from, to, keep, keepText, everything, holder, player;
  let drag = null;

  function fields() {
    const { state, data } = geo;
    const comparing = Boolean(state.compare);
    geo.setDate(from, state.from);
    geo.setDate(to, state.to);
    keep.checked = state.undated;
    const ranged = state.from !== null || state.to !== null;
    holder.hidden = !data.undated || !ranged || comparing;
    everything.disabled = !ranged || comparing;
    player.disabled = data.n === data.undated || comparing;
    if (comparing && playing) stop();
    keepText.textContent = geo.t('keepUndated', { n: geo.number(data.undated) });
  }

  const clamp = (day) => Math.min(geo.data.high, Math.max(geo.data.low, day));

  // The range of the filter, which is A while two are compared, or B.
  geo.setRange = function (a, b, letter, going) {
    if (letter === 'B') [a, b] = [a ?? geo.data.low, b ?? geo.data.high];
    if (a !== null && b !== null && a > b) [a, b] = [b, a];
    geo.change(letter === 'B' ? { compare: { from: a, to: b } } : { from: a, to: b }, false, going);
  };

  // Playing moves the chosen range, or a first one, through time until its end or until it is stopped.
  let playing = 0;
  function play() {
    if (playing) return stop();
    const { main: low, high } = geo.data;
    const bin = Math.max(1, Math.round((high - low + 1) / Math.max(1, plot.bins().starts.length)));
    let { from: a, to: b } = geo.state;
    const whole = a === null || b === null || b >= high;
    const length = a !== null && b !== null ? b - a : Math.max(bin - 1, Math.round((high - low) / 12));
    if (whole) a = low;
    playing = setInterval(function () {
      geo.setRange(clamp(a), clamp(a + length), 'A', 'play');
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

  // What the pointer drags: an edge of a range; while two ranges are compared also the inside
  // of one, which moves the whole range; else a new range begins.
  function take(x) {
    const day = plot.dayAt(x);
    const letter = geo.brushed();
    const now = plot.ranges();
    if (now.length > 1 && letter === 'B') now.reverse(); // where both can be taken, the chosen one is
    for (const range of now) {
      const [left, right] = plot.edges(range);
      if (!geo.state.compare && (range.from === null || range.to === null)) break;
      if (Math.abs(left - x) < 7) return { letter: range.letter, start: range.to ?? geo.data.high };
      if (Math.abs(right - x) < 7) return { letter: range.letter, start: range.from ?? geo.data.low };
    }
    const within = geo.state.compare && now.find((range) => {
      const [left, right] = plot.edges(range);
      return x > left && x < right;
    });
    if (!within) return { letter, start: day, fresh: true };
    const first = within.from ?? geo.data.low;
    return { letter: within.letter, offset: day - first, length: (within.to ?? geo.data.high) - first };
  }

  // A range begins and ends with whole bars: days, months or years.
  function move(day) {
    if (drag.offset === undefined) {
      // The other edge of a range that has one stays where it is.
      const { start, fresh } = drag;
      const first = day >= start && !fresh ? start : plot.binAround(Math.min(start, day))[0];
      const last = day < start && !fresh ? start : plot.binAround(Math.max(start, day))[1];
      geo.setRange(clamp(first), clamp(last), drag.letter, 'brush');
      return;
    }
    const { low, high } = geo.data;
    const [start] = plot.binAround(day - drag.offset);
    const first = Math.max(low, Math.min(high - drag.length, start));
    geo.setRange(first, first + drag.length, drag.letter, 'brush');
  }

  function pointers() {
    const position = (event) => event.clientX - canvas.getBoundingClientRect().left;
    canvas.addEventListener('pointerdown', function (event) {
      if (!plot.bins().starts.length) return;
      if (playing) stop();
      canvas.setPointerCapture(event.pointerId);
      const x = position(event);
      drag = Object.assign(take(x), { moved: false, x });
      geo.setBrushed(drag.letter);
    });
    const hint = geo.byId('time-hint');
    canvas.addEventListener('pointerleave', () => { hint.hidden = true; });
    canvas.addEventListener('pointermove', geo.latest(function (event) {
      const x = position(event);
      hint.hidden = !plot.bins().starts.length || event.pointerType === 'touch' || !canvas.matches(':hover');
      if (!hint.hidden) {
        hint.textContent = plot.wordsAt(plot.dayAt(x));
        hint.style.left = Math.max(0, Math.min(x + 12, canvas.clientWidth - hint.offsetWidth - 4)) + 'px';
      }
      if (!drag) return;
      if (!drag.moved && Math.abs(x - drag.x) < 3) return;
      drag.moved = true;
      move(plot.dayAt(x));
    }));
    canvas.addEventListener('pointerup', function () {
      if (drag && !drag.moved && (drag.fresh || !geo.state.compare)) {
        const [first, last] = plot.binAround(plot.dayAt(drag.x));
        geo.setRange(clamp(first), clamp(last), drag.letter);
      }
      drag = null;
      geo.linkDone('brush');
    });
    canvas.addEventListener('pointercancel', function () {
      drag = null;
      geo.linkDone('brush');
    });
  }

  // A field without a date looks empty: WebKit writes today's date into it.
  geo.setDate = function (field, day) {
    field.value = day === null ? '' : geo.dayToIso(day);
    field.parentNode.classList.toggle('empty', !field.value);
  };

  // Two date fields for one range; "letter" is shown while two are compared.
  geo.dateFields = function (letter, ids) {
    const read = (field) => (field.value ? geo.isoToDay(field.value) : null);
    // While its year is being typed a field holds the year 2, or 20.
    const typing = (field) => field.value && field.value < '1900';
    const typed = function () {
      if (!typing(first) && !typing(last)) geo.setRange(read(first), read(last), letter);
    };
    const [first, last] = ids.map((id) => geo.el('input', { type: 'date', id, onchange: typed }));
    if (geo.data.n > geo.data.undated) {
      first.min = last.min = geo.dayToIso(geo.data.low);
      first.max = last.max = geo.dayToIso(geo.data.high);
    } else first.disabled = last.disabled = true;
    const label = (name, field) => geo.el('label', {}, geo.periodTag(letter), geo.el('span', { 'data-t': name }), geo.el('span', { class: 'date-field empty' }, field));
    return { first, last, group: geo.el('div', { class: 'dates' }, label('from', first), label('to', last)) };
  };

  geo.startTimeline = function () {
    canvas = geo.byId('histogram');
    const bar = geo.byId('time-fields');
    const dates = geo.dateFields('A', ['from', 'to']);
    [from, to] = [dates.first, dates.last];
    everything = geo.el('button', { type: 'button', 'data-t': 'allDates', id: 'all-dates', onclick: () => geo.setRange(null, null) });
    player = geo.el('button', { type: 'button', id: 'play', onclick: play });
    keep = geo.el('input', { type: 'checkbox', id: 'undated', onchange: () => geo.change({ undated: keep.checked }) });
    keepText = geo.el('span', {});
    holder = geo.el('label', { class: 'check' }, keep, keepText);
    const paler = geo.el('span', { class: 'paler soft' }, geo.el('span', { class: 'paler-sample', 'aria-hidden': 'true' }), geo.el('span', { 'data-t': 'paler' }));
    bar.append(dates.group, ...geo.compareControls(), everything, player, holder, paler);
    plot = geo.startHistogram(canvas);
    pointers();
    const { datePrecision } = geo.data.hot;
    paler.hidden = !datePrecision.some((precision) => precision && precision !== 3);
    geo.on('filtered', fields);
    geo.on('language', function () {
      canvas.setAttribute('aria-label', geo.t('histogram'));
      labelPlay();
      fields();
    });
    geo.on('reading', () => { if (playing) stop(); });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
