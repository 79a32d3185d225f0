// A page in Chromium in which tests/xss/judge.mjs looks at what the core makes of documents.
import { readFileSync } from 'node:fs';
import { allowedAttributes, allowedTags } from '../../xss/allowed.mjs';
import { payloads } from '../../xss/documents.mjs';
import { launch } from '../engines.mjs';
import { openSite } from './site.mjs';

const script = (path) => ({
  type: 'text/javascript; charset=utf-8',
  body: readFileSync(new URL(path, import.meta.url), 'utf8'),
});

// Whatever a payload might call, and whatever the page's policy names.
const HOOKS = `
  window.ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'msgbox'])
    window[name] = (...words) => void window.ran.push(name + '(' + words + ')');
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    window.ran.push([effectiveDirective, blockedURI, sample].join(' ')));
`;
const START = `
  import { load } from '{{publisher}}/lede.mjs';
  import { makeJudge } from '{{publisher}}/judge.mjs';
  import purify from '{{publisher}}/purify.mjs';
  window.start = async (tools) => {
    const lede = await load('{{publisher}}/lede.wasm');
    window.judge = makeJudge({ ...tools, lede, purify });
  };
`;
const PAGE = `<!doctype html><meta charset="utf-8"><title>Judge</title><link rel="icon" href="data:,">
<script src="{{publisher}}/hooks.js"></script><script type="module" src="{{publisher}}/start.mjs"></script><body>`;
// Only reported, so that a hole shows as what it is.
const POLICY =
  "script-src {{publisher}} 'wasm-unsafe-eval' 'report-sample'; style-src 'none'; object-src 'none'; " +
  "frame-src 'none'; base-uri 'none'; form-action 'none'; media-src 'none'; font-src 'none'; manifest-src 'none'";

/** Starts it; the caller closes it. */
export async function openJudge() {
  const [site, browser] = await Promise.all([openSite(), launch()]);
  const page = await browser.newPage();
  const requests = [];
  await page.route('**', (route) => {
    const url = route.request().url();
    if (url.startsWith(site.publisher) || url.startsWith(site.partner)) return route.continue();
    requests.push(url);
    return route.abort();
  });
  const text = 'text/javascript; charset=utf-8';
  site.publish('/hooks.js', { type: text, body: HOOKS });
  site.publish('/start.mjs', { type: text, body: START });
  site.publish('/judge.mjs', script('../../xss/judge.mjs'));
  site.publish('/generate.mjs', script('../../xss/generate.mjs'));
  site.publish('/render.mjs', script('../../xss/render.mjs'));
  site.publish('/purify.mjs', script('../../../node_modules/dompurify/dist/purify.es.mjs'));
  const headers = { 'content-security-policy-report-only': site.fill(POLICY) };
  await page.goto(site.partner + site.host(PAGE, headers), { waitUntil: 'load' });
  const tools = { tags: allowedTags(), attributes: allowedAttributes(), payloads: payloads() };
  await page.waitForFunction(() => window.start);
  await page.evaluate((given) => window.start(given), tools);
  return {
    page,
    /** What left the page for elsewhere, and was stopped. */
    requests,
    tools,
    /** What ran, or would have run under the policy. */
    ran: () => page.evaluate(() => window.ran),
    close: async () => {
      await browser.close();
      await site.close();
    },
  };
}
