// The list of events, newest first; only visible rows are in the document.
(function (geo) {
  'use strict';

  const HEIGHT = 62;
  let box = null;
  let spacer = null;
  let rows = new Uint32Array(0);
  const live = new Map(); // place in the list -> element

  function fill(node, row) {
    const { data } = geo;
    const day = data.hot.day[row] ? data.first[row] : null;
    const title = geo.titleOf(row);
    const type = data.hot.type[row];
    const leader = data.hot.leader[row] ? geo.el('span', { class: 'mark' }, geo.t('leader')) : null;
    const status = data.statuses[data.hot.status[row]];
    const unsure = status === 'candidate' ? geo.el('span', { class: 'tag' }, geo.nameOf('statusOf', status)) : null;
    const where = geo.placeText(row) || geo.t('noPlace');
    // The type is not repeated before a title that begins with it.
    const hasType = (title || '').toLowerCase().startsWith(geo.typeName(type).toLowerCase());
    const { periods } = geo.filtered;
    node.replaceChildren(
      geo.icon(type, 16),
      geo.el('div', { class: 'row-text' },
        geo.el('div', { class: 'row-title' }, title ?? geo.t('loading')),
        geo.el('div', { class: 'row-meta' },
          geo.el('span', { class: day === null ? 'soft' : 'date' }, geo.dateText(day, data.hot.datePrecision[row])),
          hasType ? null : geo.el('span', {}, geo.typeName(type)), geo.el('span', { class: 'row-place' }, where), unsure, leader)),
      periods ? geo.el('div', { class: 'row-periods' }, geo.periodTags(periods[row])) : '');
    node.setAttribute('aria-selected', String(row === geo.state.selected));
    if (title === null) {
      geo.loadRow(row).then(function () {
        if (node.isConnected && Number(node.dataset.row) === row) fill(node, row);
      });
    }
  }

  function draw() {
    const top = box.scrollTop;
    const first = Math.max(0, Math.floor(top / HEIGHT) - 4);
    const last = Math.min(rows.length, Math.ceil((top + box.clientHeight) / HEIGHT) + 4);
    for (const [place, node] of live) {
      if (place < first || place >= last) {
        node.remove();
        live.delete(place);
      }
    }
    for (let place = first; place < last; place++) {
      if (live.has(place)) continue;
      const node = geo.el('div', { class: 'row', role: 'option', id: 'row-' + place, 'aria-posinset': place + 1, 'aria-setsize': rows.length });
      node.style.top = place * HEIGHT + 'px';
      node.dataset.row = String(rows[place]);
      spacer.append(node);
      live.set(place, node);
      fill(node, rows[place]);
    }
    const place = placeOf(geo.state.selected);
    if (place >= 0 && live.has(place)) box.setAttribute('aria-activedescendant', 'row-' + place);
    else box.removeAttribute('aria-activedescendant');
  }

  // Rows are sorted by number, so a row is found by binary search.
  function placeOf(row) {
    let low = 0;
    let high = rows.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (rows[middle] === row) return middle;
      if (rows[middle] < row) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  function reveal(place) {
    const top = place * HEIGHT;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = top + HEIGHT - box.clientHeight;
  }

  function onKey(event) {
    const page = Math.max(1, Math.floor(box.clientHeight / HEIGHT) - 1);
    const now = placeOf(geo.state.selected);
    const moves = { ArrowDown: now + 1, ArrowUp: now < 0 ? 0 : now - 1, PageDown: now + page, PageUp: now - page, Home: 0, End: rows.length - 1 };
    if (!(event.key in moves) || !rows.length) return;
    event.preventDefault();
    const place = Math.min(rows.length - 1, Math.max(0, moves[event.key]));
    geo.select(rows[place], { keepFocus: true, walking: true });
    reveal(place);
  }

  geo.startList = function () {
    box = geo.byId('list');
    spacer = geo.el('div', { class: 'spacer', role: 'presentation' });
    box.append(spacer);
    const redraw = geo.frame(draw);
    // Reading this from the element would force a layout.
    let scrolled = false;
    box.addEventListener('scroll', function () {
      scrolled = true;
      redraw();
    }, { passive: true });
    box.addEventListener('keydown', onKey);
    box.addEventListener('click', function (event) {
      const node = event.target.closest('.row');
      if (node) geo.select(Number(node.dataset.row), {});
    });
    new ResizeObserver(redraw).observe(box);
    const renew = function () {
      for (const node of live.values()) node.remove();
      live.clear();
      box.setAttribute('aria-label', geo.t('list'));
      spacer.style.height = rows.length * HEIGHT + 'px';
      const note = box.querySelector('.note');
      if (note) note.remove();
      // A listbox must hold an option; without any it is a place with a note.
      box.setAttribute('role', rows.length ? 'listbox' : 'group');
      if (!rows.length) box.append(geo.el('p', { class: 'note' }, geo.t(geo.data.n ? 'none' : 'empty')));
      redraw();
    };
    geo.on('rows', function (next) {
      rows = next;
      if (scrolled) box.scrollTop = 0;
      renew();
      const place = placeOf(geo.state.selected);
      if (place >= 0) reveal(place);
    });
    geo.on('language', renew);
    geo.on('selected', function () {
      for (const node of live.values()) node.setAttribute('aria-selected', String(Number(node.dataset.row) === geo.state.selected));
      const place = placeOf(geo.state.selected);
      if (place >= 0) reveal(place);
      draw();
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
