// Each event type has a shape and a colour; the shape alone identifies it on the map, in lists and filters.
(function (geo) {
  'use strict';

  // Names and signs come with the data, colours with a style sheet, both from the table of types. A type that the
  // table does not have is sorted after them and drawn like "other".
  geo.knownType = (type) => (type < geo.data.typeSymbols.length ? type : geo.data.otherType);

  // A path on a field of 16 by 16, for SVG and canvas alike.
  geo.shapeOf = (type) => geo.data.typeSymbols[geo.knownType(type)].sign;

  const paths = new Map();
  geo.pathOf = function (type) {
    const shape = geo.shapeOf(type);
    if (!paths.has(shape)) paths.set(shape, new Path2D(shape));
    return paths.get(shape);
  };

  let colours = [];
  geo.readColours = function () {
    colours = geo.data.typeSymbols.map((symbol, type) => geo.css('--type-' + type));
  };
  geo.colourOf = (type) => colours[geo.knownType(type)];

  // A shape on a field of 16 by 16 as a picture beside text.
  geo.drawing = function (shape, size, name) {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('width', size || 14);
    svg.setAttribute('height', size || 14);
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('class', 'icon ' + (name || ''));
    const path = document.createElementNS(space, 'path');
    path.setAttribute('d', shape);
    svg.append(path);
    return svg;
  };

  geo.icon = (type, size) => geo.drawing(geo.shapeOf(type), size, 'type-' + geo.knownType(type));

  geo.typeName = function (type) {
    const symbol = geo.data.typeSymbols[type];
    return symbol ? symbol.names[geo.language] || symbol.names.en : geo.data.types[type];
  };

  // The name of a type by its id.
  geo.typeCalled = function (id) {
    const type = geo.data.types.indexOf(id);
    return type < 0 ? id : geo.typeName(type);
  };

  geo.kindName = (code) => (geo.data.kinds[code] ? geo.nameOf('kindOf', geo.data.kinds[code]) : geo.t('noSite'));

  geo.className = (code) => (geo.data.classes[code] ? geo.nameOf('classOf', geo.data.classes[code]) : geo.t('noClass'));

  geo.sourceName = function (code) {
    const [key, name, korean] = geo.data.sources[code];
    return (geo.language === 'ko' && korean) || name || key || geo.t('noAddress');
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
