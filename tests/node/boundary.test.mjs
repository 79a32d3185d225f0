// The boundary between JavaScript and the core, from outside: dist/lede.mjs with its wasm.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { before, describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { LedeError, load, loadEditor } from '../../dist/lede.mjs';
import { capMemory } from '../support/wasm.mjs';

const at = new URL('../../dist/lede.wasm', import.meta.url);
const bytes = readFileSync(at);
const utf8 = new TextEncoder();

const item = {
  id: '1',
  url: 'https://pub.example/a',
  title: 'Ferries & “fog”',
  _lede: { content_markdown: 'The *last* boat.\n\nThe first one.' },
};

/** The LedeError that something throws; anything else thrown is a fault of the test's subject. */
const errorOf = (act) => {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof LedeError, `not a LedeError: ${error}`);
    assert.equal(typeof error.pointer, 'string');
    assert.ok(error.message.length > 0);
    return error;
  }
  return assert.fail('nothing was thrown');
};

/** @type {import('../../dist/lede.mjs').Lede} */
let lede;
/** @type {import('../../dist/lede.mjs').Editor} */
let editor;
before(async () => {
  lede = await load();
  editor = await loadEditor();
});

describe('load() takes', () => {
  test('nothing: the wasm beside the module', () => assert.match(lede.version, /^\d+\.\d+\.\d+/));

  test('a URL, its text, a path, bytes, a part of a buffer, a module, a promise', async () => {
    const room = new Uint8Array(bytes.length + 7);
    room.set(bytes, 7);
    const kinds = [
      at,
      at.href,
      at.pathname,
      bytes,
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
      room.subarray(7),
      new DataView(room.buffer, 7),
      await WebAssembly.compile(bytes),
      Promise.resolve(bytes),
    ];
    for (const kind of kinds) assert.equal((await load(kind)).version, lede.version);
  });

  test('a Response, compiled while it streams where its type allows that', async () => {
    for (const type of ['application/wasm', 'text/plain']) {
      const response = new Response(bytes, { headers: { 'content-type': type } });
      assert.equal((await load(response)).version, lede.version);
    }
  });

  test('an address, sent without a referrer', async () => {
    const server = createServer((request, answer) => {
      assert.equal(request.headers.referer, undefined);
      if (request.url === '/lede.wasm') {
        answer.writeHead(200, { 'content-type': 'application/wasm' }).end(bytes);
      } else answer.writeHead(404).end();
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const origin = `http://127.0.0.1:${server.address().port}`;
    assert.equal((await load(`${origin}/lede.wasm`)).version, lede.version);
    await assert.rejects(load(`${origin}/none.wasm`), { name: 'LedeError', code: 'http-status' });
    server.closeAllConnections?.();
    await new Promise((done) => server.close(done));
    await assert.rejects(load(`${origin}/lede.wasm`), { name: 'LedeError', code: 'network' });
  });

  test('nothing else, and says so', async () => {
    const wrong = new Uint8Array([1, 2, 3]);
    const foreign = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0); // a module, but not ours
    await assert.rejects(load(wrong), { name: 'LedeError', code: 'wasm-failed' });
    await assert.rejects(load(foreign), { name: 'LedeError', code: 'wasm-failed' });
    const mine = load(Promise.reject(new Error('mine')));
    await assert.rejects(mine, { name: 'LedeError', code: 'network', message: /mine/ });
    const used = new Response(bytes);
    await used.arrayBuffer();
    await assert.rejects(load(used), { code: 'wrong-type', message: /read already/ });
    await assert.rejects(load(new Response('<p>')), { name: 'LedeError', code: 'wasm-failed' });
    await assert.rejects(load('/no/such.wasm'), { name: 'LedeError', code: 'network' });
    await assert.rejects(load(5), { name: 'LedeError', code: 'wrong-type' });
    await assert.rejects(load(null), { name: 'LedeError', code: 'wrong-type' });
  });
});

describe('the verbs', () => {
  test('render() takes text, bytes or an object, and gives the same for each', () => {
    const text = JSON.stringify(item);
    const expected = lede.render(item);
    assert.match(expected.html, /^<article class="lede/);
    assert.equal(expected.facts.title, item.title);
    assert.deepEqual(lede.render(text), expected);
    assert.deepEqual(lede.render(utf8.encode(text)), expected);
    assert.deepEqual(lede.render(utf8.encode(text).buffer), expected);
    assert.deepEqual(lede.render(new DataView(utf8.encode(`..${text}`).buffer, 2)), expected);
    assert.deepEqual(lede.render(text, null, null), expected);
    assert.deepEqual(lede.render(text, undefined, {}), expected);
  });

  test('render() opens, paints regions, takes a profile and a feed', () => {
    const { html } = lede.render(item, null, { expanded: true, id_prefix: 'l-7-' });
    assert.match(html, /<em>last<\/em>/);
    assert.match(html, /id="l-7-body"/);
    const body = lede.render(item, null, { expanded: true, region: 'body' }).html;
    assert.ok(
      html.includes(
        lede.render(item, null, { expanded: true, id_prefix: 'l-7-', region: 'body' }).html,
      ),
    );
    assert.match(body, /The first one/);
    assert.equal(lede.render(item, null, { region: 'body' }).html, '');
    const profile = { version: 1, name: 'The Harbour Post', url: 'https://pub.example/' };
    assert.equal(lede.render(item, profile).facts.publisher, 'The Harbour Post');
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Feed',
      items: [{ id: '0', content_text: 'Other' }, item],
    };
    assert.equal(lede.render(feed, null, { id: '1' }).facts.title, item.title);
    assert.equal(errorOf(() => lede.render(feed, null, { id: '9' })).code, 'not-found');
  });

  test('step() carries one event into a state that is handed on as it came', () => {
    const { facts } = lede.render(item);
    const event = { type: 'article', card: '1', facts, open: false, layout: 'standard' };
    const shown = lede.step(null, event);
    assert.equal(typeof shown.state, 'string');
    assert.deepEqual(
      shown.effects.map((effect) => [effect.do, effect.name]),
      [['emit', 'lede:ready']],
    );
    assert.deepEqual(lede.step('', event), shown);
    const asked = lede.step(shown.state, JSON.stringify({ type: 'open', card: '1' }));
    assert.equal(asked.effects[0].cancelable, true);
    const opened = lede.step(utf8.encode(asked.state), asked.effects[0].then);
    assert.ok(opened.effects.some((effect) => effect.do === 'paint' && effect.region === 'body'));
    assert.deepEqual(lede.step(asked.state, asked.effects[0].then), opened, 'pure');
    assert.equal(errorOf(() => lede.step(null, { type: 'nonsense', card: '1' })).code, 'bad-event');
  });

  test('markdown() and html() give safe HTML, style() is the stylesheet', () => {
    assert.match(lede.markdown('A *b* <script>alert(1)</script>'), /<em>b<\/em>/);
    assert.doesNotMatch(lede.markdown('A <script>alert(1)</script>'), /<script/);
    assert.match(lede.markdown(utf8.encode('# Hi'), { heading_level: 3 }), /<h\d/);
    assert.doesNotMatch(lede.html('<p onclick="x()">Kept</p>'), /onclick/);
    assert.match(lede.html('<p>Kept</p>'), /Kept/);
    assert.match(lede.style(), /:host/);
  });

  test('check(), lint() and decide() are for editors', () => {
    assert.deepEqual(editor.check(item), []);
    const [fault] = editor.check({ ...item, date_published: 'soon' });
    assert.equal(fault.pointer, '/date_published');
    const spring = { id: 'spring', copy: { en: { heading: 'Join' } }, cta: { url: '/give' } };
    const support = { campaigns: [spring] };
    const profile = { version: 1, name: 'P', url: 'https://pub.example/', support };
    assert.deepEqual(editor.lint(profile), []);
    spring.schedule = { end: '2026-11-01T00:00:00Z' };
    const [ended] = editor.lint(profile, { now_ms: Date.UTC(2026, 10, 2) });
    assert.equal(ended.pointer, '/support/campaigns/0/schedule/end');
    const ask = (now) => editor.decide({ support, base_url: profile.url, now });
    assert.equal(ask(Date.UTC(2026, 9, 31, 12)).show.campaign, 'spring');
    assert.equal(ask(Date.UTC(2026, 10, 2)).reason, 'EXPIRED');
  });

  test('each takes its own module', async () => {
    const own = new URL('../../dist/lede-editor.wasm', import.meta.url);
    assert.equal((await load(own).catch((error) => error)).code, 'wasm-failed');
    assert.equal((await loadEditor(at).catch((error) => error)).code, 'wasm-failed');
  });
});

describe('bad input is an error with a code and a sentence', () => {
  test('empty', () => {
    assert.equal(
      errorOf(() => lede.render('')).code,
      errorOf(() => lede.render(new Uint8Array())).code,
    );
    assert.equal(errorOf(() => lede.render(item, '')).code, 'json-syntax');
    assert.equal(errorOf(() => lede.render(item, new Uint8Array())).code, 'json-syntax');
    assert.equal(lede.render(item, null).html, lede.render(item).html);
    assert.equal(lede.markdown(''), '');
    assert.equal(lede.html(''), '');
  });

  test('syntax, with the byte that is wrong', () => {
    const error = errorOf(() => lede.render('{"ключ": nope}'));
    assert.equal(error.code, 'json-syntax');
    assert.ok(error.offset >= 9 && error.offset <= 16, String(error.offset));
  });

  test('bytes that are not UTF-8', () => {
    const broken = utf8.encode(JSON.stringify(item));
    broken[broken.indexOf(0x46)] = 0xff; // the F of the title
    assert.equal(errorOf(() => lede.render(broken)).code, 'utf8');
    for (const tail of [[0xc3], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80]]) {
      assert.equal(typeof lede.markdown(new Uint8Array([0x61, ...tail])), 'string');
    }
  });

  test('a lone surrogate, which has no UTF-8', () => {
    assert.equal(lede.markdown('a\ud800b'), lede.markdown('a\ufffdb'));
    assert.equal(errorOf(() => lede.render({ ...item, title: 'a\ud800b' })).code, 'json-syntax');
  });

  test('NUL and a byte order mark', () => {
    assert.equal(typeof lede.markdown('a\0b'), 'string');
    assert.deepEqual(lede.render(`\ufeff${JSON.stringify(item)}`), lede.render(item));
  });

  test('20,000 brackets', () => {
    assert.equal(errorOf(() => lede.render('['.repeat(20_000))).code, 'json-depth');
    assert.equal(errorOf(() => lede.render(`{"a":${'['.repeat(20_000)}`)).code, 'json-depth');
    assert.equal(typeof lede.markdown('['.repeat(20_000)), 'string');
    assert.equal(typeof lede.markdown('>'.repeat(20_000)), 'string');
  });

  test('5 MB, and then everything still works', () => {
    const long = { ...item, _lede: { content_markdown: 'word '.repeat(1_000_000) } };
    assert.equal(errorOf(() => lede.render(long)).code, 'too-large');
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Feed',
      items: Array.from({ length: 5_000 }, (_, i) => ({
        id: `${i}`,
        content_text: 'x'.repeat(1000),
      })),
    };
    assert.equal(lede.render(feed, null, { id: '4999' }).facts.id, '4999');
    assert.equal(lede.render(item).facts.id, '1');
  });

  test('arguments of the wrong type', () => {
    for (const wrong of [undefined, null, 5, true, Symbol('x'), () => {}, 5n]) {
      assert.equal(errorOf(() => lede.render(wrong)).code, 'wrong-type');
      assert.equal(errorOf(() => lede.step(null, wrong)).code, 'wrong-type');
      assert.equal(errorOf(() => lede.markdown(wrong)).code, 'wrong-type');
      assert.equal(errorOf(() => lede.html(wrong)).code, 'wrong-type');
      assert.equal(errorOf(() => editor.check(wrong)).code, 'wrong-type');
    }
    assert.equal(errorOf(() => lede.markdown({})).code, 'wrong-type');
    assert.equal(errorOf(() => lede.render(item, 5)).code, 'wrong-type');
    assert.equal(errorOf(() => lede.render(item, null, 5)).code, 'wrong-type');
    const round = { ...item };
    round.self = round;
    assert.equal(errorOf(() => lede.render(round)).code, 'wrong-type');
    assert.equal(errorOf(() => lede.render(item, null, { layout: 'huge' })).code, 'bad-option');
  });
});

