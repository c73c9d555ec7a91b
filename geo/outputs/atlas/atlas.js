(function () {
  'use strict';

  // A link to an event of a page that has been split since leads to the part that has the event: its anchor begins with
  // its day, and the table of parts has the period of each.
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted.startsWith('e-') && !document.getElementById(wanted)) {
    const day = wanted.slice(2);
    const fits = (key) => day.startsWith(key) || (key.endsWith('-00') && day.startsWith(key.slice(0, -3)) && !/^-\d\d-/.test(day.slice(key.length - 3)));
    const links = [...document.querySelectorAll('a[data-period]')];
    const found = links.filter((link) => fits(link.dataset.period.split('.')[0])).sort((a, b) => b.dataset.period.length - a.dataset.period.length)[0];
    if (found) location.replace(found.href + '#' + encodeURIComponent(wanted));
  }

  // The other language keeps the event that is read.
  const other = document.querySelector('a.language');
  if (other) other.addEventListener('click', () => { other.href = other.href.split('#')[0] + location.hash; });

  // "/" opens the search, as in the map.
  document.addEventListener('keydown', function (event) {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    document.querySelector('a.find').click();
  });
})();
