// Full text over title, site, quote, source and place names, in English and Korean.
(function (geo) {
  'use strict';

  // One form for what looks the same: decomposed Hangul, capitals, breves and apostrophes of older spellings.
  geo.fold = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f'’‘`]/g, '').normalize('NFC').toLowerCase();

  geo.words = (query) => geo.fold(query).split(/\s+/).filter(Boolean);

  const folded = [];

  function foldChunk(number, columns) {
    if (folded[number]) return folded[number];
    const data = geo.data;
    const start = number * data.chunk;
    const size = Math.min(data.chunk, data.n - start);
    const names = ['title', 'site', 'quote', 'source_title', 'event_id'];
    const list = new Array(size);
    for (let i = 0; i < size; i++) {
      const parts = names.map((name) => geo.textIn(columns, i, name));
      parts.push(geo.cell(columns.actors, i).join(' '));
      // Plain ASCII, the usual case, needs no Unicode work.
      const text = parts.join('\n');
      list[i] = /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase().replace(/['`]/g, '') : geo.fold(text);
    }
    folded[number] = list;
    return list;
  }

  let names = null;

  // Names of each unit and of the one that holds it.
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

  // Tells which rows of the sites or records hold every word, in their own text or in the names of their place.
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

  // Marks the events that hold every word, in their text or in the names of their place.
  geo.search = async function (query) {
    const words = geo.words(query);
    if (!words.length) return null;
    const data = geo.data;
    const chunks = await geo.loadAll();
    const places = placeNames();
    const match = new Uint8Array(data.n);
    chunks.forEach(function (columns, number) {
      const texts = foldChunk(number, columns);
      const start = number * data.chunk;
      for (let i = 0; i < texts.length; i++) {
        const unit = data.hot.unit[start + i];
        const place = unit ? places[unit - 1] : '';
        let all = 1;
        for (const word of words) {
          if (!texts[i].includes(word) && !place.includes(word)) { all = 0; break; }
        }
        match[start + i] = all;
      }
    });
    return match;
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
