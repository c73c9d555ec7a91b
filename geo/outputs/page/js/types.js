// Each type has a shape and a colour: the shape alone tells it, on the map, in the list and in the filter.
(function (geo) {
  'use strict';

  // Paths on a field of 16 by 16, for SVG and canvas alike.
  const SHAPES = [
    'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z', // inspection: disc
    'M2 3.5h12L8 14z', // groundbreaking: triangle down
    'M8 1l2.1 4.7l5.1.5l-3.9 3.4l1.2 5L8 11.9l-4.5 2.7l1.2-5L.8 6.2l5.1-.5z', // inauguration: star
    'M2.5 2.5h11v11h-11z', // construction: square
    'M4.6 2h6.8l3.4 6l-3.4 6H4.6L1.2 8z', // production: hexagon
    'M8 1.5L14.5 13.5h-13z', // weapons test: triangle up
    'M2.5 2h11v6.5c0 3-2.5 5-5.5 6c-3-1-5.5-3-5.5-6z', // military: shield
    'M8 1l6.5 7L8 15L1.5 8z', // disaster: diamond
    'M5.6 2h4.8v3.6H14v4.8h-3.6V14H5.6v-3.6H2V5.6h3.6z', // relief: cross
    'M3 1.5h2v1.2h9l-2.4 3.4l2.4 3.4H5v5H3z', // ceremony: flag
    'M2 4h9V1.5L15 5.5l-4 3.5V7H2zM14 12H6v2.5L1.5 10.5L6 7.8V10h8z', // diplomacy: two arrows
    'M2 6h12v4H2z' // other: bar
  ];

  geo.shapeOf = (type) => SHAPES[Math.min(type, SHAPES.length - 1)];

  const paths = new Map();
  geo.pathOf = function (type) {
    const shape = geo.shapeOf(type);
    if (!paths.has(shape)) paths.set(shape, new Path2D(shape));
    return paths.get(shape);
  };

  let colours = [];
  geo.readColours = function () {
    colours = SHAPES.map((shape, type) => geo.css('--type-' + type));
  };
  geo.colourOf = (type) => colours[Math.min(type, colours.length - 1)];

  geo.icon = function (type, size) {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('width', size || 14);
    svg.setAttribute('height', size || 14);
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('class', 'icon type-' + Math.min(type, SHAPES.length - 1));
    const path = document.createElementNS(space, 'path');
    path.setAttribute('d', geo.shapeOf(type));
    svg.append(path);
    return svg;
  };

  geo.typeName = (type) => geo.nameOf('typeOf', geo.data.types[type]);

  geo.kindName = (code) => (geo.data.kinds[code] ? geo.nameOf('kindOf', geo.data.kinds[code]) : geo.t('noSite'));

  geo.className = (code) => (geo.data.classes[code] ? geo.nameOf('classOf', geo.data.classes[code]) : geo.t('noClass'));

  geo.sourceName = function (code) {
    const [key, name, korean] = geo.data.sources[code];
    return (geo.language === 'ko' && korean) || name || key || geo.t('noAddress');
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
