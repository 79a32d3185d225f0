// The campaign lab's finer points, in Chromium alone: the native command says the same byte for byte, axe, the
// keyboard, a phone, the prompt's own buttons, links.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { launch } from './engines.mjs';
import { tooSmall } from './support/preview.mjs';
import { openSite } from './support/site.mjs';

const commands = fileURLToPath(new URL('../../build/native/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lede-lab-'));
let site;
let browser;

before(async () => {
  site = await openSite();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
});

async function visit(t, { width = 1440, height = 900, scheme = 'light', hash = '' } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce', // what fades in is not looked at half-way
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  t.after(() => context.close());
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`thrown: ${error.message}`));
  await page.goto(`${site.publisher}/preview.html${hash}`);
  await page.waitForSelector('#numbers div', { state: 'attached' });
  if (!hash) await page.click('#tab-lab');
  await page.waitForFunction(() => document.querySelector('#lab-verdict code').textContent);
  return { page, context, said };
}

const text = (page, selector) => page.locator(selector).textContent();
const reason = (page) => text(page, '#lab-verdict code');
const sample = (page, index) => page.selectOption('#lab-sample', { index });
const choose = (page, name, value) =>
  page.locator(`#lab-setting [name="${name}"][value="${value}"]`).setChecked(true, { force: true });

/** What the copied script prints, run by a shell with the native command. */
const asCommanded = async (page) =>
  execFileSync('bash', ['-euc', await text(page, '#code-lab pre')], {
    cwd: folder,
    env: { PATH: `${commands}:${process.env.PATH}` },
  }).toString();

test('the native command, run as the lab writes it, gives the same bytes, and the table the same trace', async (t) => {
  const { page, said } = await visit(t);
  const same = async (what) => {
    const json = await text(page, '#lab-json');
    assert.equal(await asCommanded(page), `${json}\n`, what);
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll('#lab-trace tbody tr')].map((row) => {
        const [actual, required] = [...row.querySelectorAll('[data-raw]')].map(({ dataset }) =>
          JSON.parse(dataset.raw),
        );
        const { campaign } = row.closest('table').dataset;
        const { rule } = row.dataset;
        return {
          campaign: campaign || null,
          rule,
          actual,
          required,
          pass: !('failed' in row.dataset),
        };
      }),
    );
    assert.equal(JSON.stringify(rows), JSON.stringify(JSON.parse(json).trace), what);
  };
  const count = await page.locator('#lab-sample option').count();
  for (let index = 0; index < count; index++) {
    await sample(page, index);
    await same(`sample ${index}`);
  }
  await sample(page, 1);
  await page.fill('#lab-setting [name=read]', '12');
  await page.fill('#lab-setting [name=country]', 'US-CA');
  await page.fill('#lab-setting [name=tags]', 'harbour, “пошта”');
  await choose(page, 'grant', 'measurement');
  await choose(page, 'device', 'phone');
  await page.click('#lab-acts [data-act=impression]');
  await page.selectOption('#lab-clock [name=zone]', '345');
  await page.click('#lab-clock [data-hours="24"]');
  await page.click('#lab-acts [data-act=dismiss]');
  await same('a reader with a past');
  await page.click('#lab-acts [data-act=opt_out]');
  await same('who is not to be counted');
  await page.selectOption('#lab-setting [name=forced]', 'returning:main');
  assert.equal(await reason(page), 'FORCED');
  await same('a preview');
  assert.deepEqual(said, []);
});

test('what stands in the shell script cannot leave it', async (t) => {
  const { page } = await visit(t);
  const tricky = "'; touch harm; echo '$(touch harm)`touch harm`";
  await page.fill('#lab-setting [name=section]', tricky);
  await page.fill('#lab-setting [name=seed]', tricky);
  assert.equal(await asCommanded(page), `${await text(page, '#lab-json')}\n`);
  const left = execFileSync('ls', [folder]).toString().split('\n').filter(Boolean);
  assert.deepEqual(left, ['context.json', 'events.json', 'lede.json', 'reader.json']);
});

