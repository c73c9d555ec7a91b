(function () {
  'use strict';

  const FOLDERS = ['place', 'site', 'month', 'official', 'source'];
  const SHOWN = 60;
  const box = document.querySelector('.searchbox');
  const words = JSON.parse(box.dataset.words);
  const input = document.getElementById('q');
  const said = document.getElementById('said');
  const list = document.getElementById('found');
  const pages = [];
  let missing = Number(box.dataset.shards);

  // The key by which spellings are compared: letters and digits only, without marks and case, as in Python.
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

  // "Songchon County" and "성천군" are looked up without their type word too.
  function keysOf(query) {
    const key = fold(query);
    const plain = words.types.filter((word) => key.endsWith(word) && key.length > word.length + 1).map((word) => key.slice(0, -word.length));
    return [key, ...new Set(plain)];
  }

  function rank(keys, names) {
    let best = 0;
    keys.forEach(function (key, number) {
      const less = number ? 1 : 0;
      for (const name of names) {
        if (name === key) best = Math.max(best, 8 - less);
        else if (name.startsWith(key)) best = Math.max(best, 5 - less);
        else if (!number && key.length > 1 && name.includes(key)) best = Math.max(best, 2);
      }
    });
    return best;
  }

  // Letters that have to be changed to make one key of another, up to a limit.
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let row = Array.from({ length: b.length + 1 }, (unused, n) => n);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      row = next;
    }
    return row[b.length];
  }

  function near(key) {
    const limit = key.length > 6 ? 2 : 1;
    if (key.length < 3) return [];
    const found = [];
    for (const page of pages) {
      const least = Math.min(...page.keys.map((name) => distance(key, name, limit)));
      if (least <= limit) found.push({ page, least });
    }
    return found.sort((a, b) => a.least - b.least || b.page.events - a.page.events).slice(0, 5).map(({ page }) => page);
  }

  function item(page) {
    const line = document.createElement('li');
    const link = document.createElement('a');
    link.href = FOLDERS[page.kind] + '/' + page.slug + '.html';
    link.textContent = page.names[words.own];
    const about = document.createElement('span');
    about.className = 'soft';
    const others = page.names.filter((name, number) => number !== words.own && name !== page.names[words.own]);
    const number = (page.events === 1 ? words.event : words.events).replace('{n}', page.events.toLocaleString('en'));
    about.textContent = ' ' + [...others, words.kinds[page.kind], page.where[words.own], number].filter(Boolean).join(' · ');
    line.append(link, about);
    return line;
  }

  function show() {
    const query = input.value.trim();
    const keys = keysOf(query);
    history.replaceState(null, '', query ? '#q=' + encodeURIComponent(query) : location.pathname.split('/').pop() || '#');
    if (!keys[0]) {
      list.replaceChildren();
      said.textContent = missing ? '…' : '';
      return;
    }
    const found = pages.map((page) => ({ page, rank: rank(keys, page.keys) })).filter((one) => one.rank)
      .sort((a, b) => b.rank - a.rank || b.page.events - a.page.events || a.page.kind - b.page.kind).map((one) => one.page);
    const perhaps = found.length || missing ? [] : near(keys[0]);
    said.textContent = found.length ? words.found.replace('{n}', found.length.toLocaleString('en')) : missing ? '…' : words.none + (perhaps.length ? ' ' + words.perhaps : '');
    list.replaceChildren(...(found.length ? found.slice(0, SHOWN) : perhaps).map(item));
  }

  // The scripts of the index call this. A page opened from a disk may load scripts, but may not read files.
  globalThis.atlasPages = function (unused, rows) {
    for (const [kind, slug, events, names, where, keys] of rows) pages.push({ kind, slug, events, names, where, keys: keys.split('|') });
  };

  function load(number) {
    const script = document.createElement('script');
    script.src = box.dataset.from + 'search/' + number + '.js';
    script.onload = script.onerror = function () {
      missing--;
      show();
    };
    document.head.append(script);
  }

  function fromAddress() {
    const found = /^#q=(.*)$/.exec(location.hash);
    if (found) input.value = decodeURIComponent(found[1]);
    show();
  }

  const other = document.querySelector('a.language');
  if (other) other.addEventListener('click', () => { other.href = other.href.split('#')[0] + location.hash; });
  let timer = 0;
  input.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(show, 60);
  });
  input.addEventListener('keydown', function (event) {
    const first = list.querySelector('a');
    if (event.key === 'Enter' && first) first.click();
    if (event.key === 'ArrowDown' && first) {
      event.preventDefault();
      first.focus();
    }
  });
  list.addEventListener('keydown', function (event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const links = [...list.querySelectorAll('a')];
    (links[links.indexOf(document.activeElement) + step] || input).focus();
  });
  addEventListener('hashchange', fromAddress);
  for (let number = 0; number < Number(box.dataset.shards); number++) load(number);
  fromAddress();
})();
