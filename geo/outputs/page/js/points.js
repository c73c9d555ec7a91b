// Points that are written into the search: the steps of geo/text/coordinates.py and grid_references.py. The patterns
// and words are theirs too, and come as data.
(function (geo) {
  'use strict';

  const DEGREE_KM = 111.2;
  const AXES = { N: 'lat', S: 'lat', Φ: 'lat', E: 'lon', W: 'lon', Λ: 'lon' };
  const SIGNS = '°\'"';
  const DIGITS = '23456789CFGHJMPQRVWX';

  // What is a point by its form and cannot be one: the name of the reason among the words of the page.
  const refuse = function (why) {
    throw Object.assign(new Error(why), { why });
  };

  // Latitude and longitude of a point in a UTM zone, by Krüger's series on the WGS 84 ellipsoid.
  function unprojected(zone, east, north, southern) {
    if (zone < 1 || zone > 60) refuse('pointNone');
    const n = 1 / 298.257223563 / (2 - 1 / 298.257223563);
    const size = 0.9996 * (6378137 / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
    const xi = (north - (southern ? 1e7 : 0)) / size;
    const eta = (east - 5e5) / size;
    let [x, y] = [xi, eta];
    [n / 2 - (2 * n ** 2) / 3 + (37 * n ** 3) / 96, n ** 2 / 48 + n ** 3 / 15, (17 * n ** 3) / 480].forEach(function (beta, i) {
      x -= beta * Math.sin(2 * (i + 1) * xi) * Math.cosh(2 * (i + 1) * eta);
      y -= beta * Math.cos(2 * (i + 1) * xi) * Math.sinh(2 * (i + 1) * eta);
    });
    const chi = Math.asin(Math.sin(x) / Math.cosh(y));
    let lat = chi;
    [2 * n - (2 * n ** 2) / 3 - 2 * n ** 3, (7 * n ** 2) / 3 - (8 * n ** 3) / 5, (56 * n ** 3) / 15].forEach((delta, i) => { lat += delta * Math.sin(2 * (i + 1) * chi); });
    const deg = 180 / Math.PI;
    const off = Math.atan2(Math.sinh(y), Math.cos(x)) * deg;
    if (!(lat * deg >= -80.5 && lat * deg <= 84.5 && Math.abs(off) <= 6)) refuse('pointNone');
    return [lat * deg, zone * 6 - 183 + off];
  }

  const decimals = (number) => number.split('.')[1] || '';
  // Decimals that are all zero count as none, as programs add them.
  const step = (number) => (/[^0]/.test(decimals(number)) ? 10 ** -decimals(number).length : 1);
  const wholePart = (number) => number.split('.')[0];

  function ordered(body) {
    let place = -1;
    return body.every(function ([kind, sign], i) {
      if (kind === 'number') return ++place >= 0;
      return kind === 'mark' && place >= 0 && sign === SIGNS[place] && body[i - 1][0] === 'number';
    }) && place >= 0;
  }

  function unpacked(number, axis, lettered) {
    const whole = wholePart(number);
    if (!lettered && !(decimals(number) && [4, 5].includes(whole.length))) refuse('pointUnsure');
    const width = { lat4: 2, lat6: 2, lon5: 3, lon7: 3, lon4: 2, lon6: 2 }[axis + whole.length];
    if (!width) refuse('pointUnsure');
    const rest = whole.slice(width).match(/../g);
    rest[rest.length - 1] += number.slice(whole.length);
    return [whole.slice(0, width), ...rest];
  }

  // One coordinate of its tokens: degrees, the value of the last digit, and which of the two it is.
  function angle(tokens, given) {
    const letters = tokens.filter(([kind]) => kind === 'side').map(([, sign]) => sign);
    const compass = letters.filter((sign) => !'ΦΛ'.includes(sign));
    const axes = new Set(letters.map((sign) => AXES[sign]));
    if (given) axes.add(given);
    const isSide = (token) => token && token[0] === 'side';
    const body = tokens.slice();
    while (isSide(body[0])) body.shift();
    while (isSide(body[body.length - 1])) body.pop();
    let numbers = body.filter(([kind]) => kind === 'number').map(([, sign]) => sign);
    if (axes.size > 1 || compass.length > 1 || !numbers.length || numbers.length > 3 || !ordered(body)) refuse('pointNone');
    const axis = [...axes][0] || '';
    if (numbers.slice(0, -1).some((number) => number.includes('.')) || numbers.slice(1).some((number) => /^[-+]/.test(number))) refuse('pointNone');
    const negative = numbers[0].startsWith('-');
    numbers[0] = numbers[0].replace(/^[-+]+/, '');
    if (negative && compass.length) refuse('pointNone');
    const bare = !body.some(([kind]) => kind === 'mark');
    if (numbers.length === 2 && bare && !compass.length && wholePart(numbers[1]).length < 2) refuse('pointUnsure');
    if (numbers.length === 1 && bare && axis && wholePart(numbers[0]).length > 3) numbers = unpacked(numbers[0], axis, compass.length);
    let value = 0;
    numbers.forEach(function (number, i) {
      if (i && Number(number) >= 60) refuse('pointSixty');
      value += Number(number) / 60 ** i;
    });
    if (value > (axis === 'lat' ? 90 : 180)) refuse('pointNone');
    const last = numbers.length - 1;
    return { degrees: negative || 'SW'.includes(compass[0] || '-') ? -value : value, step: step(numbers[last]) / 60 ** last, axis };
  }

  function pair(lat, lon, first) {
    if (Math.abs(lat.degrees) > 90) refuse('pointNone');
    return { lat: lat.degrees, lon: lon.degrees, km: Math.min(lat.step, lon.step) * DEGREE_KM, first: Boolean(first), cell: false };
  }

  // The tokens of the two coordinates, or null.
  function halves(all) {
    const where = (test) => [...all.keys()].filter((i) => test(...all[i]));
    const [marks, sides, numbers] = ['between', 'side', 'number'].map((name) => where((kind) => kind === name));
    const degrees = where((kind, sign) => sign === '°');
    let at = 0;
    if (marks.length === 1) at = marks[0];
    else if (marks.length || numbers.length < 2) return null;
    else if (sides.length >= 2) {
      const named = sides.filter((i) => 'ΦΛ'.includes(all[i][1]));
      const labels = named.length > 1 ? named : sides.filter((i) => !named.includes(i));
      at = labels[0] === 0 ? labels[1] : labels[0] + 1;
    } else if (sides.length === 1 && sides[0] > 0 && sides[0] < all.length - 1) {
      at = numbers.filter((i) => i < sides[0]).length * 2 >= numbers.length ? sides[0] + 1 : sides[0];
    } else if (degrees.length === 2) at = degrees[1] - 1;
    else if (numbers.length % 2 === 0 && numbers.length <= 6) at = numbers[numbers.length / 2];
    const start = marks.length ? at + 1 : at;
    return at > 0 && start < all.length ? [all.slice(0, at), all.slice(start)] : null;
  }

  // Packed digits without letters are told apart by their number.
  function withAxes(two) {
    const lengths = two.map((half) => (half.length === 1 && half[0][0] === 'number' ? wholePart(half[0][1].replace(/^[-+]+/, '')).length : 0));
    return lengths[0] === 4 && lengths[1] === 5 ? [[['side', 'Φ'], ...two[0]], [['side', 'Λ'], ...two[1]]] : two;
  }

  function mgrs({ zone, band, column, row, digits }) {
    let parts = digits.split(' ');
    if (parts.length < 2) parts = [digits.slice(0, digits.length >> 1), digits.slice(digits.length >> 1)];
    if (parts[0].length !== parts[1].length || parts[0].length > 5) refuse('pointNone');
    const at = ['ABCDEFGH', 'JKLMNPQR', 'STUVWXYZ'][(zone + 2) % 3].indexOf(column);
    if (at < 0) refuse('pointNone');
    const size = 1e5 / 10 ** parts[0].length;
    const [east, north] = parts.map((part) => (Number(part) + 0.5) * size);
    const up = ('ABCDEFGHJKLMNPQRSTUV'.indexOf(row) + (zone % 2 ? 20 : 15)) % 20;
    const lowest = 8 * 'CDEFGHJKLMNPQRSTUVWX'.indexOf(band) - 80;
    for (let turn = 0; turn < 5; turn++) { // letters of rows repeat every 2,000 km
      const [lat, lon] = unprojected(zone, (at + 1) * 1e5 + east, up * 1e5 + north + turn * 2e6, band < 'N');
      if (lat >= lowest - 1 && lat <= lowest + 9) return { lat, lon, km: size / 1000 };
    }
    return refuse('pointNone');
  }

  function utm({ zone, band = 'N', east, north }) {
    const southern = band < 'N' || (band === 'S' && !(north >= 3.5e6 && north <= 4.45e6));
    const [lat, lon] = unprojected(zone, Number(east), Number(north), southern);
    return { lat, lon, km: 0.001 * 10 ** -Math.min(decimals(east).length, decimals(north).length) };
  }

  function plusCode({ area, fine }) {
    const digits = area.replace(/0+$/, '') + fine;
    if (digits.length < 11 && digits.length % 2) refuse('pointNone');
    let [lat, lon, height, width] = [-90, -180, 400, 400];
    const move = function (up, right, rows, columns) {
      height /= rows;
      width /= columns;
      lat += up * height;
      lon += right * width;
    };
    for (let i = 0; i < Math.min(10, digits.length); i += 2) move(DIGITS.indexOf(digits[i]), DIGITS.indexOf(digits[i + 1]), 20, 20);
    for (const digit of digits.slice(10)) move(DIGITS.indexOf(digit) >> 2, DIGITS.indexOf(digit) % 4, 5, 4);
    if (lat >= 90 || lon >= 180) refuse('pointNone');
    return { lat: lat + height / 2, lon: lon + width / 2, km: Math.max(height, width) * DEGREE_KM };
  }

  // Degrees of a GeoJSON point or feature as they are written, so that their digits are kept.
  function geoJson(text) {
    try {
      const value = JSON.parse(text);
      if ((value.geometry || value).type !== 'Point') return null;
    } catch {
      return null;
    }
    const found = /"coordinates"\s*:\s*\[\s*([-\d.]+)\s*,\s*([-\d.]+)/.exec(text);
    return found && [found[2], found[1]];
  }

  // Returns a function that reads a text: its point, null where it is none, or an error where it cannot be one.
  geo.pointReader = function ({ marks, words, signs, links, levels, one }) {
    const whole = {};
    const inside = {};
    for (const name in one) {
      whole[name] = new RegExp('^(?:' + one[name] + ')$', 'i');
      inside[name] = new RegExp(one[name], 'i');
    }
    const [token, dashed, commas] = [new RegExp(one.token, 'iy'), new RegExp(one.dashed, 'g'), new RegExp(one.comma, 'g')];
    const replacing = (list) => list.map(([source, sign]) => [new RegExp(source, 'gi'), sign]);
    const [byWord, bySign] = [replacing(words), replacing(signs)];
    const maps = links.map((source) => new RegExp(source, 'i'));
    const variants = new Map(Array.from(marks.matchAll(/(.)(.)/gsu), ([, variant, sign]) => [variant, sign]));
    const replaced = (text, list) => list.reduce((all, [pattern, sign]) => all.replace(pattern, sign), text);

    function tokens(given) {
      let text = replaced(given, bySign);
      if (/[nsew]/i.test(text)) text = text.replace(dashed, ' ');
      text = text.trim();
      const found = [];
      token.lastIndex = 0;
      while (token.lastIndex < text.length) {
        const match = token.exec(text);
        if (!match) return [];
        const [kind, sign] = Object.entries(match.groups).find(([, value]) => value !== undefined);
        found.push([kind, sign.toUpperCase()]);
      }
      return found;
    }

    function linked(text) {
      let found = whole.wkt.exec(text.replace(/ +/g, ' '));
      if (found) return [found[2], found[1]];
      if (text.startsWith('{')) return geoJson(text);
      found = whole.geo.exec(text);
      if (found) return [found[1], found[2]];
      if (!whole.address.test(text)) return null;
      let address = text;
      try {
        address = decodeURIComponent(text);
      } catch {
        // a sign of percent that is none: the address is read as it stands
      }
      if (!/^http/i.test(address)) address = '?' + address.replace(/^[?#&]+/, '');
      if (address.includes('yandex.')) found = inside.yandex.exec(address);
      else {
        found = maps.map((pattern) => pattern.exec(address)).find(Boolean);
        if (found) return [found[1], found[2]];
        found = inside.reversed.exec(address);
      }
      return found && [found[2], found[1]];
    }

    function plain(given) {
      const bracketed = given[0] + given[given.length - 1];
      let text = ['()', '[]', '{}'].includes(bracketed) ? given.slice(1, -1) : given;
      if (!text.includes('.') && (text.match(commas) || []).length === 2) text = text.replace(commas, '.');
      const two = halves(tokens(text));
      if (!two) return null;
      const [a, b] = withAxes(two).map((half) => angle(half));
      if (a.axis === 'lon' || b.axis === 'lat') return a.axis === b.axis ? refuse('pointNone') : pair(b, a);
      const swapped = !a.axis && !b.axis && Math.abs(a.degrees) > 90 && Math.abs(b.degrees) <= 90;
      return swapped ? pair(b, a, bracketed !== '[]') : pair(a, b);
    }

    function cell(text) {
      for (const [name, read] of [['mgrs', mgrs], ['utm', utm], ['epsg', utm], ['utmLast', utm], ['plus', plusCode]]) {
        const found = whole[name].exec(text);
        if (!found) continue;
        const upper = {};
        for (const key in found.groups) if (found.groups[key] !== undefined) upper[key] = key === 'zone' ? Number(found.groups[key]) : found.groups[key].toUpperCase();
        return Object.assign({ first: false, cell: name === 'mgrs' || name === 'plus' }, read(upper));
      }
      if (whole.shortPlus.test(text)) refuse('pointShort');
      return null;
    }

    function read(query) {
      const signed = (text) => Array.from(text, (sign) => variants.get(sign) ?? sign).join('');
      const address = query.includes('&') || (query.includes(':') && /[/{]/.test(query));
      const given = signed(address ? query : replaced(signed(query), byWord)).trim();
      if (!given) return null;
      const found = cell(given.replace(/ +/g, ' '));
      if (found) return found;
      const link = linked(given);
      if (link) return pair(angle(tokens(link[0]), 'lat'), angle(tokens(link[1]), 'lon'));
      const iso = whole.iso.exec(given);
      if (!iso) return plain(given);
      const [lat, lon] = [iso[1], iso[2]].map((text, i) => angle(tokens(text.slice(1) + 'NESW'[i + 2 * (text[0] === '-')])));
      return pair(lat, lon);
    }

    // The point of a shortened plus code that is nearest to another point.
    read.near = function (code, lat, lon) {
      const size = 20 ** (2 - (8 - code.indexOf('+')) / 2);
      let start = '';
      let [up, right, width] = [lat + 90, lon + 180, 400];
      while (start.length < 8 - code.indexOf('+')) {
        width /= 20;
        start += DIGITS[Math.floor(up / width)] + DIGITS[Math.floor(right / width)];
        [up, right] = [up % width, right % width];
      }
      const found = cell(start + code);
      found.lat -= size * Math.round((found.lat - lat) / size);
      found.lon -= size * Math.round((found.lon - lon) / size);
      return found;
    };

    // The precision that the digits allow, by the size of the last one.
    read.precision = (km) => (levels.find(([limit]) => km <= limit) || ['', 'country'])[1];
    return read;
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
