// Whatever fails, the reader keeps the light content, the other cards work, and the developer is told once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './support/chromium.mjs';
import { card, partnerPage, SCRIPT } from './support/site.mjs';

const { site, visit } = await startChromium();

const good = card({ id: 'good', src: '{{publisher}}/articles/html.json' });
/** What the browser itself logs of a failed request is not ours. */
const ours = (said) => said.filter((line) => !/^error: Failed to load resource/.test(line));

/** The bad card has its light content and its error; the good one beside it is a card. */
async function assertKept(visited, code, { alone = false } = {}) {
  const { engine, error, light, open } = await visited.card('#bad');
  assert.deepEqual({ engine, light, open }, { engine: 'light', light: true, open: false });
  assert.equal(error?.code, code, error?.message);
  assert.ok(
    (error.message.length > 10 && error.message.endsWith('.')) || error.message.includes('http'),
    error.message,
  );
  const told = (await visited.events('lede:error')).filter(({ on }) => on === 'bad');
  assert.equal(told.length, 1, 'one event a card');
  assert.deepEqual(told[0].detail, told[0].error);
  assert.equal(told[0].detail.code, code);
  assert.ok(told[0].bubbles && told[0].composed);
  const lines = ours(visited.said);
  assert.equal(lines.length, 1, lines.join('\n'));
  assert.ok(lines[0].startsWith(`warning: [lede] ${code}${error.pointer}: `), lines[0]);
  if (!alone) assert.equal((await visited.card('#good')).engine, 'wasm', 'the other card works');
  assert.deepEqual((await visited.shifts()).unasked, []);
  return error;
}

const item = (fields) =>
  JSON.stringify({
    id: '1',
    url: 'https://kittiwake.example/1',
    title: 'T',
    content_text: 'W.',
    ...fields,
  });

const badArticles = {
  'is not there': [{ status: 404, body: 'No.' }, 'http-status'],
  'comes with a server error': [{ status: 500, body: 'No.' }, 'http-status'],
  'is empty': [{ body: '' }, 'json-syntax'],
  'is cut off': [{ body: item().slice(0, -9) }, 'json-syntax'],
  'is a page': [{ body: '<!doctype html><p>Sign in first.</p>' }, 'json-syntax'],
  'is a list': [{ body: '[]' }, 'wrong-type'],
  'is the number 5': [{ body: '5' }, 'wrong-type'],
  'has nothing to show': [{ body: '{"id":"1","title":5}' }, 'missing'],
  'is not UTF-8': [{ body: Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d) }, 'utf8'],
  'is 20,000 brackets deep': [{ body: '['.repeat(20_000) }, 'json-depth'],
  'has a body of a megabyte': [
    { body: item({ content_text: 'word '.repeat(200_000) }) },
    'too-large',
  ],
  'is nine megabytes': [{ body: item({ tags: ['x'.repeat(9_000_000)] }) }, 'json-size'],
};

for (const [what, [answer, code]] of Object.entries(badArticles)) {
  test(`an article that ${what}: the light content stays (${code})`, async (t) => {
    site.publish('/bad.json', { type: 'application/json', ...answer });
    const bad = card({ id: 'bad', src: '{{publisher}}/bad.json' });
    const visited = await visit(t, site.host(partnerPage(bad + good)));
    await assertKept(visited, code);
  });
}

test('an article that cannot be written as JSON is of the wrong type', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card({ id: 'bad' }))));
  await visited.page.evaluate(() => {
    const round = { id: '1', title: 'T' };
    round.self = round;
    const bad = document.querySelector('lede-card');
    bad.article = round;
  });
  await visited.page.waitForFunction(
    () => document.querySelector('lede-card').error?.code === 'wrong-type',
  );
});

test('the one-tag form in the head makes no card that nobody can see', async (t) => {
  const head =
    '<script async src="{{publisher}}/lede.js" data-src="{{publisher}}/articles/html.json"></script>';
  const visited = await visit(t, site.host(partnerPage('', { head, script: '' })), { wait: false });
  await visited.page.waitForFunction(() => customElements.get('lede-card'));
  await visited.painted();
  assert.equal(await visited.page.locator('lede-card').count(), 0);
  assert.deepEqual(
    visited.said.map((line) => line.slice(0, 25)),
    ['warning: [lede] missing: '],
  );
  assert.equal(visited.requests.filter((url) => url.endsWith('.json')).length, 0);
});

