// The pointer on the map: a click selects the symbol under it, hovering describes it.
(function (geo) {
  'use strict';

  geo.startPointer = function () {
    const { map } = geo;
    const hint = geo.byId('hint');
    let over = false;
    map.on('click', function (event) {
      if (event.originalEvent.pointerType === 'touch') { // a finger does not hover
        over = false;
        hint.hidden = true;
      }
      const hit = geo.hitAt(map, event.latlng);
      if (!hit) return;
      if (hit.kind !== 'symbol') {
        geo.showChoice(hit.kind, hit.rows);
        return;
      }
      geo.setScope({ groups: [...hit.symbol.groups] });
      geo.showTab('list');
      const rows = geo.scopedRows();
      if (rows.length === 1) geo.select(rows[0], { keepFocus: true });
    });
    map.on('mouseover', () => { over = true; });
    map.on('mousemove', geo.latest(function (event) {
      if (!over) return;
      const hit = geo.hitAt(map, event.latlng);
      map.getContainer().classList.toggle('over', Boolean(hit));
      const unit = geo.unitAt(event.latlng);
      const parent = unit && geo.data.units[unit.parent];
      let text = unit ? geo.unitName(unit) + (parent ? ' · ' + geo.unitName(parent) : '') : '';
      if (hit && hit.kind === 'symbol') {
        const where = geo.groupsWhere(hit.symbol.groups);
        text = geo.t(hit.symbol.n === 1 ? 'oneEvent' : 'eventCount', { n: geo.number(hit.symbol.n) }) + (where ? ' · ' + where : '');
      }
      else if (unit && geo.counts.byUnit[unit.index]) text += ' · ' + geo.t(geo.counts.byUnit[unit.index] === 1 ? 'oneEvent' : 'eventCount', { n: geo.number(geo.counts.byUnit[unit.index]) });
      const { sides } = geo.filtered;
      if (unit && sides && !hit && geo.counts.byUnit[unit.index]) text += ' · A ' + geo.number(sides.a.unit[unit.index]) + ', B ' + geo.number(sides.b.unit[unit.index]);
      hint.textContent = text;
      hint.hidden = !text;
      const size = map.getSize();
      hint.style.left = Math.min(event.containerPoint.x + 14, size.x - hint.offsetWidth - 6) + 'px';
      hint.style.top = Math.min(event.containerPoint.y + 16, size.y - 30) + 'px';
    }));
    map.on('mouseout', function () {
      over = false;
      hint.hidden = true;
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
