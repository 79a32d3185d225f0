// Runs in a page: renders documents and looks at what comes out as a browser does.
import { randomDocument, shrink } from './generate.mjs';
import { renderDocument } from './render.mjs';

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const ALLOWED_SCHEME = /^(https?|mailto|tel):/;
const MAX_BODY_BYTES = 256 * 1024;
const isControl = (char) => char <= ' ' || char === '\x7f';

/** Relative ones are left where the article has no address. */
const isAddress = (url) =>
  (ALLOWED_SCHEME.test(url) || !SCHEME.test(url)) && ![...url].some(isControl);

/**
 * @param {{lede: object, purify: object, tags: string[], attributes: string[], payloads: string[]}} tools
 * @returns what the test calls, batch by batch
 */
export function makeJudge({ lede, purify, tags, attributes, payloads }) {
  purify.setConfig({
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: attributes,
    ADD_ATTR: ['target'],
    SAFE_FOR_XML: false,
    SANITIZE_DOM: true,
  });
  const parser = new DOMParser();
  const live = document.body.appendChild(document.createElement('div')); // no-quirks, and in the page
  const quirks = parser.parseFromString('<body>', 'text/html').body;
  if (document.compatMode !== 'CSS1Compat' || quirks.ownerDocument.compatMode !== 'BackCompat')
    throw new Error('the modes are not what they should be');
  const stock = { tags, payloads };
  const seen = { tags: new Set(), attributes: new Set() };

  const render = (document) => renderDocument(lede, document);

  /** What is wrong with these bytes, or nothing. */
  function fault(html) {
    live.innerHTML = html;
    const again = live.innerHTML;
    const elements = [...live.querySelectorAll('*')];
    for (const element of elements) {
      seen.tags.add(element.localName);
      for (const { name, value } of element.attributes) {
        seen.attributes.add(name);
        if (name.startsWith('on')) return `a handler: ${name}`;
        if (name === 'id' && !value.startsWith('l-')) return `an id of the page's: ${value}`;
        if (/^(href|src|cite)$/.test(name) && !isAddress(value)) return `an address: ${value}`;
      }
    }
    live.textContent = '';
    if (again !== html) return `a browser writes ${JSON.stringify(again)}`;
    quirks.innerHTML = html;
    if (quirks.innerHTML !== html)
      return `in quirks mode a browser writes ${JSON.stringify(quirks.innerHTML)}`;
    const whole = parser.parseFromString(`<!doctype html><body><div>${html}</div>`, 'text/html');
    if (whole.body.innerHTML !== `<div>${html}</div>`)
      return `in a document a browser writes ${JSON.stringify(whole.body.innerHTML)}`;
    const pure = purify.sanitize(html);
    if (pure !== html) {
      const removed = purify.removed
        .map(({ element, attribute }) => attribute?.name ?? element?.nodeName)
        .filter((name) => name !== 'BODY'); // of its own
      return `DOMPurify makes it ${JSON.stringify(pure)}, without ${removed}`;
    }
    return undefined;
  }

  /** The rendered document's bytes, or why there are none. */
  function judge(document) {
    let html;
    try {
      html = render(document);
    } catch (error) {
      // A made document may come out longer than a body may be: then it has to be refused.
      const isLong = new TextEncoder().encode(document.text).length > MAX_BODY_BYTES;
      return isLong && error.code === 'too-large' ? {} : { fault: `it throws ${error}` };
    }
    const wrong = fault(html);
    return { html, fault: wrong };
  }

  function report(document, about) {
    const fails = (text) => judge({ ...document, text }).fault !== undefined;
    const text = shrink(document.text, fails);
    const shortest = { ...document, text };
    return { ...about, document: shortest, ...judge(shortest) };
  }

  return {
    fault,
    /** The elements and attributes that came out since this was last asked. */
    seen() {
      const all = { tags: [...seen.tags], attributes: [...seen.attributes] };
      seen.tags.clear();
      seen.attributes.clear();
      return all;
    },
    /** Documents that are given; failures shrunk. */
    given(documents) {
      const failed = documents.filter((document) => judge(document).fault !== undefined);
      return failed.slice(0, 5).map((document) => report(document, { from: document.from }));
    },
    /** Documents from `first` on that follow from the seed. */
    made(seed, first, count, format) {
      const failures = [];
      let bytes = 0;
      for (let index = first; index < first + count && failures.length < 3; ++index) {
        const document = randomDocument(seed, index, format, stock);
        const { html, fault: wrong } = judge(document);
        bytes += html?.length ?? 0;
        if (wrong !== undefined) failures.push(report(document, { seed, index }));
      }
      return { failures, bytes };
    },
    /** Leaves the documents in the page, and does to each element what a reader might do. */
    async live(documents) {
      const shown = documents.map((document) => {
        const box = window.document.createElement('div');
        try {
          box.innerHTML = render(document);
        } catch {
          // judged elsewhere
        }
        return box;
      });
      live.append(...shown);
      const addresses = [...live.querySelectorAll('img')].map(({ src }) => src);
      const asked = [];
      const stop = (event) => {
        const link = event.target.closest?.('a[href]');
        if (link) asked.push(link.href);
        event.preventDefault();
      };
      live.addEventListener('click', stop);
      for (const element of live.querySelectorAll('*')) {
        for (const type of [
          'mouseover',
          'pointerenter',
          'focus',
          'toggle',
          'load',
          'error',
          'change',
        ])
          element.dispatchEvent(new Event(type));
        element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      }
      for (const image of live.querySelectorAll('img')) image.loading = 'eager';
      await new Promise((done) => setTimeout(done, 50));
      live.removeEventListener('click', stop);
      live.textContent = '';
      return { addresses, asked };
    },
  };
}
