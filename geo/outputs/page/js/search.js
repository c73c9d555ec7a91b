// Full text over title, site, quote, source and place names, in English and Korean.
(function (geo) {
  'use strict';

  // Normalize variants: decomposed Hangul, capitals, breves and apostrophes of older spellings,
  // typographic quotation marks. A hyphen is a blank: "Kim Jong-un" is "Kim Jong Un".
  geo.fold = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f'’‘`]/g, '').replace(/[“”„«»]/g, '"').replace(/[-‐-―]/g, ' ')
    .normalize('NFC').toLowerCase();

  geo.words = (query) => geo.fold(query).split(/\s+/).filter(Boolean);

  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const LETTER = Uint8Array.from({ length: 128 }, (unused, code) => geo.fold(String.fromCharCode(code)).charCodeAt(0) || 0);
  const raw = (bytes) => encoder.encode(geo.fold(decoder.decode(bytes)));

  const folded = []; // of each chunk, when they come: its lines in one form, and where each begins
  let table = null;

  // The dictionary is normalized instead of the texts, so decoded texts are in normalized form already.
  async function foldBody(number) {
    const [coded, words] = await Promise.all([geo.loadBody(number), geo.loadWords()]);
    table = table || geo.wordTable(words.map(geo.fold));
    const text = geo.spelled(coded, table, LETTER, raw);
    const starts = [0];
    for (let at = text.indexOf(geo.LINE); at >= 0; at = text.indexOf(geo.LINE, at + 1)) starts.push(at + 1);
    const size = geo.sizeOf(number);
    const source = Uint16Array.from(text.slice(starts[size], starts[size + 1] - 1).split(','), Number);
    return { text, starts: Uint32Array.from([...starts, text.length + 1]), source };
  }

  // Folded once, also where a search begins while its texts are being prepared.
  const bodyOf = (number) => (folded[number] = folded[number] || foldBody(number));

  // Unpacks what a search reads ahead of it, from when the reader goes to the field: most of it is there when the first
  // word is typed. Not before, for it takes memory that most visits do not need.
  let ahead = null;
  geo.prepareSearch = function () {
    ahead = ahead || (async function () {
      await geo.loadSpellings();
      for (let number = 0; number < geo.data.chunks; number++) {
        if (number in folded) continue;
        await bodyOf(number);
        await new Promise((done) => geo.whenIdle(done));
      }
    })();
    return ahead;
  };

  // Marks the lines that contain a word; each line is matched at most once.
  function linesHolding({ text, starts }, word) {
    const lines = new Uint8Array(starts.length - 1);
    let line = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[line + 1])) {
      while (starts[line + 1] <= at) line++;
      lines[line] = 1;
    }
    return lines;
  }

  let names = null;

  // Names of each unit and of the unit that contains it.
  function placeNames() {
    const { units } = geo.data;
    if (!names) {
      names = units.map(function (unit) {
        const parent = units[unit.parent];
        return geo.fold([unit.name, unit.korean, parent ? parent.name + ' ' + parent.korean : ''].join(' '));
      });
    }
    return names;
  }

  // Units that one of the units named, or that contains them, is: by number from 1, as events have them.
  function within(units) {
    const found = new Uint8Array(geo.data.units.length + 1);
    geo.data.units.forEach((unit, number) => { if (units.has(number) || units.has(unit.parent)) found[number + 1] = 1; });
    return found;
  }

  let known = null; // the spellings, once something is searched

  // Returns a test for the rows of sites or records in which every term holds: in their own text, in the names of their
  // place, or as another spelling of these. The query has been searched before.
  geo.holder = function (table, query) {
    if (geo.spotOf?.(query)) return geo.nearSpotRow(table);
    const wanted = query ? geo.termsOf(query, known).map(withMeaning) : [];
    if (!wanted.length) return () => true;
    const texts = ['name', 'korean', 'kind', 'title', 'text', 'id'].filter((name) => table[name]);
    const places = placeNames();
    return function (row) {
      const unit = table.unit[row];
      const text = geo.fold(texts.map((name) => geo.cell(table[name], row)).join(' ')) + ' ' + (places[unit] || '');
      const meant = ({ means, area, people }) => means && (area[unit + 1] || (table === geo.data.sites && means.sites.has(row)) || people.some((name) => text.includes(name)));
      return wanted.every((term) => term.words.every((word) => text.includes(word)) || meant(term));
    };
  };

  // A term with the units and people that it means, so that they are found once and not for each row.
  function withMeaning({ words, means }) {
    return { words, means, area: means ? within(means.units) : null, people: means ? [...means.people].flat().map(geo.fold) : [] };
  }

  // Marks the events in which every term holds: in their texts, in the names of their place, as another spelling of
  // these, or as their id. Undefined if the search was stopped, or is no longer wanted.
  geo.search = async function (query, still) {
    if (!query.trim()) return null;
    known = known || geo.indexSpellings(await geo.loadSpellings(), geo.data);
    if (/\d/.test(query)) await geo.loadPoints();
    if (geo.findSpot?.(query, known)) return geo.nearSpot();
    const terms = geo.termsOf(query, known);
    if (!terms.length) return null;
    const { data } = geo;
    const { hot } = data;
    const match = new Uint8Array(data.n).fill(1);
    const inPlaces = (word) => Uint8Array.from([0, ...placeNames().map((names) => names.includes(word))]);
    const wanted = terms.map((term) => Object.assign(withMeaning(term), { words: term.words.map((word) => ({ word, places: inPlaces(word) })) }));
    const pace = geo.pace(data.n, still);
    for (let number = 0; number < data.chunks; number++) {
      if (!await pace.goesOn(number * data.chunk)) {
        pace.end();
        return undefined;
      }
      const body = await bodyOf(number);
      const { source } = body;
      const size = geo.sizeOf(number);
      const start = number * data.chunk;
      const holds = (lines, i) => lines[i] || lines[size + 1 + source[i]];
      for (const { words, means, area, people } of wanted) {
        const lists = words.map(({ word, places }) => ({ lines: linesHolding(body, word), places }));
        const named = people.map((name) => linesHolding(body, name));
        for (let i = 0; i < size; i++) {
          const row = start + i;
          if (!match[row] || lists.every(({ lines, places }) => holds(lines, i) || places[hot.unit[row]])) continue;
          const meant = means && (area[hot.unit[row]] || (hot.site[row] && means.sites.has(hot.site[row] - 1)) || (means.leader && hot.leader[row]));
          if (!meant && !named.some((lines) => holds(lines, i))) match[row] = 0;
        }
      }
    }
    pace.end();
    const event = /^\S*\d\S*$/.test(query.trim()) ? await geo.findEvent(query.trim()) : -1;
    if (event >= 0) match[event] = 1;
    return match;
  };

  // Searches for words that the page offers, and shows what it finds.
  geo.searchFor = function (query) {
    geo.byId('search').value = query;
    geo.showTab('list');
    return geo.setQuery(query, true);
  };

  // A person's name in Hangul, if the spellings have it.
  geo.koreanName = async function (name) {
    const { people, leader } = await geo.loadSpellings();
    const key = geo.keyOf(name);
    const names = [leader, ...people].find((list) => list.some((one) => geo.keyOf(one) === key)) || [];
    return names.find((one) => /[가-힣]/.test(one)) || '';
  };

  // What a search without result may have meant, and what else a search has looked for.
  geo.searchNotes = function (empty) {
    if (geo.spotOf?.(geo.state.query)) return { also: [], perhaps: [] };
    const terms = known && geo.state.query ? geo.termsOf(geo.state.query, known) : [];
    const unknown = empty ? terms.filter(({ means }) => !means) : [];
    return { also: geo.alsoSearched(terms), perhaps: unknown.flatMap(({ text }) => geo.nearNames(text, known).map((name) => ({ text, name }))) };
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
