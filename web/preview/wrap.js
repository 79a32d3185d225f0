// @ts-check
// What was typed or pasted: JSON as it is, Markdown made into an item.

/** @typedef {'json' | 'markdown'} Format */

/**
 * @param {string} text
 * @returns {Format} JSON where it begins like an object, else Markdown
 */
export const detect = (text) => (/^[\s\uFEFF]*\{/.test(text) ? 'json' : 'markdown');

/** Letters that tell a language well enough for a preview. @type {[string, RegExp][]} */
const letters = [
  ['uk', /[іїєґ]/i],
  ['ar', /\p{Script=Arabic}/u],
  ['he', /\p{Script=Hebrew}/u],
];

/**
 * The item that a writer of this Markdown means: its first heading of the first level is the title.
 * @param {string} text
 * @returns {{id: string, title?: string, language: string, _lede: {content_markdown: string}}}
 */
export const wrap = (text) => {
  const [all, title] = /^\s*# +(.+?)[ #]*(?:\n|$)/.exec(text) ?? ['', undefined];
  const [language] = letters.find(([, script]) => script.test(text)) ?? ['en'];
  return {
    id: 'draft',
    title: title?.replace(/[*`]/g, ''),
    language,
    _lede: { content_markdown: text.slice(all.length) },
  };
};
