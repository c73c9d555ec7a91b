// The view as an image: title, selection, map, legend, scale, source and date.
(function (geo) {
  'use strict';

  const HEAD = 62;
  const LINE = 22;
  const EDGE = 16;

  function text(ctx, words, x, y, size, colour, weight) {
    ctx.font = (weight || '400') + ' ' + size + 'px ' + geo.FONT;
    ctx.fillStyle = geo.css(colour);
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.fillText(words, x, y);
    return ctx.measureText(words).width;
  }

  // Break a text into lines of a width; words that are longer than a line are split.
  function wrapped(ctx, words, width, size) {
    ctx.font = '400 ' + size + 'px ' + geo.FONT;
    const lines = [''];
    for (const word of words.split(' ')) {
      const line = (lines[lines.length - 1] + ' ' + word).trim();
      if (lines[lines.length - 1] && ctx.measureText(line).width > width) lines.push(word);
      else lines[lines.length - 1] = line;
    }
    return lines;
  }

  geo.shownTypes = function () {
    const { data, filtered } = geo;
    return [...data.types.keys()].filter((code) => filtered.rows.some((row) => data.hot.type[row] === code));
  };

  // The legend in rows: the types that are shown, then the classes of the shading.
  function legendItems() {
    const items = geo.shownTypes().map((code) => ({ kind: 'type', code, name: geo.typeName(code) }));
    if (geo.state.compare) for (const { tint, name } of geo.differenceClasses(geo.shading.limits)) items.push({ kind: 'shade', tint, name: name === '0' ? geo.t('unclearShort') : 'A − B: ' + name });
    else for (const limit of geo.shading.limits) items.push({ kind: 'shade', tint: geo.tintOf(limit), name: geo.compact(limit) + '+' });
    return items;
  }

  function rowsOf(ctx, items, width) {
    ctx.font = '400 12px ' + geo.FONT;
    const rows = [[]];
    let left = 0;
    for (const item of items) {
      item.width = 26 + ctx.measureText(item.name).width + 14;
      if (left && left + item.width > width) {
        rows.push([]);
        left = 0;
      }
      item.x = left;
      left += item.width;
      rows[rows.length - 1].push(item);
    }
    return rows;
  }

  function drawItem(ctx, item, x, y) {
    if (item.kind === 'type') {
      ctx.save();
      ctx.translate(x, y - 12);
      ctx.scale(0.875, 0.875);
      ctx.fillStyle = geo.colourOf(item.code);
      ctx.fill(geo.pathOf(item.code));
      ctx.restore();
    } else {
      ctx.fillStyle = geo.css(item.tint);
      ctx.fillRect(x, y - 11, 16, 13);
    }
    text(ctx, item.name, x + 21, y, 12, '--ink');
  }

  function scaleBar(ctx, right, y) {
    const line = geo.map.getContainer().querySelector('.leaflet-control-scale-line');
    if (line) geo.drawScale(ctx, right, y, line.offsetWidth, line.textContent);
  }

  geo.drawScale = function (ctx, right, y, width, words) {
    // Symbols may be drawn below it.
    ctx.fillStyle = geo.css('--paper');
    ctx.globalAlpha = 0.85;
    ctx.fillRect(right - width - 5, y - 17, width + 10, 24);
    ctx.globalAlpha = 1;
    ctx.fillStyle = geo.css('--ink');
    ctx.fillRect(right - width, y, width, 2);
    ctx.fillRect(right - width, y - 5, 1.5, 7);
    ctx.fillRect(right - 1.5, y - 5, 1.5, 7);
    text(ctx, words, right - width + 4, y - 4, 11, '--ink');
  };

  geo.drawPicture = function () {
    const source = geo.sourceLine();
    return geo.withOutlines(() => draw(source));
  };

  function draw(source) {
    const holder = geo.map.getContainer();
    const frame = holder.getBoundingClientRect();
    const ratio = Math.max(2, window.devicePixelRatio || 1);
    const canvas = document.createElement('canvas');
    const ctx = canvas.getContext('2d');
    const rows = rowsOf(ctx, legendItems(), frame.width - 2 * EDGE);
    const notes = wrapped(ctx, source, frame.width - 2 * EDGE, 11);
    const foot = 14 + rows.length * LINE + notes.length * 15 + 8;
    canvas.width = Math.round(frame.width * ratio);
    canvas.height = Math.round((HEAD + frame.height + foot) * ratio);
    ctx.scale(ratio, ratio);
    ctx.fillStyle = geo.css('--paper');
    ctx.fillRect(0, 0, frame.width, HEAD + frame.height + foot);
    text(ctx, document.title, EDGE, 26, 18, '--ink', '700');
    text(ctx, geo.byId('summary').textContent, EDGE, 48, 13, '--ink-soft');
    ctx.save();
    ctx.beginPath();
    ctx.rect(0, HEAD, frame.width, frame.height);
    ctx.clip();
    ctx.fillStyle = geo.css('--sea');
    ctx.fillRect(0, HEAD, frame.width, frame.height);
    ctx.translate(0, HEAD);
    for (const layer of holder.querySelectorAll('.leaflet-geo-base-pane canvas, .leaflet-geo-symbols-pane canvas')) {
      const box = layer.getBoundingClientRect();
      if (layer.closest('.leaflet-geo-symbols-pane')) geo.drawAdded(ctx, false);
      ctx.drawImage(layer, box.left - frame.left, box.top - frame.top, box.width, box.height);
    }
    geo.drawAdded(ctx, true);
    ctx.restore();
    scaleBar(ctx, frame.width - EDGE, HEAD + frame.height - 12);
    let y = HEAD + frame.height + 22;
    for (const row of rows) {
      for (const item of row) drawItem(ctx, item, EDGE + item.x, y);
      y += LINE;
    }
    for (const note of notes) {
      text(ctx, note, EDGE, y, 11, '--ink-soft');
      y += 15;
    }
    return canvas;
  }

  geo.takePicture = async function () {
    const blob = await new Promise((done) => geo.drawPicture().toBlob(done, 'image/png'));
    geo.save(blob, 'png');
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
