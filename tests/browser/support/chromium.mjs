// Chromium on both origins: each test gets a page of its own, with all that the page said, asked for and moved.
import { after } from 'node:test';
import { launch } from '../engines.mjs';
import { openSite } from './site.mjs';

/** Runs in the page before anything else: writes down layout shifts, lede:* events and WebAssembly instances. */
function record() {
  const log = (window.__log = { shifts: [], events: [], instances: 0, modules: 0, sheets: 0 });
  const shifts = (entries) => {
    for (const entry of entries) {
      const sources = entry.sources.map(({ node }) => node?.id || node?.nodeName);
      log.shifts.push({ value: entry.value, afterInput: entry.hadRecentInput, sources });
    }
  };
  const observer = new PerformanceObserver((list) => shifts(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  log.flush = () => shifts(observer.takeRecords());

  for (const name of 'ready before-expand expand collapse consent support share error'.split(' ')) {
    document.addEventListener(`lede:${name}`, (event) => {
      const { type, detail, bubbles, composed, cancelable, target } = event;
      const error = target.error;
      log.events.push({ type, detail, bubbles, composed, cancelable, on: target.id, error });
    });
  }

  const { Instance, Module, instantiate, compile, compileStreaming } = WebAssembly;
  const counted = (wasm, field) =>
    new Proxy(wasm, {
      construct: (target, words) => {
        // The shim's own question, an empty module, whether the page may run any is not counted.
        const empty =
          words[0] instanceof Module ? !Module.exports(words[0]).length : words[0]?.byteLength <= 8;
        if (!empty) log[field] += 1;
        return Reflect.construct(target, words);
      },
      apply: (target, self, words) => {
        log[field] += 1;
        return Reflect.apply(target, self, words);
      },
    });
  WebAssembly.Instance = counted(Instance, 'instances');
  WebAssembly.instantiate = counted(instantiate, 'instances');
  WebAssembly.Module = counted(Module, 'modules');
  WebAssembly.compile = counted(compile, 'modules');
  WebAssembly.compileStreaming = counted(compileStreaming, 'modules');
  window.CSSStyleSheet = counted(CSSStyleSheet, 'sheets');
}

/** Starts the servers and the browser, with options of Playwright's, for a test file, and ends them after it. */
export async function startChromium(launching) {
  const [site, browser] = await Promise.all([openSite(), launch(launching)]);
  after(async () => {
    await browser.close();
    await site.close();
  });

  /**
   * Opens a page of the partner's. Options are the context's; `init` runs in the page before its scripts,
   * `wait: false` returns before any card is shown, `quiet: true` records without touching the page.
   */
  const visit = async (t, path, { init, argument, wait = true, cookies, ...options } = {}) => {
    const context = await browser.newContext({
      viewport: { width: 1000, height: 900 },
      reducedMotion: 'reduce',
      ...options,
    });
    t.after(async () => {
      await context.close();
      site.restore();
    });
    if (cookies) await context.addCookies(cookies);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const said = [];
    const requests = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`thrown: ${error.message}`));
    page.on('request', (request) => requests.push(request.url()));
    await page.addInitScript(record);
    if (init) await page.addInitScript(init, argument);
    await page.goto(site.partner + path, { waitUntil: 'load' });
    const visited = { page, context, said, requests, ...helpers(page) };
    if (wait) await visited.shown();
    return visited;
  };
  return { site, browser, visit };
}

/** What tests ask of a page again and again. */
const helpers = (page) => ({
  /** Resolves when every card (of `selector`) is shown, or has failed. */
  shown: (selector = 'lede-card') =>
    page.waitForFunction((which) => {
      const cards = [...document.querySelectorAll(which)];
      return cards.length && cards.every((card) => card.engine === 'wasm' || card.error);
    }, selector),
  /** Two frames: whatever was to be painted, and to move, has. */
  painted: () =>
    page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    ),
  events: (type) =>
    page.evaluate(
      (wanted) => window.__log.events.filter((event) => !wanted || event.type === wanted),
      type,
    ),
  count: (field) => page.evaluate((name) => window.__log[name], field),
  /** The layout shifts so far; those after input apart, since only the others are counted as CLS. */
  shifts: () =>
    page.evaluate(async () => {
      for (let i = 0; i < 3; ++i) await new Promise(requestAnimationFrame);
      await new Promise((done) => setTimeout(done));
      window.__log.flush();
      const { shifts } = window.__log;
      return {
        unasked: shifts.filter((shift) => !shift.afterInput),
        afterInput: shifts.filter((shift) => shift.afterInput),
      };
    }),
  /** The state of one card: what a developer and a reader can see of it. */
  card: (selector = 'lede-card') =>
    page.evaluate((which) => {
      const element = document.querySelector(which);
      const root = element.shadowRoot?.querySelector('article');
      return {
        engine: element.engine,
        error: element.error ?? null,
        open: root?.hasAttribute('data-open') ?? false,
        expanded: root?.querySelector('[data-l=toggle]')?.getAttribute('aria-expanded') ?? null,
        focused: element.shadowRoot?.activeElement?.dataset?.l ?? null,
        headline: root?.querySelector('[part=headline]')?.textContent ?? null,
        body: root?.querySelector('[part=body]')?.textContent.length ?? 0,
        said: root?.querySelector('[role=status]')?.textContent ?? null,
        light: element.firstElementChild?.checkVisibility() ?? null,
        lightText: element.textContent.trim(),
        height: Math.round(element.getBoundingClientRect().height),
      };
    }, selector),
  toggle: page.locator('lede-card [data-l=toggle]').first(),
});
