// A told walk: steps that set the one state of the page, with their text above it.
(function (geo) {
  'use strict';

  const LISTED = 12; // sentences of a step on paper
  let story = null;

  const word = (name, values) => Object.entries(values || {}).reduce((text, [key, value]) => text.replace('{' + key + '}', value), story.words[geo.language][name]);
  const said = (one, name) => (geo.language === 'ko' && one[name + '_ko']) || one[name] || '';
  const number = () => Math.min(Math.max(geo.state.step || 0, 0), story.steps.length); // 0: the beginning
  const paragraphs = (text) => text.split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean).map((part) => geo.el('p', {}, part));

  // Whether the reader has changed what the step had set.
  let arrived = null;
  const part = () => geo.encodeLink(Object.assign({}, geo.state, { at: null, selectedId: null, card: null }), geo.data).replace(/&?lang=\w+/, '');
  let drawn = '';

  function draw() {
    const n = number();
    const one = n ? story.steps[n - 1] : story;
    const away = n > 0 && arrived !== null && arrived !== part();
    const key = [n, away, geo.language].join();
    if (key === drawn) return;
    drawn = key;
    const button = (name, step, off, rest) => geo.el('button', Object.assign({ type: 'button', id: 'story-' + name, disabled: off, onclick: () => go(step) }, rest), word(name));
    const hint = away ? geo.el('p', { class: 'away' }, word('away') + ' ', geo.el('button', { type: 'button', class: 'as-link', onclick: () => go(n) }, word('return'))) : null;
    const box = geo.byId('story');
    const held = box.contains(document.activeElement) ? document.activeElement.id : '';
    box.setAttribute('aria-label', word('story'));
    box.replaceChildren(
      geo.el('div', { class: 'told', tabIndex: 0, role: 'group', 'aria-live': 'polite' }, geo.el('h2', {}, said(one, 'title')), paragraphs(said(one, 'text')), hint || []),
      geo.el('div', { class: 'steps' },
        button('back', n - 1, n === 0), geo.el('span', {}, word('at', { n, of: story.steps.length })),
        n === story.steps.length ? button('again', 0, false) : n ? button('next', n + 1, false) : button('start', 1, false),
        geo.el('button', { type: 'button', id: 'story-print', class: 'wide', onclick: print }, word('print'))));
    // Pressing "next" again and again goes on, whatever the button is called.
    if (held) (geo.byId(held) || geo.byId('story-next') || geo.byId('story-again') || geo.byId('story-start')).focus();
    geo.resized();
  }

  async function show(n, options) {
    const step = n ? story.steps[n - 1] : { link: '' };
    await geo.readLink('#' + [step.link, n ? 'step=' + n : '', 'lang=' + geo.language].filter(Boolean).join('&'));
    const unit = step.fit && geo.data.units.find((one) => one.pcode === step.fit);
    if (unit && unit.box) geo.fitUnit(unit, options);
  }

  let turn = 0;
  async function go(n) {
    const mine = ++turn;
    if (n < 0 || n > story.steps.length) return;
    geo.writeLink();
    if (!geo.framed && !geo.embedded) history.pushState(null, '', location.href); // the entry that the step becomes
    arrived = null;
    await show(n);
    if (mine !== turn) return;
    arrived = part();
    draw();
    geo.writeLink();
  }

  async function sheetOf(n) {
    await show(n, { animate: false });
    const rows = [...geo.scopedRows()];
    const listed = rows.slice(0, LISTED);
    await Promise.all(listed.map((row) => geo.loadRow(row)));
    const step = story.steps[n - 1];
    const lines = listed.map(function (row) {
      const day = geo.dateText(geo.data.hot.day[row] ? geo.data.first[row] : null, geo.data.hot.datePrecision[row]);
      return geo.el('li', {}, day + ' · ' + geo.titleOf(row) + ' · ' + (geo.textOf(row, 'quote') || ''));
    });
    return geo.el('section', { class: 'told-step' },
      geo.el('h2', {}, n + '. ' + said(step, 'title')), paragraphs(said(step, 'text')),
      geo.el('p', { class: 'paper-summary' }, geo.byId('summary').textContent),
      geo.el('div', { class: 'paper-map' }, geo.el('div', {}, geo.paperMaps())),
      lines.length ? geo.el('ol', {}, lines) : geo.el('p', {}, word('none')),
      rows.length > listed.length ? geo.el('p', {}, word('more', { n: geo.number(rows.length - listed.length) })) : []);
  }

  // Each step with its map, its text and sentences; afterwards the page is as it was.
  async function print() {
    const was = geo.encodeLink(geo.state, geo.data);
    const before = arrived;
    const parts = [];
    for (let n = 1; n <= story.steps.length; n++) parts.push(await sheetOf(n));
    geo.paperStory = geo.el('main', { class: 'paper' }, geo.el('h1', {}, said(story, 'title')), paragraphs(said(story, 'text')), parts, geo.el('p', { class: 'paper-source' }, geo.sourceLine()));
    await geo.readLink('#' + was + '&lang=' + geo.language);
    arrived = before;
    draw();
    await geo.print();
  }

  // Arrows walk while nothing else takes them: from the panel, or where nothing is focused.
  function onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = document.activeElement;
    if (at && at !== document.body && !geo.byId('story').contains(at)) return;
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    go(number() + way);
  }

  geo.on('language', function () {
    if (!story) {
      story = JSON.parse(geo.byId('geo-story').textContent);
      document.addEventListener('keydown', onKey);
      window.addEventListener('popstate', () => { turn++; arrived = null; });
    }
    draw();
  });
  geo.on('rows', () => { if (story) draw(); });
})((globalThis.geoPage = globalThis.geoPage || {}));
