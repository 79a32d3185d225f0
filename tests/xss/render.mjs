// A document through the core, in Node and in a page alike; imports nothing.

const BODY = /<div class="l-prose[^"]*"[^>]*>(.*)<\/div><div class="l-acts">/s;

/** What a card holds of the body: everything between the tags of its own. */
function bodyInCard(lede, { format, text, options }) {
  const { base_url: url, lang, heading_level: level } = options;
  const item = {
    id: 'x',
    title: 'x',
    url,
    language: lang,
    ...(format === 'html' ? { content_html: text } : { _lede: { content_markdown: text } }),
  };
  const { html } = lede.render(JSON.stringify(item), undefined, {
    region: 'body',
    expanded: true,
    now_ms: 0,
    heading_level: Math.max(level ?? 3, 2),
  });
  const [, body] = BODY.exec(html) ?? [];
  if (body === undefined && html.includes('l-prose')) throw new Error(`Where is the body? ${html}`);
  return body ?? '';
}

/**
 * @param {object} lede
 * @param {{format: 'html' | 'markdown', text: string, options: object, card: boolean}} document
 */
export function renderDocument(lede, { text, ...rest }) {
  // Half of a surrogate pair, which cutting leaves, is no text.
  const given = { ...rest, text: text.toWellFormed() };
  return given.card ? bodyInCard(lede, given) : lede[given.format](given.text, given.options);
}
