// Filters with counts, layers, legend, and the text that describes the current selection.
(function (geo) {
  'use strict';

  const groups = []; // check boxes with counts: { key, facet, boxes }

  function checks(key, facet, size, nameOf, iconOf) {
    const boxes = [];
    const wrap = geo.el('div', { class: 'checks' + (key === 'types' || key === 'kinds' ? ' two' : '') });
    for (let code = 0; code < size; code++) {
      const box = geo.el('input', { type: 'checkbox', checked: true, onchange: () => apply(key, boxes) });
      const name = geo.el('span', { class: 'check-name' });
      const count = geo.el('span', { class: 'count' });
      const label = geo.el('label', { class: 'check' }, box, iconOf ? iconOf(code) : null, name, count);
      wrap.append(label);
      boxes.push({ code, box, name, count, label, nameOf });
    }
    groups.push({ key, facet, boxes });
    return wrap;
  }

  function apply(key, boxes) {
    const chosen = boxes.filter((one) => one.box.checked).map((one) => one.code);
    geo.change({ [key]: chosen.length === boxes.length ? null : new Set(chosen) });
  }

  function allOrNone(key, name) {
    const button = function (text, value) {
      const node = geo.el('button', { type: 'button', class: 'as-link', 'data-t': text, onclick: () => geo.change({ [key]: value() }) });
      geo.on('language', () => node.setAttribute('aria-label', geo.t(text) + ': ' + geo.t(name)));
      return node;
    };
    return geo.el('div', { class: 'all-none' }, button('all', () => null), button('noneOf', () => new Set()));
  }

  // A collapsible group whose heading summarises the choices within it.
  function group(id, name, summaryOf, ...content) {
    const chosen = geo.el('span', { class: 'chosen' });
    const update = function () {
      const words = [summaryOf()].flat().filter(Boolean).join(' · ');
      chosen.textContent = words ? ': ' + words : '';
    };
    for (const event of ['filtered', 'language']) geo.on(event, update);
    return geo.el('details', { class: 'group', id }, geo.el('summary', {}, geo.el('span', { 'data-t': name }), chosen), ...content);
  }

  // "3 of 12"; nothing where all are chosen.
  function chosenOf(key) {
    const chosen = geo.state[key];
    if (!chosen) return '';
    const boxes = groups.find((one) => one.key === key).boxes.filter((one) => !one.label.hidden);
    return geo.t('chosen', { k: boxes.filter((one) => chosen.has(one.code)).length, n: boxes.length });
  }

  // Summaries of the filters that are described by their own name.
  function recordAndLeader() {
    const { leader, once, record } = geo.state;
    return [leader && geo.t('leaderOnly'), once && geo.t('onceOnly'), record !== 'any' && geo.t(record === 'with' ? 'recordWith' : 'recordWithout')].filter(Boolean);
  }

  // Up to three choices by name, more by number.
  const named = (chosen, nameOf, many) => (chosen.size && chosen.size <= 3 ? [...chosen].map(nameOf).join(', ') : geo.t(many, { n: geo.number(chosen.size) }));

  function placeSelect() {
    const select = geo.el('select', { id: 'unit', onchange: () => geo.change({ unit: Number(select.value) }, true) });
    // Sorting two hundred names takes the browser some time, and most readers never open the list.
    const fillOptions = function () {
      if (!geo.byId('where-group').open) return;
      const { units } = geo.data;
      const byName = (a, b) => geo.unitName(a).localeCompare(geo.unitName(b), geo.language);
      select.replaceChildren(geo.el('option', { value: '-1' }, geo.t('anywhere')));
      for (const province of units.filter((unit) => unit.level === 1).sort(byName)) {
        const name = geo.unitName(province);
        select.append(geo.el('optgroup', { label: name }, geo.el('option', { value: province.index }, name),
          units.filter((unit) => unit.parent === province.index).sort(byName)
            .map((unit) => geo.el('option', { value: unit.index }, '\u2003' + geo.unitName(unit)))));
      }
      select.value = String(geo.state.unit);
    };
    geo.on('language', fillOptions);
    geo.on('filtered', () => { select.value = String(geo.state.unit); });
    geo.on('opened', fillOptions);
    return geo.el('label', { class: 'field' }, geo.el('span', { 'data-t': 'place' }), select);
  }

  function recordSelect() {
    const select = geo.el('select', { id: 'record', onchange: () => geo.change({ record: select.value }) },
      geo.el('option', { value: 'any', 'data-t': 'recordAny' }), geo.el('option', { value: 'with', 'data-t': 'recordWith' }),
      geo.el('option', { value: 'without', 'data-t': 'recordWithout' }));
    geo.on('filtered', () => { select.value = geo.state.record; });
    return geo.el('label', { class: 'field' }, geo.el('span', { 'data-t': 'matching' }), select);
  }

  function buildFilters() {
    const { data } = geo;
    const leader = geo.el('input', { type: 'checkbox', id: 'leader', onchange: () => geo.change({ leader: leader.checked }) });
    const leaderCount = geo.el('span', { class: 'count' });
    const once = geo.el('input', { type: 'checkbox', id: 'once', onchange: () => geo.change({ once: once.checked }) });
    const repeated = data.hot.same.some(Boolean);
    geo.on('filtered', function ({ facets, facetsB }) {
      once.checked = geo.state.once;
      leader.checked = geo.state.leader;
      geo.fillCount(leaderCount, facets.leader[1], facetsB ? facetsB.leader[1] : undefined);
    });
    const part = (name, content) => geo.el('fieldset', {}, geo.el('legend', { 'data-t': name }), content);
    const coded = (key, facet) => part(facet, checks(key, facet, data[key].length, (code) => geo.nameOf(facet + 'Of', data[key][code])));
    const sources = geo.sourceChoices();
    const types = group('type-group', 'type', () => chosenOf('types'), allOrNone('types', 'type'),
      checks('types', 'type', data.types.length, geo.typeName, (code) => geo.icon(code, 14)));
    types.open = true;
    const where = group('where-group', 'place', () => [geo.state.unit >= 0 ? geo.unitName(data.units[geo.state.unit]) : '', chosenOf('precisions')],
      placeSelect(), coded('precisions', 'precision'));
    where.addEventListener('toggle', () => geo.emit('opened'));
    const kinds = group('kind-group', 'siteKind', () => chosenOf('kinds'), allOrNone('kinds', 'siteKind'),
      checks('kinds', 'kind', data.kinds.length, geo.kindName));
    const source = group('source-group', 'source',
      () => [geo.state.classes ? named(geo.state.classes, geo.className, 'chosenClasses') : '', geo.state.sources ? geo.t('chosen', { k: geo.number(geo.state.sources.size), n: geo.number(data.sources.length) }) : ''],
      data.classes.length > 1 ? part('sourceClass', checks('classes', 'class', data.classes.length, geo.className)) : null,
      allOrNone('sources', 'source'), sources.box);
    source.addEventListener('toggle', sources.renew);
    const more = group('more', 'more', () => [...recordAndLeader(), chosenOf('statuses'), chosenOf('bases')],
      data.nRecords ? recordSelect() : null,
      geo.el('label', { class: 'check lone' }, leader, geo.el('span', { class: 'check-name', 'data-t': 'leaderOnly' }), leaderCount),
      repeated ? geo.el('label', { class: 'check lone' }, once, geo.el('span', { class: 'check-name', 'data-t': 'onceOnly' })) : null,
      coded('statuses', 'status'), coded('bases', 'basis'));
    geo.byId('filters').append(types, where, kinds, source, more);
    const totals = new Map();
    for (const { facet } of groups) {
      const column = facet !== 'kind' && data.hot[facet];
      if (!column) continue; // kinds and classes are those that the events have
      const total = new Uint32Array(64);
      for (let i = 0; i < data.n; i++) if (column[i] < 64) total[column[i]]++;
      totals.set(facet, total);
    }
    // A choice that no event of this map has is left out, except where that would leave none.
    for (const { facet, boxes } of groups) {
      const total = totals.get(facet);
      if (!total) continue;
      for (const one of boxes) one.label.hidden = data.n > 0 && !total[Math.min(63, one.code)] && one.code < 63;
    }
    geo.on('filtered', function ({ facets, facetsB }) {
      for (const { key, facet, boxes } of groups) {
        for (const one of boxes) {
          one.box.checked = !geo.state[key] || geo.state[key].has(one.code);
          const [a, b] = [facets[facet][one.code], facetsB ? facetsB[facet][one.code] : undefined];
          geo.fillCount(one.count, a, b);
          one.label.classList.toggle('zero', !a && !b);
        }
      }
    });
    geo.on('language', function () {
      for (const { boxes } of groups) for (const one of boxes) one.name.textContent = one.nameOf(one.code);
    });
  }

  function buildSearch() {
    const input = geo.byId('search');
    let timer = 0;
    input.addEventListener('focus', () => geo.prepareSearch());
    input.addEventListener('input', function () {
      clearTimeout(timer);
      timer = setTimeout(() => geo.setQuery(input.value), 150);
    });
    // Leaving the field, or Enter in it, ends a search.
    input.addEventListener('change', function () {
      clearTimeout(timer);
      if (input.value.trim() === geo.state.query) geo.linkDone('search');
      else geo.setQuery(input.value, true);
    });
    geo.on('reading', () => clearTimeout(timer));
    geo.on('filtered', function () {
      if (document.activeElement !== input) input.value = geo.state.query;
    });
    geo.on('language', function () {
      input.placeholder = geo.t('searchHint');
      input.setAttribute('aria-label', geo.t('search') + ': ' + geo.t('searchHint'));
    });
  }

  // The marks of a layer as a list of buttons: everything on the map can also be reached by keyboard.
  function listing(name) {
    const open = async function () {
      const table = name === 'sites' ? geo.data.sites : await geo.loadRecords();
      if (name === 'records') geo.updateMarks();
      const { rows } = geo.marks[name];
      if (table && rows.length) geo.showChoice(name === 'sites' ? 'site' : 'record', rows);
    };
    const button = geo.el('button', { type: 'button', class: 'as-link', 'data-t': 'listAll', onclick: open });
    geo.on('language', () => button.setAttribute('aria-label', geo.t('listAll') + ': ' + geo.t(name)));
    return button;
  }

  function buildLayers() {
    const body = geo.byId('layers-body');
    const { data } = geo;
    const totals = { events: data.n, sites: data.nSites, records: data.nRecords };
    for (const name of ['events', 'sites', 'records']) {
      if (name !== 'events' && !totals[name]) continue;
      const box = geo.el('input', { type: 'checkbox', id: 'layer-' + name, onchange: () => geo.changeLayers({ [name]: box.checked }) });
      const count = geo.el('span', { class: 'count' }, geo.number(totals[name]));
      const label = geo.el('label', { class: 'check' }, box, geo.el('span', { class: 'check-name', 'data-t': name }), count);
      body.append(name === 'events' ? label : geo.el('div', { class: 'listed' }, label, listing(name)));
      for (const event of ['layers', 'filtered']) {
        geo.on(event, () => {
          box.checked = geo.state.layers[name];
          count.textContent = geo.number(geo.countOfLayer(name));
        });
      }
    }
    const select = (id, label, choices, now, change) => {
      const options = choices.map(([value, name]) => geo.el('option', { value, 'data-t': name }));
      const box = geo.el('select', { id, onchange: () => change(box.value) }, options);
      for (const event of ['layers', 'filtered']) {
        geo.on(event, () => {
          box.value = now();
          if (id === 'measure') box.disabled = geo.state.shade === 'none' || Boolean(geo.state.compare);
        });
      }
      body.append(geo.el('label', { class: 'pick' }, geo.el('span', { 'data-t': label }), box));
    };
    select('shade', 'shading', [['adm2', 'shadeCounty'], ['adm1', 'shadeProvince'], ['none', 'shadeNone']], () => geo.state.shade, geo.changeShade);
    select('measure', 'measure', [['count', 'measureCount'], ['since', 'measureSince'], ['led', 'measureLed']], () => geo.state.measure, geo.changeMeasure);
    select('names', 'names', [['ui', 'namesUi'], ['en', 'namesEnglish'], ['ko', 'namesKorean'], ['both', 'namesBoth']], () => geo.state.names, geo.changeNames);
    geo.buildBackground(body);
  }

  const sample = (kind, ...inside) => geo.el('span', { class: 'sample ' + kind, 'aria-hidden': 'true' }, ...inside);

  function drawLegend() {
    const body = geo.byId('legend-body');
    const { limits, level, highest, measure } = geo.shading;
    const parts = [];
    const unit = { unit: geo.t(level === 1 ? 'province' : 'county') };
    const heading = measure === 'led' ? geo.t('ledPer', unit) : measure === 'since' ? geo.t('sincePer', { date: geo.dayToIso(geo.newestDay()) }) : geo.t('eventsPer', unit);
    if (geo.state.compare) parts.push(...geo.differenceLegend());
    else if (limits.length) {
      const steps = limits.map(function (limit, i) {
        const next = i + 1 < limits.length ? limits[i + 1] - 1 : highest;
        const step = geo.shadeStep(limit);
        const open = highest >= 1000 || measure === 'led';
        const range = open ? geo.compact(limit) + '+' : limit === next ? limit : limit + '–' + next;
        return geo.el('li', {}, geo.el('span', { class: 'swatch class-' + step, 'aria-hidden': 'true' }), range);
      });
      parts.push(geo.el('h2', {}, heading), geo.el('ul', { class: 'classes' }, steps));
    }
    const rows = [[sample('point', geo.icon(0, 10)), 'legendPoint'], [sample('many', '9'), 'legendMany'], [sample('mixed', '9'), 'legendMixed'],
      [sample('county', '9'), geo.state.compare && geo.state.shade !== 'none' ? 'legendCountyPlain' : 'legendCounty'], [sample('province', '9'), 'legendProvince']];
    if (geo.data.nRecords) rows.push([sample('mark', geo.markIcon('record')), 'legendRecord']);
    if (geo.data.hot.status.includes(geo.data.statuses.indexOf('candidate'))) rows.push([sample('unsure', '?'), 'legendCandidate']);
    rows.push([sample('none', '—'), 'legendNowhere']);
    parts.push(geo.el('h2', {}, geo.t('legendSymbols')), geo.el('ul', { class: 'keys' }, rows.map(([icon, text]) => geo.el('li', {}, icon, geo.el('span', {}, geo.t(text))))));
    if (geo.data.nSites) {
      const kinds = geo.marksHere().map((mark) => geo.el('li', {}, sample('mark', geo.markIcon('site', mark)), geo.el('span', {}, geo.markName(mark))));
      parts.push(geo.el('h2', {}, geo.t('sites')), geo.el('ul', { class: 'keys marks' }, kinds));
    }
    if (geo.unplacedSites) parts.push(geo.el('p', { class: 'soft' }, geo.t(geo.unplacedSites > geo.AREA_SITES.most ? 'unplacedSitesNear' : 'unplacedSites', { n: geo.number(geo.unplacedSites) })));
    body.replaceChildren(...parts);
  }

  function summary() {
    const { data, state, filtered, counts } = geo;
    const k = geo.scopedRows().length;
    const { sides } = filtered;
    const parts = [sides ? geo.periodWords(state, data, sides.a.n, sides.b.n) : !data.n ? geo.t('summaryNone') : k === data.n ? geo.t(k === 1 ? 'summaryOne' : 'summaryAll', { n: geo.number(data.n) }) : geo.t('summarySome', { k: geo.number(k), n: geo.number(data.n) })];
    const about = [];
    if (state.types) about.push(named(state.types, geo.typeName, 'chosenTypes'));
    if (state.kinds) about.push(named(state.kinds, geo.kindName, 'chosenKinds'));
    if (state.classes) about.push(named(state.classes, geo.className, 'chosenClasses'));
    if (state.sources) about.push(named(state.sources, geo.sourceName, 'chosenSources'));
    about.push(...recordAndLeader());
    for (const [key, table] of [['precisions', 'precisionOf'], ['statuses', 'statusOf'], ['bases', 'basisOf']]) {
      if (state[key]) about.push([...state[key]].map((code) => geo.nameOf(table, data[key][code])).join(', '));
    }
    if (state.unit >= 0) about.push(geo.unitName(data.units[state.unit]));
    if (state.scope) about.push(state.scope.name());
    if (!sides && (state.from !== null || state.to !== null)) {
      about.push(geo.t('since', { a: state.from === null ? '…' : geo.dayToIso(state.from), b: state.to === null ? '…' : geo.dayToIso(state.to) }));
    }
    if (state.query) about.push(geo.t('searching', { q: state.query }));
    let text = parts[0] + (about.length ? ': ' + about.join(' · ') : '') + '.';
    if (filtered.undatedOut) text += ' ' + geo.t('undatedHidden', { n: geo.number(filtered.undatedOut) }) + '.';
    if (counts.nowhere && !state.scope) text += ' ' + geo.t('nowhere', { n: geo.number(counts.nowhere) }) + '.';
    const { also, perhaps } = geo.searchNotes(k === 0);
    if (also.length) text += ' ' + geo.t('alsoSearched', { names: also.slice(0, 3).join(', ') + (also.length > 3 ? ' …' : '') }) + '.';
    const offers = perhaps.flatMap(({ text: typed, name }) => [' ', geo.el('button', { type: 'button', class: 'offer', onclick: () => geo.searchFor(geo.fold(geo.state.query).replace(typed, () => name)) }, name)]);
    text += geo.spotNote?.() || '';
    geo.byId('summary').parentNode.classList.toggle('long', text.length > 110); // its own line, above the buttons
    geo.byId('summary').replaceChildren(text, ...(offers.length ? [' ' + geo.t('perhaps'), ...offers] : []));
  }

  function drawScope() {
    const box = geo.byId('scope');
    const { scope } = geo.state;
    box.hidden = !scope;
    if (!scope) return;
    const zoom = scope.symbol && geo.map.getZoom() < geo.map.getMaxZoom() ? geo.el('button', { type: 'button', onclick: geo.zoomToScope }, geo.t('zoomIn')) : null;
    const n = geo.number(geo.scopedRows().length);
    const name = scope.name();
    const label = name ? geo.t('scopeSite', { n, name }) : geo.t('scopeHere', { n });
    const counts = geo.filtered.periods ? ' (' + geo.periodCounts(geo.scopedRows()) + ')' : '';
    box.replaceChildren(geo.el('span', {}, label + counts), ...[zoom].filter(Boolean), geo.el('button', { type: 'button', onclick: () => geo.setScope(null) }, geo.t('clearScope')));
  }

  function buildTabs() {
    const tabs = geo.byId('tabs');
    for (const [name, label] of [['list', 'events'], ['filters', 'filters'], ['time', 'time']]) {
      const button = geo.el('button', { type: 'button', 'data-t': label, onclick: () => geo.showTab(name) });
      button.dataset.tab = name;
      tabs.append(button);
    }
    geo.showTab = function (name) {
      document.body.dataset.tab = name;
      for (const button of tabs.children) button.setAttribute('aria-pressed', String(button.dataset.tab === name));
    };
    geo.showTab('list');
  }

  geo.startPanel = function () {
    buildSearch();
    buildFilters();
    buildLayers();
    buildTabs();
    geo.startAbout();
    geo.startPrint();
    for (const name of ['filtered', 'language', 'layers']) geo.on(name, drawLegend);
    for (const name of ['rows', 'language']) {
      geo.on(name, summary);
      geo.on(name, drawScope);
    }
    geo.byId('take-csv').addEventListener('click', () => geo.take('csv'));
    geo.byId('take-geojson').addEventListener('click', () => geo.take('geojson'));
    geo.byId('take-png').addEventListener('click', geo.takePicture);
    geo.byId('do-reset').addEventListener('click', geo.reset);
    geo.byId('do-language').addEventListener('click', function () {
      geo.setLanguage(geo.t('otherLanguageName'));
      geo.linkStep();
    });
    for (const view of ['map', 'table']) {
      geo.byId('view-' + view).addEventListener('click', function () {
        geo.showView(view);
        geo.linkStep();
      });
    }
    const { atlas } = geo.data.about;
    if (atlas) document.querySelector('.actions').prepend(geo.el('a', { href: atlas, class: 'back', id: 'to-atlas', 'data-t': 'toAtlas' }));
    const full = geo.byId('whole');
    full.hidden = !geo.embedded || location.protocol === 'about:';
    const follow = () => { full.href = geo.linkNow().replace(/\?[^#]*/, ''); };
    for (const event of ['pointerdown', 'focus']) full.addEventListener(event, follow);
    follow();
    const share = geo.byId('do-share');
    share.hidden = location.protocol === 'about:'; // a notebook's frame has no address to share
    share.addEventListener('click', async function () {
      geo.writeLink();
      try {
        await navigator.clipboard.writeText(geo.linkNow());
        share.textContent = geo.t('copied');
        setTimeout(() => { share.textContent = geo.t('share'); }, 1500);
      } catch {
        // Without the clipboard (a frame, an old browser) the address line still holds the link.
      }
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
