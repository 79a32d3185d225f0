// web/machine.js without a page: a core that does what each test says, cards that note what they are told, and a
// storage that another tab writes to.
import assert from 'node:assert/strict';
import { webcrypto as crypto } from 'node:crypto'; // no global in Node.js 18
import { beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';

const KEY = 'lede:1:https://a.example';
const stubs = {
  './page.js': 'export const call = (...words) => globalThis.core(...words);',
  './host.js': 'export const listen = () => globalThis.listening();',
};
const bundled = await build({
  stdin: {
    contents: `export * from './machine.js';`,
    resolveDir: fileURLToPath(new URL('../../web/', import.meta.url)),
  },
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'machine',
  plugins: [
    {
      name: 'stubs',
      setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: /^\.\/(page|host)\.js$/ }, ({ path }) => ({ path, namespace: 'stub' }));
        onLoad({ filter: /./, namespace: 'stub' }, ({ path }) => ({ contents: stubs[path] }));
      },
    },
  ],
});
const code = new vm.Script(bundled.outputFiles[0].text);

let page;
let told;
/** Requests. @type {[string, object][]} */
let sent;
/** What stands in localStorage. @type {Map<string, string>} */
let shared;
/** What each event makes the core want. @type {Record<string, unknown[] | Error>} */
let effects;

beforeEach(() => {
  shared = new Map();
  told = [];
  sent = [];
  effects = {};
  const listeners = [];
  page = vm.createContext({
    crypto,
    TextDecoder,
    TextEncoder,
    addEventListener: (type, act) => type === 'storage' && listeners.push(act),
    wake: () => listeners.forEach((act) => act({ key: KEY })),
    setTimeout: () => 0,
    innerWidth: 390,
    document: {
      addEventListener: (type, act) => type === 'prerenderingchange' && (page.activate = act),
    },
    location: { hostname: 'partner.example' },
    fetch: async (url, options) => {
      sent.push([url, JSON.parse(JSON.stringify(options))]);
      throw new Error('lost');
    },
    localStorage: {
      getItem: (key) => shared.get(key) ?? null,
      setItem: (key, value) => void shared.set(key, value),
      removeItem: (key) => void shared.delete(key),
    },
    core: (verb, state, event) => {
      told.push(event);
      const now = effects[event.type] ?? [];
      if (now instanceof Error) throw now;
      return ['{}', JSON.stringify(now)];
    },
    listening: () => {},
  });
  code.runInContext(page);
});

/** A card that notes what it is told. */
function card(id) {
  const heard = [];
  page.machine.cards[id] = {
    _obey: (effect) => heard.push(effect.do),
    _fail: ({ message }) => heard.push(`fails: ${message}`),
    _report: ({ message }) => heard.push(`reports: ${message}`),
  };
  return heard;
}
const send = (event) => page.machine.send(event);
const types = () => told.map(({ type, value }) => (type === 'stored' ? `stored ${value}` : type));

test('a step that fails makes its card give up, and the others go on', () => {
  const [one, two] = [card('1'), card('2')];
  effects.open = new Error('no');
  send({ type: 'open', card: '1' });
  assert.deepEqual(one, ['fails: no']);
  assert.deepEqual(two, []);
});

test('a step that fails and names no card is told to the developer, at every card', () => {
  const [one, two] = [card('1'), card('2')];
  effects.consent = new Error('no');
  send({ type: 'consent', profile: 'https://a.example/lede.json' });
  assert.deepEqual([one, two], [['reports: no'], ['reports: no']]);
  effects.gone = new Error('left');
  send({ type: 'gone', card: '3' });
  assert.deepEqual(one.slice(1), ['reports: left']);
});

test('an effect of the page that fails is told, and those behind it are carried out', () => {
  const heard = card('1');
  effects.profile = [
    { do: 'probe', profile: 'p', wait_ms: 1 },
    { do: 'paint', card: '1' },
  ];
  page.listening = () => {
    throw new Error('no');
  };
  send({ type: 'profile', url: 'p' });
  assert.deepEqual(heard, ['reports: no', 'paint']);
});

