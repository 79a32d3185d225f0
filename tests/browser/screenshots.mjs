// Pictures for people to look at, in build/screenshots: node tests/browser/screenshots.mjs [KIND...]
// Kinds: card (each layout, closed and open, at four widths, light and dark; the Ukrainian and the right-to-left
// article), notice (the question, its choices, what is remembered), prompt (each sample of the lab, why, answered),
// lab (wide, medium and on a phone). All when none is named.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { launch } from './engines.mjs';
import { card, openSite, partnerPage } from './support/site.mjs';

const FOLDER = join('build', 'screenshots');
const SCHEMES = ['light', 'dark'];
const CARD_WIDTHS = [320, 480, 640, 1200];
const NOTICE_WIDTHS = [320, 640];
const SUBJECTS = [
  ...['compact', 'standard', 'full'].map((layout) => ({
    name: layout,
    layout,
    article: 'feature',
  })),
  { name: 'uk', layout: 'standard', article: 'uk' },
  { name: 'rtl', layout: 'standard', article: 'rtl' },
];
const LAB_VIEWS = [
  { name: 'wide', width: 1440, height: 1000 },
  { name: 'medium', width: 1100, height: 1400 },
  { name: 'phone', width: 360, height: 2400 },
];

await mkdir(FOLDER, { recursive: true });
const site = await openSite();
const browser = await launch();

const open = (colorScheme, width, height = 1000) =>
  browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });

const picture = (of, ...name) => of.screenshot({ path: join(FOLDER, `${name.join('-')}.png`) });

/** A partner's page with one card and nothing beside it, once the card is shown. */
async function visitCard(scheme, width, attributes) {
  const page = await open(scheme, width + 40);
  const head = '<style>body{margin:20px}h1,#after{display:none}</style>';
  const all = { style: 'display:block', ...attributes };
  await page.goto(site.partner + site.host(partnerPage(card(all), { head })));
  await page.waitForFunction(() => document.querySelector('lede-card').article);
  await page.keyboard.press('Shift');
  await page.waitForFunction(() => document.querySelector('lede-card').engine === 'wasm');
  return page;
}

const expand = (page) => page.evaluate(() => document.querySelector('lede-card').expand());

/** One card at one width, closed, then open; images outside the view are loaded first. */
async function takeCard({ name, layout, article }, width, scheme) {
  const src = `{{publisher}}/articles/${article}.json`;
  const page = await visitCard(scheme, width, { layout, src });
  for (const state of layout === 'full' ? ['open'] : ['closed', 'open']) {
    if (state === 'open') await expand(page);
    for (const image of await page.locator('lede-card img').all()) {
      await image.evaluate((element) => (element.loading = 'eager'));
    }
    await page.waitForLoadState('networkidle');
    await picture(page.locator('lede-card'), name, state, width, scheme);
  }
  await page.close();
}

/** The question about consent, its choices, and what stands behind the Privacy button. */
async function takeNotice(lang, width, scheme) {
  const page = await visitCard(scheme, width, {
    src: `{{publisher}}/articles/${lang === 'uk' ? 'uk' : 'text'}.json`,
    profile: '{{publisher}}/asking.json',
    lang,
  });
  await expand(page);
  const notice = page.locator('lede-card [part=notice]');
  const press = (action) => page.click(`lede-card [part=notice] [data-l=${action}]`);
  await page.waitForSelector('lede-card [data-l=accept]');
  await picture(notice, 'notice', lang, 'ask', width, scheme);
  await press('choose');
  await page.waitForSelector('lede-card [data-l=save]');
  await picture(notice, 'notice', lang, 'choose', width, scheme);
  await press('save');
  await page.waitForSelector('lede-card [data-l=privacy]');
  await picture(notice, 'notice', lang, 'closed', width, scheme);
  await press('privacy');
  await page.waitForSelector('lede-card [data-l=erase], lede-card [data-l=save]');
  await picture(notice, 'notice', lang, 'privacy', width, scheme);
  await page.close();
}

async function visitLab(scheme, width, height) {
  const page = await open(scheme, width, height);
  await page.goto(`${site.publisher}/preview.html`);
  await page.waitForSelector('#numbers div', { state: 'attached' });
  await page.click('#tab-lab');
  await page.waitForFunction(() => document.querySelector('#lab-verdict code').textContent);
  return page;
}

/** The prompts of the lab's samples as a phone and a desktop draw them; one explained, one answered. */
async function takePrompts(scheme) {
  const page = await visitLab(scheme, 1440, 1600);
  const prompt = page.locator('#lab-prompt');
  for (const [index, name] of ['smallest', 'counting', 'places', 'variants', 'uk'].entries()) {
    await page.selectOption('#lab-sample', { index });
    if (name === 'counting') await page.fill('#lab-setting [name=read]', '20');
    for (const device of ['phone', 'desktop']) {
      await page.locator(`#lab-setting [value=${device}]`).check({ force: true });
      const there = await prompt.locator('[part=prompt]').count();
      if (there) await picture(prompt, 'prompt', name, device, scheme);
    }
    await prompt.locator('[data-l=why]').click();
    await picture(prompt, 'prompt', name, 'why', scheme);
  }
  await prompt.locator('[data-l=not-now]').click();
  await picture(prompt, 'prompt', 'dismissed', scheme);
  await page.close();
}

/** The lab with a prompt, with a reason against one, and with mistakes to be found. */
async function takeLab({ name, width, height }, scheme) {
  const page = await visitLab(scheme, width, height);
  for (const [index, what] of [
    [4, 'shown'],
    [1, 'reason'],
    [5, 'mistakes'],
  ]) {
    await page.selectOption('#lab-sample', { index });
    await page.waitForTimeout(500); // the coming days are drawn a little later
    if (width < 600) await page.locator('#lab-verdict').scrollIntoViewIfNeeded();
    await picture(page, 'lab', what, name, scheme);
  }
  await page.close();
}

const kinds = {
  card: async (scheme) => {
    for (const subject of SUBJECTS) {
      for (const width of CARD_WIDTHS) await takeCard(subject, width, scheme);
    }
  },
  notice: async (scheme) => {
    for (const lang of ['en', 'uk']) {
      for (const width of NOTICE_WIDTHS) await takeNotice(lang, width, scheme);
    }
  },
  prompt: takePrompts,
  lab: async (scheme) => {
    for (const view of LAB_VIEWS) await takeLab(view, scheme);
  },
};

const wanted = process.argv.slice(2);
for (const [kind, take] of Object.entries(kinds)) {
  if (wanted.length && !wanted.includes(kind)) continue;
  for (const scheme of SCHEMES) await take(scheme);
}
await browser.close();
await site.close();
console.log(`The screenshots are in ${FOLDER}.`);
