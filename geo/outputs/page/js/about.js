// The About panel: date, inputs, method, licences, and what the map leaves out.
(function (geo) {
  'use strict';

  const counted = (one, many, n) => geo.t(n === 1 ? one : many, { n: geo.number(n) });

  // "made 2026-11-24 from 3 files, 994 articles"
  geo.madeLine = function () {
    const { made, origin } = geo.data.about;
    const parts = [];
    if (origin.files) parts.push(counted('oneFile', 'fileCount', origin.files));
    parts.push(counted('oneArticle', 'articleCount', origin.articles));
    return geo.t('madeLine', { date: made, what: parts.join(', ') });
  };

  // Credit line below every picture and print: title, date, inputs, data sources.
  geo.sourceLine = function () {
    const today = geo.dayToIso(Math.floor(Date.now() / 86400000));
    const line = geo.t('pictureSource', { version: geo.data.about.version || '', made: geo.madeLine(), date: today, boundaries: geo.data.about.boundaries || geo.t('boundariesOurs') });
    return geo.background ? line + ' ' + geo.t('tilesLeftOut', { name: geo.background.name }) : line;
  };

  // How many events are candidates, found by rule, reviewed, rejected.
  function statuses(data) {
    const counts = new Array(data.statuses.length).fill(0);
    for (const code of data.hot.status) counts[code]++;
    return data.statuses.map((name, code) => [geo.nameOf('statusOf', name), counts[code]])
      .filter(([, n]) => n).map(([name, n]) => name + ': ' + geo.number(n));
  }

  function facts() {
    const { data } = geo;
    const { about } = data;
    const { origin } = about;
    const rows = [];
    const add = (name, ...content) => rows.push(geo.el('dt', {}, geo.t(name)), geo.el('dd', {}, ...content));
    const list = (items) => geo.el('ul', {}, items.map((item) => geo.el('li', {}, item)));
    add('aboutMade', geo.t('aboutMadeBy', about));
    if (origin.inputs.length) add('aboutFrom', list(origin.inputs.map((name) => (name === '-' ? geo.t('aboutStdin') : name))));
    const span = origin.first ? ', ' + geo.t('since', { a: origin.first, b: origin.last }) : '';
    add('aboutArticles', geo.number(origin.articles) + span);
    add('events', geo.number(data.n), list(statuses(data)));
    const hosts = origin.hosts.map(([host, n]) => host + ': ' + geo.number(n));
    if (origin.more_hosts) hosts.push(geo.t('aboutMoreHosts', { n: geo.number(origin.more_hosts) }));
    if (origin.no_host) hosts.push(geo.t('aboutNoHost', { n: geo.number(origin.no_host) }));
    const many = origin.hosts.length + origin.more_hosts;
    if (hosts.length) add('aboutSources', many > 1 ? geo.t('aboutHosts', { n: geo.number(many) }) : null, list(hosts));
    const table = (name, number) => [name, geo.number(number)].filter(Boolean).join(': ');
    if (data.nRecords) add('records', table(origin.records, data.nRecords));
    if (data.nSites) add('sites', table(origin.sites && geo.t('aboutSitesFrom', { name: origin.sites }), data.nSites));
    return geo.el('dl', {}, rows);
  }

  function content() {
    const parts = [facts()];
    const section = function (heading, lines) {
      parts.push(geo.el('h3', {}, geo.t(heading)), geo.el('ul', {}, lines.map((line) => geo.el('li', {}, line))));
    };
    if (geo.data.about.origin.rules) section('aboutMethod', geo.t('aboutMethodLines'));
    section('aboutMissing', geo.t('aboutMissingLines'));
    const tiles = geo.data.about.tiles || [];
    const hosts = [...new Set(tiles.map((one) => one.host))].join(', ');
    section('aboutPrivacy', [tiles.length ? geo.t('aboutTiles', { hosts }) : geo.t('aboutOffline'), geo.t('aboutLinks')]);
    const licences = [...geo.t('aboutLicenceLines')];
    if (geo.data.about.boundaries) licences[0] = geo.t('aboutBoundaries', { name: geo.data.about.boundaries });
    section('aboutLicences', licences);
    return parts;
  }

  geo.startAbout = function () {
    const dialog = geo.byId('about');
    geo.byId('do-about').addEventListener('click', function () {
      const close = geo.el('button', { type: 'button', autofocus: true, onclick: () => dialog.close() }, geo.t('close'));
      dialog.setAttribute('aria-labelledby', 'about-title');
      dialog.replaceChildren(
        geo.el('div', { class: 'about-head' }, geo.el('h2', { id: 'about-title' }, geo.t('aboutTitle')), close),
        geo.el('div', { class: 'about-body', tabindex: '0', role: 'group', 'aria-labelledby': 'about-title' }, content()));
      dialog.showModal();
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
