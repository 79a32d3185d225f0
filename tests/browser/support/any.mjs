// One small way to drive each of the three engines, for tests that all of them must pass. What needs more
// (axe, layout shifts, the clipboard) is tested in Chromium alone.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import process from 'node:process';
import { FIREFOX, engine, launch } from '../engines.mjs';
import { startFirefox } from './firefox.mjs';

const WEBKIT = {
  'webkitgtk:browserOptions': {
    binary: process.env.LEDE_MINIBROWSER ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
    args: ['--automation'],
  },
};
/** WebDriver's names of keys. */
const KEYS = { Enter: '\uE007', Escape: '\uE00C', Space: ' ', Tab: '\uE004' };
const patience_ms = 15_000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * @typedef {object} AnyPage
 * @property {(act: Function, ...words: any[]) => Promise<any>} run a function in the page
 * @property {(selector: string) => Promise<void>} click as a reader does, in open shadow roots as well
 * @property {(key: 'Enter' | 'Escape' | 'Space' | 'Tab') => Promise<void>} press where the focus is
 * @property {string[]} said console messages and errors; WebKit's driver tells none
 * @property {(holds: Function, ...words: any[]) => Promise<any>} until polls; the value that was true at last
 * @property {(url: string) => Promise<AnyPage>} tab another tab, with the same storage; not in WebKit
 * @property {() => Promise<void>} close
 */

const withUntil = (page) => ({
  ...page,
  until: async (holds, ...words) => {
    const end = Date.now() + patience_ms;
    for (;;) {
      const value = await page.run(holds, ...words);
      if (value) return value;
      if (Date.now() > end) throw new Error(`never came true: ${holds}`);
      await pause(50);
    }
  },
});

async function openChromium() {
  const browser = await launch();
  const openIn = async (context, url) => {
    const page = await context.newPage();
    const said = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`thrown: ${error.message}`));
    await page.goto(url);
    return withUntil({
      run: (act, ...words) => page.evaluate(`(${act}).apply(null, ${JSON.stringify(words)})`),
      click: (selector) => page.click(selector),
      press: (key) => page.keyboard.press(key),
      said,
      tab: (another) => openIn(context, another),
      close: () => context.close(),
    });
  };
  return {
    open: async (url, { width = 1280, height = 900 } = {}) =>
      openIn(await browser.newContext({ viewport: { width, height } }), url),
    close: () => browser.close(),
  };
}

/** In the page: what a selector finds in the document, else in an open shadow root. */
const findDeep = (selector) => {
  const roots = [
    document,
    ...[...document.querySelectorAll('*')].flatMap((one) => one.shadowRoot ?? []),
  ];
  for (const root of roots) {
    const found = root.querySelector(selector);
    if (found) return found;
  }
  return null;
};

async function openFirefox() {
  const firefox = await startFirefox({ program: FIREFOX, find: findDeep, keys: KEYS });
  return {
    open: async (url, { width = 1280, height = 900 } = {}) => {
      const complete = (page) =>
        withUntil({ ...page, tab: async (another) => complete(await page.tab(another)) });
      return complete(await firefox.open(url, { width, height }));
    },
    close: firefox.close,
  };
}

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

async function openWebKit() {
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    detached: true,
  });
  const ask = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  let session;
  for (let tries = 50; !session; tries--) {
    try {
      session = await ask('POST', '/session', { capabilities: { alwaysMatch: WEBKIT } });
    } catch (error) {
      if (!tries) throw error;
      await pause(100);
    }
  }
  const at = `/session/${session.sessionId}`;
  return {
    open: async (url, { width = 1280, height = 900 } = {}) => {
      await ask('POST', `${at}/window/rect`, { width, height });
      await ask('POST', `${at}/url`, { url });
      return withUntil({
        run: (act, ...words) =>
          ask('POST', `${at}/execute/sync`, {
            script: `return (${act}).apply(null, arguments)`,
            args: words,
          }),
        click: async (selector) => {
          const found = await ask('POST', `${at}/execute/sync`, {
            script: `return (${findDeep}).apply(null, arguments)`,
            args: [selector],
          });
          if (!found) throw new Error(`there is no ${selector}`);
          const press = () => ask('POST', `${at}/element/${Object.values(found)[0]}/click`, {});
          // What is still moving under the pointer is called intercepted: asked again when it stands.
          for (let tries = 20; ; tries--) {
            const error = await press().catch((reason) => reason);
            if (!(error instanceof Error)) return;
            if (!tries || !error.message.includes('intercepted')) throw error;
            await pause(100);
          }
        },
        press: (key) =>
          ask('POST', `${at}/actions`, {
            actions: [
              {
                type: 'key',
                id: 'keys',
                actions: ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] })),
              },
            ],
          }),
        said: [],
        // One session serves all tests here: the next reader finds nothing stored.
        close: async () => {
          const script = 'try { localStorage.clear() } catch { }';
          await ask('POST', `${at}/execute/sync`, { script, args: [] }).catch(() => {});
          await ask('POST', `${at}/url`, { url: 'about:blank' });
        },
      });
    },
    close: async () => {
      await ask('DELETE', at).catch(() => {});
      process.kill(-driver.pid);
    },
  };
}

const openers = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit };

/** Starts the engine that LEDE_BROWSER names; the caller closes it. */
export const openBrowser = () => openers[engine]();
export { engine };
