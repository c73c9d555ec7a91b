// Full text over title, site, quote, source and place names, in English and Korean.
(function (geo) {
  'use strict';

  // Normalize variants: decomposed Hangul, capitals, breves and apostrophes of older spellings,
  // typographic quotation marks and dashes.
  geo.fold = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f'’‘`]/g, '').replace(/[“”„«»]/g, '"').replace(/[‐-―]/g, '-')
    .normalize('NFC').toLowerCase();

  geo.words = (query) => geo.fold(query).split(/\s+/).filter(Boolean);

  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const LETTER = Uint8Array.from({ length: 128 }, (unused, code) => geo.fold(String.fromCharCode(code)).charCodeAt(0) || 0);
  const raw = (bytes) => encoder.encode(geo.fold(decoder.decode(bytes)));

  const folded = []; // each chunk's lines in one form, and where each begins
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
        return geo.fold([unit.name, unit.korean, unit.pcode, parent ? parent.name + ' ' + parent.korean : ''].join(' '));
      });
    }
    return names;
  }

  // Returns a test for the rows of sites or records that contain every word, in their own text or in the names of their place.
  geo.holder = function (table, query) {
    const words = geo.words(query);
    if (!words.length) return () => true;
    const texts = ['name', 'korean', 'kind', 'title', 'text', 'id'].filter((name) => table[name]);
    const places = placeNames();
    return function (row) {
      const text = geo.fold(texts.map((name) => geo.cell(table[name], row)).join(' ')) + ' ' + (places[table.unit[row]] || '');
      return words.every((word) => text.includes(word));
    };
  };

  // Marks the events with every word in their texts or in the names of their place, or have it as id.
  geo.search = async function (query) {
    const words = geo.words(query);
    if (!words.length) return null;
    const { data } = geo;
    const match = new Uint8Array(data.n).fill(1);
    const wanted = words.map((word) => ({ word, places: Uint8Array.from([0, ...placeNames().map((names) => names.includes(word))]) }));
    for (let number = 0; number < data.chunks; number++) {
      folded[number] = folded[number] || await foldBody(number);
      const { source } = folded[number];
      const size = geo.sizeOf(number);
      const start = number * data.chunk;
      for (const { word, places } of wanted) {
        const lines = linesHolding(folded[number], word);
        for (let i = 0; i < size; i++) {
          if (!lines[i] && !lines[size + 1 + source[i]] && !places[data.hot.unit[start + i]]) match[start + i] = 0;
        }
      }
    }
    const event = words.length === 1 && /\d/.test(query) ? await geo.findEvent(query.trim()) : -1;
    if (event >= 0) match[event] = 1;
    return match;
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
