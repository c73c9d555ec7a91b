// Tools of a card to verify and cite an event: highlighted words, coordinates, links to other maps, a citation.
(function (geo) {
  'use strict';

  // Split a text into plain and highlighted pieces; if two words start at one position, the longer one is used.
  geo.marked = function (text, words) {
    const wanted = [...new Set(words.filter((word) => word && word.length > 1))].sort((a, b) => b.length - a.length);
    if (!wanted.length) return [text];
    const escaped = wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const pieces = text.split(new RegExp('(' + escaped.join('|') + ')', 'u'));
    return pieces.map((piece, i) => (i % 2 ? geo.el('mark', {}, piece) : piece));
  };

  const part = function (value, positive, negative) {
    const seconds = Math.round(Math.abs(value) * 3600);
    const two = (n) => String(n).padStart(2, '0');
    return Math.floor(seconds / 3600) + '°' + two(Math.floor(seconds / 60) % 60) + '′' + two(seconds % 60) + '″' + (value < 0 ? negative : positive);
  };

  geo.dms = (lat, lon) => part(lat, 'N', 'S') + ' ' + part(lon, 'E', 'W');

  // Links to other maps of the position. No request is made before the reader follows one.
  geo.viewsOf = (lat, lon) => [
    ['OpenStreetMap', 'https://www.openstreetmap.org/?mlat=' + lat + '&mlon=' + lon + '#map=13/' + lat + '/' + lon],
    ['Copernicus', 'https://browser.dataspace.copernicus.eu/?zoom=14&lat=' + lat + '&lng=' + lon]
  ];

  // A citation for a footnote: what was reported, by whom, when, and where to find it.
  geo.citation = function (event) {
    const source = [event.source, event.published, event.url].filter(Boolean).join(', ');
    const what = [event.title, event.date, event.place].filter(Boolean).join(', ');
    return what + '. ' + (event.quote ? '“' + event.quote + '” ' : '') + (source ? source + '. ' : '') + 'dprk-geo ' + event.id + '.';
  };

  geo.copyButton = function (name, text) {
    const button = geo.el('button', { type: 'button', class: 'as-link copy' }, geo.t(name));
    button.addEventListener('click', async function () {
      try {
        await navigator.clipboard.writeText(text());
        button.textContent = geo.t('copied');
        setTimeout(() => (button.textContent = geo.t(name)), 1600);
      } catch {
        // Without the clipboard (a frame, an old browser) the text is shown to be copied by hand.
        const field = geo.el('input', { type: 'text', readOnly: true, value: text(), 'aria-label': geo.t(name), class: 'copied-text' });
        button.after(field);
        field.select();
      }
    });
    return button;
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