test('what another tab has written is told first, whether or not its event has come', () => {
  effects.profile = [{ do: 'load', key: KEY }];
  send({ type: 'profile', url: 'p' });
  assert.deepEqual(types(), ['profile', 'stored null']);
  shared.set(KEY, 'theirs');
  send({ type: 'open', card: '1' });
  assert.deepEqual(types().slice(2), ['stored theirs', 'open']);
  assert.equal(told[2].other, true);
  page.wake();
  assert.equal(told.length, 4, 'it is known already');
  shared.set(KEY, 'theirs again');
  page.wake();
  shared.delete(KEY);
  page.wake();
  assert.deepEqual(types().slice(4), ['stored theirs again', 'stored null']);
});

test('what this tab has written itself is no news, and other keys are not looked at', () => {
  effects.profile = [{ do: 'load', key: KEY }];
  effects.accept = [{ do: 'store', key: KEY, value: 'ours' }];
  effects.erase = [{ do: 'forget', key: KEY }];
  for (const type of ['profile', 'accept', 'open', 'erase', 'close']) send({ type });
  shared.set('another', 'x');
  page.wake();
  assert.deepEqual(types(), ['profile', 'stored null', 'accept', 'open', 'erase', 'close']);
  assert.deepEqual([...shared.keys()], ['another']);
});

test('where storage is full the value is told back once, and is no news', () => {
  const heard = card('1');
  effects.profile = [{ do: 'load', key: KEY }];
  effects.accept = [{ do: 'store', key: KEY, value: 'ours' }];
  page.localStorage.setItem = () => {
    throw new Error('full');
  };
  for (const type of ['profile', 'accept', 'open']) send({ type });
  assert.deepEqual(types(), ['profile', 'stored null', 'accept', 'stored ours', 'open']);
  assert.equal(told[3].failed, true);
  assert.deepEqual(heard, ['reports: Storage is full or off.']);
  shared.set(KEY, 'theirs');
  page.wake();
  assert.deepEqual(types().slice(5), ['stored theirs']);
});

test('where there is no room, what stands stays, and another value is tried only as the core says', () => {
  const old = 'old history';
  shared.set(KEY, old);
  page.localStorage.setItem = (key, value) => {
    if (value.length > old.length) throw new Error('full');
    shared.set(key, value);
  };
  const heard = card('1');
  effects.profile = [{ do: 'load', key: KEY }];
  effects.seen = [{ do: 'store', key: KEY, value: 'an old and a new history' }];
  effects.save = [{ ...effects.seen[0], instead: ['an answer', null] }];
  effects.reject = [{ ...effects.seen[0], instead: [null] }];
  const steps = [
    ['seen', old],
    ['save', 'an answer'],
    ['reject', undefined],
  ];
  send({ type: 'profile', url: 'p' });
  for (const [type, left] of steps) {
    send({ type });
    assert.equal(shared.get(KEY), left, type);
  }
  const again = 'stored an old and a new history';
  assert.deepEqual(types().slice(2), ['seen', again, 'save', again, 'reject', again]);
  assert.deepEqual([...new Set(heard)], ['reports: Storage is full or off.']);
});

test('every event says when and where it happened; what a browser does not know is left out', () => {
  const before = Date.now();
  send({ type: 'open', card: '1' });
  page.document.prerendering = true;
  send({ type: 'gone', card: '1' });
  const { now_ms: now, ...rest } = told[0];
  assert.ok(now >= before && now <= Date.now());
  assert.deepEqual(rest, {
    type: 'open',
    card: '1',
    tz_offset_min: -new Date().getTimezoneOffset(),
    width: 390,
    prerendering: undefined,
    partner: 'partner.example',
  });
  assert.equal(told[1].prerendering, true);
});

test('a page that was rendered ahead says so once somebody looks at it', () => {
  page.document.prerendering = true;
  send({ type: 'open', card: '1' });
  page.document.prerendering = false;
  page.activate();
  assert.deepEqual(
    told.map(({ type, kind, prerendering }) => [type, kind, prerendering]),
    [
      ['open', undefined, true],
      ['host', undefined, false],
    ],
  );
});

test('a beacon carries neither cookies nor a referrer, and one that is lost is nobody’s trouble', async () => {
  const heard = card('1');
  effects.seen = [{ do: 'beacon', url: 'https://a.example/b', body: '{}' }];
  send({ type: 'seen', card: '1' });
  await null;
  assert.deepEqual(sent, [
    [
      'https://a.example/b',
      {
        method: 'POST',
        body: '{}',
        keepalive: true,
        mode: 'no-cors',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      },
    ],
  ]);
  assert.deepEqual(heard, []);
});
