// Spellings of places and people: what a query means, and what it may have meant.
(function (geo) {
  'use strict';

  const LONGEST = 5; // words of a name

  geo.keyOf = (text) => geo.fold(text).replace(/[\s.]+/g, '');

  // Indexes the spellings: each key has the numbers of units and sites and the lists of people's names that it means.
  geo.indexSpellings = function ({ units, sites, leader, people, types }, data) {
    const index = new Map();
    const add = function (name, kind, value) {
      const key = geo.keyOf(name);
      if (!key) return;
      if (!index.has(key)) index.set(key, { units: new Set(), sites: new Set(), people: new Set(), leader: false });
      if (kind === 'leader') index.get(key).leader = true;
      else index.get(key)[kind].add(value);
    };
    data.units.forEach((unit, number) => {
      for (const name of [unit.name, unit.korean, unit.pcode, ...(units[number] || [])]) add(name, 'units', number);
    });
    sites.forEach((names, number) => names.forEach((name) => add(name, 'sites', number)));
    for (const name of leader) add(name, 'leader');
    for (const names of people) for (const name of names) add(name, 'people', names);
    const endings = types.map(geo.keyOf).filter(Boolean).sort((a, b) => b.length - a.length);
    return { index, endings };
  };

  // What a name means, with or without its type word ("Songchon-gun", "성천군"); only units have these.
  function meaning({ index, endings }, key) {
    const found = index.get(key);
    if (found) return found;
    for (const ending of endings) {
      const unit = key.length > ending.length && key.endsWith(ending) ? index.get(key.slice(0, -ending.length)) : null;
      if (unit && unit.units.size) return { units: unit.units, sites: new Set(), people: new Set(), leader: false };
    }
    return null;
  }

  // The terms of a query, all of which must hold: a quotation, the longest known names, and single words.
  geo.termsOf = function (query, known) {
    const terms = [];
    for (const [, quoted, run] of geo.fold(query).matchAll(/"([^"]*)"?|([^"]+)/g)) {
      if (quoted !== undefined) {
        const phrase = quoted.trim().replace(/\s+/g, ' ');
        if (phrase) terms.push({ words: [phrase], text: phrase, means: meaning(known, geo.keyOf(phrase)) });
        continue;
      }
      const words = run.split(/\s+/).filter(Boolean);
      for (let from = 0; from < words.length;) {
        let size = Math.min(LONGEST, words.length - from);
        let means = null;
        for (; size > 0 && !means; size -= means ? 0 : 1) means = meaning(known, geo.keyOf(words.slice(from, from + size).join('')));
        size = Math.max(size, 1);
        const part = words.slice(from, from + size);
        terms.push({ words: part, text: part.join(' '), means });
        from += size;
      }
    }
    return terms;
  };

  // The names, other than the typed ones, under which a query was searched as well.
  geo.alsoSearched = function (terms) {
    const { data } = geo;
    const names = [];
    for (const { text, means } of terms) {
      if (!means) continue;
      const typed = geo.keyOf(text);
      const meant = [
        ...[...means.units].map((number) => [geo.unitText(data.units[number]), geo.unitName(data.units[number])]),
        ...[...means.sites].map((row) => [geo.cell(data.sites.name, row), geo.cell(data.sites.name, row)]),
        ...[...means.people].map((list) => [list[0], list[0]]),
        ...(means.leader ? [[geo.t('leaderName'), geo.t('leaderName')]] : [])
      ];
      for (const [label, name] of meant) if (meant.length > 1 || geo.keyOf(name) !== typed) names.push(label);
    }
    return [...new Set(names)];
  };

  // Optimal string alignment distance, or more than "most".
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let row = Array.from({ length: b.length + 1 }, (unused, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2] + 1 : Infinity;
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), swapped);
      }
      before = row;
      row = next;
    }
    return row[b.length];
  }

  // Names of units and sites that a word may be a misspelling of, the nearest first; at most three.
  geo.nearNames = function (text, known) {
    const { data } = geo;
    const key = geo.keyOf(text);
    const hangul = /[가-힣]/.test(key);
    const most = hangul ? (key.length > 2 ? 1 : 0) : key.length > 6 ? 2 : key.length > 3 ? 1 : 0;
    const found = new Map();
    for (const [name, means] of known.index) {
      if (!means.units.size && !means.sites.size) continue;
      const apart = most ? distance(key, name, most) : 1;
      if (apart > most) continue;
      for (const number of means.units) rank(geo.unitName(data.units[number]), apart);
      for (const row of means.sites) rank(geo.cell(data.sites.name, row), apart);
    }
    function rank(name, apart) {
      found.set(name, Math.min(apart, found.has(name) ? found.get(name) : Infinity));
    }
    return [...found].sort((a, b) => a[1] - b[1]).slice(0, 3).map(([name]) => name);
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