test('an empty profile is one that cannot be read', async (t) => {
  site.publish('/empty.json', { type: 'application/json', body: '' });
  const path = site.host(partnerPage(card({ profile: '{{publisher}}/empty.json' })));
  const visited = await visit(t, path);
  assert.equal((await visited.card()).error.code, 'json-syntax');
  const none = await visit(t, site.host(partnerPage(card({ profile: '' }))));
  assert.equal((await none.card()).engine, 'wasm');
});

test('an error in a feed says where, by a JSON pointer', async (t) => {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'F',
    items: [{ id: 'a', title: 'A' }, { id: 'b' }],
  };
  site.publish('/bad.json', { body: JSON.stringify(feed) });
  const bad = card({ id: 'bad', src: '{{publisher}}/bad.json#b' });
  const visited = await visit(t, site.host(partnerPage(bad + good)));
  const error = await assertKept(visited, 'missing');
  assert.equal(error.pointer, '/items/1');
});

const badProfiles = {
  'is not there': [{ status: 404, body: 'No.' }, 'http-status'],
  'is cut off': [{ body: '{"version":1,' }, 'json-syntax'],
  'is of a later version': [
    { body: '{"version":2,"name":"P","url":"https://p.example/"}' },
    'unsupported-version',
  ],
  'has a list for a name': [
    { body: '{"version":1,"name":[],"url":"https://p.example/"}' },
    'missing',
  ],
  'is a list': [{ body: '[]' }, 'wrong-type'],
};

for (const [what, [answer, code]] of Object.entries(badProfiles)) {
  test(`a profile that ${what}: the light content stays (${code})`, async (t) => {
    site.publish('/bad-profile.json', { type: 'application/json', ...answer });
    const bad = card({ id: 'bad', profile: '{{publisher}}/bad-profile.json' });
    const visited = await visit(t, site.host(partnerPage(bad + good)));
    await assertKept(visited, code);
  });
}

test('an address that is none, and none at all', async (t) => {
  for (const [attributes, code] of [
    [{ src: 'http://[' }, 'url-syntax'],
    [{ profile: 'http://[' }, 'url-syntax'],
    [{ src: 'javascript:1' }, 'url-scheme'],
    [{ src: `data:application/json,${encodeURIComponent(item())}` }, 'url-scheme'],
    [{ profile: ' DATA:application/json,{}' }, 'url-scheme'],
    [{ src: null }, 'missing'],
    [{ src: '{{publisher}}/feed.json#no-such-item' }, 'not-found'],
  ]) {
    const visited = await visit(
      t,
      site.host(partnerPage(card({ id: 'bad', ...attributes }) + good)),
    );
    await assertKept(visited, code);
    await visited.context.close();
  }
});

test('a publisher that cannot be reached, or that sends no CORS header', async (t) => {
  for (const src of ['http://localhost:9/a.json', '{{partner}}/../nowhere.json']) {
    const body = card({ id: 'bad', src }) + good;
    const visited = await visit(t, site.host(partnerPage(body)));
    assert.equal((await visited.card('#good')).engine, 'wasm');
    assert.match((await visited.card('#bad')).error.code, /^(network|http-status)$/);
    await visited.context.close();
  }
  site.publish('/closed.json', {
    body: item(),
    headers: { 'access-control-allow-origin': 'https://other.example' },
  });
  const visited = await visit(
    t,
    site.host(partnerPage(card({ id: 'bad', src: '{{publisher}}/closed.json' }) + good)),
  );
  assert.equal((await visited.card('#bad')).error.code, 'network');
});

test('the same fault in three cards is one warning and three events', async (t) => {
  const style = 'display:block;min-height:60px';
  const bad = (id) => card({ id, style, src: `{{publisher}}/not-there-${id}.json` });
  const visited = await visit(t, site.host(partnerPage(bad('a') + bad('b') + bad('c') + good)));
  await visited.page.locator('#good').scrollIntoViewIfNeeded();
  await visited.shown();
  assert.equal(ours(visited.said).length, 1);
  assert.deepEqual((await visited.events('lede:error')).map(({ on }) => on).sort(), [
    'a',
    'b',
    'c',
  ]);
  assert.equal((await visited.card('#good')).engine, 'wasm');
});

