// A request for support from the reader's side, in each engine: it comes, it is looked at, it is put off, it leads on.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openBrowser } from './support/any.mjs';
import { look, PROFILE, publisher } from './support/prompts.mjs';
import { card, openSite, partnerPage, SCRIPT } from './support/site.mjs';

const site = await openSite();
const browser = await openBrowser();
after(async () => {
  await browser.close();
  await site.close();
});

const recorder = `<script>
  window.__support = [];
  document.addEventListener('lede:support', ({ detail }) => window.__support.push(detail));
</script>`;

async function visit(t, options) {
  site.publish('/campaigns.json', publisher(options));
  const html = partnerPage(card({ profile: PROFILE }), { head: recorder, script: SCRIPT });
  const page = await browser.open(site.partner + site.host(html));
  t.after(async () => {
    await page.close();
    site.restore();
  });
  await page.until(() => document.querySelector('lede-card').engine === 'wasm');
  return {
    ...page,
    see: () => page.run(look),
    told: (action) =>
      page.until((what) => window.__support.some((one) => one.action === what), action),
    actions: () => page.run(() => window.__support.map(({ action }) => action)),
    shows: (action) =>
      page.until(
        (what) => document.querySelector('lede-card').shadowRoot.querySelector(`[data-l=${what}]`),
        action,
      ),
    scrollTo: (action) =>
      page.run(
        (what) =>
          void document
            .querySelector('lede-card')
            .shadowRoot.querySelector(`[data-l=${what}]`)
            .scrollIntoView({ block: 'center', behavior: 'instant' }),
        action,
      ),
  };
}

test('a prompt stands at the end of the open article, and is counted when it is looked at', async (t) => {
  const page = await visit(t);
  assert.deepEqual((await page.see()).slots, [], 'a closed card asks for nothing');
  await page.click('[data-l=toggle]');
  await page.shows('donate');
  const { slots, words } = await page.see();
  assert.deepEqual(slots, ['end']);
  assert.match(words, /Keep the boat afloat/);
  assert.deepEqual(await page.actions(), ['insert'], 'the end is a long way down');
  await page.scrollTo('donate');
  await page.told('impression');
  assert.deepEqual(await page.actions(), ['insert', 'view', 'impression']);
});

test('“not now” leaves one line with the focus on it, and holds when the card is opened again', async (t) => {
  const page = await visit(t);
  await page.click('[data-l=toggle]');
  await page.shows('not-now');
  await page.click('[data-l=not-now]');
  await page.shows('said');
  const seen = await page.see();
  assert.deepEqual(seen.actions, ['said']);
  assert.equal(seen.focused, 'said');
  assert.ok((await page.actions()).includes('dismiss'));
  await page.click('[data-l=close]');
  await page.click('[data-l=toggle]');
  await page.told('none');
  assert.deepEqual((await page.see()).slots, []);
  const [last] = (await page.run(() => window.__support)).slice(-1);
  assert.deepEqual([last.action, last.reason, last.campaign], ['none', 'DISMISS_COOLDOWN', null]);
});

test('the button leads to the publisher, and says where it comes from', async (t) => {
  const page = await visit(t);
  await page.click('[data-l=toggle]');
  await page.shows('donate');
  const url = new URL((await page.see()).donate);
  assert.equal(url.origin + url.pathname, 'https://kittiwake.example/support');
  assert.equal(url.hash, '#once');
  const partner = new URL(site.partner).hostname;
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    from: 'card',
    campaign: 'boat',
    variant: 'main',
    article: 'tide-tables',
    partner,
  });
  const [target, rel] = await page.run(() => {
    const link = document.querySelector('lede-card').shadowRoot.querySelector('a[data-l=donate]');
    return [link.target, link.rel];
  });
  assert.deepEqual([target, rel], ['_blank', 'noopener']);
});
