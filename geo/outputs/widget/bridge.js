// Inside of the page: tells the widget around it what is shown and chosen, and does what it asks.
// It speaks only to the window that holds it, over the channel that this window opens.
(function (geo) {
  'use strict';

  const NAMES = { en: 'chosen in the notebook', ko: '노트북에서 고름' };
  const scopeOf = geo.scopeOf;
  geo.scopeOf = function (key) {
    if (!key || !key.rows) return scopeOf(key);
    const rows = new Set(key.rows);
    return { key, symbol: null, name: () => NAMES[geo.language], holds: (row) => rows.has(row) };
  };

  function connect(port) {
    let doing = false; // what the widget asked for is not told to it again
    const tell = (message) => { if (!doing) port.postMessage(message); };
    const whole = (rows) => (rows.length === geo.data.n ? null : Array.from(rows));
    geo.on('rows', (rows) => tell({ rows: whole(rows) }));
    geo.on('selected', () => tell({ current: geo.state.selected }));
    port.onmessage = async function ({ data }) {
      doing = true;
      try {
        if ('rows' in data) {
          // All filters go, so that exactly the chosen events are seen.
          geo.byId('search').value = '';
          await geo.setQuery('');
          geo.change(Object.assign(geo.initialState(), { at: geo.state.at, layers: geo.state.layers, view: geo.state.view }));
          geo.setScope(data.rows && { rows: data.rows, groups: [] });
        }
        if ('current' in data) {
          if (data.current >= 0) geo.select(data.current, { keepFocus: true });
          else geo.closeCard({ keepFocus: true });
        }
      } finally {
        doing = false;
      }
    };
    tell({ rows: whole(geo.scopedRows()), current: geo.state.selected });
  }

  window.addEventListener('message', function (event) {
    if (event.source === window.parent && event.data === 'dprk-geo' && event.ports[0]) {
      geo.ready.then(() => connect(event.ports[0]));
    }
  });
})(geoPage);
