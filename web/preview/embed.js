// @ts-check
// The code that a partner pastes. docs/partners.md shows the same.

/**
 * @typedef {object} Embed
 * @property {string} script address of lede.js
 * @property {string} article address of the item's JSON
 * @property {string} [profile] address of lede.json
 * @property {string} [layout] where it is not `standard`
 * @property {string} [lang] where it is not the article's
 * @property {number} height to be reserved, in px
 * @property {number} [wide] where that is less: in a column as wide as a wide page
 * @property {boolean} strict whether the page's policy forbids `style` attributes
 * @property {string} url the article's own page
 * @property {string} title
 * @property {string} [summary]
 */

/** @param {string} text */
const escape = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/**
 * @param {string} indent
 * @param {[string, string | undefined][]} attributes those without a value are left out
 */
const lines = (indent, attributes) =>
  attributes
    .filter(([, value]) => value)
    .map(([name, value]) => `\n${indent}${name}="${escape(/** @type {string} */ (value))}"`)
    .join('');

/** Where a card has its picture beside its words, and is lower for it; page margins included. */
const wide_px = 680;

/** As CSS: one height, or that of a wide page and that of a phone. @param {Embed} embed */
const room = ({ height, wide = height }) =>
  wide < height ? `clamp(${wide}px, (${wide_px}px - 100vw) * 99, ${height}px)` : `${height}px`;

/** @param {Embed} embed */
const roomClass = ({ height, wide = height }) =>
  `lede-room-${wide < height ? `${wide}-` : ''}${height}`;

/**
 * The element, which can stand anywhere, with the script once on the page.
 * @param {Embed} embed
 */
export const elementForm = (embed) => {
  const { script, article, profile, layout, lang, strict, url, title, summary } = embed;
  const attributes = lines('  ', [
    ['src', article],
    ['profile', profile],
    ['layout', layout],
    ['lang', lang],
    strict ? ['class', roomClass(embed)] : ['style', `display:block;min-height:${room(embed)}`],
  ]);
  const link = `<p><a href="${escape(url)}">${escape(title)}</a></p>`;
  const words = summary ? `\n    <p>${escape(summary)}</p>` : '';
  return `<lede-card${attributes}
>
  <blockquote cite="${escape(url)}">
    ${link}${words}
  </blockquote>
</lede-card>
<script async src="${escape(script)}"></script>
`;
};

/**
 * One tag, which puts the card where it stands, and a plain link before it.
 * @param {Embed} embed
 */
export const tagForm = (embed) => {
  const { script, article, profile, layout, lang, strict, url, title } = embed;
  const attributes = lines('    ', [
    ['src', script],
    ['data-src', article],
    ['data-profile', profile],
    ['data-layout', layout],
    ['data-lang', lang],
  ]);
  return `<div ${strict ? `class="${roomClass(embed)}"` : `style="min-height:${room(embed)}"`}>
  <a data-lede href="${escape(url)}">${escape(title)}</a>
  <script
    async${attributes}
  ></script>
</div>
`;
};

/** For the host's stylesheet, where its policy forbids `style` attributes. @param {Embed} embed */
export const styleRule = (embed) =>
  `.${roomClass(embed)} {\n  display: block;\n  min-height: ${room(embed)};\n}\n`;
