// The words of the interface in English and Korean, from wording.json, and the explanation of rules and reasons in words.
(function (geo) {
  'use strict';

  geo.strings = { en: {}, ko: {} }; // until the block of data is unpacked
  geo.language = 'en';

  geo.t = function (key, values) {
    const text = geo.strings[geo.language][key] ?? geo.strings.en[key] ?? key;
    return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole)) : text;
  };

  // Names of codes; a code that we do not know shows as it is.
  // Own names only: a code may be called 'constructor'.
  geo.nameOf = function (table, code) {
    const names = geo.strings[geo.language][table];
    return names && Object.hasOwn(names, code) ? names[code] : code;
  };

  // A rule in words. What follows a colon or semicolon, such as the candidates of a refusal, stays.
  geo.ruleText = function (rule) {
    const named = geo.nameOf('ruleOf', rule);
    if (named !== rule) return named;
    if (rule.includes('; ')) return rule.split('; ').map(geo.ruleText).join('; ');
    const at = rule.indexOf(': ');
    if (at < 0) return rule;
    const [head, rest] = [rule.slice(0, at), rule.slice(at + 2)];
    return head === 'text' ? geo.t('fromText', { rule: geo.ruleText(rest) }) : geo.nameOf('ruleOf', head) + ': ' + rest;
  };

  const FIELDS = { n: '([\\d.,]+)', x: '(.+?)', y: '(.+?)', w: '(.+)' };
  let forms = null; // of reasons: a pattern, its fields, and its key

  // The reasons of a match in the language of the page: "both in Sinuiju; same day; both disaster".
  geo.reasonText = function (reasons) {
    forms = forms || Object.keys(geo.strings.en.reasonOf).map(function (key) {
      const names = [...key.matchAll(/\{(\w)\}/g)].map((found) => found[1]);
      return { key, names, pattern: new RegExp('^' + key.replace(/\{(\w)\}/g, (whole, name) => FIELDS[name]) + '$') };
    });
    return reasons.split('; ').map(function (reason) {
      for (const { key, names, pattern } of forms) {
        const found = reason.match(pattern);
        if (!found) continue;
        const text = geo.nameOf('reasonOf', key);
        return text.replace(/\{(\w)\}/g, (whole, name) => geo.calledHere(found[1 + names.indexOf(name)]));
      }
      return reason;
    }).join('; ');
  };

  // A type, unit or length of time that a reason names, in the language of the page.
  geo.calledHere = function (name) {
    const type = geo.typeCalled(name);
    if (type !== name) return type;
    const unit = geo.data.units.find((one) => one.name === name);
    return unit ? geo.unitName(unit) : geo.nameOf('vague', name);
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