test('the demo’s page of failures: four links, a card, and a warning for each reason', async (t) => {
  const visited = await visit(t, '/broken.html', { wait: false });
  const { page } = visited;
  for (const one of await page.locator('lede-card').all()) await one.scrollIntoViewIfNeeded();
  await visited.shown();
  const engines = await page.evaluate(() =>
    [...document.querySelectorAll('lede-card')].map(({ engine }) => engine),
  );
  assert.deepEqual(engines, ['light', 'light', 'light', 'light', 'wasm']);
  const codes = await page.evaluate(() =>
    [...document.querySelectorAll('lede-card')].flatMap(({ error }) => error?.code ?? []),
  );
  assert.equal(codes.length, 4);
  assert.equal(ours(visited.said).length, new Set(codes).size);
});

// --- The script and the module -----------------------------------------------------------------------------

test('the script is blocked: the light content stands alone and nothing breaks', async (t) => {
  site.publish('/lede.js', { status: 403, body: 'No.' });
  const visited = await visit(t, site.host(partnerPage(card())), { wait: false });
  await visited.page.waitForLoadState('networkidle');
  const link = visited.page.locator('lede-card a');
  assert.equal(await link.isVisible(), true);
  assert.deepEqual(ours(visited.said), []);
  assert.deepEqual((await visited.shifts()).unasked, []);
});

test('JavaScript is off: the light content stands alone', async (t) => {
  const visited = await visit(t, '/one-tag.html', { wait: false, javaScriptEnabled: false });
  assert.equal(await visited.page.locator('a[data-lede]').isVisible(), true);
});

const withModule = (answer) => {
  site.publish('/other.wasm', { type: 'application/wasm', ...answer });
  const script = SCRIPT.replace('src=', 'data-wasm="{{publisher}}/other.wasm" src=');
  return site.host(partnerPage(card({ id: 'bad' }), { script }));
};

test('the module is not there', async (t) => {
  const visited = await visit(t, withModule({ status: 404, body: 'No.' }));
  await assertKept(visited, 'http-status', { alone: true });
});

for (const [what, body] of [
  ['a page', '<!doctype html>'],
  ['empty', ''],
  ['cut off', Uint8Array.of(0, 97, 115, 109, 1, 0)],
]) {
  for (const type of ['application/wasm', 'application/octet-stream']) {
    test(`the module is ${what}, sent as ${type}`, async (t) => {
      const visited = await visit(t, withModule({ body, type }));
      await assertKept(visited, 'wasm-failed', { alone: true });
    });
  }
}

test('the module is another’s: it has nothing of what is called', async (t) => {
  const visited = await visit(t, withModule({ body: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0) }));
  const { engine, light, error } = await visited.card();
  assert.deepEqual({ engine, light }, { engine: 'light', light: true });
  assert.ok(error.code);
  assert.equal(ours(visited.said).length, 1);
});

/** The page's ten seconds pass in two; that they were ten is written down. */
const hurry = () => {
  const timeout = AbortSignal.timeout;
  window.__patience = [];
  AbortSignal.timeout = (ms) => {
    window.__patience.push(ms);
    return timeout.call(AbortSignal, ms / 5);
  };
};

for (const [what, stall] of [
  ['says nothing', true],
  ['stops in the middle', 'body'],
]) {
  test(`a module that ${what} for ten seconds: the light content stays`, async (t) => {
    const body = Uint8Array.of(0, 97, 115, 109);
    const visited = await visit(t, withModule({ stall, body }), { init: hurry });
    await assertKept(visited, 'timeout', { alone: true });
    assert.deepEqual([...new Set(await visited.page.evaluate(() => window.__patience))], [10_000]);
  });
}

test('an article that says nothing for ten seconds keeps no other card waiting', async (t) => {
  site.publish('/slow.json', { stall: true });
  const slow = card({ id: 'bad', src: '{{publisher}}/slow.json' });
  const visited = await visit(t, site.host(partnerPage(slow + good)), { init: hurry });
  await assertKept(visited, 'timeout');
});

