// Layers that a caller has added with folium, drawn on a picture or on paper: lines and areas, canvases, markers, labels.
(function (geo) {
  'use strict';

  const number = (node, name, otherwise) => {
    const value = node.getAttribute(name);
    return value === null || value === '' ? otherwise : Number(value);
  };

  // A path of Leaflet's, with the strokes and fills that it has as attributes.
  function drawPath(ctx, node) {
    const shape = node.getAttribute('d');
    if (!shape || shape === 'M0 0') return;
    const path = new Path2D(shape);
    const paint = (name) => (node.getAttribute(name) || 'none') !== 'none';
    if (paint('fill')) {
      ctx.globalAlpha = number(node, 'fill-opacity', 1);
      ctx.fillStyle = node.getAttribute('fill');
      ctx.fill(path, node.getAttribute('fill-rule') || 'nonzero');
    }
    if (paint('stroke')) {
      ctx.globalAlpha = number(node, 'stroke-opacity', 1);
      ctx.strokeStyle = node.getAttribute('stroke');
      ctx.lineWidth = number(node, 'stroke-width', 1);
      ctx.lineCap = node.getAttribute('stroke-linecap') || 'butt';
      ctx.lineJoin = node.getAttribute('stroke-linejoin') || 'miter';
      ctx.setLineDash((node.getAttribute('stroke-dasharray') || '').split(/[ ,]+/).filter(Boolean).map(Number));
      ctx.stroke(path);
      ctx.setLineDash([]);
    }
    ctx.globalAlpha = 1;
  }

  function drawWords(ctx, node, box, boxed) {
    const text = node.textContent.trim();
    if (!text) return;
    const style = getComputedStyle(node);
    ctx.font = style.fontWeight + ' ' + style.fontSize + ' ' + geo.FONT;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    if (boxed) {
      ctx.fillStyle = style.backgroundColor;
      ctx.fillRect(box.left, box.top, box.width, box.height);
    }
    ctx.fillStyle = style.color;
    ctx.fillText(text, box.left + parseFloat(style.paddingLeft), box.top + box.height / 2);
  }

  // Layers below or above the symbols, as on the screen; the context is in pixels of the map's container.
  geo.drawAdded = function (ctx, above) {
    const holder = geo.map.getContainer();
    const frame = holder.getBoundingClientRect();
    const boxOf = function (node) {
      const { left, top, width, height } = node.getBoundingClientRect();
      return { left: left - frame.left, top: top - frame.top, width, height };
    };
    const inPane = (names, tags) => [...holder.querySelectorAll(names.map((name) => tags.map((tag) => '.leaflet-' + name + '-pane ' + tag).join()).join())];
    for (const svg of above ? [] : inPane(['overlay'], ['svg'])) {
      const box = boxOf(svg);
      const [x, y, width] = (svg.getAttribute('viewBox') || '0 0 1 1').split(' ').map(Number);
      ctx.save();
      ctx.translate(box.left, box.top);
      ctx.scale(box.width / width, box.width / width);
      ctx.translate(-x, -y);
      for (const path of svg.querySelectorAll('path')) drawPath(ctx, path);
      ctx.restore();
    }
    for (const node of inPane(above ? ['shadow', 'marker'] : ['overlay'], ['img', 'canvas'])) {
      const { left, top, width, height } = boxOf(node);
      if (node.tagName === 'IMG' && !(node.complete && node.naturalWidth)) continue;
      ctx.globalAlpha = Number(getComputedStyle(node).opacity);
      ctx.drawImage(node, left, top, width, height);
      ctx.globalAlpha = 1;
    }
    if (!above) return;
    for (const node of inPane(['marker'], ['div'])) drawWords(ctx, node, boxOf(node), false);
    for (const node of inPane(['tooltip'], ['.leaflet-tooltip'])) drawWords(ctx, node, boxOf(node), true);
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
