// Applies the filters in one pass over typed arrays, and counts the events of every choice.
(function (geo) {
  'use strict';

  // The count of a choice is the number of events that would be shown with it and all other filters: an event that
  // fails only one filter still counts for the choices of that filter.
  geo.runFilter = function (data, state, match) {
    const { type, precision, status, basis, leader, matched, unit, day, same, kind, source } = data.hot;
    const { first, last, classOf } = data; // classOf: of each source
    const allowed = function (name) {
      const chosen = state[name];
      const table = new Uint8Array(data[name].length).fill(chosen ? 0 : 1);
      if (chosen) for (const code of chosen) if (code < table.length) table[code] = 1;
      return table;
    };
    const zeros = (name) => new Uint32Array(data[name].length);
    const types = allowed('types');
    const precisions = allowed('precisions');
    const statuses = allowed('statuses');
    const bases = allowed('bases');
    const kinds = allowed('kinds');
    const sources = allowed('sources');
    const classes = allowed('classes');
    const inUnit = new Uint8Array(data.units.length + 1).fill(state.unit < 0 ? 1 : 0);
    if (state.unit >= 0) {
      inUnit[state.unit + 1] = 1;
      data.units.forEach((one, index) => { if (one.parent === state.unit) inUnit[index + 1] = 1; });
    }
    const { compare } = state;
    const ranged = state.from !== null || state.to !== null || compare !== null;
    const from = state.from ?? -Infinity;
    const to = state.to ?? Infinity;
    // Without a second period no event is in it.
    const from2 = compare ? compare.from ?? -Infinity : Infinity;
    const to2 = compare ? compare.to ?? Infinity : -Infinity;
    const undated = !compare && state.undated ? 1 : 0;
    const wantRecord = state.record === 'any' ? -1 : state.record === 'with' ? 1 : 0;
    const makeFacets = () => ({
      type: zeros('types'), precision: zeros('precisions'),
      status: zeros('statuses'), basis: zeros('bases'), leader: new Uint32Array(2), matched: new Uint32Array(2),
      kind: zeros('kinds'), source: zeros('sources'), class: zeros('classes')
    });
    const facets = makeFacets();
    const facetsB = compare ? makeFacets() : null;
    const periods = compare ? new Uint8Array(data.n) : null; // 1: in A; 2: in B; 3: in both
    const tally = function (facet, i, fails, which) {
      if (!fails || which === 1) facet.type[type[i]]++;
      if (!fails || which === 2) facet.precision[precision[i]]++;
      if (!fails || which === 3) facet.status[status[i]]++;
      if (!fails || which === 4) facet.leader[leader[i]]++;
      if (!fails || which === 5) facet.matched[matched[i]]++;
      if (!fails || which === 7) facet.kind[kind[i]]++;
      if (!fails || which === 8) facet.source[source[i]]++;
      if (!fails || which === 9) facet.class[classOf[source[i]]]++;
      if (!fails || which === 10) facet.basis[basis[i]]++;
    };
    const mask = new Uint8Array(data.n); // 1: shown; 2: shown but for the dates, as the histogram needs it
    const rows = new Uint32Array(data.n);
    let count = 0;
    let undatedOut = 0;
    for (let i = 0; i < data.n; i++) {
      if (match && !match[i]) continue;
      if (!inUnit[unit[i]] || (state.once && same[i])) continue;
      let fails = 0;
      let which = 0;
      if (!types[type[i]]) { fails++; which = 1; }
      if (!precisions[precision[i]]) { fails++; which = 2; }
      if (!statuses[status[i]]) { fails++; which = 3; }
      if (state.leader && !leader[i]) { fails++; which = 4; }
      if (wantRecord >= 0 && matched[i] !== wantRecord) { fails++; which = 5; }
      if (!kinds[kind[i]]) { fails++; which = 7; }
      if (!sources[source[i]]) { fails++; which = 8; }
      if (!classes[classOf[source[i]]]) { fails++; which = 9; }
      if (!bases[basis[i]]) { fails++; which = 10; }
      let period = 1;
      if (ranged) {
        period = day[i] ? (first[i] <= to && last[i] >= from ? 1 : 0) | (first[i] <= to2 && last[i] >= from2 ? 2 : 0) : undated;
        if (!period) { fails++; which = 6; }
      }
      if (fails > 1) continue;
      if (fails === 0) {
        mask[i] = 1;
        rows[count++] = i;
        if (periods) periods[i] = period;
      } else if (which === 6) {
        mask[i] = 2;
        if (!day[i]) undatedOut++;
        continue;
      }
      if (period & 1) tally(facets, i, fails, which);
      if (period & 2) tally(facetsB, i, fails, which);
    }
    return { mask, rows: rows.slice(0, count), facets, facetsB, periods, undatedOut };
  };

  // Events by group and type, and by unit, for the symbols and the shading.
  geo.countGroups = function (data, rows) {
    const width = data.types.length;
    // Large arrays are reused; earlier counts are overwritten.
    data.counters = data.counters || { byGroup: new Uint32Array(data.groupCount * width), total: new Uint32Array(data.groupCount), unsure: new Uint32Array(data.groupCount) };
    const { byGroup, total, unsure } = data.counters;
    for (const counter of [byGroup, total, unsure]) counter.fill(0);
    const byUnit = new Uint32Array(data.units.length);
    const ledUnit = new Uint32Array(data.units.length); // of them with the leader present
    const lastUnit = new Int32Array(data.units.length).fill(-2147483648); // the last day of any
    const candidate = data.statuses.indexOf('candidate');
    const { type, unit, status, leader, day } = data.hot;
    const { group, last } = data;
    let nowhere = 0;
    for (let k = 0; k < rows.length; k++) {
      const i = rows[k];
      const g = group[i];
      if (g >= 0) {
        total[g]++;
        byGroup[g * width + type[i]]++;
        if (status[i] === candidate) unsure[g]++;
      } else nowhere++;
      if (unit[i]) {
        const index = unit[i] - 1;
        byUnit[index]++;
        ledUnit[index] += leader[i];
        if (day[i] && last[i] > lastUnit[index]) lastUnit[index] = last[i];
      }
    }
    // Counts of counties are added to their provinces.
    for (const { index, parent } of data.units) {
      if (parent < 0) continue;
      byUnit[parent] += byUnit[index];
      ledUnit[parent] += ledUnit[index];
      lastUnit[parent] = Math.max(lastUnit[parent], lastUnit[index]);
    }
    return { byGroup, byUnit, ledUnit, lastUnit, total, unsure, nowhere };
  };

  // The value by which a unit is shaded: its events, the days since the last of them, the share with the leader.
  geo.measureOf = function (counts, index, measure, newest) {
    const n = counts.byUnit[index];
    if (!n) return null;
    if (measure === 'led') return Math.round((100 * counts.ledUnit[index]) / n);
    if (measure === 'since') return counts.lastUnit[index] === -2147483648 ? null : newest - counts.lastUnit[index];
    return n;
  };

  const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

  function roundNumber(raw) {
    const unit = Math.pow(10, Math.floor(Math.log10(raw)));
    const near = ROUND.map((f) => f * unit).filter(Number.isInteger);
    return near.reduce((a, b) => (Math.abs(b - raw) < Math.abs(a - raw) ? b : a));
  }

  // Class limits for a map of counts, from the lowest count above zero to the highest: at most five
  // classes, round numbers, each class wider than the one before by the same factor.
  geo.breaks = function (highest, lowest) {
    if (highest <= 0) return [];
    const start = Math.max(1, lowest || 1);
    if (highest - start < 5) return Array.from({ length: highest - start + 1 }, (unused, i) => start + i);
    const limits = [start];
    for (let i = 1; i < 5; i++) {
      const round = roundNumber(start * Math.pow(highest / start, i / 5));
      if (round > limits[limits.length - 1] && round <= highest) limits.push(round);
    }
    return limits;
  };

  geo.classOf = function (limits, value) {
    let found = -1;
    for (let i = 0; i < limits.length && value >= limits[i]; i++) found = i;
    return found;
  };

  // The bins of the histogram: days, months or years, so that their number is neither small nor too large.
  // Everything before "main", if given, is one bin.
  geo.makeBins = function (low, high, most, main) {
    if (!(low <= high)) return { starts: [], step: 'month' };
    if (main > low) {
      const bins = geo.makeBins(main, high, most - 1);
      return { starts: [low, ...bins.starts], step: bins.step, earlier: true };
    }
    const start = new Date(low * 86400000);
    const days = high - low + 1;
    const step = days <= 92 && days <= most ? 'day' : days / 30 <= most ? 'month' : 'year';
    const starts = [];
    if (step === 'day') for (let d = low; d <= high; d++) starts.push(d);
    else {
      let year = start.getUTCFullYear();
      let month = step === 'month' ? start.getUTCMonth() : 0;
      for (;;) {
        const day = Math.round(Date.UTC(year, month, 1) / 86400000);
        if (day > high) break;
        starts.push(day);
        if (step === 'month') month++;
        else year++;
      }
    }
    return { starts, step };
  };

  geo.binOf = function (starts, day) {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
