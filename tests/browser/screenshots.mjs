// Pictures of the card for people to look at, in build/screenshots: node tests/browser/screenshots.mjs
// Each layout, closed and open, at four widths, light and dark; the Ukrainian and the right-to-left article.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from './engines.mjs';
import { card, openSite, partnerPage } from './support/site.mjs';

const FOLDER = join('build', 'screenshots');
const WIDTHS = [320, 480, 640, 1200];
const SUBJECTS = [
  ...['compact', 'standard', 'full'].map((layout) => ({
    name: layout,
    layout,
    article: 'feature',
  })),
  { name: 'uk', layout: 'standard', article: 'uk' },
  { name: 'rtl', layout: 'standard', article: 'rtl' },
];

/** Shows one card at one width and takes it closed, then open; images outside the view are loaded first. */
async function take(browser, site, { name, layout, article }, width, colorScheme) {
  const page = await browser.newPage({
    viewport: { width: width + 40, height: 1000 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const attributes = {
    layout,
    src: `{{publisher}}/articles/${article}.json`,
    style: 'display:block',
  };
  const head = '<style>body{margin:20px}h1,#after{display:none}</style>';
  await page.goto(site.partner + site.host(partnerPage(card(attributes), { head })));
  await page.waitForFunction(() => document.querySelector('lede-card').article);
  await page.keyboard.press('Shift');
  await page.waitForFunction(() => document.querySelector('lede-card').engine === 'wasm');
  for (const state of layout === 'full' ? ['open'] : ['closed', 'open']) {
    if (state === 'open') await page.evaluate(() => document.querySelector('lede-card').expand());
    for (const image of await page.locator('lede-card img').all()) {
      await image.evaluate((element) => (element.loading = 'eager'));
    }
    await page.waitForLoadState('networkidle');
    const path = join(FOLDER, `${name}-${state}-${width}-${colorScheme}.png`);
    await page.locator('lede-card').screenshot({ path });
  }
  await page.close();
}

await mkdir(FOLDER, { recursive: true });
const site = await openSite();
const browser = await launch('chromium');
for (const subject of SUBJECTS) {
  for (const width of WIDTHS) {
    for (const scheme of ['light', 'dark']) await take(browser, site, subject, width, scheme);
  }
}
await browser.close();
await site.close();
console.log(`The screenshots are in ${FOLDER}.`);