test('a module that was late for one card is asked for again by the next', async (t) => {
  let asked = 0;
  const bytes = new Uint8Array(await (await fetch(`${site.publisher}/lede.wasm`)).arrayBuffer());
  const path = withModule({});
  site.publish('/other.wasm', () =>
    asked++ ? { type: 'application/wasm', body: bytes } : { status: 503, body: 'Later.' },
  );
  const visited = await visit(t, path);
  assert.equal((await visited.card()).error.code, 'http-status');
  await visited.page.evaluate(() => {
    const next = document.querySelector('lede-card').cloneNode(true);
    next.id = 'next';
    document.querySelector('main').prepend(next);
  });
  await visited.shown('#next');
  assert.equal((await visited.card('#next')).engine, 'wasm');
});

// --- Traps ---------------------------------------------------------------------------------------------------

/** Lets `verb` run into WebAssembly's own `unreachable` where `when` says so; the instances are counted. */
const trapping = ({ verb, times, word }) => {
  window.__instances = 0;
  const bytes = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3,
    0, 0, 11,
  ];
  const { Instance, Module, instantiate } = WebAssembly;
  const trap = new Instance(new Module(Uint8Array.from(bytes))).exports.t;
  let left = times;
  const wrap = (instance) => {
    if (!instance.exports[verb]) return instance; // the shim's own question, an empty module
    window.__instances += 1;
    const exports = { ...instance.exports };
    exports[verb] = (...words) => {
      const { buffer } = instance.exports.memory;
      let text = '';
      for (let i = 0; i + 1 < words.length; i += 2) {
        text += new TextDecoder().decode(new Uint8Array(buffer, words[i], words[i + 1]));
      }
      if (text.includes(word) && left-- > 0) trap();
      return instance.exports[verb](...words);
    };
    return { exports };
  };
  WebAssembly.Instance = function (...words) {
    return wrap(new Instance(...words));
  };
  WebAssembly.instantiate = async (...words) => wrap(await instantiate(...words));
};

test('a trap costs an instance, not the card', async (t) => {
  const argument = { verb: 'lede_render', times: 1, word: '' };
  const visited = await visit(t, site.host(partnerPage(card() + good)), {
    init: trapping,
    argument,
  });
  assert.equal((await visited.card()).engine, 'wasm');
  assert.equal((await visited.card('#good')).engine, 'wasm');
  assert.equal(await visited.page.evaluate(() => window.__instances), 2);
  await visited.toggle.click();
  assert.equal((await visited.card()).open, true);
  assert.deepEqual(visited.said, []);
});

test('an article on which the core traps twice keeps its light content; the others are cards', async (t) => {
  const argument = { verb: 'lede_render', times: 1e9, word: 'Port Ellary has worked out' };
  const visited = await visit(t, site.host(partnerPage(card({ id: 'bad' }) + good)), {
    init: trapping,
    argument,
  });
  await visited.shown();
  await assertKept(visited, 'trap');
});

test('a trap on opening brings the light content back, in view and with the focus in it', async (t) => {
  const argument = { verb: 'lede_render', times: 1e9, word: '"part":"body"' };
  const path = site.host(partnerPage(card({ id: 'bad' }) + good));
  const visited = await visit(t, path, { init: trapping, argument });
  const { page } = visited;
  await page.locator('#bad [data-l=toggle]').focus();
  await page.keyboard.press('Enter');
  const { engine, light, error } = await visited.card('#bad');
  assert.deepEqual(
    { engine, light, code: error.code },
    { engine: 'light', light: true, code: 'trap' },
  );
  assert.equal(
    await page.evaluate(() => document.activeElement !== document.body),
    true,
    'the focus is not lost',
  );
  assert.equal(ours(visited.said).length, 1);
});

