// A publisher and a partner on free ports of this machine, as script/serve.mjs has them, with what a test
// wants otherwise: pages of its own at the partner's, files that are late, wrong or absent at the publisher's.
import { serve } from '../../../script/serve.mjs';

export const ARTICLE = '{{publisher}}/articles/feature.json';
export const PROFILE = '{{publisher}}/lede.json';
export const SCRIPT = '<script async src="{{publisher}}/lede.js"></script>';
export const LIGHT =
  '<blockquote cite="https://kittiwake.example/2026/11/the-town-that-does-its-own-sums">' +
  '<a href="https://kittiwake.example/2026/11/the-town-that-does-its-own-sums">The town that does its own sums</a>' +
  '</blockquote>';

const attribute = ([name, value]) => (value === null ? '' : ` ${name}="${value}"`);

/** The element form. Room for the card is kept unless `style` says otherwise; null leaves an attribute out. */
export const card = ({ light = LIGHT, ...attributes } = {}) => {
  const all = {
    src: ARTICLE,
    profile: PROFILE,
    style: 'display:block;min-height:700px',
    ...attributes,
  };
  return `<lede-card${Object.entries(all).map(attribute).join('')}>${light}</lede-card>`;
};

/** A partner's page without styles of its own; `after` is the text that must not move. */
export const partnerPage = (
  body,
  { head = '', lang = 'en', script = SCRIPT } = {},
) => `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><title>A partner</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width,initial-scale=1">${head}</head>
<body><main><h1>A partner</h1>${body}<p id="after">What stands below the card.</p></main>${script}</body>
</html>`;

/** A profile without its hours of rest: what a test sees must not hang on when it runs. */
async function sleepless(url) {
  const profile = await (await fetch(url)).json();
  for (const campaign of profile.support.campaigns) delete campaign.blackout;
  return { type: 'application/json', body: JSON.stringify(profile) };
}

/**
 * Both origins, and what they were asked for.
 * @typedef {{status?: number, type?: string, body?: string | Uint8Array, headers?: object, stall?: boolean | 'body'}} Answer
 */
export async function openSite() {
  /** @type {Map<string, Answer | ((request: object) => Answer)>} */
  const answers = new Map();
  const requests = [];
  let pages = 0;

  const fill = (text) =>
    text.replaceAll('{{publisher}}', site.publisher).replaceAll('{{partner}}', site.partner);

  const intercept = (request, response) => {
    const { pathname } = new URL(request.url, site.publisher);
    const atPublisher = request.headers.host === new URL(site.publisher).host;
    const key = (atPublisher ? site.publisher : site.partner) + pathname;
    requests.push({ url: key, method: request.method, headers: request.headers });
    const found = answers.get(key);
    if (!found) return false;
    const answer = typeof found === 'function' ? found(request) : found;
    if (!answer) return false;
    const { status = 200, type = 'text/html; charset=utf-8', body = '', headers, stall } = answer;
    if (stall === true) return true;
    response.writeHead(status, {
      'content-type': type,
      ...(atPublisher && { 'access-control-allow-origin': '*' }),
      ...headers,
    });
    const bytes = typeof body === 'string' ? fill(body) : body;
    if (stall) response.write(bytes);
    else response.end(bytes);
    return true;
  };

  const site = await serve({ port: 0, partnerPort: 0, intercept });
  // Compressed once, which on a busy machine may take longer than a card is patient.
  const module = await fetch(`${site.publisher}/lede.wasm`, {
    headers: { 'accept-encoding': 'br' },
  });
  await module.arrayBuffer();
  const profilePath = `${site.publisher}/lede.json`;
  const profile = await sleepless(profilePath);
  answers.set(profilePath, profile);
  requests.length = 0;
  return {
    publisher: site.publisher,
    partner: site.partner,
    close: site.close,
    /** Every request so far: {url, method, headers}. A test looks at the end of it, from its own start. */
    requests,
    fill,
    /** Answers a file of the publisher's in another way, until `restore`. */
    publish: (path, answer) => answers.set(site.publisher + path, answer),
    /** Puts a page of the test's own at the partner's, and returns its path. */
    host: (html, headers) => {
      const path = `/test-${++pages}.html`;
      answers.set(site.partner + path, { body: html, headers });
      return path;
    },
    /** As it was: all files but the profile are what they are on disk. */
    restore: () => {
      answers.clear();
      answers.set(profilePath, profile);
      requests.length = 0;
    },
  };
}
