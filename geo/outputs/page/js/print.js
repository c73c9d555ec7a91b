// The printed page: built before printing and removed afterwards.
(function (geo) {
  'use strict';

  const MOST = 200; // rows of the table
  // Pixels of the picture per pixel of the page. One half, since Chromium prints canvases as lines and text, at a
  // scale that it rounds down to 64ths: with any other the map would not fill its frame.
  const SHARP = 2;
  // The map's width and height for landscape and portrait paper, for both A4 and Letter; the style sheet shows
  // the one that fits.
  const FORMATS = { landscape: [660, 540], portrait: [700, 590] };
  const EARTH = 40075016.7;

  let sheet = null;

  // The longest round number of metres that fits into a width.
  geo.roundLength = function (most) {
    const unit = Math.pow(10, Math.floor(Math.log10(most)));
    return [5, 2, 1].map((step) => step * unit).find((length) => length <= most);
  };

  // The visible part of the map without the area under the open legend, as large as the paper allows.
  geo.paperView = function (box, format) {
    const [width, height] = format;
    const scale = Math.min(width / (box[2] - box[0]), height / (box[3] - box[1]));
    const shift = { x: width / 2 - (scale * (box[0] + box[2])) / 2, y: height / 2 - (scale * (box[1] + box[3])) / 2 };
    return { ratio: SHARP, scale, shift, size: { x: width, y: height }, inset: { x: 0, y: 0 }, zoom: Math.round(Math.log2(scale)) };
  };

  function seen() {
    const size = geo.map.getSize();
    const northWest = geo.map.containerPointToLatLng([geo.covered(), 0]);
    const southEast = geo.map.containerPointToLatLng([size.x, size.y]);
    return [geo.localX(northWest.lng), geo.localY(northWest.lat), geo.localX(southEast.lng), geo.localY(southEast.lat)];
  }

  function scaleBar(ctx, view) {
    const [lat] = geo.latLngOf(0, (view.size.y / 2 - view.shift.y) / view.scale);
    const perPixel = (EARTH * Math.cos((lat * Math.PI) / 180)) / 256 / view.scale;
    const length = geo.roundLength(110 * perPixel);
    geo.drawScale(ctx, view.size.x - 14, view.size.y - 14, length / perPixel, length >= 1000 ? length / 1000 + ' km' : length + ' m');
  }

  // What a caller has added is drawn from the map on the screen, moved and enlarged to the paper's.
  function drawAddedOn(ctx, view, above) {
    const corner = geo.map.containerPointToLatLng([0, 0]);
    const factor = view.scale / Math.pow(2, geo.map.getZoom());
    ctx.setTransform(SHARP * factor, 0, 0, SHARP * factor,
      SHARP * (geo.localX(corner.lng) * view.scale + view.shift.x), SHARP * (geo.localY(corner.lat) * view.scale + view.shift.y));
    geo.drawAdded(ctx, above);
  }

  function mapOn(name) {
    const view = geo.paperView(seen(), FORMATS[name]);
    const { x, y } = view.size;
    const canvas = geo.el('canvas', { class: name, role: 'img', 'aria-label': geo.t('map'), width: x * SHARP, height: y * SHARP });
    canvas.style.width = x + 'px';
    const ctx = canvas.getContext('2d');
    ctx.scale(SHARP, SHARP);
    ctx.fillStyle = geo.css('--sea');
    ctx.fillRect(0, 0, x, y);
    geo.drawBase(ctx, view);
    drawAddedOn(ctx, view, false);
    geo.drawSymbols(ctx, view);
    drawAddedOn(ctx, view, true);
    ctx.setTransform(SHARP, 0, 0, SHARP, 0, 0);
    scaleBar(ctx, view);
    return canvas;
  }

  function legend() {
    const types = geo.shownTypes().map((code) => geo.el('li', {}, geo.icon(code, 12), geo.el('span', {}, geo.typeName(code))));
    const symbols = [...geo.byId('legend-body').childNodes].map((node) => node.cloneNode(true));
    const all = [...(types.length ? [geo.el('h2', {}, geo.t('type')), geo.el('ul', { class: 'keys types' }, types)] : []), ...symbols];
    // A heading stays with what it heads: Firefox breaks columns between them.
    const parts = [];
    for (const node of all) {
      if (!parts.length || node.tagName === 'H2') parts.push(geo.el('div', { class: 'part' }));
      parts[parts.length - 1].append(node);
    }
    return geo.el('div', { class: 'paper-legend legend' }, parts);
  }

  const listedRows = () => (geo.tableRows() || geo.scopedRows()).slice(0, MOST);

  function table() {
    const { data } = geo;
    const inTable = geo.tableRows();
    const listed = listedRows();
    const left = geo.scopedRows().length - listed.length;
    let unread = 0;
    const lines = [...listed].map(function (row) {
      const text = (name) => geo.textOf(row, name) || '';
      const read = geo.textOf(row, 'title') !== null;
      if (!read) unread++;
      const day = data.hot.day[row] ? data.first[row] : null;
      const source = [geo.sourceName(data.hot.source[row]), text('source_title') || text('source_id')].filter(Boolean).join(': ');
      const cells = [geo.dateText(day, data.hot.datePrecision[row]), geo.typeName(data.hot.type[row]), read ? geo.titleOf(row) : '…', geo.placeText(row) || geo.t('noPlace'), source];
      return geo.el('tr', {}, cells.map((cell) => geo.el('td', {}, cell)));
    });
    const head = ['date', 'type', 'titleColumn', 'place', 'source'].map((name) => geo.el('th', { scope: 'col' }, geo.t(name)));
    const parts = [geo.el('h2', {}, inTable ? geo.byId('table-caption').textContent : geo.t('events'))];
    if (lines.length) parts.push(geo.el('table', {}, geo.el('thead', {}, geo.el('tr', {}, head)), geo.el('tbody', {}, lines)));
    else parts.push(geo.el('p', {}, geo.t(data.n ? 'none' : 'empty')));
    if (left) parts.push(geo.el('p', {}, geo.t('printMore', { n: geo.number(left) })));
    if (unread) parts.push(geo.el('p', {}, geo.t('printUnread', { n: geo.number(unread) })));
    return geo.el('section', { class: 'paper-list' }, parts);
  }

  // The whole card: buttons become text, and links show their addresses.
  function cardOnPaper() {
    const copy = geo.byId('card').cloneNode(true);
    const more = geo.byId('card').querySelector('.chain + button');
    if (more) copy.querySelector('.chain').append(...more.rest());
    for (const node of copy.querySelectorAll('.close, .card-take, .copy, .views, .copied-text, .screen-only')) node.remove();
    for (const button of copy.querySelectorAll('button')) button.replaceWith(button.textContent);
    for (const node of [copy, ...copy.querySelectorAll('[id]')]) node.removeAttribute('id');
    for (const link of copy.querySelectorAll('a')) if (link.textContent !== link.href) link.after(' ' + link.href);
    copy.className = 'paper-card card';
    return copy;
  }

  geo.paperMaps = () => geo.withOutlines(() => Object.keys(FORMATS).map(mapOn));

  function build() {
    const told = geo.paperStory;
    clear();
    geo.paperStory = told;
    // Paper is light, whatever the screen is.
    document.documentElement.dataset.paper = '';
    geo.forgetCss();
    geo.readColours();
    const source = geo.sourceLine();
    const paper = geo.paperStory; // all steps of a story, built before
    const maps = paper ? [] : geo.paperMaps();
    sheet = paper || geo.el('main', { class: 'paper' },
      geo.el('h1', {}, document.title), geo.el('p', { class: 'paper-summary' }, geo.byId('summary').textContent),
      geo.el('div', { class: 'paper-map' }, geo.el('div', {}, maps), legend()),
      geo.el('p', { class: 'paper-source' }, source),
      geo.byId('card').hidden ? table() : cardOnPaper());
    document.body.append(sheet);
    document.body.classList.add('printing');
  }

  function clear() {
    if (sheet) sheet.remove();
    sheet = geo.paperStory = null;
    document.body.classList.remove('printing');
    if (!('paper' in document.documentElement.dataset)) return;
    delete document.documentElement.dataset.paper;
    geo.forgetCss();
    geo.readColours();
    geo.forgetBase();
    geo.repaint();
  }

  // The browser's print command does not wait for texts to be unpacked; this one does.
  geo.print = async function () {
    await Promise.all(Array.from(listedRows(), (row) => geo.loadRow(row)));
    let begun = false;
    window.addEventListener('beforeprint', () => { begun = true; }, { once: true });
    window.print();
    setTimeout(() => { if (!begun) geo.notice(geo.t('refused')); }, 500); // a frame may forbid it, without a word
  };

  geo.startPrint = function () {
    window.addEventListener('beforeprint', build);
    window.addEventListener('afterprint', clear);
    geo.byId('take-print').addEventListener('click', geo.print);
    document.addEventListener('keydown', function (event) {
      // By position of the key as well: on a Hangul layout it has another letter.
      if (event.code !== 'KeyP' && !/^p$/i.test(event.key)) return;
      const pressed = /Mac|iP(hone|ad)/.test(navigator.platform) ? event.metaKey : event.ctrlKey;
      if (!pressed || event.shiftKey || event.altKey) return;
      event.preventDefault();
      geo.print();
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
