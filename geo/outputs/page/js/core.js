// The page's global object, small helpers, and the event bus between its modules.
(function (geo) {
  'use strict';

  geo.FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif';

  const listeners = {};

  geo.on = function (name, handler) {
    (listeners[name] = listeners[name] || []).push(handler);
  };

  geo.emit = function (name, detail) {
    for (const handler of listeners[name] || []) handler(detail);
  };

  geo.byId = (id) => document.getElementById(id);

  // All elements of the page are created here or are in page.html. Text is only inserted as text nodes.
  geo.el = function (tag, props, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key === 'class') node.className = value;
      else if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
      else if (key in node && key !== 'role' && key !== 'list') node[key] = value;
      else node.setAttribute(key, value === true ? '' : String(value));
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
    return node;
  };

  // Whether the page is in a frame of another page, and whether its address asks for the small form.
  geo.framed = Boolean(globalThis.document) && window.parent !== window;
  geo.embedded = Boolean(globalThis.document) && new URLSearchParams(location.search).has('embed');
  if (geo.embedded) document.documentElement.classList.add('embed');

  let noticeTimer = 0;
  // A sentence that goes after a while; "stop", if given, is what its button does.
  geo.notice = function (text, stop) {
    const box = geo.byId('notice');
    clearTimeout(noticeTimer);
    box.hidden = !text;
    const button = stop && box.querySelector('button');
    if (button) {
      // Only the words change, so that a button under the pointer or with the focus stays.
      button.onclick = stop;
      box.firstChild.data = text;
    } else box.replaceChildren(text, ...(stop ? [Object.assign(geo.el('button', { type: 'button' }, geo.t('stop')), { onclick: stop })] : []));
    if (text && !stop) noticeTimer = setTimeout(() => { box.hidden = true; }, 8000);
  };

  // Only http(s) addresses become links; anything else stays text.
  geo.safeUrl = (url) => (/^https?:\/\/[^\s]+$/i.test(url) ? url : null);

  geo.link = function (url, text) {
    const href = geo.safeUrl(url);
    if (!href) return document.createTextNode(text || url);
    return geo.el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text || url);
  };

  // 12345 as "12,345", in both languages; the browser's own way takes milliseconds to start.
  geo.number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

  // Short form for narrow places: 5592 as "5.6k".
  geo.compact = function (value) {
    if (value < 1000) return String(value);
    return (value < 9950 ? (value / 1000).toFixed(1).replace(/\.0$/, '') : Math.round(value / 1000)) + 'k';
  };

  const DAY = 86400000;
  geo.dayToIso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  geo.isoToDay = function (text) {
    const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text + 'T00:00:00Z') : NaN;
    return Number.isFinite(time) ? Math.round(time / DAY) : null;
  };

  // The last day that a date may mean: "2024-02" with the precision of a month ends on its 29th.
  geo.lastDay = function (day, precision) {
    if (precision === 0) return day;
    const date = new Date(day * DAY);
    const year = date.getUTCFullYear();
    const end = precision === 1 ? Date.UTC(year, date.getUTCMonth() + 1, 0) : Date.UTC(year, 11, 31);
    return Math.round(end / DAY);
  };

  // Date precision of an undated event, which is placed at the day of its report.
  geo.REPORTED = 4;

  geo.dateText = function (day, precision) {
    if (day === null) return geo.t('noDate');
    const iso = geo.dayToIso(day);
    if (precision === geo.REPORTED) return geo.t('reported', { date: iso });
    return precision === 2 ? iso.slice(0, 4) : precision === 1 ? iso.slice(0, 7) : iso;
  };

  geo.frame = function (work) {
    let pending = 0;
    return function () {
      if (!pending) {
        pending = requestAnimationFrame(() => {
          pending = 0;
          work();
        });
      }
    };
  };

  // Colours of the style sheet for the canvases; read once per colour scheme.
  let colours = new Map();
  geo.css = function (name) {
    if (!colours.has(name)) colours.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
    return colours.get(name);
  };
  geo.forgetCss = function () {
    colours = new Map();
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
