// Decodes what geo/outputs/page/packing.py encodes: base-91 text to bytes, inflate, word codes to words.
(function (geo) {
  'use strict';

  // The base-91 alphabet: printable ASCII without characters that could end a JSON string or a script element.
  const VALUE = new Uint8Array(128);
  for (let code = 0x21, value = 0; code < 0x7f; code++) if (!'"\\<'.includes(String.fromCharCode(code))) VALUE[code] = value++;

  geo.digitOf = (letters, at) => VALUE[letters.charCodeAt(at)];

  // Two letters encode 13 bits, lowest first; an odd number of letters means that the last byte is dropped.
  geo.bytesOf = function (letters) {
    const even = letters.length & ~1;
    const bytes = new Uint8Array(Math.floor((even / 2) * 13 / 8));
    let bits = 0;
    let bitCount = 0;
    let at = 0;
    for (let i = 0; i < even; i += 2) {
      bits |= (VALUE[letters.charCodeAt(i)] * 91 + VALUE[letters.charCodeAt(i + 1)]) << bitCount;
      bitCount += 13;
      while (bitCount >= 8) {
        bytes[at++] = bits;
        bits >>>= 8;
        bitCount -= 8;
      }
    }
    return even < letters.length ? bytes.subarray(0, bytes.length - 1) : bytes;
  };

  geo.inflate = async function (letters) {
    const stream = new DecompressionStream('deflate-raw');
    const writer = stream.writable.getWriter();
    writer.write(geo.bytesOf(letters)).catch(() => {}); // errors are reported by the reader
    writer.close().catch(() => {});
    return new Uint8Array(await new Response(stream.readable).arrayBuffer());
  };

  const utf8 = new TextDecoder();

  geo.inflateJson = async (letters) => JSON.parse(utf8.decode(await geo.inflate(letters)));

  // The dictionary as one byte array, with the start of each word.
  geo.wordTable = function (words) {
    const parts = words.map((word) => new TextEncoder().encode(word));
    const starts = new Uint32Array(words.length + 1);
    parts.forEach((part, i) => { starts[i + 1] = starts[i] + part.length; });
    const bytes = new Uint8Array(starts[words.length]);
    parts.forEach((part, i) => bytes.set(part, starts[i]));
    return { starts, bytes };
  };

  const ONE_BYTE = 64; // so many codes of one byte, from 0x80; those of two begin after them
  const PAIRS = 0x80 + ONE_BYTE;
  const ESCAPE = 0x1d; // then a length, then so many bytes as they are

  const PLAIN = Uint8Array.from({ length: 128 }, (unused, code) => code);
  let out = new Uint8Array(1 << 20); // shared: what is spelled is made to text at once

  function widen(least) {
    const wider = new Uint8Array(Math.max(least, out.length * 2));
    wider.set(out);
    out = wider;
  }

  // Decodes a text. 'letter' maps each ASCII letter to its replacement (0: none), 'raw' handles parts
  // without a code; both are for the search, which normalizes texts.
  geo.spelled = function (coded, { starts, bytes }, letter = PLAIN, raw = null) {
    let at = 0;
    for (let i = 0; i < coded.length; i++) {
      const code = coded[i];
      if (at >= out.length) widen(at + 1);
      if (code >= 0x80) {
        const word = code < PAIRS ? code - 0x80 : ONE_BYTE + (code - PAIRS) * 256 + coded[++i];
        const end = starts[word + 1];
        if (at + end - starts[word] > out.length) widen(at + end - starts[word]);
        for (let k = starts[word]; k < end; k++) out[at++] = bytes[k];
      } else if (code !== ESCAPE) {
        out[at] = letter[code];
        if (letter[code]) at++;
      } else {
        const size = coded[i + 1];
        const part = coded.subarray(i + 2, i + 2 + size);
        const written = raw ? raw(part) : part;
        if (at + written.length > out.length) widen(at + written.length);
        out.set(written, at);
        at += written.length;
        i += 1 + size;
      }
    }
    return utf8.decode(out.subarray(0, at));
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