test('a card that trapped and is put back later is loaded anew', async (t) => {
  const path = site.host(partnerPage(good));
  const argument = { verb: 'lede_step', times: 2, word: '"type":"open"' };
  const visited = await visit(t, path, { init: trapping, argument });
  await visited.shown('#good');
  await visited.page.evaluate(() => document.querySelector('lede-card').expand());
  assert.equal((await visited.card('#good')).error.code, 'trap');
  await visited.page.evaluate(async () => {
    const failed = document.querySelector('lede-card');
    const parent = failed.parentNode;
    failed.remove();
    await new Promise((done) => setTimeout(done));
    parent.append(failed);
  });
  // its error goes when it is loaded, which is when it is seen to be near
  await visited.page.waitForFunction(() => !document.querySelector('lede-card').error);
  await visited.shown('#good');
  const { engine, error } = await visited.card('#good');
  assert.deepEqual({ engine, error }, { engine: 'wasm', error: null });
});

test('a listener of the page’s that throws stops no card', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card() + good)), {
    init: () => {
      for (const type of ['lede:ready', 'lede:before-expand', 'lede:expand']) {
        document.addEventListener(type, () => {
          throw new Error('the page’s own');
        });
      }
    },
  });
  await visited.toggle.click();
  assert.equal((await visited.card()).open, true);
  assert.equal((await visited.card('#good')).engine, 'wasm');
  assert.ok(
    visited.said.every((line) => line.includes('the page’s own')),
    visited.said.join('\n'),
  );
});

// --- Policies --------------------------------------------------------------------------------------------------

/** What the browser says of its own accord about a policy is not ours either. */
const unpoliced = (said) => ours(said).filter((line) => /\[lede\]|^thrown/.test(line));

test('a strict policy with Trusted Types lets the card live', async (t) => {
  const visited = await visit(t, '/csp.html');
  assert.equal((await visited.card()).engine, 'wasm');
  await visited.toggle.click();
  assert.equal((await visited.card()).open, true);
  await visited.page.waitForLoadState('networkidle');
  assert.deepEqual((await visited.shifts()).unasked, []);
  assert.deepEqual(visited.said, []);
});

test('a policy without wasm-unsafe-eval: one clear reason, and neither JSON nor module is fetched', async (t) => {
  const visited = await visit(t, '/csp-no-wasm.html');
  const { engine, light, error } = await visited.card();
  assert.deepEqual(
    { engine, light, code: error.code },
    { engine: 'light', light: true, code: 'wasm-blocked' },
  );
  assert.match(error.message, /wasm-unsafe-eval/);
  assert.equal(unpoliced(visited.said).length, 1);
  assert.deepEqual(
    visited.requests.filter((url) => /\.(json|wasm)$/.test(url)),
    [],
  );
  assert.deepEqual((await visited.shifts()).unasked, []);
});

const policy = (rest) => ({
  'content-security-policy': site.fill(
    `default-src 'none'; script-src {{publisher}} 'wasm-unsafe-eval'; connect-src {{publisher}}; img-src {{publisher}}; ${rest}`,
  ),
});

for (const [what, words] of [
  ['does not name ours', "trusted-types other; require-trusted-types-for 'script'"],
  ['allows none', "trusted-types 'none'; require-trusted-types-for 'script'"],
]) {
  test(`a Trusted Types policy that ${what}: the light content stays`, async (t) => {
    const visited = await visit(t, site.host(partnerPage(card({ style: null })), policy(words)));
    const { engine, light, error } = await visited.card();
    assert.deepEqual(
      { engine, light, code: error.code },
      { engine: 'light', light: true, code: 'trusted-types' },
    );
    assert.equal(unpoliced(visited.said).length, 1);
  });
}

test('a policy that lets nobody be reached: the light content stays', async (t) => {
  const headers = { 'content-security-policy': site.fill("connect-src 'none'") };
  const visited = await visit(t, site.host(partnerPage(card()), headers));
  const { engine, light, error } = await visited.card();
  assert.deepEqual(
    { engine, light, code: error.code },
    { engine: 'light', light: true, code: 'network' },
  );
  assert.match(error.message, /connect-src/);
  assert.equal(unpoliced(visited.said).length, 1);
});

test('without WebAssembly (Lockdown mode) the light content stays', async (t) => {
  const visited = await visit(t, site.host(partnerPage(card())), {
    init: () => delete window.WebAssembly,
  });
  const { engine, light, error } = await visited.card();
  assert.deepEqual(
    { engine, light, code: error.code },
    { engine: 'light', light: true, code: 'wasm-blocked' },
  );
  assert.equal(ours(visited.said).length, 1);
});
