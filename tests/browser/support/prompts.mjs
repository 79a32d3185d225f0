// A publisher with one campaign, as each test wants it, and what can be seen of a prompt in a card.
import { readFileSync } from 'node:fs';
import { card, partnerPage } from './site.mjs';

const read = (path) =>
  JSON.parse(readFileSync(new URL(`../../../examples/${path}`, import.meta.url), 'utf8'));

export const PROFILE = '{{publisher}}/campaigns.json';
export const WAIT_MS = 150;

const COPY = {
  en: { heading: 'Keep the boat afloat', body: 'It leaks.', label: 'Bail with us' },
  uk: { heading: 'Тримайте човен на плаву', body: 'Він тече.', label: 'Черпати разом' },
};

/** A campaign that always may ask. */
export const campaign = (more = {}) => ({
  id: 'boat',
  copy: COPY,
  cta: { url: 'https://kittiwake.example/support?from=card#once' },
  ...more,
});

/**
 * The example's profile with these campaigns, as its file is answered.
 * @param {{campaigns?: object[], support?: object, purposes?: string[], wait_ms?: number}} [what] `purposes` are
 *   those in use, `wait_ms` how long a manager of the page's is waited for
 */
export const publisher = ({
  campaigns = [campaign()],
  support = {},
  purposes = [],
  wait_ms = WAIT_MS,
} = {}) => {
  const { consent, ...profile } = read('campaigns.json');
  const used = Object.fromEntries(purposes.map((purpose) => [purpose, {}]));
  return {
    type: 'application/json',
    body: JSON.stringify({
      ...profile,
      ...(purposes.length && { consent: { ...consent, wait_ms, purposes: used } }),
      support: { campaigns, ...support },
    }),
  };
};

/** Runs in the page: a card's prompts and what is kept. */
export const look = (selector = 'lede-card') => {
  const element = document.querySelector(selector);
  const root = element.shadowRoot;
  const slots = [...root.querySelectorAll('[part~=support]')].filter((slot) => slot.firstChild);
  const active = document.activeElement === element ? root.activeElement : document.activeElement;
  const all = (what) => slots.flatMap((slot) => [...slot.querySelectorAll(what)]);
  return {
    slots: slots.map((slot) => slot.dataset.slot),
    words: slots.map((slot) => slot.textContent).join(' '),
    actions: all('[data-l]').map((one) => one.dataset.l),
    donate: all('a[data-l=donate]')[0]?.href ?? null,
    why: all('[data-l=why]')[0]?.getAttribute('aria-expanded') ?? null,
    asks: Boolean(root.querySelector('[data-l=accept],[data-l=ok]')),
    said: root.querySelector('[role=status]').textContent,
    focused: active?.dataset?.l ?? active?.localName ?? null,
    stored: Object.fromEntries(Object.entries(localStorage)),
    elsewhere: document.cookie + Object.keys(sessionStorage),
  };
};

/** What tests do in such a page, and ask of it. */
export const handles = (path, visited) => {
  const { page, toggle } = visited;
  const act = (name) => page.locator(`lede-card [data-l=${name}]`);
  return {
    ...visited,
    path,
    act,
    see: () => page.evaluate(look, 'lede-card'),
    open: async () => {
      await toggle.click();
      await page.waitForFunction(() =>
        document.querySelector('lede-card').shadowRoot.querySelector('.l-prose'),
      );
    },
    told: () =>
      page.evaluate(() =>
        window.__log.events
          .filter(({ type }) => type === 'lede:support')
          .map(({ detail }) => detail.action),
      ),
    last: () =>
      page.evaluate(
        () => window.__log.events.filter(({ type }) => type === 'lede:support').at(-1)?.detail,
      ),
    waitFor: (action) =>
      page.waitForFunction(
        (what) =>
          window.__log.events.some(
            ({ type, detail }) => type === 'lede:support' && detail.action === what,
          ),
        action,
      ),
    to: (name) => act(name).evaluate((one) => one.scrollIntoView({ block: 'center' })),
    up: () => page.evaluate(() => scrollTo(0, 0)),
    rest: (ms) => page.waitForTimeout(ms),
  };
};

/** Makes what opens a page with one card of a publisher with campaigns; `profile` is what `publisher` takes. */
export const makeShow =
  ({ site, visit }) =>
  async (t, { profile, attributes, head = '', query = '', below = '', ...options } = {}) => {
    site.publish('/campaigns.json', publisher(profile));
    const body = card({ profile: PROFILE, 'heading-level': 2, ...attributes }) + below;
    const path = site.host(partnerPage(body, { head: site.fill(head) }));
    return handles(path, await visit(t, path + query, options));
  };
