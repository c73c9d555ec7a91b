// The state of the page in the address line and in the history of the browser.
(function (geo) {
  'use strict';

  geo.linkNow = () => location.href.split('#')[0] + '#' + geo.encodeLink(geo.state, geo.data);

  // States of the page as entries of the browser's history. A single action is one entry. A continued action
  // (drawing a range, playing, typing, moving through the list) is one entry too:
  // its first change adds it, later ones replace it. Moving the map replaces the current entry.
  let written = null;
  let timer = 0;
  let going = null; // what goes on and waits to be written
  let entry = null; // what made the entry that is now the last

  function write(push) {
    const text = '#' + geo.encodeLink(geo.state, geo.data);
    if (text === written) return false;
    try {
      // A notebook's frame has no address of its own and may refuse. The history of a page around this one is not ours.
      if (push && !geo.framed && !geo.embedded) history.pushState(null, '', text);
      else history.replaceState(null, '', text);
      written = text;
    } catch {
      written = null;
    }
    return true;
  }

  // Writes the pending state.
  geo.writeLink = function () {
    clearTimeout(timer);
    if (geo.reading) return;
    if (write(going !== null && going !== entry) && going !== null) entry = going;
    going = null;
  };

  function later() {
    clearTimeout(timer);
    timer = setTimeout(geo.writeLink, 250);
  }

  geo.linkStep = function () {
    clearTimeout(timer);
    geo.stopReading();
    going = entry = null;
    write(true);
  };

  geo.linkGoing = function (name) {
    geo.stopReading();
    going = name;
    later();
  };

  geo.linkDone = function (name) {
    if (going !== name && entry !== name) return;
    geo.writeLink();
    if (entry === name) entry = null;
  };

  geo.findEvent = async function (id) {
    if (!id) return -1;
    if (/^#\d{1,7}$/.test(id)) return Number(id.slice(1)) < geo.data.n ? Number(id.slice(1)) : -1;
    for (let number = 0; number < geo.data.texts.length; number++) {
      await geo.loadChunk(number);
      const size = Math.min(geo.data.chunk, geo.data.n - number * geo.data.chunk);
      for (let i = 0; i < size; i++) {
        if (geo.textOf(number * geo.data.chunk + i, 'event_id') === id) return number * geo.data.chunk + i;
      }
    }
    return -1;
  };

  geo.startLink = function () {
    for (const name of ['rows', 'layers', 'language']) geo.on(name, later);
    geo.map.on('moveend', later);
    geo.on('selected', async function (options) {
      const row = geo.state.selected;
      if (row >= 0) await geo.loadRow(row);
      if (row !== geo.state.selected) return;
      geo.state.selectedId = row < 0 ? null : geo.textOf(row, 'event_id') || '#' + row;
      if (options.restored) return;
      if (options.walking) geo.linkGoing('walk');
      else geo.linkStep();
    });
    window.addEventListener('popstate', function () {
      clearTimeout(timer);
      going = entry = null;
      written = location.hash;
      geo.readLink(location.hash);
    });
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
