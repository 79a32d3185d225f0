// The campaign lab in each engine, from the server and from disk: it decides, and what is moved moves the reason.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../../script/serve.mjs';
import { openBrowser } from './support/any.mjs';
import { places } from './support/preview.mjs';

let site;
let browser;

before(async () => {
  site = await serve({ port: 0, partnerPort: 0 });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

const reason = () => document.querySelector('#lab-verdict code').textContent;
const is = (wanted) => document.querySelector('#lab-verdict code').textContent === wanted;

/** Sets a field of the lab as somebody would. */
const put = (name, value) => {
  const fields = [
    ...document.querySelectorAll(`.lab [name="${name}"], #lab-clock [name="${name}"]`),
  ];
  for (const field of fields) {
    if (field.type === 'radio' || field.type === 'checkbox')
      field.checked = [value].flat().includes(field.value);
    else field.value = value;
  }
  fields[0].dispatchEvent(new Event('input', { bubbles: true }));
  fields[0].dispatchEvent(new Event('change', { bubbles: true }));
};

const pick = (index) => {
  const select = document.querySelector('#lab-sample');
  select.selectedIndex = index;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};

async function visit(t, url) {
  const page = await browser.open(url);
  t.after(page.close);
  await page.until(() => document.querySelector('#numbers').children.length > 0);
  await page.click('#tab-lab');
  await page.until(is, 'SHOWN');
  return page;
}

for (const [place, url] of Object.entries(places)) {
  test(`from ${place}: articles, consent, time and answers move the reason`, async (t) => {
    const page = await visit(t, url(site));
    const expect = async (name, value, code) => {
      await page.run(put, name, value);
      assert.equal(await page.run(reason), code, `${name}: ${value}`);
    };
    await page.run(pick, 1);
    assert.equal(await page.run(reason), 'BELOW_MIN');
    await expect('read', '8', 'SHOWN');
    await expect('grant', [], 'CONSENT_REQUIRED');
    await expect('grant', ['history'], 'SHOWN');
    await expect('supporter', 'yes', 'WRONG_AUDIENCE');
    await expect('supporter', '', 'SHOWN');
    await expect('page', ['consent_open'], 'CONSENT_OPEN');
    await expect('page', ['sensitive'], 'PAGE_EXCLUDED');
    await expect('page', [], 'SHOWN');
    await expect('storage', 'none', 'NO_STORAGE');
    await expect('storage', 'persistent', 'SHOWN');
    await page.click('#lab-acts [data-act=dismiss]');
    assert.equal(await page.run(reason), 'DISMISS_COOLDOWN');
    await page.click('#lab-clock [data-hours="720"]');
    assert.equal(await page.run(reason), 'BELOW_MIN', 'what was read is too long ago by then');
    assert.deepEqual(page.said, []);
  });

  test(`from ${place}: every sample decides, and the linter names what is wrong with one alone`, async (t) => {
    const page = await visit(t, url(site));
    const labels = await page.run(() =>
      [...document.querySelectorAll('#lab-sample option')].map((option) => option.textContent),
    );
    assert.ok(labels.length >= 6);
    for (const [index, label] of labels.entries()) {
      await page.run(pick, index);
      const found = await page.run(() => document.querySelectorAll('#faults-lab li').length);
      assert.equal(found, label === 'With mistakes' ? 8 : 0, label);
      const rules = await page.run(() => document.querySelectorAll('#lab-trace tbody tr').length);
      assert.ok(rules > 20, label);
    }
    assert.deepEqual(page.said, []);
  });
}
