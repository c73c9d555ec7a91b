// The filter by source, with possibly thousands of sources: the most frequent, the chosen ones, and a search.
(function (geo) {
  'use strict';

  const FEW = 10;
  const STEP = 50;

  // The listed sources: those whose names contain the searched words, else the first ones and any others that were
  // chosen one by one.
  geo.sourcesInSight = function (names, words, chosen, most) {
    const codes = [];
    if (words.length) {
      names.forEach((name, code) => { if (words.every((word) => name.includes(word))) codes.push(code); });
      return { codes: codes.slice(0, most), left: Math.max(0, codes.length - most) };
    }
    for (let code = 0; code < Math.min(most, names.length); code++) codes.push(code);
    if (chosen && chosen.size <= STEP) codes.push(...[...chosen].filter((code) => code >= most).sort((a, b) => a - b));
    return { codes, left: names.length - codes.length };
  };

  function toggle(code, on) {
    const { sources } = geo.data;
    const chosen = new Set(geo.state.sources ?? sources.keys());
    if (on) chosen.add(code);
    else chosen.delete(code);
    geo.change({ sources: chosen.size === sources.length ? null : chosen });
  }

  geo.sourceChoices = function () {
    const { sources } = geo.data;
    let most = FEW;
    let names = null;
    let rows = []; // { code, box, count, label } of the sources in sight
    let facet = null;
    let facetB = null; // of the second period, while two are compared
    const input = geo.el('input', { type: 'search', autocomplete: 'off', spellcheck: false, hidden: sources.length <= FEW });
    const list = geo.el('div', { class: 'checks' });
    const more = geo.el('button', { type: 'button', class: 'as-link' });
    const empty = geo.el('p', { class: 'soft', 'data-t': 'noSource', hidden: true }, geo.t('noSource'));
    const box = geo.el('div', { class: 'sources' }, input, list, empty);

    const inSight = function () {
      names = names || sources.map((source) => geo.fold(source.join(' ')));
      return geo.sourcesInSight(names, geo.words(input.value), geo.state.sources, most);
    };

    function build() {
      const { codes, left } = inSight();
      rows = codes.map(function (code) {
        const check = geo.el('input', { type: 'checkbox', onchange: () => toggle(code, check.checked) });
        const count = geo.el('span', { class: 'count' });
        const [key, name] = sources[code];
        const label = geo.el('label', { class: 'check' }, check,
          geo.el('span', { class: 'check-name' }, geo.sourceName(code), name ? geo.el('span', { class: 'soft' }, ' ' + key) : null), count);
        return { code, box: check, count, label };
      });
      list.replaceChildren(...rows.map((row) => row.label));
      empty.hidden = rows.length > 0;
      if (left) box.append(more);
      else more.remove();
      more.textContent = geo.t('moreSources', { k: geo.number(Math.min(left, STEP)), n: geo.number(left) });
      updateCount();
    }

    function updateCount() {
      for (const { code, box: check, count, label } of rows) {
        check.checked = !geo.state.sources || geo.state.sources.has(code);
        geo.fillCount(count, facet[code], facetB ? facetB[code] : undefined);
        label.classList.toggle('zero', !facet[code]);
      }
    }

    // The list is built when its group is opened, and is not reordered while it has the focus.
    const open = () => box.isConnected && box.closest('details').open;
    function renew() {
      if (!facet || !open()) return;
      if (rows.length && list.contains(document.activeElement)) updateCount();
      else build();
    }

    input.addEventListener('input', function () {
      most = FEW;
      build();
    });
    more.addEventListener('click', function () {
      const first = rows.length;
      most += STEP;
      build();
      if (rows[first]) rows[first].box.focus();
    });
    geo.on('filtered', function ({ facets, facetsB }) {
      facet = facets.source;
      facetB = facetsB && facetsB.source;
      renew();
    });
    geo.on('language', function () {
      input.placeholder = geo.t('findSource');
      input.setAttribute('aria-label', geo.t('findSource'));
      if (facet && open()) build();
    });
    return { box, renew };
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
