// Unpacks the data block written by Python: typed columns at once, texts when they are displayed or searched.
(function (geo) {
  'use strict';

  geo.LINE = '\x1e'; // between the lines of a chunk's body

  const ARRAYS = { u1: Uint8Array, u2: Uint16Array, i4: Int32Array };

  geo.columns = function (hot, buffer) {
    const columns = {};
    for (const [name, kind, offset, length] of hot.columns) columns[name] = new ARRAYS[kind](buffer, offset, length);
    return columns;
  };

  // A column is a plain list, a dictionary of values with an index for each row (a letter where these are few), or texts of one width.
  geo.cell = function (column, row) {
    if (column.d) return column.d[typeof column.i === 'string' ? geo.digitOf(column.i, row) : column.i[row]];
    return column.w ? column.s.slice(row * column.w, (row + 1) * column.w) : column[row];
  };

  // Web Mercator as a square of 256, measured from the middle of the map so that single floats stay exact.
  const RAD = Math.PI / 180;
  const worldX = (lon) => ((lon + 180) / 360) * 256;
  const worldY = (lat) => (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * RAD) / 2)) / (2 * Math.PI)) * 256;
  geo.origin = { x: worldX(127.3), y: worldY(40) };
  geo.localX = (lon) => worldX(lon) - geo.origin.x;
  geo.localY = (lat) => worldY(lat) - geo.origin.y;
  geo.latLngOf = function (x, y) {
    const lon = ((x + geo.origin.x) / 256) * 360 - 180;
    const lat = (2 * Math.atan(Math.exp((0.5 - (y + geo.origin.y) / 256) * 2 * Math.PI)) - Math.PI / 2) / RAD;
    return [lat, lon];
  };

  geo.ring = function (flat, scale) {
    const points = new Float64Array(flat.length);
    let x = 0;
    let y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      points[i] = geo.localX(x / scale);
      points[i + 1] = geo.localY(y / scale);
    }
    return points;
  };

  // Where a line of one latitude crosses the rings.
  geo.crossings = function (rings, y) {
    const found = [];
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        if (ring[i + 1] > y !== ring[j + 1] > y) found.push(ring[i] + ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]));
      }
    }
    return found;
  };

  geo.inRings = (rings, x, y) => geo.crossings(rings, y).filter((at) => at > x).length % 2 === 1;

  function makeUnits(shapes) {
    return shapes.names.map(function ([pcode, level, name, korean, parent], index) {
      const unit = { index, pcode, level, name, korean, parent, rings: [], x: NaN, y: NaN, box: null };
      const shape = shapes.units[index];
      if (shape) {
        unit.rings = shape.rings.map((flat) => geo.ring(flat, 10000));
        unit.x = geo.localX(shape.at[0] / 10000);
        unit.y = geo.localY(shape.at[1] / 10000);
        const box = [Infinity, Infinity, -Infinity, -Infinity];
        for (const ring of unit.rings) {
          for (let i = 0; i < ring.length; i += 2) {
            box[0] = Math.min(box[0], ring[i]);
            box[1] = Math.min(box[1], ring[i + 1]);
            box[2] = Math.max(box[2], ring[i]);
            box[3] = Math.max(box[3], ring[i + 1]);
          }
        }
        unit.box = box;
      }
      return unit;
    });
  }

  // Events that are drawn together form a group: one group per point, then one per unit.
  function makeGroups(data) {
    const { place, unit, precision, placeX, placeY } = data.hot;
    const points = placeX.length;
    const group = new Int32Array(data.n).fill(-1);
    for (let i = 0; i < data.n; i++) {
      if (place[i]) group[i] = place[i] - 1;
      else if (unit[i] && precision[i] < 4 && data.units[unit[i] - 1].rings.length) group[i] = points + unit[i] - 1;
    }
    const count = points + data.units.length;
    const x = new Float64Array(count);
    const y = new Float64Array(count);
    for (let i = 0; i < points; i++) {
      x[i] = geo.localX(placeX[i] / 100000);
      y[i] = geo.localY(placeY[i] / 100000);
    }
    for (const one of data.units) {
      x[points + one.index] = one.x;
      y[points + one.index] = one.y;
    }
    // The unit of each group, and the province in which it is; -1 where it is in none.
    const groupUnit = new Int32Array(count).fill(-1);
    for (let i = 0; i < data.n; i++) if (group[i] >= 0 && unit[i]) groupUnit[group[i]] = unit[i] - 1;
    for (const one of data.units) groupUnit[points + one.index] = one.index;
    const province = (index) => (index >= 0 && data.units[index].parent >= 0 ? data.units[index].parent : index);
    Object.assign(data, { group, points, groupX: x, groupY: y, groupCount: count, groupUnit, groupProvince: groupUnit.map(province) });
  }

  // The start of the main period. A few events of long ago would compress all others at one end of the timeline:
  // if the latest 97 % take up less than half of the span, it starts with their first month. Days are in
  // descending order.
  geo.mainFrom = function (days, count, low, high) {
    const from = count < 30 ? low : days[Math.floor((count - 1) * 0.97)];
    const date = new Date(from * 86400000);
    const month = Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86400000);
    return month > low && high - month < (high - low) / 2 ? month : low;
  };

  function makeDays(data) {
    const { day, datePrecision } = data.hot;
    data.first = new Int32Array(data.n);
    data.last = new Int32Array(data.n);
    let low = Infinity;
    let high = -Infinity;
    data.undated = 0;
    for (let i = 0; i < data.n; i++) {
      if (!day[i]) {
        data.undated++;
        continue;
      }
      data.first[i] = data.base + day[i] - 1;
      data.last[i] = datePrecision[i] === 1 || datePrecision[i] === 2 ? geo.lastDay(data.first[i], datePrecision[i]) : data.first[i];
      low = Math.min(low, data.first[i]);
      high = Math.max(high, data.last[i]);
    }
    data.low = low;
    data.high = high;
    data.main = geo.mainFrom(data.first, data.n - data.undated, low, high);
  }

  // A source is [key], or [key, name, Korean name, class] where the reference knows it.
  function makeClasses(data) {
    data.classes = [...new Set(data.sources.map((source) => source[3] || ''))].sort((a, b) => !a - !b); // "not classed" last
    data.classOf = Uint8Array.from(data.sources, (source) => data.classes.indexOf(source[3] || ''));
  }

  geo.unpack = async function (block) {
    const [buffer, shapes, sites, wording] = await Promise.all([
      geo.inflate(block.hot.bytes).then((bytes) => bytes.buffer),
      geo.inflateJson(block.shapes),
      block.sites ? geo.inflateJson(block.sites) : null,
      geo.inflateJson(block.wording)
    ]);
    geo.strings = wording;
    const data = Object.assign({}, block, { hot: geo.columns(block.hot, buffer), sites });
    data.land = shapes.land.map((flat) => geo.ring(flat, 1000));
    data.units = makeUnits(shapes);
    makeGroups(data);
    makeDays(data);
    makeClasses(data);
    data.chunks = Math.ceil(block.n / block.chunk);
    data.texts = new Array(data.chunks).fill(null);
    data.loading = new Array(data.chunks).fill(null);
    data.coded = new Array(data.chunks).fill(null);
    return data;
  };

  // Unpacking begins while the browser still reads Leaflet and the other scripts.
  const block = globalThis.document && geo.byId('geo-data');
  if (block) geo.unpacking = Promise.resolve(block.textContent).then(JSON.parse).then(geo.unpack);

  // The packed texts come after the scripts, so that the map is drawn while the browser still parses them.
  let whole = null;
  async function packed(name) {
    whole = whole || new Promise(function (done) {
      if (document.readyState !== 'loading') done();
      else document.addEventListener('DOMContentLoaded', done, { once: true });
    });
    await whole;
    return taken(name);
  }

  // What is unpacked is not needed packed.
  function taken(name) {
    const node = geo.byId('geo-' + name);
    node.remove();
    return node.textContent;
  }

  // A script that was packed as data, allowed by its hash as those of the page are.
  const run = (script) => document.head.append(geo.el('script', { textContent: script }));

  let panels = null;
  // All that is around the map: unpacked once it is drawn.
  geo.loadPanels = function () {
    panels = panels || geo.inflateJson(taken('panels')).then(run);
    return panels;
  };

  // The dictionary of all bodies, loaded on first use.
  let words = null;
  geo.loadWords = function () {
    words = words || packed('words').then(geo.inflateJson);
    return words;
  };

  let spellings = null;
  geo.loadSpellings = function () {
    spellings = spellings || packed('spellings').then(geo.inflateJson);
    return spellings;
  };

  let points = null;
  // The search of points.
  geo.loadPoints = function () {
    points = points || packed('points').then(geo.inflateJson).then(function ([table, script]) {
      run(script);
      geo.readPoint = geo.pointReader(table);
    });
    return points;
  };

  // A chunk's encoded body; cached, so that it is inflated once.
  geo.loadBody = function (number) {
    const { data } = geo;
    data.coded[number] = data.coded[number] || packed('body-' + number).then(geo.inflate);
    return data.coded[number];
  };

  let table = null;

  // The decoded texts of one chunk.
  geo.loadChunk = function (number) {
    const { data } = geo;
    if (!data.loading[number]) {
      data.loading[number] = Promise.all([packed('head-' + number).then(geo.inflateJson), geo.loadBody(number), geo.loadWords()])
        .then(function ([head, coded, list]) {
          table = table || geo.wordTable(list);
          data.texts[number] = { head, size: geo.sizeOf(number), lines: geo.spelled(coded, table).split(geo.LINE) };
          return data.texts[number];
        });
    }
    return data.loading[number];
  };

  geo.sizeOf = (number) => Math.min(geo.data.chunk, geo.data.n - number * geo.data.chunk);

  // Positions of the fields in a line of a chunk's body. The rows are followed by a line that gives the number of
  // each row's source, and by the titles of the sources.
  const FIELDS = { title: 0, site: 1, quote: 2, actors: 3 };
  const SOURCE = new Set(['source_id', 'source_url', 'source_date', 'text_sha256']);

  geo.textIn = function (chunk, row, name) {
    const { head, lines, size } = chunk;
    if (name in FIELDS) {
      const text = lines[row].split('\x1f')[FIELDS[name]];
      return name === 'actors' ? text.split('\x1c').filter(Boolean) : text;
    }
    if (name !== 'source_title' && !SOURCE.has(name)) return geo.cell(head[name], row);
    chunk.sources = chunk.sources || lines[size].split(',');
    const source = Number(chunk.sources[row]);
    return name === 'source_title' ? lines[size + 1 + source] : geo.cell(head[name], source);
  };

  geo.textOf = function (row, name) {
    const chunk = geo.data.texts[Math.floor(row / geo.data.chunk)];
    return chunk ? geo.textIn(chunk, row % geo.data.chunk, name) : null;
  };

  geo.loadRow = (row) => geo.loadChunk(Math.floor(row / geo.data.chunk));
  geo.loadAll = () => Promise.all(geo.data.texts.map((text, number) => geo.loadChunk(number)));

  let records = null;
  geo.loadRecords = function () {
    if (!records) {
      records = geo.data.nRecords ? packed('records').then(geo.inflateJson) : Promise.resolve(null);
      records = records.then(function (table) {
        geo.data.recordTable = table;
        return table;
      });
    }
    return records;
  };

  geo.unitName = function (unit) {
    if (!unit) return '';
    return geo.language === 'ko' && unit.korean ? unit.korean : unit.name;
  };

  // "Songchon · South Phyongan": the unit with its province.
  geo.unitText = function (unit) {
    const parent = geo.data.units[unit.parent];
    const name = geo.unitName(unit);
    return parent && geo.unitName(parent) !== name ? name + ' · ' + geo.unitName(parent) : name;
  };

  geo.siteName = function (number) {
    const { sites } = geo.data;
    return (geo.language === 'ko' && geo.cell(sites.korean, number)) || geo.cell(sites.name, number);
  };

  // The site of an event; null while its text is not loaded.
  geo.siteText = function (row) {
    const text = geo.textOf(row, 'site');
    return text && geo.data.hot.site[row] && geo.data.sites ? geo.siteName(geo.data.hot.site[row] - 1) : text;
  };

  // An event's title. On a Korean page the type and place of a title that was made of these are in Korean.
  geo.titleOf = function (row) {
    const title = geo.textOf(row, 'title');
    if (!title) return title === null ? null : geo.typeName(geo.data.hot.type[row]);
    const symbol = geo.data.typeSymbols[geo.data.hot.type[row]];
    if (geo.language === 'en' || !symbol || !title.toLowerCase().startsWith(symbol.names.en.toLowerCase() + ': ')) return title;
    const rest = title.slice(symbol.names.en.length + 2);
    const unit = geo.data.units[geo.data.hot.unit[row] - 1];
    const province = unit && geo.data.units[unit.parent];
    const named = [unit, province].find((one) => one && one.name === rest);
    return geo.typeName(geo.data.hot.type[row]) + ': ' + (rest === geo.textOf(row, 'site') ? geo.siteText(row) : named ? geo.unitName(named) : rest);
  };

  geo.placeText = function (row) {
    const number = geo.data.hot.unit[row];
    return number ? geo.unitText(geo.data.units[number - 1]) : '';
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
