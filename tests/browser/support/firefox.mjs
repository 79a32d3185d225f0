// Firefox over WebDriver BiDi, spoken directly. Drivers send commands that only the newest release knows
// (Debian's plain ESR is 140, its updated one 153) or evaluate with eval(), which a page's policy forbids;
// these few commands of the standard are in both and need no policy's leave.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const START_MS = 30_000;

// Firefox asks nobody anything on its own account while it is tested.
const PREFERENCES = {
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'startup.homepage_welcome_url': '',
};

async function makeProfile() {
  const folder = await mkdtemp(join(tmpdir(), 'lede-firefox-'));
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(folder, 'user.js'), lines.join(''));
  return folder;
}

/** The address that Firefox prints when it listens. */
const addressOf = (firefox) =>
  new Promise((found, failed) => {
    const clock = setTimeout(() => failed(new Error('Firefox did not start in time')), START_MS);
    const lines = createInterface({ input: firefox.stderr });
    lines.on('line', (line) => {
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
      if (!address) return;
      clearTimeout(clock);
      found(address);
    });
    firefox.once('error', failed);
    firefox.once('exit', (status) => failed(new Error(`Firefox ended with ${status}`)));
  });

/** A connection: `ask` sends a command and gives its result, `hear` is told of every log entry. */
async function connect(address, hear) {
  const socket = new WebSocket(`${address}/session`);
  await new Promise((open, failed) => {
    socket.onopen = open;
    socket.onerror = () => failed(new Error('Firefox does not answer'));
  });
  const waiting = new Map();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.method === 'log.entryAdded') hear(message.params);
    const wait = waiting.get(message.id);
    if (!wait) return;
    waiting.delete(message.id);
    if (message.type === 'error') wait.failed(new Error(`${message.error}: ${message.message}`));
    else wait.done(message.result);
  };
  socket.onclose = () => waiting.forEach(({ failed }) => failed(new Error('Firefox is gone')));
  const ask = (method, params) =>
    new Promise((done, failed) => {
      waiting.set(++last, { done, failed });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  return { ask, hangUp: () => socket.close() };
}

/** A log entry in the words that Playwright has for it; what only informs is left out. */
function told({ type, method, level, text }) {
  if (type === 'console') return `${method === 'warn' ? 'warning' : method}: ${text}`;
  if (level !== 'error') return '';
  // Firefox reports what a policy stopped as if a script had thrown it.
  return `${text.startsWith('Content-Security-Policy') ? 'error' : 'thrown'}: ${text}`;
}

const call = async (ask, context, declaration) => {
  const { result, exceptionDetails } = await ask('script.callFunction', {
    functionDeclaration: declaration,
    awaitPromise: true,
    target: { context },
  });
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return result;
};

const source = (act, words) => `(${act}).apply(null, ${JSON.stringify(words)})`;

async function run(ask, context, act, words) {
  const declaration = `async () => JSON.stringify(await ${source(act, words)})`;
  const { type, value } = await call(ask, context, declaration);
  return type === 'string' ? JSON.parse(value) : undefined;
}

async function click(ask, context, find, selector) {
  const found = await call(
    ask,
    context,
    `() => { const it = ${source(find, [selector])}; it?.scrollIntoView({ block: 'center' }); return it; }`,
  );
  if (found.type !== 'node') throw new Error(`there is no ${selector}`);
  const origin = { type: 'element', element: { sharedId: found.sharedId } };
  await ask('input.performActions', {
    context,
    actions: [
      {
        type: 'pointer',
        id: 'mouse',
        actions: [
          { type: 'pointerMove', x: 0, y: 0, origin },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
      },
    ],
  });
}

const press = (ask, context, value) =>
  ask('input.performActions', {
    context,
    actions: [
      { type: 'key', id: 'keys', actions: ['keyDown', 'keyUp'].map((type) => ({ type, value })) },
    ],
  });

/**
 * Starts Firefox without a window. Each page has storage of its own.
 * @param {object} tools
 * @param {string} tools.program
 * @param {Function} tools.find runs in the page: a selector's element, in open shadow roots as well
 * @param {Record<string, string>} tools.keys WebDriver's names of keys
 */
export async function startFirefox({ program, find, keys }) {
  const profile = await makeProfile();
  const firefox = spawn(
    program,
    ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = new Promise((done) => firefox.once('exit', done));
  const pages = new Map(); // context -> what it said
  const hear = (entry) => {
    const words = told(entry);
    if (words) pages.get(entry.source?.context)?.push(words);
  };
  const { ask, hangUp } = await connect(await addressOf(firefox), hear);
  await ask('session.new', { capabilities: {} });
  await ask('session.subscribe', { events: ['log.entryAdded'] });

  async function open(url, { width, height }) {
    const { userContext } = await ask('browser.createUserContext', {});
    return openIn(userContext, url, { width, height });
  }

  async function openIn(userContext, url, { width, height }) {
    const { context } = await ask('browsingContext.create', { type: 'tab', userContext });
    const said = [];
    pages.set(context, said);
    await ask('browsingContext.setViewport', { context, viewport: { width, height } });
    await ask('browsingContext.navigate', { context, url, wait: 'complete' });
    return {
      run: (act, ...words) => run(ask, context, act, words),
      click: (selector) => click(ask, context, find, selector),
      press: (key) => press(ask, context, keys[key]),
      said,
      tab: (another) => openIn(userContext, another, { width, height }),
      close: () => ask('browser.removeUserContext', { userContext }),
    };
  }

  async function close() {
    await ask('browser.close', {}).catch(() => {});
    hangUp();
    const clock = setTimeout(() => firefox.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(clock);
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
  return { open, close };
}