test('the time of the next chance is gone to, and a prompt stands there', async (t) => {
  const { page } = await visit(t);
  await page.click('#lab-acts [data-act=dismiss]');
  assert.equal(await reason(page), 'DISMISS_COOLDOWN');
  assert.match(await text(page, '#lab-verdict .next'), /in 14 days/);
  await page.click('#lab-verdict .next button');
  assert.equal(await reason(page), 'SHOWN');
  assert.equal(await page.inputValue('#lab-clock [name=now]'), '2026-12-12T20:00');
  await page.click('#lab-clock [data-hours="-1"]');
  assert.equal(await reason(page), 'DISMISS_COOLDOWN');
  await page.click('#lab-diary li button');
  assert.equal(await reason(page), 'SHOWN', 'taken out of the diary, it never was');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'lab-diary');
});

test('the prompt’s own buttons answer for the reader, and lead nowhere', async (t) => {
  const { page, context } = await visit(t);
  await sample(page, 4);
  const prompt = page.locator('#lab-prompt');
  assert.match(
    await prompt.locator('[part=prompt]').textContent(),
    /вже 21 статтю.*10\s250 читачів|10\s250 читачів.*вже 21 статтю/s,
  );
  assert.match(await prompt.locator('[part=donate]').textContent(), /kittiwake\.example/);
  const why = prompt.locator('[data-l=why]');
  await why.click();
  assert.equal(await why.getAttribute('aria-expanded'), 'true');
  assert.match(await prompt.locator('.l-why').textContent(), /21 статтю.*30 днів/s);
  await prompt.locator('[part=donate]').click();
  assert.equal(context.pages().length, 1);
  await prompt.locator('[data-l=not-now]').click();
  assert.equal(await reason(page), 'DISMISS_COOLDOWN');
  assert.equal(
    await page.evaluate(
      () => document.querySelector('#lab-prompt').shadowRoot.activeElement.dataset.l,
    ),
    'said',
  );
  assert.match(await text(page, '#lab-diary'), /not now.*plich-o-plich/s);
  assert.equal(JSON.parse(await text(page, '#lab-reader')).dismissals.length, 1);
  await page.click('#lab-clock [data-hours="1"]');
  assert.equal(await prompt.isVisible(), false);
});

test('a prompt stands at its place among the article’s words', async (t) => {
  const { page } = await visit(t);
  await sample(page, 2);
  const places = () =>
    page.evaluate(() => {
      const { shadowRoot } = document.querySelector('#lab-prompt');
      const slot = shadowRoot.querySelector('[part=prompt]').closest('[part=support]');
      const around = [slot.previousElementSibling, slot.nextElementSibling];
      return [slot.dataset.slot, ...around.map((one) => one?.children.length ?? 0)];
    });
  assert.deepEqual(await places(), ['p2', 1, 1]);
  await page.fill('#lab-clock [name=now]', '2026-12-02T20:00');
  assert.deepEqual(await places(), ['top', 0, 1]);
});

test('the zone moves the clock’s face and the quiet hours, not the moment', async (t) => {
  const { page } = await visit(t);
  await sample(page, 4);
  assert.equal(await reason(page), 'SHOWN');
  await page.selectOption('#lab-clock [name=zone]', '330');
  assert.equal(await page.inputValue('#lab-clock [name=now]'), '2026-11-28T23:30');
  assert.equal(await reason(page), 'BLACKOUT');
});

test('campaigns are pasted, alone or in a profile, and broken ones lead the caret to their fault', async (t) => {
  const { page } = await visit(t);
  const alone =
    '{"campaigns": [{"id": "mine", "copy": {"en": {"heading": "H"}},\n"priority": "high", "cta": {"url": "https://p.example/"}}]}';
  await page.fill('#lab textarea', alone);
  await page.waitForSelector('#faults-lab li');
  await page.click('#faults-lab li button');
  const selected = await page.evaluate(() => {
    const { value, selectionStart, selectionEnd } = document.activeElement;
    return value.slice(selectionStart, selectionEnd);
  });
  assert.equal(selected, '"high"');
  assert.equal(await reason(page), 'NOT_LIVE');
  await page.fill('#lab textarea', alone.replace('"high"', '2'));
  await page.waitForSelector('#faults-lab:not([data-any])');
  assert.equal(await reason(page), 'SHOWN');
  await page.fill('#lab textarea', `${alone} x`);
  await page.waitForSelector('#faults-lab li');
  assert.match(await text(page, '#faults-lab li'), /^2:61/);
  await page.fill('#lab textarea', '[]');
  await page.waitForFunction(
    () => document.querySelector('#lab-verdict code').textContent === 'NO_CAMPAIGN',
  );
});

