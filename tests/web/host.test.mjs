// web/host.js against managers that are late, silent, broken or above the frame: a window of our own, and its clock.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';

const bundled = await build({
  entryPoints: [fileURLToPath(new URL('../../web/host.js', import.meta.url))],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'host',
});
const code = new vm.Script(bundled.outputFiles[0].text);

let page;
let heard;

/** A window with what host.js uses of one; `pass(ms)` lets its time go by. */
function makeWindow(globals = {}) {
  const timers = [];
  const listeners = {};
  let now = 0;
  const on = (type, act) => (listeners[type] ??= []).push(act);
  const window = {
    navigator: {},
    frames: {},
    addEventListener: on,
    document: { addEventListener: on },
    queueMicrotask: (act) => act(),
    setTimeout: (act, ms) => timers.push({ act, at: now + ms }),
    clearTimeout: (id) => delete timers[id - 1],
    fire: (type, event) => (listeners[type] ?? []).forEach((act) => act(event)),
    pass: (ms) => {
      for (const end = now + ms; ;) {
        const due = Object.keys(timers).sort((a, b) => timers[a].at - timers[b].at)[0];
        if (!due || timers[due].at > end) return void (now = end);
        const { act, at } = timers[due];
        delete timers[due];
        now = at;
        act();
      }
    },
    timers: () => Object.keys(timers).length,
    ...globals,
  };
  window.parent ??= window;
  return window;
}

function open(globals) {
  page = vm.createContext(makeWindow(globals));
  heard = [];
  code.runInContext(page);
  page.host.listen((signal) => heard.push(JSON.parse(JSON.stringify(signal))));
  return page;
}

const silent = (kind) => ({ type: 'host', kind, data: null });
const data = () => heard.map((signal) => signal.data);

const tcData = (eventStatus, consents = { 1: true, 2: false }) => ({
  tcString: 'CQ',
  eventStatus,
  gdprApplies: true,
  cmpStatus: 'loaded',
  purpose: { consents, legitimateInterests: {} },
  publisher: { consents: {}, restrictions: {} },
  vendor: { consents: { 7: true, 8: false } },
});
/** A TCF manager: `tell` calls its listeners. */
function tcf() {
  const listeners = [];
  const api = (command, version, callback) => {
    assert.deepEqual([command, version], ['addEventListener', 2]);
    listeners.push(callback);
  };
  return { api, tell: (...said) => listeners.forEach((one) => one(...said)), listeners };
}

beforeEach(() => {
  page = heard = undefined;
});

test('a page without a manager says nothing, and is looked at for a bounded time', () => {
  open();
  page.pass(200_000);
  assert.deepEqual(heard, []);
  assert.equal(page.timers(), 0);
});

test('a TCF manager is silent until it speaks, and each update is handed on as it is', () => {
  const { api, tell } = tcf();
  open({ __tcfapi: api });
  assert.deepEqual(heard, [silent('tcf')]);
  tell(tcData('tcloaded'), true);
  tell(tcData('useractioncomplete', { 1: false }), true);
  assert.deepEqual(data(), [null, tcData('tcloaded'), tcData('useractioncomplete', { 1: false })]);
});

test('a manager that fires twice is heard once', () => {
  const { api, tell } = tcf();
  open({ __tcfapi: api });
  for (let i = 0; i < 3; i++) tell(tcData('tcloaded'), true);
  assert.equal(heard.length, 2);
});

test('a late manager is followed, and one that takes a stub’s place is asked again', () => {
  open();
  page.pass(20_000);
  const stub = tcf();
  page.__tcfapi = stub.api;
  page.pass(20_000);
  assert.deepEqual(heard, [silent('tcf')]);
  const real = tcf();
  page.__tcfapi = real.api;
  page.pass(30_000);
  real.tell(tcData('tcloaded'), true);
  assert.deepEqual(data(), [null, tcData('tcloaded')]);
  assert.equal(stub.listeners.length, 1);
  assert.equal(real.listeners.length, 1);
});

test('one that comes after the last look is found at the next press', () => {
  open();
  page.pass(200_000);
  page.__tcfapi = tcf().api;
  page.pass(200_000);
  assert.deepEqual(heard, []);
  page.host.look();
  assert.deepEqual(heard, [silent('tcf')]);
});

test('what throws, refuses, or is no data grants nothing and stops nothing', () => {
  const cyclic = { ...tcData('tcloaded') };
  cyclic.gdprApplies = cyclic;
  const traps = new Proxy(
    {},
    {
      get: () => {
        throw new Error('no');
      },
    },
  );
  const { api, tell } = tcf();
  open({ __tcfapi: api });
  tell(tcData('tcloaded'), true);
  for (const said of [[null, false], [undefined], [cyclic, true], [traps, true], [7, true]]) {
    tell(tcData('useractioncomplete'), true);
    heard.length = 0;
    tell(...said);
    const [signal] = heard;
    assert.equal(heard.length, 1);
    assert.equal(signal.data?.gdprApplies, undefined);
  }
  open({
    __tcfapi: () => {
      throw new Error('no');
    },
    __gpp: 7,
    wp_has_consent: () => {
      throw new Error('no');
    },
    wp_consent_type: 'optin',
  });
  assert.deepEqual(heard, [silent('tcf'), silent('wp')]);
});

