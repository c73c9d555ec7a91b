// Pictures and documents beside an event, from a table of the page's maker.
(function (geo) {
  'use strict';

  let all = null;
  const read = () => all || (all = JSON.parse(geo.byId('geo-media').textContent));
  const word = (name, file) => read().words[geo.language][name].replace('{name}', file);

  geo.mediaOf = function (id) {
    const { files, of } = read();
    return (Object.hasOwn(of, id) ? of[id] : []).map(function ([number, caption, credit, licence]) {
      const { name, source, picture, inline } = files[number];
      const rights = [credit, licence].filter(Boolean).join(' · ');
      // A linked file is found beside the page; an address of another kind cannot get here.
      const shown = inline && picture
        ? geo.el('img', { src: source, alt: caption, loading: 'lazy' })
        : geo.el('a', inline ? { href: source, download: name } : { href: source, target: '_blank', rel: 'noopener' }, word(inline ? 'save' : 'open', name));
      return geo.el('figure', {}, shown, geo.el('figcaption', {}, caption, rights ? geo.el('span', { class: 'soft' }, rights) : null));
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
