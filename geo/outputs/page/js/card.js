// The card: details and evidence of one event, site or record.
(function (geo) {
  'use strict';

  let card = null;
  let opener = null;

  const line = (name, ...content) => [geo.el('dt', {}, geo.t(name)), geo.el('dd', {}, ...content)];

  const soft = (...content) => geo.el('div', { class: 'soft' }, ...content);

  function unitChain(number) {
    const { data } = geo;
    const chain = [];
    for (let unit = data.units[number]; unit; unit = data.units[unit.parent]) {
      const other = geo.language === 'ko' ? unit.name : unit.korean;
      chain.push(geo.el('div', {}, geo.unitName(unit), other && other !== geo.unitName(unit) ? geo.el('span', { class: 'soft' }, ' ' + other) : null,
        geo.el('code', {}, unit.pcode)));
    }
    return chain;
  }

  function coordinates(x, y) {
    const lat = y.toFixed(4);
    const lon = x.toFixed(4);
    const views = geo.viewsOf(lat, lon).map(([name, url]) => geo.link(url, name));
    return [
      geo.el('div', {}, geo.el('code', {}, lat + ', ' + lon), ' ', geo.copyButton('copy', () => lat + ', ' + lon)),
      geo.el('div', {}, geo.el('code', {}, geo.dms(y, x)), ' ', geo.copyButton('copy', () => geo.dms(y, x))),
      geo.el('div', { class: 'soft views' }, geo.t('lookAt') + ' ', views[0], ' · ', views[1])
    ];
  }

  let again = null; // redraws a card of something other than the selected event

  // "kept" is what the state says of the card: null for the selected event. "options.restored" for a card that a link
  // or a change of language brings back, which is no step of the reader's.
  function show(heading, eyebrow, body, kept, redo, options = {}) {
    again = redo;
    const hidden = card.hidden;
    if (kept && geo.state.selected >= 0) geo.select(-1, { restored: true });
    geo.state.card = kept;
    if (kept && hidden && !options.restored) opener = document.activeElement;
    const close = geo.el('button', { type: 'button', class: 'close', 'aria-label': geo.t('close'), title: geo.t('close'), onclick: () => geo.closeCard() }, '×');
    card.replaceChildren(geo.el('div', { class: 'card-head' }, geo.el('div', { class: 'eyebrow' }, eyebrow), close),
      geo.el('h2', { id: 'card-title' }, heading), ...body);
    card.setAttribute('role', 'region');
    card.setAttribute('aria-labelledby', 'card-title');
    card.hidden = false;
    card.scrollTop = 0;
    document.body.classList.add('with-card');
    if (kept) geo.state.selectedId = null;
    if (kept && !options.restored) geo.linkStep();
  }

  geo.openCard = function (kind, heading, eyebrow, body, redo, options) {
    show(heading, eyebrow, body, { kind, ids: [] }, redo, options);
  };

  geo.closeCard = function (options = {}) {
    if (card.hidden) return;
    const other = geo.state.card;
    card.hidden = true;
    geo.state.card = null;
    document.body.classList.remove('with-card');
    geo.select(-1, options);
    if (other && !options.restored) geo.linkStep();
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  };

  function recordItem(table, link) {
    const [, number, score, reasons] = link;
    const date = geo.cell(table.date, number).slice(0, 10);
    const open = geo.el('button', { type: 'button', class: 'as-link', onclick: () => geo.showRecord(number) },
      geo.cell(table.title, number) || geo.cell(table.type, number) || geo.cell(table.id, number));
    return geo.el('li', {}, open, soft([date, score === null ? '' : geo.t('score', { n: score }), geo.reasonText(reasons)].filter(Boolean).join(' · ')));
  }

  function eventBody(row) {
    const { data } = geo;
    const text = (name) => geo.textOf(row, name);
    const { hot } = data;
    const dated = hot.day[row] > 0;
    const datePrecision = hot.datePrecision[row];
    const precision = data.precisions[hot.precision[row]];
    const quote = text('quote');
    const body = [];
    if (quote) body.push(geo.el('blockquote', {}, ...geo.marked(quote, wordsOf(row, text))));
    if (geo.mediaOf) body.push(...geo.mediaOf(text('event_id')));
    const source = [geo.el('div', {}, geo.link(text('source_url'), text('source_title') || text('source_id') || text('source_url') || '—'))];
    if (text('source_date')) source.push(soft(geo.t('published', { date: text('source_date').slice(0, 10) })));
    if (text('source_url') && !geo.safeUrl(text('source_url'))) source.push(soft(text('source_url')));
    const sourceCode = hot.source[row];
    const publisher = [geo.sourceName(sourceCode), data.sources[sourceCode][3] ? geo.className(data.classOf[sourceCode]) : ''].filter(Boolean).join(' · ');
    if (data.sources[sourceCode][0]) source.push(soft(publisher));
    if (text('attribution')) {
      const [name, rule] = text('attribution').split('; ');
      source.push(soft(geo.t('wordOf', { name }) + (rule ? ' (' + geo.nameOf('attributionOf', rule) + ')' : '')));
    }
    const place = hot.unit[row] ? unitChain(hot.unit[row] - 1) : [geo.el('div', {}, geo.t('noPlace'))];
    place.push(soft(geo.t('precision') + ': ' + geo.nameOf('precisionOf', precision)));
    if (precision === 'adm1' || precision === 'adm2') place.push(soft(geo.t('seatNote')));
    const list = [
      ...line('date', geo.dateText(dated ? data.first[row] : null, datePrecision),
        soft(dated ? geo.t('datePrecisionOf')[datePrecision] : '', text('date_rule') ? (dated ? ' · ' : geo.t('why') + ': ') + geo.ruleText(text('date_rule')) : ''))
    ];
    if (text('site')) list.push(...line('site', siteText(row, geo.siteText(row))));
    list.push(...line('place', ...place));
    const rule = text('rule') ? [geo.ruleText(text('rule')), ' ', geo.el('code', { class: 'soft' }, text('rule'))] : ['—'];
    if (text('score') !== null) rule.push(' ' + geo.t('score', { n: text('score') }));
    list.push(...line('rule', ...rule));
    if (hot.place[row]) {
      list.push(...line('coordinates', ...coordinates(hot.placeX[hot.place[row] - 1] / 1e5, hot.placeY[hot.place[row] - 1] / 1e5)));
    }
    const actors = text('actors');
    if (actors.length || hot.leader[row]) {
      list.push(...line('actors', ...people(actors), hot.leader[row] ? soft(geo.t('leader') + ': ' + geo.t('present')) : null));
    }
    list.push(...line('source', ...source));
    list.push(...line('basis', geo.nameOf('basisOf', data.bases[hot.basis[row]])));
    list.push(...line('status', geo.nameOf('statusOf', data.statuses[hot.status[row]])));
    const matching = geo.el('dd', {});
    if (hot.matched[row]) {
      list.push(geo.el('dt', {}, geo.t('matching')), matching);
      matching.textContent = text('records').join(', ') || geo.t('loading');
      geo.loadRecords().then(function (table) {
        const links = table ? table.links.filter((link) => link[0] === row) : [];
        if (links.length) matching.replaceChildren(geo.el('ul', {}, links.map((link) => recordItem(table, link))));
      });
    }
    const others = geo.reportsOf(row);
    if (others.length) {
      const items = others.map((other) => geo.el('li', {}, geo.el('button', { type: 'button', class: 'as-link', onclick: () => geo.select(other, {}) }, reportName(other)), publisherNote(other), repeatNote(other)));
      list.push(...line('otherReports', countOf(row, others.length + 1), repeatNote(row, 'thisRepeats'), geo.el('ul', {}, items)));
    }
    const conflicts = text('conflicts');
    if (conflicts.length) list.push(...line('elsewhere', geo.el('ul', {}, conflicts.map(conflictItem))));
    list.push(...line('identifier', geo.el('code', {}, text('event_id')), text('text_sha256') ? soft(geo.t('textHash') + ' ', geo.el('code', { class: 'hash' }, text('text_sha256') + '…')) : null));
    body.push(geo.el('dl', {}, list));
    body.push(geo.el('p', { class: 'card-take' },
      geo.copyButton('copyLink', geo.linkNow), ' ',
      geo.copyButton('copyCitation', () => geo.citation({
        title: text('title') || geo.typeName(hot.type[row]), date: dated ? geo.dateText(data.first[row], datePrecision) : '',
        place: geo.placeText(row), quote, source: text('source_title') || text('source_id'),
        published: (text('source_date') || '').slice(0, 10), url: text('source_url'), id: text('event_id')
      }))));
    body.push(geo.correctionForm(row));
    return body;
  }

  // Each name leads to the other events with it; on a Korean page it is in Hangul where that is known.
  function people(names) {
    return names.flatMap(function (name, i) {
      const button = geo.el('button', { type: 'button', class: 'as-link', title: geo.t('otherAppearances', { name }), onclick: () => geo.searchFor('"' + name.replace(/"/g, '') + '"') }, name);
      if (geo.language === 'ko') geo.koreanName(name).then((korean) => { if (korean) button.textContent = korean; });
      return i ? [', ', button] : [button];
    });
  }

  // Other reports of the same happening, the first one first.
  geo.reportsOf = function (row) {
    const { same } = geo.data.hot;
    const first = same[row] ? same[row] - 1 : row;
    const found = first === row ? [] : [first];
    for (let i = 0; i < geo.data.n; i++) if (i !== row && same[i] === first + 1) found.push(i);
    return found;
  };

  const CONFLICTS = { day: 'conflictDay', type: 'conflictType', place: 'conflictPlace' };

  // A contradicting value in another report that may describe the same happening: "day|2024-11-07|id".
  function conflictItem(conflict) {
    const [what, value, id] = conflict.split('|');
    const x = what === 'type' ? geo.typeCalled(value) : value;
    const open = async () => geo.select(await geo.findEvent(id), {});
    return geo.el('li', {}, geo.el('button', { type: 'button', class: 'as-link', onclick: open }, CONFLICTS[what] ? geo.t(CONFLICTS[what], { x }) : conflict));
  }

  function countOf(row, n) {
    const k = geo.data.hot.independent[row];
    return geo.el('div', {}, geo.t(k === 1 ? 'reportsOneSource' : 'reportsSources', { n: geo.number(n), k: geo.number(k) }));
  }

  function publisherNote(row) {
    const code = geo.data.hot.source[row];
    return geo.data.sources[code][0] ? soft(geo.sourceName(code)) : null;
  }

  // The earlier report whose wording this one repeats.
  function repeatNote(row, name) {
    const repeated = geo.data.hot.repeats[row];
    return repeated ? soft(geo.t(name || 'repeatsReport', { name: reportName(repeated - 1) })) : null;
  }

  function reportName(row) {
    const title = geo.textOf(row, 'source_title') || geo.textOf(row, 'source_id');
    return title ? title + (geo.textOf(row, 'source_date') ? ', ' + geo.textOf(row, 'source_date').slice(0, 10) : '') : geo.t('report');
  }

  // The words of a quote that give the place and the actors.
  function wordsOf(row, text) {
    const words = [text('site'), ...text('actors')];
    for (let unit = geo.data.units[geo.data.hot.unit[row] - 1]; unit; unit = geo.data.units[unit.parent]) {
      words.push(unit.name, unit.korean);
    }
    return words;
  }

  function siteText(row, name) {
    const number = geo.data.hot.site[row];
    if (!number || !geo.data.sites) return name;
    return geo.el('button', { type: 'button', class: 'as-link', onclick: () => geo.showSite(number - 1) }, name);
  }

  geo.showEvent = async function (row, options) {
    await Promise.all([row, ...geo.reportsOf(row)].map((one) => geo.loadRow(one)));
    if (geo.state.selected !== row) return;
    const type = geo.data.hot.type[row];
    if (!(options && options.keepFocus) && !card.contains(document.activeElement)) opener = document.activeElement;
    show(geo.titleOf(row), [geo.icon(type, 14), ' ', geo.typeName(type)], eventBody(row), null, null);
  };

  function daysSince(last) {
    const newest = geo.newestDay();
    if (last === null || last > newest) return null;
    const n = newest - last;
    return soft(geo.t(n === 1 ? 'oneDaySince' : 'daysSince', { n: geo.number(n), date: geo.dayToIso(newest) }));
  }

  // All events at a site regardless of filters, from ground-breaking to completion.
  function eventsOf(number) {
    const rows = [];
    for (let row = 0; row < geo.data.n; row++) if (geo.data.hot.site[row] === number + 1) rows.push(row);
    return rows;
  }

  const MOST = 20;

  function chain(rows) {
    const { data } = geo;
    const item = function (row) {
      const date = geo.dateText(data.hot.day[row] ? data.first[row] : null, data.hot.datePrecision[row]);
      return geo.el('li', {}, geo.icon(data.hot.type[row], 13), ' ',
        geo.el('button', { type: 'button', class: 'as-link', onclick: () => geo.select(row, {}) }, geo.typeName(data.hot.type[row])), ' ', geo.el('span', { class: 'soft' }, date));
    };
    const list = geo.el('ul', { class: 'chain' }, rows.slice(0, MOST).map(item));
    if (rows.length <= MOST) return list;
    const rest = () => rows.slice(MOST).map(item);
    const more = geo.el('button', { type: 'button', class: 'as-link screen-only', onclick: function () {
      list.append(...rest());
      list.children[MOST].querySelector('button').focus();
      more.remove();
    } }, geo.t('showAll', { n: geo.number(rows.length) }));
    more.rest = rest; // paper has no button to press
    return [list, more];
  }

  const keptOf = (kind, ids, rows) => ({ kind, ids: rows.map((row) => geo.idOf(ids, row)) });

  geo.showSite = function (number, options) {
    const { sites } = geo.data;
    const cell = (name) => geo.cell(sites[name], number);
    const list = [];
    if (cell('kind')) list.push(...line('kind', geo.nameOf('kindOf', cell('kind'))));
    const place = sites.unit[number] >= 0 ? unitChain(sites.unit[number]) : [geo.t('noPlace')];
    if (!sites.point[number]) place.push(soft(geo.t('siteArea')));
    list.push(...line('place', ...place));
    if (sites.point[number]) list.push(...line('coordinates', ...coordinates(sites.x[number] / 1e5, sites.y[number] / 1e5)));
    const dates = [cell('first'), cell('last')].filter(Boolean).map((date) => date.slice(0, 10));
    if (dates.length) {
      list.push(...line('firstLast', [...new Set(dates)].join(' – '), cell('n_mentions') ? soft(geo.t('mentions', { n: parseInt(cell('n_mentions'), 10) || cell('n_mentions') })) : null,
        daysSince(geo.isoToDay(cell('last').slice(0, 10)))));
    }
    const events = eventsOf(number);
    if (events.length) list.push(...line('chain', soft(geo.t(events.length === 1 ? 'oneEvent' : 'eventCount', { n: geo.number(events.length) })), chain(events)));
    const rows = geo.rowsOfSite(number);
    const body = [cell('korean') ? geo.el('p', { class: 'other-name' }, geo.language === 'ko' ? cell('name') : cell('korean')) : null, geo.el('dl', {}, list)];
    if (rows) {
      body.push(geo.el('button', { type: 'button', class: 'screen-only', onclick: () => geo.scopeSite(number) }, geo.t('showEvents') + ' (' + geo.number(rows) + ')'));
    }
    show(geo.language === 'ko' && cell('korean') ? cell('korean') : cell('name'), [geo.markIcon('site', geo.markOfSite(number)), ' ', geo.t('legendSite')], body.filter(Boolean),
      keptOf('site', sites.site_id, [number]), () => geo.showSite(number, { restored: true }), options);
  };

  geo.showRecord = async function (number, options) {
    const table = await geo.loadRecords();
    const cell = (name) => geo.cell(table[name], number);
    const list = [];
    list.push(...line('date', cell('date').slice(0, 10) || geo.t('noDate')));
    if (cell('type')) list.push(...line('type', geo.typeCalled(cell('type'))));
    const place = table.unit[number] >= 0 ? unitChain(table.unit[number]) : [geo.t('noPlace')];
    if (cell('rule')) place.push(soft(geo.t('rule') + ': ' + geo.ruleText(cell('rule'))));
    list.push(...line('place', ...place));
    if (cell('url')) list.push(...line('source', geo.link(cell('url'), cell('url'))));
    list.push(...line('identifier', geo.el('code', {}, cell('id'))));
    const links = table.links.filter((link) => link[1] === number);
    if (links.length) {
      const items = links.map((link) => geo.el('li', {}, geo.el('button', { type: 'button', class: 'as-link', onclick: () => geo.select(link[0], {}) },
        geo.titleOf(link[0]) ?? geo.typeName(geo.data.hot.type[link[0]])),
      soft([link[2] === null ? '' : geo.t('score', { n: link[2] }), geo.reasonText(link[3])].filter(Boolean).join(' · '))));
      list.push(...line('recordEvents', geo.el('ul', {}, items)));
    }
    const body = [cell('text') ? geo.el('blockquote', {}, cell('text')) : null, geo.el('dl', {}, list)];
    show(cell('title') || cell('type') || cell('id'), geo.t('legendRecord'), body.filter(Boolean), keptOf('record', table.id, [number]), () => geo.showRecord(number, { restored: true }), options);
  };

  // A list of the sites or records that share one mark.
  geo.showChoice = async function (kind, rows, options) {
    if (rows.length === 1) return kind === 'site' ? geo.showSite(rows[0], options) : geo.showRecord(rows[0], options);
    const table = kind === 'site' ? geo.data.sites : await geo.loadRecords();
    const name = (number) => (kind === 'site' ? geo.siteName(number) : geo.cell(table.title, number)) || geo.cell(kind === 'site' ? table.site_id : table.id, number);
    const items = rows.slice(0, 500).map((number) => geo.el('li', {}, geo.el('button', {
      type: 'button', class: 'as-link', onclick: () => (kind === 'site' ? geo.showSite(number) : geo.showRecord(number))
    }, name(number)), kind === 'site' ? soft(geo.markIcon('site', geo.markOfSite(number), 13), ' ', geo.nameOf('kindOf', geo.cell(table.kind, number))) : null, kind === 'record' ? soft(geo.cell(table.date, number).slice(0, 10)) : null));
    return show(geo.number(rows.length) + ' · ' + geo.t(kind === 'site' ? 'sites' : 'records'), geo.t(kind === 'site' ? 'legendSite' : 'legendRecord'), [geo.el('ul', { class: 'choice' }, items)],
      keptOf(kind + 's', kind === 'site' ? table.site_id : table.id, isAll(kind, rows) ? [] : rows), () => geo.showChoice(kind, rows, { restored: true }), options);
  };

  const layerOf = (kind) => geo.marks[kind === 'site' ? 'sites' : 'records'].rows;
  // The list of a whole layer follows the filters, and is not kept row by row.
  const isAll = (kind, rows) => rows.length > 1 && rows.length === layerOf(kind).length;

  // Opens what a link says is on the card; false if there is nothing of that name. "was" is what is on it now.
  geo.openAgain = async function (kept, was) {
    const open = { restored: true };
    if (!card.hidden && was && JSON.stringify(was) === JSON.stringify(kept) && kept.ids.length) return true;
    if (kept.kind === 'changes') {
      if (geo.state.compare) geo.showComparison(open);
      return Boolean(geo.state.compare);
    }
    const kind = kept.kind.replace(/s$/, '');
    const table = kind === 'site' ? geo.data.sites : await geo.loadRecords();
    if (!table) return false;
    if (kind === 'record') geo.updateMarks();
    const ids = kind === 'site' ? table.site_id : table.id;
    const rows = kept.ids.length ? kept.ids.map((id) => geo.rowWith(ids, table.x.length, id)).filter((row) => row >= 0) : kind === kept.kind ? [] : layerOf(kind);
    if (rows.length) await geo.showChoice(kind, rows, open);
    return rows.length > 0;
  };

  geo.startCard = function () {
    card = geo.byId('card');
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && !geo.byId('about').open) geo.closeCard();
    });
    geo.on('selected', function (options) {
      if (geo.state.selected >= 0) geo.showEvent(geo.state.selected, options);
      else if (!card.hidden && !geo.state.card) {
        card.hidden = true;
        document.body.classList.remove('with-card');
      }
    });
    geo.on('language', function () {
      if (card.hidden) return;
      if (again) again();
      else if (geo.state.selected >= 0) geo.showEvent(geo.state.selected, { keepFocus: true });
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