test('a manager above the frame is asked by message, and only its own answers are heard', () => {
  const asked = [];
  const top = { frames: { __tcfapiLocator: {} }, postMessage: (...words) => asked.push(words) };
  top.parent = top;
  const foreign = {
    parent: top,
    get frames() {
      throw new Error('another origin');
    },
  };
  open({ parent: foreign });
  assert.deepEqual(heard, [silent('tcf')]);
  const [[{ __tcfapiCall: call }, to]] = asked;
  assert.equal(to, '*');
  assert.equal(call.command, 'addEventListener');
  assert.equal(call.version, 2);
  const answer = (eventStatus, more = {}) => ({
    source: top,
    data: {
      __tcfapiReturn: {
        callId: call.callId,
        success: true,
        returnValue: tcData(eventStatus),
        ...more,
      },
    },
  });
  page.fire('message', { ...answer('tcloaded'), source: foreign });
  page.fire('message', answer('tcloaded', { callId: 'another' }));
  page.fire('message', { source: top, data: null });
  page.fire('message', { source: top, data: '{"__tcfapiReturn":1}' });
  assert.equal(heard.length, 1);
  page.fire('message', answer('tcloaded'));
  page.fire('message', answer('useractioncomplete')); // the listener outlives its first answer
  assert.deepEqual(data(), [null, tcData('tcloaded'), tcData('useractioncomplete')]);
});

test('GPP 1.1 calls back with all in its ping', () => {
  let callback;
  const api = (command, answer) => void (callback = answer);
  open({ __gpp: api });
  const ping = (signalStatus) => ({
    gppVersion: '1.1',
    cmpStatus: 'loaded',
    signalStatus,
    applicableSections: [7],
    parsedSections: { usnat: { SaleOptOut: 1 } },
    supportedAPIs: ['7:usnat'],
  });
  callback({ eventName: 'listenerRegistered', pingData: ping('not ready') }, true);
  callback({ eventName: 'signalStatus', pingData: ping('ready') }, true);
  assert.deepEqual(
    data().map((one) => one?.signalStatus),
    [undefined, 'not ready', 'ready'],
  );
  assert.deepEqual(heard[2].data.parsedSections, { usnat: { SaleOptOut: 1 } });
  assert.deepEqual(heard[2].data.applicableSections, [7]);
});

test('GPP 1.0 returns what it is asked, and has versions in the names of its sections', () => {
  let callback;
  let cmpStatus = 'loading';
  const api = (command, answer, parameter) => {
    if (command === 'addEventListener') {
      callback = answer;
      return { eventName: 'listenerRegistered', listenerId: 1, data: true };
    }
    if (command === 'ping') {
      return { gppVersion: '1.0', cmpStatus, supportedAPIs: ['usnatv1', 'uspv1', 'tcfeuv2'] };
    }
    if (command === 'getGPPData') return { applicableSections: [7], gppString: 'DBAA' };
    return command === 'getSection' && parameter === 'usnatv1' ? { SaleOptOut: 2 } : null;
  };
  open({ __gpp: api });
  cmpStatus = 'loaded';
  callback({ eventName: 'cmpStatus', listenerId: 1, data: 'loaded' });
  assert.deepEqual(
    data().map((one) => one?.cmpStatus),
    [undefined, 'loading', 'loaded'],
  );
  assert.deepEqual(heard[2].data.applicableSections, [7]);
  assert.deepEqual(heard[2].data.parsedSections, {
    usnat: { SaleOptOut: 2 },
    uspv1: null,
    tcfeuv2: null,
  });
});

test('what a publisher keeps vendors from is handed on with the consents', () => {
  const restrictions = { 1: { 42: 0, 43: 2 } };
  open({
    __tcfapi: (command, version, callback) =>
      callback({ ...tcData('tcloaded'), publisher: { consents: {}, restrictions } }, true),
  });
  assert.deepEqual(data().at(-1).publisher, { consents: {}, restrictions });
});

test('WordPress is unknown where no consent type is set, and followed where one is', () => {
  const allowed = { functional: true };
  open({ wp_has_consent: (category) => !page.wp_consent_type || !!allowed[category] });
  assert.deepEqual(heard, [silent('wp')]);
  page.wp_consent_type = 'optin';
  page.fire('wp_consent_type_defined');
  allowed.preferences = true;
  page.fire('wp_listen_for_consent_change', { detail: { preferences: 'allow' } });
  const none = {
    type: 'optin',
    preferences: false,
    statistics: false,
    'statistics-anonymous': false,
    marketing: false,
  };
  page.wp_consent_type = 'optout';
  page.fire('wp_consent_type_defined');
  assert.deepEqual(data(), [
    null,
    { functional: true, ...none },
    { functional: true, ...none, preferences: true },
    { functional: true, ...none, preferences: true, type: 'optout' },
  ]);
});

test('Global Privacy Control is told when it changes', () => {
  open({ navigator: { globalPrivacyControl: true } });
  assert.equal(page.host.gpc(), true);
  page.pass(1000);
  assert.deepEqual(heard, []);
  page.navigator.globalPrivacyControl = false;
  page.pass(5000);
  assert.deepEqual(heard, [{ type: 'host', kind: 'gpc', on: false }]);
});

test('another publisher is told what is known already', () => {
  const { api, tell } = tcf();
  open({ __tcfapi: api });
  tell(tcData('tcloaded'), true);
  const again = [];
  page.host.listen((signal) => again.push(signal.data.eventStatus));
  assert.deepEqual(again, ['tcloaded']);
});

test('nothing of the page’s globals is written', () => {
  const { api } = tcf();
  const window = makeWindow({ __tcfapi: api, wp_has_consent: () => true });
  const before = Object.keys(window);
  page = vm.createContext(window);
  code.runInContext(page);
  page.host.listen(() => {});
  page.pass(200_000);
  assert.deepEqual(
    Object.keys(window).filter((key) => !before.includes(key)),
    ['host'], // the test's own way in
  );
  assert.equal(window.__tcfapi, api);
});
