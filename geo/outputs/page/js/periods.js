// Two compared periods: their spans, numbers of events, and differences.
(function (geo) {
  'use strict';

  // Indexed by membership of an event: none, first period, second period, both.
  geo.PERIODS = ['', 'A', 'B', 'both'];

  // An open end is the end of the map.
  geo.periodOf = function (state, data, letter) {
    const { from, to } = letter === 'A' ? state : state.compare;
    const [a, b] = [from ?? data.low, to ?? data.high];
    return { from: a, to: b, days: Math.max(1, b - a + 1) };
  };

  // By default B is the span of equal length before A, or after A if the map begins with A. If A is the whole map, A becomes
  // the later half and B the earlier, which begins a day earlier if the number of days is odd.
  geo.firstPeriods = function (state, data) {
    const { low, high } = data;
    const from = state.from ?? low;
    const to = state.to ?? high;
    if (from <= low && to >= high) {
      const first = data.main ?? low; // of the bulk, where a few lie long before it
      const middle = first + ((high - first + 1) >> 1);
      return { a: { from: middle, to: high }, b: { from: 2 * middle - high - 1, to: middle - 1 } };
    }
    const length = to - from + 1;
    const b = from > low ? { from: from - length, to: from - 1 } : { from: to + 1, to: to + length };
    return { a: { from, to }, b };
  };

  // Events of each period: all, by type, by unit (a province with its counties), and of no known place.
  geo.countPeriods = function (data, rows, periods) {
    const make = () => ({ n: 0, nowhere: 0, type: new Uint32Array(data.types.length), unit: new Uint32Array(data.units.length) });
    const sides = { a: make(), b: make() };
    const { type, unit } = data.hot;
    const add = function (side, i) {
      side.n++;
      side.type[type[i]]++;
      if (!unit[i]) {
        side.nowhere++;
        return;
      }
      const one = data.units[unit[i] - 1];
      side.unit[one.index]++;
      if (one.parent >= 0) side.unit[one.parent]++;
    };
    for (let k = 0; k < rows.length; k++) {
      if (periods[rows[k]] & 1) add(sides.a, rows[k]);
      if (periods[rows[k]] & 2) add(sides.b, rows[k]);
    }
    return sides;
  };

  let reads = null; // [day, articles] of each day of publication

  // The articles that were read of a period; null where only the events are known.
  geo.articlesOf = function (data, { from, to }) {
    const steps = (data.about.origin || {}).days || [];
    if (!steps.length) return null;
    if (!reads) {
      let day = geo.isoToDay(steps[0]);
      reads = steps.flatMap((step, i) => (i % 2 ? [[(day += i > 1 ? steps[i - 1] : 0), step]] : []));
    }
    return reads.reduce((sum, [day, n]) => sum + (day >= from && day <= to ? n : 0), 0);
  };

  // What the events of both periods are measured by: their days, or the articles that were read of them.
  geo.exposureOf = function (state, data) {
    const periods = ['A', 'B'].map((letter) => geo.periodOf(state, data, letter));
    const articles = state.per === 'articles' ? periods.map((period) => geo.articlesOf(data, period)) : [0, 0];
    const byArticles = articles.every(Boolean);
    return { periods, of: byArticles ? articles : periods.map(({ days }) => days), unit: byArticles ? 100 : 30, per: byArticles ? 'articles' : 'days' };
  };

  const LEAST = 5; // events that a percentage needs to be one of
  const CHANCE = 0.05;

  const logs = [0]; // of factorials
  function logFactorial(n) {
    for (let i = logs.length; i <= n; i++) logs.push(logs[i - 1] + Math.log(i));
    return logs[n];
  }

  // How probable a split of a + b events at least as uneven as this one is, if nothing has changed: the exact binomial
  // test, for many events by the normal curve's bound.
  geo.chanceOf = function (a, b, shareA) {
    const n = a + b;
    if (n > 2000) return Math.abs(a - n * shareA) / Math.sqrt(n * shareA * (1 - shareA)) > 1.96 ? 0 : 1;
    const log = (k) => logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(shareA) + (n - k) * Math.log(1 - shareA);
    const most = log(a) + 1e-9;
    let sum = 0;
    for (let k = 0; k <= n; k++) if (log(k) <= most) sum += Math.exp(log(k));
    return sum;
  };

  // Difference of A and B: in events if both are measured alike, else in events per unit (30 days, 100 articles). It is
  // clear if chance alone would seldom make it; a percentage needs a base of some events.
  geo.differenceOf = function (a, b, ofA, ofB, unit = 30) {
    const rated = ofA !== ofB;
    const [x, y] = rated ? [(a * unit) / ofA, (b * unit) / ofB] : [a, b];
    const value = a * ofB === b * ofA ? 0 : x - y;
    return { a: x, b: y, value, percent: b >= LEAST ? Math.round((100 * value) / y) : null, rated, clear: value !== 0 && geo.chanceOf(a, b, ofA / (ofA + ofB)) < CHANCE };
  };

  // Rounded to significant digits: 145, 14.5, 0.15.
  geo.rate = (value) => (value >= 99.95 ? geo.number(Math.round(value)) : String(Number(value.toPrecision(value < 1 ? 2 : 3))));

  // With a plus sign or a typographic minus sign.
  geo.signed = function (value, text) {
    const shown = text || geo.rate(Math.abs(value));
    return value > 0 ? '+' + shown : value < 0 ? '−' + shown : shown;
  };

  geo.percent = (percent) => geo.signed(percent, geo.number(Math.abs(percent)) + '\u00a0%');

  // Limits of the classes on either side of zero: at most three, of 1, 2 or 5 times powers of ten.
  geo.differenceLimits = function (lowest, highest) {
    if (!(highest > 0)) return [];
    const below = function (value) {
      const unit = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
      return Number(([5, 2, 1].find((factor) => factor * unit <= value * (1 + 1e-9)) * unit).toPrecision(1));
    };
    const start = below(lowest);
    const limits = [start];
    for (const part of [1 / 3, 2 / 3]) {
      const limit = below(start * Math.pow(highest / start, part));
      if (limit > limits[limits.length - 1]) limits.push(limit);
    }
    return limits;
  };

  // The tint of a difference: from -3, many fewer in A, over 0 to 3.
  geo.differenceStep = function (limits, value) {
    if (!value || !limits.length) return 0;
    const found = Math.max(0, geo.classOf(limits, Math.abs(value)));
    const step = limits.length > 1 ? 1 + Math.round((found * 2) / (limits.length - 1)) : 2;
    return Math.sign(value) * step;
  };

  geo.differenceShading = function () {
    const { state, data, filtered } = geo;
    const level = state.shade === 'adm1' ? 1 : 2;
    const { of: [a, b], unit: per, per: basis } = geo.exposureOf(state, data);
    let lowest = Infinity;
    let highest = 0;
    const values = data.units.map(function (unit) {
      const [x, y] = [filtered.sides.a.unit[unit.index], filtered.sides.b.unit[unit.index]];
      if (unit.level !== level || x + y === 0) return null;
      const { value, clear } = geo.differenceOf(x, y, a, b, per);
      if (!clear) return 0; // what chance may have made has no colour
      lowest = Math.min(lowest, Math.abs(value));
      highest = Math.max(highest, Math.abs(value));
      return value;
    });
    const limits = state.shade === 'none' ? [] : geo.differenceLimits(lowest, highest);
    return { level, limits, highest, values, measure: 'difference', rated: a !== b, per: basis };
  };

  // The classes in words and by the name of their colour, the fewest in A first.
  geo.differenceClasses = function (limits) {
    const steps = limits.map((limit) => [geo.differenceStep(limits, limit), limit]);
    return [...steps.map(([step, limit]) => [-step, -limit]).reverse(), [0, 0], ...steps]
      .map(([step, limit]) => ({ step, tint: geo.differenceTint(step), name: geo.signed(limit, String(Math.abs(limit))) }));
  };

  geo.differenceTint = (step) => (step ? (step < 0 ? '--less-' : '--more-') + Math.abs(step) : '--same');

  // "A 2024-01-01 to 2024-06-30: 212 events; B 2023-07-01 to 2023-12-31: 150 events (+41 %)".
  geo.periodWords = function (state, data, countA, countB) {
    const { periods, of, unit, per } = geo.exposureOf(state, data);
    const difference = geo.differenceOf(countA, countB, ...of, unit);
    const words = [countA, countB].map(function (n, i) {
      const { from, to } = periods[i];
      const basis = per === 'articles' ? geo.t(of[i] === 1 ? 'oneArticle' : 'articleCount', { n: geo.number(of[i]) }) : geo.t(of[i] === 1 ? 'oneDay' : 'dayCount', { n: geo.number(of[i]) });
      const values = {
        name: 'AB'[i], a: geo.dayToIso(from), b: geo.dayToIso(to), basis, events: geo.t(n === 1 ? 'oneEvent' : 'eventCount', { n: geo.number(n) }),
        rate: geo.rate(i ? difference.b : difference.a), per: geo.t(per === 'articles' ? 'hundredArticles' : 'thirtyDays')
      };
      return geo.t(difference.rated ? 'periodRated' : 'periodPlain', values);
    });
    return words.join('; ') + (difference.percent ? ' (' + geo.percent(difference.percent) + ')' : '');
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
