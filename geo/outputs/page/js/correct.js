// "Correct this": writes an entry for the file of corrections from the card of an event.
(function (geo) {
  'use strict';

  // A text as TOML: its escapes are those of JSON, but for the last control character and lone surrogates.
  const quoted = (text) => JSON.stringify(text.replace(/\p{Cs}/gu, '\ufffd')).replace(/\x7f/g, '\\u007f');

  // One entry of a corrections file; empty values are left out, a day is a date.
  geo.correctionText = function (values) {
    const lines = Object.entries(values).filter(([, value]) => value !== '' && value !== null && value !== undefined)
      .map(([key, value]) => key + ' = ' + (key === 'when' ? value : quoted(String(value))));
    return ['[[correction]]', ...lines, ''].join('\n');
  };

  // What can be said of an event, and what each needs: nothing, a text, or the id of a type.
  const ACTIONS = { confirm: null, reject: null, place: 'text', type: 'type', date: 'text', title: 'text' };

  // The form on the card: folded until it is asked for.
  geo.correctionForm = function (row) {
    const { data } = geo;
    const text = (name) => geo.textOf(row, name) || '';
    const option = (value, name) => geo.el('option', { value }, name);
    const action = geo.el('select', {}, Object.keys(ACTIONS).map((name) => option(name, geo.t('correctOf')[name])));
    const value = geo.el('input', { type: 'text', autocomplete: 'off' });
    const type = geo.el('select', {}, data.types.map((id, code) => option(id, geo.typeName(code))));
    type.value = data.types[data.hot.type[row]];
    const who = geo.el('input', { type: 'text', autocomplete: 'name' });
    const why = geo.el('input', { type: 'text', autocomplete: 'off' });
    const shown = geo.el('pre', { class: 'correction', tabindex: '0' });
    const labelled = (name, field) => geo.el('label', {}, geo.el('span', {}, geo.t(name)), field);
    const [valueLabel, typeLabel] = [labelled('correctValue', value), labelled('type', type)];
    const entry = () => geo.correctionText({
      action: action.value, event: text('event_id'), source: text('source_id'), quote: text('quote'),
      value: ACTIONS[action.value] === 'type' ? type.value : ACTIONS[action.value] ? value.value.trim() : '',
      who: who.value.trim(), when: geo.dayToIso(Math.floor(Date.now() / 86400000)), why: why.value.trim()
    });
    const update = function () {
      valueLabel.hidden = ACTIONS[action.value] !== 'text';
      typeLabel.hidden = ACTIONS[action.value] !== 'type';
      value.placeholder = action.value in geo.t('correctHint') ? geo.t('correctHint')[action.value] : '';
      shown.textContent = entry();
    };
    for (const field of [action, value, type, who, why]) field.addEventListener('input', update);
    update();
    const save = geo.el('button', { type: 'button', onclick: () => geo.save(new Blob([entry()], { type: 'application/toml' }), 'corrections.toml') }, geo.t('correctSave'));
    return geo.el('details', { class: 'correct screen-only' }, geo.el('summary', {}, geo.t('correct')),
      labelled('correctAction', action), valueLabel, typeLabel, labelled('correctWho', who), labelled('why', why), shown,
      geo.el('p', {}, geo.copyButton('copy', entry), ' ', save), geo.el('p', { class: 'soft' }, geo.t('correctNote')));
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
