// The same events as a table, in place of the map: sorted by any column, a hundred rows at a time.
(function (geo) {
  'use strict';

  const ROWS = 100;
  const HEADINGS = { title: 'titleColumn', quote: 'quoteColumn', records: 'recordsColumn' };
  const heading = (column) => geo.t(HEADINGS[column] || column);

  let region, caption, body, rowCount, before, after;
  let heads = [];
  let rows = new Uint32Array(0);
  let sorted = rows;
  let stale = true; // what is shown is not what should be; nothing is sorted while the map is shown
  let keys = new Map(); // column -> key of each event
  let turn = 0;

  const shown = () => geo.state.view === 'table';
  const pages = () => Math.max(1, Math.ceil(sorted.length / ROWS));
  // A link may request a page beyond the last one.
  const number = () => Math.min(geo.state.page, pages() - 1);
  const page = () => sorted.subarray(number() * ROWS, (number() + 1) * ROWS);

  function source(row) {
    const name = geo.sourceName(geo.data.hot.source[row]);
    const url = geo.textOf(row, 'source_url');
    return url ? geo.link(url, name) : name;
  }

  function title(row) {
    const open = geo.el('button', { type: 'button', class: 'as-link', onclick: () => geo.select(row) }, geo.titleOf(row) ?? geo.t('loading'));
    return geo.el('th', { scope: 'row' }, open);
  }

  const cell = (...content) => geo.el('td', {}, ...content);
  const short = (...content) => geo.el('td', { class: 'short' }, ...content);

  const CELLS = {
    date: (row, { hot, first }) => short(geo.dateText(hot.day[row] ? first[row] : null, hot.datePrecision[row])),
    type: (row, { hot }) => short(geo.icon(hot.type[row], 14), ' ', geo.typeName(hot.type[row])),
    title,
    quote: (row) => geo.el('td', { class: 'quote' }, geo.el('div', {}, geo.textOf(row, 'quote') || '')),
    site: (row) => cell(geo.siteText(row) || ''),
    place: (row) => cell(geo.placeText(row) || geo.t('noPlace')),
    precision: (row, { hot, precisions }) => cell(geo.nameOf('precisionOf', precisions[hot.precision[row]])),
    source: (row) => cell(source(row)),
    status: (row, { hot, statuses }) => cell(geo.nameOf('statusOf', statuses[hot.status[row]])),
    records: (row, { hot }) => short(String(hot.records[row]))
  };

  const columns = () => geo.COLUMNS.filter((column) => geo.isColumn(geo.state, column));

  function line(row) {
    const node = geo.el('tr', {}, columns().map((column) => CELLS[column](row, geo.data)));
    node.dataset.row = String(row);
    return node;
  }

  function mark() {
    for (const node of body.children) {
      if (Number(node.dataset.row) === geo.state.selected) node.setAttribute('aria-current', 'true');
      else node.removeAttribute('aria-current');
    }
  }

  // For printing: the sorted rows from the current page on; null while the table is hidden.
  geo.tableRows = () => (shown() && !stale ? sorted.subarray(number() * ROWS) : null);

  function fill() {
    body.replaceChildren(...Array.from(page(), line));
    if (!sorted.length) {
      body.append(geo.el('tr', {}, geo.el('td', { colSpan: columns().length || 1, class: 'soft' }, geo.t(geo.data.n ? 'none' : 'empty'))));
    }
    mark();
  }

  // The parts of the table that do not depend on its texts.
  function frame() {
    const { sort, down } = geo.state;
    const way = down ? 'descending' : 'ascending';
    caption.textContent = geo.t('tableCaption', { column: heading(sort).toLowerCase(), way: geo.t(way) });
    for (const { column, head, name, sign } of heads) {
      head.hidden = !geo.isColumn(geo.state, column);
      name.textContent = heading(column);
      sign.textContent = column === sort ? (down ? '▼' : '▲') : '';
      if (column === sort) head.setAttribute('aria-sort', way);
      else head.removeAttribute('aria-sort');
    }
    const from = number() * ROWS;
    rowCount.textContent = sorted.length
      ? geo.t('pageRows', { a: geo.number(from + 1), b: geo.number(Math.min(from + ROWS, sorted.length)), n: geo.number(sorted.length) }) : geo.t('noRows');
    before.disabled = number() === 0;
    after.disabled = number() >= pages() - 1;
  }

  async function draw() {
    const mine = turn;
    frame();
    fill();
    const missing = [...new Set(Array.from(page(), (row) => Math.floor(row / geo.data.chunk)))].filter((chunk) => !geo.data.texts[chunk]);
    if (!missing.length) return;
    await Promise.all(missing.map(geo.loadChunk));
    if (mine === turn) fill();
  }

  // The rows in the order of the table. Titles and sites can be sorted once all texts are unpacked.
  function inOrder() {
    const { sort, down } = geo.state;
    if (sort === 'date' && down) return rows; // the newest first, as Python sorted them
    if (!keys.has(sort)) keys.set(sort, geo.sortKeys(sort));
    return geo.sortRows(rows, keys.get(sort), down);
  }

  // What is listed, in the order in which the reader sees it; all texts are unpacked by then.
  geo.orderedRows = () => (shown() ? inOrder() : geo.scopedRows());

  async function renew() {
    stale = true;
    if (!shown()) return;
    const mine = ++turn;
    const { sort } = geo.state;
    if ((sort === 'title' || sort === 'site') && !keys.has(sort)) {
      rowCount.textContent = geo.t('readingAll');
      await geo.loadAll();
      if (mine !== turn) return;
    }
    sorted = inOrder();
    stale = false;
    draw();
  }

  function sortBy(column) {
    const { sort, down } = geo.state;
    Object.assign(geo.state, { sort: column, down: column === sort ? !down : column === 'date' || column === 'records', page: 0 });
    region.scrollTop = 0;
    renew();
    geo.linkStep();
  }

  function turnTo(next) {
    geo.state.page = next;
    region.scrollTop = 0;
    turn++;
    draw();
    // A disabled button must not keep the focus.
    if (before.disabled && document.activeElement === before) after.focus();
    else if (after.disabled && document.activeElement === after) before.focus();
    geo.linkStep();
  }

  geo.showColumns = function (names) {
    geo.state.columns = new Set(names);
    turn++;
    draw();
    geo.linkStep();
  };

  // The choice of columns, beside the pages.
  function chooser() {
    const boxes = geo.COLUMNS.map(function (column) {
      const box = geo.el('input', { type: 'checkbox', onchange: () => choose() });
      return { column, box, name: geo.el('span', {}) };
    });
    const choose = () => geo.showColumns(boxes.filter((one) => one.box.checked).map((one) => one.column));
    const update = function () {
      for (const { column, box, name } of boxes) {
        box.checked = geo.isColumn(geo.state, column);
        name.textContent = heading(column);
      }
    };
    for (const event of ['language', 'view', 'rows']) geo.on(event, update);
    return geo.el('details', { class: 'columns' }, geo.el('summary', { 'data-t': 'columns' }), geo.el('div', {}, boxes.map(({ box, name }) => geo.el('label', { class: 'check' }, box, name))));
  }

  // Scroll to the selected event, also if it was selected elsewhere.
  function reveal() {
    const node = [...body.children].find((one) => Number(one.dataset.row) === geo.state.selected);
    if (!node) return;
    const top = node.offsetTop - heads[0].head.offsetHeight;
    if (top < region.scrollTop) region.scrollTop = top;
    else if (node.offsetTop + node.offsetHeight > region.scrollTop + region.clientHeight) {
      region.scrollTop = node.offsetTop + node.offsetHeight - region.clientHeight;
    }
  }

  function onSelected(options) {
    if (!shown() || stale) return;
    const place = sorted.indexOf(geo.state.selected);
    if (place >= 0 && Math.floor(place / ROWS) !== number() && !options.restored) {
      geo.state.page = Math.floor(place / ROWS);
      turn++;
      draw();
    } else mark();
    reveal();
  }

  geo.startTable = function () {
    region = geo.byId('table-region');
    rowCount = geo.byId('page-rows');
    before = geo.byId('page-before');
    after = geo.byId('page-after');
    caption = geo.el('caption', { id: 'table-caption' });
    body = geo.el('tbody', {});
    heads = geo.COLUMNS.map(function (column) {
      const name = geo.el('span', {});
      const sign = geo.el('span', { class: 'sign', 'aria-hidden': 'true' });
      const head = geo.el('th', { scope: 'col' }, column === 'quote' ? name : geo.el('button', { type: 'button', onclick: () => sortBy(column) }, name, sign));
      return { column, head, name, sign };
    });
    region.append(geo.el('table', { class: 'table' }, caption, geo.el('thead', {}, geo.el('tr', {}, heads.map((one) => one.head))), body));
    rowCount.before(chooser());
    before.addEventListener('click', () => turnTo(number() - 1));
    after.addEventListener('click', () => turnTo(number() + 1));
    geo.on('rows', function (next) {
      rows = next;
      renew();
    });
    geo.on('language', function () {
      keys = new Map();
      frame();
      renew();
    });
    geo.on('view', () => { if (stale) renew(); });
    geo.on('selected', onSelected);
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
