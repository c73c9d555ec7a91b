// A point as the search: what is near it, its mark on the map, and what is told of it.
(function (geo) {
  'use strict';

  const KM = 111.2; // of a degree of latitude
  const RINGS = [10, 25, 50, 100, 200]; // km; the first of them that holds something is searched
  const ZOOMS = { site: 12, locality: 11, adm2: 9, country: 7 };
  const SHORT = /^\s*([2-9cfghjmpqrvwx]{4,6}\+[2-9cfghjmpqrvwx]{2,3})[ ,]+(.+)$/i;

  let spot = null; // the last search that was a point, or looked like one: then "why" says why it is none

  const apart = (lat, lon) => KM * Math.hypot(lat - spot.lat, (lon - spot.lon) * Math.cos((spot.lat * Math.PI) / 180));

  // The unit whose boundary is nearest to a point outside of all counties, and the distance in kilometres.
  function nearestUnit(lat, lon) {
    const [x, y] = [geo.localX(lon), geo.localY(lat)];
    let best = { off: Infinity };
    for (const unit of geo.data.units) {
      if (unit.level === 2) {
        for (const ring of unit.rings) {
          for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
            const [dx, dy] = [ring[i] - ring[j], ring[i + 1] - ring[j + 1]];
            const t = Math.min(1, Math.max(0, ((x - ring[j]) * dx + (y - ring[j + 1]) * dy) / (dx * dx + dy * dy || 1)));
            const off = Math.hypot(x - ring[j] - t * dx, y - ring[j + 1] - t * dy);
            if (off < best.off) best = { off, unit };
          }
        }
      }
    }
    return { unit: best.unit, off: (best.off / 256) * 360 * KM * Math.cos((lat * Math.PI) / 180) };
  }

  // A shortened plus code holds near the place that is named after it.
  function nearPlace(query, known) {
    const [, code, name] = SHORT.exec(query) || [];
    const means = code && geo.termsOf(name, known)[0].means;
    if (!means || means.units.size + means.sites.size !== 1) return null;
    const { units, sites } = geo.data;
    const [unit] = means.units;
    const [site] = means.sites;
    if (site === undefined) return units[unit].box && geo.readPoint.near(code, ...geo.latLngOf(units[unit].x, units[unit].y));
    return sites.point[site] ? geo.readPoint.near(code, sites.y[site] / 1e5, sites.x[site] / 1e5) : null;
  }

  function pointOf(query, known) {
    try {
      return geo.readPoint(query);
    } catch (error) {
      if (!error.why) throw error;
      return (error.why === 'pointShort' && nearPlace(query, known)) || { why: error.why };
    }
  }

  // The point that a search is, or null.
  geo.findSpot = function (query, known) {
    spot = /\d/.test(query) ? pointOf(query, known) : null;
    if (!spot) return null;
    spot.query = query.trim();
    if (!spot.why && !geo.inView(spot.lat, spot.lon)) spot.why = 'pointOutside';
    return spot.why ? null : spot;
  };

  // Marks the events near the point, and those that are known to its county only.
  geo.nearSpot = function () {
    const { hot, sites, n } = geo.data;
    const unit = geo.unitAt(L.latLng(spot.lat, spot.lon));
    Object.assign(spot, unit ? { unit, off: 0 } : nearestUnit(spot.lat, spot.lon));
    const far = Array.from(hot.placeX, (x, i) => apart(hot.placeY[i] / 1e5, x / 1e5));
    const all = [...Array.from(hot.place).filter(Boolean).map((place) => far[place - 1]), ...(sites ? Array.from(sites.x, (x, row) => siteOff(sites, row)) : [])];
    const nearest = all.reduce((least, km) => Math.min(least, km), Infinity);
    spot.ring = RINGS.find((km) => km >= Math.max(spot.km, nearest)) || 0;
    const found = new Uint8Array(n);
    for (let i = 0; i < n; i++) found[i] = hot.place[i] ? far[hot.place[i] - 1] <= spot.ring : unit && hot.unit[i] === unit.index + 1;
    return found;
  };

  const siteOff = (table, row) => (table.point[row] ? apart(table.y[row] / 1e5, table.x[row] / 1e5) : Infinity);

  geo.spotOf = (query) => (spot && !spot.why && spot.query === query.trim() ? spot : null);

  // The test for rows of sites or records.
  geo.nearSpotRow = (table) => (row) => (table.point[row] ? siteOff(table, row) <= spot.ring : !spot.off && table.unit[row] === spot.unit.index);

  geo.showSpot = function () {
    const point = geo.spotOf(geo.state.query);
    if (point) geo.map.setView([point.lat, point.lon], Math.max(ZOOMS[geo.readPoint.precision(point.km)], geo.map.getZoom()), { animate: !matchMedia('(prefers-reduced-motion: reduce)').matches });
  };

  const length = (km) => (km < 0.95 ? Math.max(1, Math.round(km * 1000)) + ' m' : (km < 10 ? Number(km.toPrecision(2)) : Math.round(km)) + ' km');

  // What is told of the point; empty where the search is no point.
  geo.spotNote = function () {
    if (!spot || spot.query !== geo.state.query) return '';
    const point = spot.why && spot.lat === undefined ? '' : Number(spot.lat.toFixed(5)) + ', ' + Number(spot.lon.toFixed(5));
    if (spot.why) return ' ' + geo.t(spot.why, { point });
    const name = spot.unit ? geo.unitText(spot.unit) : '';
    const place = spot.off && name ? geo.t('pointOff', { km: length(spot.off), place: name }) : name;
    const notes = [geo.t('pointHere', { point, place, km: length(spot.km), precision: geo.nameOf('precisionOf', geo.readPoint.precision(spot.km)) })];
    if (spot.first) notes.push(geo.t('pointSwapped'));
    if (spot.cell) notes.push(geo.t('pointCell'));
    notes.push(spot.ring ? geo.t(spot.off ? 'pointNear' : 'pointNearOrCounty', { km: spot.ring }) : geo.t('pointAlone'));
    return ' ' + notes.join(' ');
  };

  // A cross at the point, and a circle as wide as its last digit.
  geo.drawSpot = function (ctx, view) {
    const point = geo.spotOf(geo.state.query);
    if (!point) return;
    const { scale, shift } = view;
    const x = geo.localX(point.lon) * scale + shift.x;
    const y = geo.localY(point.lat) * scale + shift.y;
    const r = ((point.km / 2) * 256 * scale) / (360 * KM * Math.cos((point.lat * Math.PI) / 180));
    for (const [colour, width] of [['--paper', 5], ['--accent', 2]]) {
      ctx.strokeStyle = geo.css(colour);
      ctx.lineWidth = width;
      ctx.beginPath();
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        ctx.moveTo(x + dx * 4, y + dy * 4);
        ctx.lineTo(x + dx * 13, y + dy * 13);
      }
      ctx.stroke();
      if (r < 14 || r > 4000) continue;
      ctx.setLineDash([6, 4]);
      ctx.beginPath();
      ctx.arc(x, y, r, 0, 2 * Math.PI);
      ctx.stroke();
      ctx.setLineDash([]);
    }
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
