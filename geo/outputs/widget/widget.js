// In the notebook: holds the page in a frame of its own origin, and passes on what is chosen on either side.
function render({ model, el }) {
  const frame = document.createElement('iframe');
  frame.title = model.get('title');
  frame.setAttribute('sandbox', 'allow-scripts allow-downloads allow-modals allow-popups');
  Object.assign(frame.style, { width: '100%', height: model.get('height'), border: 'none', background: '#fff' });
  let port = null;
  frame.addEventListener('load', function () {
    if (port) port.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = function ({ data }) {
      if ('rows' in data) model.set('shown', data.rows);
      if ('current' in data) model.set('opened', data.current);
      model.save_changes();
    };
    frame.contentWindow.postMessage('dprk-geo', '*', [channel.port2]);
    const asked = model.get('asked');
    if (asked.turn) port.postMessage(asked);
  });
  const ask = function () { if (port) port.postMessage(model.get('asked')); };
  model.on('change:asked', ask);
  frame.srcdoc = model.get('page');
  el.append(frame);
  return function () {
    model.off('change:asked', ask);
    if (port) port.close();
  };
}

export default { render };
