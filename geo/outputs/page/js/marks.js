// Marks of sites and records: each kind of site has its own shape, recognizable without colour.
(function (geo) {
  'use strict';

  // Paths on a field of 16 by 16, filled by the even-odd rule, so that a path inside another is a hole.
  const SHAPES = {
    factory: 'M1 14.8V6.6l4.4 3V6.6l4.4 3V1.2h4.4v13.6z',
    mine: 'M3.8 1.6C9.6 1 14.4 5.6 14.8 13C13.5 10 12.1 8.3 10.7 7L4 15L1.6 12.8L8.4 5C7.2 3.9 5.7 2.7 3.8 1.6z',
    farm: 'M7 15.2V9.8C3.2 9.7 1 7.3.8 3C4.6 3.1 7 5 7.8 7.8C8.4 4.1 11 1.5 15.2 1.2C15.2 6.6 12.8 9.6 9 9.9v5.3z',
    power: 'M10.2.6L2.4 9.4h4.5L5.2 15.4L13.8 6.4H8.9z',
    port: 'M8 .6a2.4 2.4 0 0 1 1.1 4.5v1.3h2.7v2H9.1v4.1c2-.3 3.5-1.5 3.9-3.1l-1.2.3l1.9-3.2l1.9 3.3l-1-.2c-.6 3.3-3.4 5.5-6.6 5.5S2 12.9 1.4 9.6l-1 .2l1.9-3.3l1.9 3.2L3 9.4c.4 1.6 1.9 2.8 3.9 3.1V8.4H4.2v-2h2.7V5.1A2.4 2.4 0 0 1 8 .6zM8 2.1a.9.9 0 1 0 .01 0z',
    launch: 'M8 .4c2.5 2 3.4 4.7 3.2 8l2.8 3v3.4l-3.6-1.9H5.6L2 14.8v-3.4l2.8-3C4.6 5.1 5.5 2.4 8 .4zM8 4.7a1.5 1.5 0 1 0 .01 0z',
    nuclear: 'M8 6.3a1.7 1.7 0 1 0 .01 0zM5.2 8a2.8 2.8 0 0 1 1.4-2.4L4.3 1.6A7.4 7.4 0 0 0 .6 8zM9.4 5.6A2.8 2.8 0 0 1 10.8 8h4.6a7.4 7.4 0 0 0-3.7-6.4zM6.6 10.4a2.8 2.8 0 0 0 2.8 0l2.3 4a7.4 7.4 0 0 1-7.4 0z',
    military: 'M8 .8l7 5.6v3.8L8 4.6L1 10.2V6.4zM8 6.6l7 5.6V16L8 10.4L1 16v-3.8z',
    school: 'M7.2.6h6.2v3.2H8.9v1.8H15v9.6h-5.2v-3.8H6.2v3.8H1V5.6h6.2z',
    housing: 'M.8 15.2V5.4h5.6v9.8zM7.8 15.2V.8h7.4v14.4zM2.6 7.4v2h2v-2zM2.6 11v2h2v-2zM10.5 3v2h2V3zM10.5 6.8v2h2v-2zM10.5 10.6v2h2v-2z',
    leisure: 'M.8 8.6a7.2 7.2 0 0 1 14.4 0zM7 8.6h2v4.2c0 3.2-4.6 3.2-4.6 0h1.8c0 .9.8.9.8 0z',
    monument: 'M8 .4l2.2 2.8v7.2h2.2v2.2h2.2v2.6H1.4v-2.6h2.2v-2.2h2.2V3.2z',
    other: 'M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z'
  };
  const NAMES = Object.keys(SHAPES);
  const OTHER = NAMES.length - 1;
  const RECORD = 'M8 2a6 6 0 1 0 .01 0zM8 6.2a1.8 1.8 0 1 1-.01 0z';

  // Shapes by kind of site; other kinds have the neutral shape.
  const KINDS = {
    factory: ['factory', 'salt works', 'industrial zone', 'economic zone'],
    mine: ['mine'],
    farm: ['farm'],
    power: ['power station', 'barrage'],
    port: ['port', 'shipyard', 'fishery', 'fishery station'],
    launch: ['launch site', 'test site', 'satellite control centre'],
    nuclear: ['nuclear site'],
    military: ['military site'],
    school: ['school', 'university', 'institute', 'library', 'hospital'],
    housing: ['street', 'residence'],
    leisure: ['resort', 'hotel', 'park', 'camp', 'restaurant', 'stadium', 'store', 'market', 'cave'],
    monument: ['monument', 'museum', 'revolutionary site', 'theatre', 'hall', 'square', 'palace', 'temple', 'church', 'place of worship', 'cemetery']
  };
  const shapeByKind = new Map();
  for (const [shape, kinds] of Object.entries(KINDS)) for (const kind of kinds) shapeByKind.set(kind, NAMES.indexOf(shape));

  // The number of the shape of a kind of site.
  geo.markOf = (kind) => shapeByKind.get(kind) ?? OTHER;
  geo.markPathOf = (mark) => SHAPES[NAMES[mark]];
  geo.markName = (mark) => geo.t('markOf')[NAMES[mark]];

  // One number per site, computed when a mark is first drawn.
  let marks = null;
  const marksOfSites = function () {
    if (!marks) marks = Uint8Array.from(geo.data.sites.x, (x, row) => geo.markOf(geo.cell(geo.data.sites.kind, row)));
    return marks;
  };

  geo.markOfSite = (number) => marksOfSites()[number];

  // The shapes that this map has, in their order.
  geo.marksHere = () => [...new Set(marksOfSites())].sort((a, b) => a - b);

  // Sites of several kinds under one mark have the neutral shape.
  geo.sharedMark = function (rows) {
    const of = marksOfSites();
    return rows.every((row) => of[row] === of[rows[0]]) ? of[rows[0]] : OTHER;
  };

  geo.markIcon = function (kind, mark, size) {
    const svg = geo.drawing(kind === 'site' ? geo.markPathOf(mark) : RECORD, size, 'mark-' + kind);
    svg.firstChild.setAttribute('fill-rule', 'evenodd');
    return svg;
  };

  const paths = new Map();
  const pathOf = function (text) {
    if (!paths.has(text)) paths.set(text, new Path2D(text));
    return paths.get(text);
  };

  const HEIGHT = 17;

  geo.drawMark = function (ctx, one, kind, dx, dy) {
    const x = one.x + dx;
    const y = one.y + dy;
    const many = one.rows.length > 1;
    const text = String(one.rows.length);
    const width = many ? HEIGHT + 2 + 5.5 * text.length : HEIGHT;
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - HEIGHT / 2, width, HEIGHT, 4);
    ctx.fillStyle = geo.css('--paper');
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = geo.css(one.area ? '--ink-soft' : '--line-strong');
    if (one.area) ctx.setLineDash([2.5, 2]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.save();
    ctx.translate(x - width / 2 + 2.5, y - 6);
    ctx.scale(0.75, 0.75);
    if (kind === 'site') {
      ctx.fillStyle = geo.css('--ink');
      ctx.fill(pathOf(geo.markPathOf(geo.sharedMark(one.rows))), 'evenodd');
    } else {
      ctx.strokeStyle = geo.css('--record');
      ctx.lineWidth = 1.8;
      ctx.stroke(pathOf(RECORD));
    }
    ctx.restore();
    if (many) geo.countText(ctx, text, x + HEIGHT / 2 - 1.5, y, 9.5);
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
