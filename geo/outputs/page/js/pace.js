// Long work in short pieces: the browser gets its turn between them, and the reader sees how far it is and can stop it.
(function (geo) {
  'use strict';

  const BREATH = 40; // milliseconds of work before the browser gets its turn
  const PATIENCE = 400; // milliseconds until the reader is told: most work is done before
  const TELL = 700; // milliseconds between two tellings, since they are read aloud

  // "wanted", if given, says whether the work is still of use to anybody.
  geo.pace = function (total, wanted = () => true) {
    let stopped = false;
    let since = performance.now();
    let told = since + PATIENCE - TELL;
    let said = false;
    return {
      // After each piece of the work; false if it is to end.
      async goesOn(k) {
        const now = performance.now();
        if (now - since >= BREATH) {
          if (now - told >= TELL && !stopped) {
            told = now;
            said = true;
            geo.notice(geo.t('working', { k: geo.number(k), n: geo.number(total) }), () => { stopped = true; });
          }
          await new Promise((done) => setTimeout(done));
          since = performance.now();
        }
        return !stopped && wanted();
      },
      end() {
        if (said) geo.notice('');
      }
    };
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