describe('memory', () => {
  test('is given back: thousands of calls do not make it grow', async () => {
    const module = await WebAssembly.compile(bytes);
    let memory;
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...given) => {
      const instance = await instantiate.apply(WebAssembly, given);
      memory = instance.exports.memory;
      return instance;
    };
    const own = await load(module).finally(() => {
      WebAssembly.instantiate = instantiate;
    });
    const act = (i) => {
      own.render(item, null, { expanded: true });
      errorOf(() => own.render('{'));
      own.markdown('*word* '.repeat((i % 97) * 3));
      if (i % 1000 === 0) errorOf(() => own.markdown('x'.repeat(5_000_000)));
    };
    for (let i = 0; i < 200; i++) act(i);
    const size = memory.buffer.byteLength;
    for (let i = 0; i < 10_000; i++) act(i);
    assert.equal(memory.buffer.byteLength, size);
  });

  test('that runs out is a trap: this call fails, the next has a fresh instance', async () => {
    const small = await load(capMemory(bytes));
    const expected = lede.render(item);
    const tooMuch = '*a* '.repeat(60_000); // within the caps, but not within this memory
    assert.match(lede.markdown(tooMuch), /<em>a<\/em>/);
    for (let i = 0; i < 3; i++) {
      const error = errorOf(() => small.markdown(tooMuch));
      assert.equal(error.code, 'trap');
      assert.match(error.message, /RuntimeError/);
      assert.deepEqual(small.render(item), expected);
    }
    const noRoom = errorOf(() => small.markdown('x'.repeat(20_000_000)));
    assert.equal(noRoom.code, 'trap');
    assert.match(noRoom.message, /out of memory/);
    assert.equal(small.style(), lede.style());
  });
});

test('two instances know nothing of each other, and one works in a worker', async () => {
  const other = await load(bytes);
  assert.deepEqual(other.render(item), lede.render(item));
  const code = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { load } = await import(workerData.lede);
    parentPort.postMessage((await load()).render(workerData.item).html);
  `;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
    workerData: { lede: new URL('../../dist/lede.mjs', import.meta.url).href, item },
  });
  const html = await new Promise((done, fail) => {
    worker.once('message', done);
    worker.once('error', fail);
  });
  assert.equal(html, lede.render(item).html);
});