for (const [scheme, width] of [
  ['light', 1440],
  ['dark', 1440],
  ['light', 1100],
  ['dark', 360],
]) {
  test(`axe finds nothing in the lab: ${scheme}, ${width} px`, async (t) => {
    const { page } = await visit(t, { width, scheme });
    for (const index of [1, 4, 5]) {
      await sample(page, index);
      if (index === 1) await page.click('#lab-acts [data-act=conversion]');
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes[0].target} (${nodes.length})`,
      );
      assert.deepEqual(found, [], `sample ${index}`);
    }
  });
}

test('on a phone nothing is wider than it, and what can be pressed is large enough', async (t) => {
  const { page } = await visit(t, { width: 360, height: 780 });
  for (const index of [1, 4]) {
    await sample(page, index);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  }
  assert.deepEqual(await tooSmall(page), []);
});

test('the lab is worked from the keyboard', async (t) => {
  const { page } = await visit(t);
  await sample(page, 1);
  await page.focus('#lab-setting [name=read]');
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
  assert.equal(await reason(page), 'SHOWN');
  assert.match(await text(page, '#lab-verdict b'), /regulars/);
  await page.focus('#lab-clock [name=now]');
  await page.keyboard.type('12');
  await page.keyboard.type('01');
  await page.keyboard.type('2027');
  await page.focus('#lab-acts [data-act=dismiss]');
  assert.equal(await page.inputValue('#lab-clock [name=now]'), '2027-12-01T20:00');
  await page.keyboard.press('Enter');
  assert.equal(await reason(page), 'BELOW_MIN', 'nothing is there to be dismissed');
  await page.fill('#lab-clock [name=now]', '2026-11-28T20:00');
  await page.focus('#lab-acts [data-act=dismiss]');
  await page.keyboard.press('Enter');
  assert.equal(await reason(page), 'DISMISS_COOLDOWN');
  assert.ok(await page.evaluate(() => document.activeElement !== document.body));
  await page.focus('#lab-verdict .next button');
  await page.keyboard.press('Enter');
  assert.ok(await page.evaluate(() => document.activeElement !== document.body));
});

test('a link brings the reader, the page and the time back', async (t) => {
  const { page, context } = await visit(t);
  await sample(page, 4);
  await page.click('#lab-acts [data-act=impression]');
  await page.fill('#lab-setting [name=section]', 'Гавань');
  await page.click('#lab-link');
  await page.waitForSelector('#lab-link-told:not(:empty)');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await context.newPage();
  await other.goto(link);
  await other.waitForFunction(() => document.querySelector('#lab-json').textContent);
  for (const selector of ['#lab-json', '#code-lab pre', '#lab-diary'])
    assert.equal(await text(other, selector), await text(page, selector), selector);
  await other.goto('about:blank');
  await other.goto(`${site.publisher}/preview.html#lab=eyJub3ciOiJ4In0`);
  await other.waitForFunction(() => document.querySelector('#lab-json').textContent);
  assert.equal(await reason(other), 'SHOWN', 'what is no setting is left aside');
});

test('a campaign that is served leads to the partner’s page, forced', async (t) => {
  const { page } = await visit(t);
  await page.selectOption('#lab-sample', { label: 'From the Profile tab' });
  await page.selectOption('#lab-setting [name=forced]', 'aloft:plain');
  assert.equal(
    await page.getAttribute('#lab-partner a', 'href'),
    `${site.partner}/index.html?lede-campaign=aloft%3Aplain`,
  );
  await sample(page, 0);
  assert.equal(await page.locator('#lab-partner a').count(), 0);
});

test('the article of the other tab is taken over', async (t) => {
  const { page } = await visit(t);
  await page.click('#tab-article');
  await page.selectOption('#sample', { label: 'Five faults' });
  await page.selectOption('#sample', { index: 1 });
  await page.waitForFunction(() => !document.querySelector('#faults-article[data-any]'));
  const item = JSON.parse(await page.inputValue('#article textarea'));
  await page.click('#tab-lab');
  await page.click('[data-act=article]');
  assert.equal(await page.inputValue('#lab-setting [name=section]'), item._lede?.section ?? '');
  assert.equal(await page.inputValue('#lab-setting [name=tags]'), (item.tags ?? []).join(', '));
});
