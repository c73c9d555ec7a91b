// Comparison of two periods: its controls at the timeline, the letters and counts in lists, the legend of the
// differences, and their table on the card.
(function (geo) {
  'use strict';

  let brush = 'A';
  let opened = null; // what the dates were before, and what A became
  let table = null; // the table's place on the card while it is shown

  geo.periodTag = (letter) => geo.el('span', { class: 'period period-' + letter.toLowerCase() }, letter);

  // The letters of an event: A, B or both.
  geo.periodTags = (bits) => ['A', 'B'].filter((letter, i) => bits & (1 << i)).map(geo.periodTag);

  // The period that the pointer changes.
  geo.brushed = () => (geo.state.compare ? brush : 'A');
  geo.setBrushed = function (letter) {
    brush = letter;
    for (const radio of document.querySelectorAll('input[name=brush]')) radio.checked = radio.value === letter;
  };

  function toggle() {
    const { state, data } = geo;
    if (!state.compare) {
      const { a, b } = geo.firstPeriods(state, data);
      opened = { before: { from: state.from, to: state.to }, a };
      geo.setBrushed('A');
      geo.change(Object.assign({ compare: b }, a));
      return;
    }
    // Restore the dates if they were not changed meanwhile.
    const back = opened && opened.a.from === state.from && opened.a.to === state.to ? opened.before : {};
    opened = null;
    geo.change(Object.assign({ compare: null }, back));
  }

  geo.compareControls = function () {
    const { data } = geo;
    const second = geo.dateFields('B', ['cfrom', 'cto']);
    const button = geo.el('button', { type: 'button', id: 'compare', 'data-t': 'compare', onclick: toggle, disabled: data.n === data.undated });
    const choices = ['A', 'B'].map((letter) => geo.el('label', {}, geo.el('input', { type: 'radio', name: 'brush', value: letter, checked: letter === 'A', onchange: () => geo.setBrushed(letter) }), geo.periodTag(letter)));
    const choice = geo.el('fieldset', { class: 'brush' }, geo.el('legend', { 'data-t': 'brushMoves' }), ...choices);
    const per = geo.el('select', { id: 'compare-per', onchange: () => geo.change({ per: per.value }) },
      [['days', 'perDays'], ['articles', 'perArticles']].map(([value, name]) => geo.el('option', { value, 'data-t': name })));
    const measured = geo.el('label', {}, geo.el('span', { 'data-t': 'compareBy' }), per);
    const byArticles = ((data.about.origin || {}).days || []).length > 0;
    const open = geo.el('button', { type: 'button', id: 'compare-table', 'data-t': 'compareTable', onclick: () => geo.showComparison() });
    geo.on('filtered', function () {
      const { compare } = geo.state;
      document.body.classList.toggle('comparing', Boolean(compare));
      button.setAttribute('aria-pressed', String(Boolean(compare)));
      geo.setDate(second.first, compare && compare.from);
      geo.setDate(second.last, compare && compare.to);
      for (const part of [second.group, choice, open]) part.hidden = !compare;
      measured.hidden = !compare || !byArticles;
      per.value = geo.state.per;
      if (!table || !table.isConnected) return;
      if (compare) table.replaceChildren(...tables());
      else geo.closeCard({ restored: true });
    });
    return [second.group, choice, measured, button, open];
  };

  // The count of a filter choice, or two counts while periods are compared.
  geo.fillCount = function (node, a, b) {
    node.classList.toggle('two', b !== undefined);
    if (b === undefined) {
      node.textContent = geo.compact(a);
      node.title = geo.number(a);
      return;
    }
    node.replaceChildren(...[['A', a], ['B', b]].map(([letter, n]) => geo.el('span', { class: 'count-' + letter.toLowerCase() }, letter + '\u00a0' + geo.compact(n) + ' ')));
    node.title = 'A ' + geo.number(a) + ', B ' + geo.number(b);
  };

  // "A 5 · B 3" of some rows.
  geo.periodCounts = function (rows) {
    let [a, b] = [0, 0];
    for (const row of rows) {
      a += geo.filtered.periods[row] & 1;
      b += geo.filtered.periods[row] >> 1;
    }
    return 'A ' + geo.number(a) + ' · B ' + geo.number(b);
  };

  const perText = (per) => geo.t(per === 'articles' ? 'hundredArticles' : 'thirtyDays');

  geo.differenceLegend = function () {
    const { limits, level, rated, per } = geo.shading;
    const unclear = geo.el('p', { class: 'soft unclear' }, geo.el('span', { class: 'swatch same', 'aria-hidden': 'true' }, '≈'), geo.t('unclearLegend'));
    if (geo.state.shade === 'none') return [];
    const heading = geo.t(rated ? 'differenceRated' : 'difference', { unit: geo.t(level === 1 ? 'province' : 'county'), per: perText(per) });
    if (!limits.length) return [geo.el('h2', {}, heading), unclear];
    const steps = geo.differenceClasses(limits).map(({ step, tint, name }) => geo.el('li', {}, geo.el('span', { class: 'swatch ' + tint.slice(2), 'aria-hidden': 'true' }, step ? (step < 0 ? '−' : '+') : '≈'), step ? name : ''));
    return [geo.el('h2', {}, heading), geo.el('ul', { class: 'classes' }, steps),
      geo.el('p', { class: 'ends' }, geo.el('span', {}, '← ' + geo.t('fewerInA')), geo.el('span', {}, geo.t('moreInA') + ' →')), unclear];
  };

  function changeText(a, b, { of, unit }) {
    const { value, percent, clear } = geo.differenceOf(a, b, ...of, unit);
    if (!value) return geo.t('equal');
    return geo.signed(value) + (percent === null ? '' : ' (' + geo.percent(percent) + ')') + (clear ? '' : ' ≈');
  }

  function tableOf(caption, entries, exposure) {
    const { of, unit, per } = exposure;
    const head = geo.el('tr', {}, geo.el('th', { scope: 'col' }, geo.t(caption === 'type' ? 'type' : 'place')), geo.el('th', { scope: 'col' }, geo.periodTag('A')), geo.el('th', { scope: 'col' }, geo.periodTag('B')),
      geo.el('th', { scope: 'col' }, of[0] === of[1] ? geo.t('changeOf') : geo.t('changeRated', { per: perText(per) })));
    const weight = ({ a, b }) => Math.abs(geo.differenceOf(a, b, ...of, unit).value);
    const rows = entries.filter(({ a, b }) => a + b > 0).sort((x, y) => weight(y) - weight(x))
      .map(({ name, a, b }) => geo.el('tr', {}, geo.el('th', { scope: 'row' }, name), geo.el('td', {}, geo.number(a)), geo.el('td', {}, geo.number(b)), geo.el('td', {}, changeText(a, b, exposure))));
    return geo.el('table', { class: 'comparison' }, geo.el('caption', {}, geo.t(caption === 'type' ? 'byType' : 'byProvince')), geo.el('thead', {}, head), geo.el('tbody', {}, rows));
  }

  function tables() {
    const { data, state, filtered } = geo;
    const { a, b } = filtered.sides;
    const exposure = geo.exposureOf(state, data);
    const types = data.types.map((type, code) => ({ name: [geo.icon(code, 13), ' ', geo.typeName(code)], a: a.type[code], b: b.type[code] }));
    const provinces = data.units.filter((unit) => unit.level === 1).map((unit) => ({ name: geo.unitName(unit), a: a.unit[unit.index], b: b.unit[unit.index] }));
    provinces.push({ name: geo.t('noPlace'), a: a.nowhere, b: b.nowhere });
    return [geo.el('p', {}, geo.periodWords(state, data, a.n, b.n) + '.'), tableOf('type', types, exposure), tableOf('province', provinces, exposure),
      geo.el('p', { class: 'soft' }, '≈ ' + geo.t('unclearLegend'))];
  }

  geo.showComparison = function (options) {
    table = geo.el('div', {}, tables());
    geo.openCard('changes', geo.t('compareTitle'), geo.t('time'), [table], () => geo.showComparison({ restored: true }), options);
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
