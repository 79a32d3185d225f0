// The fixtures of tests/cases/support through the page's machine, in each engine's WebAssembly.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { checkDecision, decideEvery } from '../cases/support.mjs';
import { openBrowser } from './support/any.mjs';
import { openSite } from './support/site.mjs';

const cases = new URL('../cases/', import.meta.url);
const site = await openSite();
const browser = await openBrowser();
after(async () => {
  await browser.close();
  await site.close();
});

const START = `
  import { load } from '{{publisher}}/lede.mjs';
  import { deciderOf } from '{{publisher}}/support-step.mjs';
  const lede = await load('{{publisher}}/lede.wasm');
  const decide = deciderOf((state, event) => {
    const next = lede.step(state && JSON.stringify(state), event);
    return { state: JSON.parse(next.state), effects: next.effects };
  });
  window.decideAll = (inputs) => JSON.stringify(JSON.parse(inputs).map(decide));
`;
site.publish('/support-step.mjs', {
  type: 'text/javascript; charset=utf-8',
  body: readFileSync(new URL('support-step.mjs', cases), 'utf8'),
});
const path = site.host(
  site.fill(`<!doctype html><meta charset="utf-8"><title>Cases</title><link rel="icon" href="data:,">
<script type="module">${START}</script>`),
);
const page = await browser.open(site.partner + path);
await page.until(() => Boolean(window.decideAll));

const folder = new URL('support/', cases);
for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
  test(`${name}, in a browser`, async () => {
    const inputs = [];
    const wanted = [];
    decideEvery(
      JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
      (input) => inputs.push(input),
      // The page is told of a decision, and of neither its trace nor how its variant was assigned.
      (_, expected, title) =>
        wanted.push([{ ...expected, trace: undefined, assignment: undefined }, title]),
    );
    const decisions = JSON.parse(
      await page.run((all) => window.decideAll(all), JSON.stringify(inputs)),
    );
    assert.ok(wanted.length > 0);
    wanted.forEach(([expected, title], i) => checkDecision(decisions[i], expected, title));
  });
}
