// @ts-check
// The preview: what stands in the editors becomes cards, faults and code to paste. Keeps nothing, asks nobody.
import { compile, connect } from '../core.js';
import { startConsent } from './consent.js';
import { startCopying } from './copy.js';
import { $, chosen, make, set } from './dom.js';
import { Editor } from './editor.js';
import { elementForm, styleRule, tagForm } from './embed.js';
import { list } from './faults.js';
import { placeOf } from './locate.js';
import { startTabs } from './tabs.js';
import { detect, wrap } from './wrap.js';

/**
 * @typedef {{group: string, label: string, text: string, path?: string}} Sample
 * @typedef {import('../core.js').Fault} Fault
 * @typedef {HTMLElement & {article: any, profile: any, engine: string, expand(): void, collapse(): void}} Card
 */

const widths = [320, 480, 640];
const themes = /** @type {const} */ (['light', 'dark']);
const debounce_ms = 150;
const unknown = 'https://…';

/** @type {{samples: Sample[], profile: {text: string, path: string}, media: Record<string, string>}} */
const data = JSON.parse($('#data').textContent ?? '');
const served = /^https?:$/.test(location.protocol);
/** @param {string | undefined} path */
const address = (path) => (served && path ? new URL(path, location.href).href : '');

const controls = /** @type {HTMLFormElement} */ ($('#controls'));
const embed = /** @type {HTMLFormElement} */ ($('#embed'));
// --- The core, an instance of the preview's own ---------------------------------------------------------

/** @type {import('../core.js').Call} */
let call;

const boot = async () => {
  const source = /** @type {HTMLScriptElement} */ ($('script[data-wasm]')).dataset.wasm ?? '';
  call = await connect(await compile(await fetch(source)));
};

/** As the cards call it. @param {string} article @param {string | undefined} profile */
const render = (article, profile) => {
  const now = new Date();
  const [html, facts] = call('render', article, profile, {
    layout: chosen(controls, 'layout'),
    lang: chosen(controls, 'lang') || undefined,
    expanded: chosen(controls, 'state') === 'open',
    now_ms: +now,
    tz_offset_min: -now.getTimezoneOffset(),
    heading_level: 3,
    partner: location.hostname,
    id_prefix: 'l-0-',
  });
  return { html, facts: JSON.parse(facts) };
};

/** @param {() => unknown} act @returns {Fault | undefined} */
const faultOf = (act) => {
  try {
    act();
    return undefined;
  } catch (error) {
    return /** @type {any} */ (error);
  }
};

/** @param {string} json @returns {Fault[]} */
const check = (json) => {
  try {
    return JSON.parse(call('check', json)[0]);
  } catch (error) {
    return [/** @type {any} */ (error)];
  }
};

// --- What is in the editors -------------------------------------------------------------------------------

const select = /** @type {HTMLSelectElement} */ ($('#sample'));
const format = /** @type {HTMLSelectElement} */ ($('#format'));
const revert = $('#revert');
/** What was changed in a sample, for as long as the page is open. @type {Map<Sample, string>} */
const drafts = new Map();
let sample = data.samples[0];

const article = new Editor($('#article'), () => {
  if (article.text === sample.text) drafts.delete(sample);
  else drafts.set(sample, article.text);
  changed();
});
const profile = new Editor($('#profile'), changed);

/** What the cards show: the last that could be read. */
const shown = {
  article: '',
  profile: /** @type {string | undefined} */ (undefined),
  facts: /** @type {any} */ ({}),
};

/** @type {number | undefined} */
let waiting;
function changed() {
  clearTimeout(waiting);
  waiting = window.setTimeout(update, debounce_ms);
}

/** The article's text as JSON, and how a fault of that JSON is placed in the text. */
const readArticle = () => {
  const { text } = article;
  const detected = detect(text);
  const is = format.value || detected;
  format.options[0].textContent = `Auto: ${detected === 'json' ? 'JSON' : 'Markdown'}`;
  article.grammar = is === 'json' ? 'json' : 'markdown';
  return is === 'json'
    ? { json: text, place: (/** @type {Fault} */ fault) => placeOf(text, fault) }
    : { json: JSON.stringify(wrap(text)), place: () => ({ start: 0, end: 0, found: true }) };
};

/**
 * Every fault. What check() takes for an item, since neither name nor version says otherwise, is told what the card
 * says of it.
 * @param {string} text
 * @param {Fault | undefined} refusal
 */
const checkProfile = (text, refusal) => {
  const faults = check(text);
  return !refusal || faults.some(({ pointer }) => pointer === refusal.pointer) ? faults : [refusal];
};

function update() {
  clearTimeout(waiting);
  const read = readArticle();
  const about = profile.text.trim() ? profile.text : undefined;
  const refused = faultOf(() => render(read.json, undefined));
  const article_faults = check(read.json);
  if (refused && !article_faults.length) article_faults.push(refused);
  const last = refused ? shown.article : read.json;
  const unread = about && faultOf(() => call('render', last || '{"title":"-"}', about));
  const profile_faults = about ? checkProfile(about, unread || undefined) : [];

  if (!refused) shown.article = read.json;
  if (!unread) shown.profile = about;
  list('article', article, article_faults, read.place);
  list('profile', profile, profile_faults, (fault) => placeOf(profile.text, fault));
  tellStale(!!refused, !!unread);
  revert.hidden = !drafts.has(sample);
  paint();
}

/** @param {boolean} of_article @param {boolean} of_profile */
const tellStale = (of_article, of_profile) => {
  const what =
    of_article && of_profile ? 'article and the profile' : of_article ? 'article' : 'profile';
  const stale = of_article || of_profile;
  $('#stale').hidden = !stale;
  $('#stale').textContent = stale
    ? `The ${what} cannot be read. Shown is the last version that could.`
    : '';
  $('#stage').toggleAttribute('data-stale', stale);
};

// --- Cards ------------------------------------------------------------------------------------------------

/**
 * @typedef {object} Proof
 * @property {Card} card
 * @property {string} theme
 * @property {HTMLElement} proof
 * @property {HTMLElement} holder
 * @property {HTMLElement} scaled
 * @property {{article?: string, profile?: string}} given what the card was last given
 */
/** @type {Proof[]} */
const proofs = [];
const stage = $('#stage');

/** Pictures of the demo's publisher are in this file; they are swapped in before the lazy ones load. */
const pictures = new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue;
      for (const image of [node, ...node.querySelectorAll('img')]) {
        const picture = image instanceof HTMLImageElement && data.media[image.src];
        if (picture) image.src = `data:image/svg+xml,${encodeURIComponent(picture)}`;
      }
    }
  }
});

const sizes = new ResizeObserver(() => {
  fit();
  measure();
});

let telling = 0;

/** @param {string} theme @param {number} width */
const makeProof = (theme, width) => {
  const card = /** @type {Card} */ (make('lede-card', { loading: 'eager', theme }));
  // Out of sight until it is there: what would shift, shifts unseen.
  const scaled = make('div', { class: 'scaled', hidden: '' });
  const holder = make('div', { class: 'holder' }, scaled);
  const caption = make('figcaption', {}, make('span', {}, `${width} px`), make('i'));
  const proof = make(
    'figure',
    { class: 'proof', 'aria-label': `${width} px, ${theme}` },
    caption,
    holder,
  );
  proof.style.setProperty('--width', String(width));
  if (card.shadowRoot) pictures.observe(card.shadowRoot, { childList: true, subtree: true });
  card.addEventListener('lede:ready', () => {
    scaled.hidden = false;
    open(card);
    cancelAnimationFrame(telling);
    telling = requestAnimationFrame(tellNumbers);
  });
  sizes.observe(scaled);
  proofs.push({ card, theme, proof, holder, scaled, given: {} });
  return proof;
};

const makeBands = () => {
  for (const theme of themes) {
    const rail = make('div', { class: 'rail' }, ...widths.map((width) => makeProof(theme, width)));
    stage.append(
      make(
        'div',
        {
          class: 'band',
          'data-theme': theme,
          role: 'group',
          'aria-label': `${theme} cards`,
        },
        rail,
      ),
    );
  }
};

const inUse = () =>
  proofs.filter(({ theme }) => ['both', theme].includes(chosen(controls, 'theme')));

/** @param {Card} card @returns {HTMLElement | null | undefined} */
const rootOf = (card) => card.shadowRoot?.querySelector('article');

/** @param {Card} card */
const open = (card) => {
  if (chosen(controls, 'layout') === 'full') return;
  const is = rootOf(card)?.hasAttribute('data-open');
  if (chosen(controls, 'state') === 'open' && !is) card.expand();
  if (chosen(controls, 'state') === 'closed' && is) card.collapse();
};

/** As the files would come: a string would be taken for an address. @param {string | undefined} text */
const toBytes = (text) => (text === undefined ? undefined : new TextEncoder().encode(text));

const paint = () => {
  const theme = chosen(controls, 'theme');
  for (const band of /** @type {NodeListOf<HTMLElement>} */ (stage.querySelectorAll('.band'))) {
    band.hidden = theme !== 'both' && band.dataset.theme !== theme;
  }
  /** @type {HTMLFieldSetElement} */ ($('#card-state')).disabled =
    chosen(controls, 'layout') === 'full';
  if (!shown.article) return;
  for (const { card, scaled, given } of inUse()) {
    set(card, 'layout', chosen(controls, 'layout'));
    set(card, 'lang', chosen(controls, 'lang'));
    if (given.article !== shown.article) card.article = toBytes(shown.article);
    if (given.profile !== shown.profile) card.profile = toBytes(shown.profile);
    given.article = shown.article;
    given.profile = shown.profile;
    if (!card.isConnected) scaled.append(card);
  }
  shown.facts = render(shown.article, shown.profile).facts;
  fit();
  tellCode();
};

/** Scales the rail so that all three widths are seen at once, or not at all. */
const fit = () => {
  const one = inUse()[0];
  if (!one) return;
  const band = /** @type {HTMLElement} */ (one.proof.closest('.band'));
  const style = getComputedStyle(band);
  const gaps = (widths.length - 1) * parseFloat(getComputedStyle($('.rail', band)).columnGap);
  const room =
    band.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - gaps;
  const total = widths.reduce((sum, width) => sum + width, 0);
  const possible = Math.min(1, Math.floor((room / total) * 1000) / 1000);
  // Smaller than that is no preview.
  const useful = possible >= 0.5;
  $('#scale').hidden = !useful || possible === 1;
  const scale = useful && chosen(controls, 'scale') === 'fit' ? possible : 1;
  stage.style.setProperty('--scale', String(scale));
  for (const { holder, scaled } of inUse()) {
    holder.style.blockSize = `${Math.ceil(scaled.offsetHeight * scale)}px`;
  }
  for (const rail of stage.querySelectorAll('.band')) {
    // What scrolls can be reached with the keyboard.
    set(rail, 'tabindex', rail.scrollWidth > rail.clientWidth ? '0' : '');
  }
};

// --- The room to reserve ----------------------------------------------------------------------------------

/**
 * A card's height as it comes into a page. Of one that is open here, that of its closed double.
 * @param {Card} card
 */
const initialHeight = (card) => {
  const root = rootOf(card);
  if (!root) return 0;
  if (!root.hasAttribute('data-open') || chosen(controls, 'layout') === 'full')
    return root.offsetHeight;
  const double = /** @type {HTMLElement} */ (root.cloneNode(true));
  double.removeAttribute('data-open');
  double.querySelector('[aria-expanded]')?.setAttribute('aria-expanded', 'false');
  for (const part of ['body', 'support', 'notice']) {
    double.querySelector(`[part~="${part}"]`)?.replaceChildren();
  }
  double.style.cssText = 'position:absolute;visibility:hidden;inline-size:100%';
  card.shadowRoot?.append(double);
  const height = double.offsetHeight;
  double.remove();
  return height;
};

/** @type {number[]} by width */
let heights = [];

const measure = () => {
  const next = inUse()
    .slice(0, widths.length)
    .map(({ card }) => initialHeight(card));
  if (next.some((height) => !height) || String(next) === String(heights)) return;
  heights = next;
  tellCode();
};

// --- What is told -----------------------------------------------------------------------------------------

/** @param {number} ms */
const written = (ms) => (ms < 0.1 ? '< 0.1 ms' : `${ms.toFixed(1)} ms`);

const tellNumbers = () => {
  if (!shown.article) return;
  let html = '';
  let ms = Infinity; // the best of three: what the machine does meanwhile is not the core's
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    ({ html } = render(shown.article, shown.profile));
    ms = Math.min(ms, performance.now() - began);
  }
  const bytes = new TextEncoder().encode(html).length;
  const { words, minutes } = shown.facts;
  const numbers = {
    Engine: `${inUse()[0]?.card.engine ?? 'none'}, Lede ${call('version')[0]}`,
    Render: written(ms),
    HTML: `${bytes.toLocaleString('en')} bytes`,
    Article: `${Number(words).toLocaleString('en')} ${words === 1 ? 'word' : 'words'}, ${minutes} min`,
  };
  $('#numbers').replaceChildren(
    ...Object.entries(numbers).map(([name, value]) =>
      make('div', {}, make('dt', {}, name), make('dd', {}, value)),
    ),
  );
};

const tellCode = () => {
  const height = Math.max(...heights, 0);
  const wide = heights.at(-1) || height;
  const strict = chosen(embed, 'room') === 'sheet';
  const layout = chosen(controls, 'layout');
  const parts = {
    script: chosen(embed, 'script') || `${unknown}/lede.js`,
    article: chosen(embed, 'article') || `${unknown}/article.json`,
    profile: shown.profile && (chosen(embed, 'profile') || `${unknown}/lede.json`),
    layout: layout === 'standard' ? undefined : layout,
    lang: chosen(controls, 'lang') || undefined,
    height,
    wide,
    strict,
    url: shown.facts.url || unknown,
    title: shown.facts.title || 'Read the article',
    summary: summaryOf(shown.article),
  };
  const measured = widths.map((width, i) => `${heights[i]} at ${width}`).join(', ');
  const state = layout === 'full' ? '' : ', closed';
  $('#height').textContent = height
    ? `Reserved are ${height} px${wide < height ? `, and ${wide} px in a column as wide as a wide page (in a narrower column write ${height}px alone)` : ''}. Measured here: ${measured} px wide (${layout}${state}). The code shows what ` +
      'lies at these addresses, not what was changed here.'
    : '';
  $('#code-element pre').textContent = elementForm(parts);
  $('#code-tag pre').textContent = tagForm(parts);
  $('#code-rule pre').textContent = styleRule(parts);
  $('#code-rule').hidden = !strict;
};

/** @param {string} json */
const summaryOf = (json) => {
  try {
    const root = JSON.parse(json);
    const { summary } = root.items?.[0] ?? root;
    return typeof summary === 'string' ? summary.trim() : undefined;
  } catch {
    return undefined;
  }
};

// --- Controls ---------------------------------------------------------------------------------------------

/** @param {string} name @param {string} value */
const field = (name, value) => {
  /** @type {HTMLInputElement} */ (embed.elements.namedItem(name)).value = value;
};

const pick = () => {
  sample = data.samples[select.selectedIndex];
  format.value = '';
  article.text = drafts.get(sample) ?? sample.text;
  field('article', address(sample.path));
  update();
};

for (const one of data.samples) {
  let group = select.lastElementChild;
  if (group?.getAttribute('label') !== one.group) {
    group = make('optgroup', { label: one.group });
    select.append(group);
  }
  group.append(make('option', {}, one.label));
}
select.addEventListener('change', pick);
format.addEventListener('change', update);
revert.addEventListener('click', () => {
  drafts.delete(sample);
  pick();
  select.focus();
});
controls.addEventListener('change', ({ target }) => {
  const { name } = /** @type {HTMLInputElement} */ (target);
  if (name === 'state') for (const { card } of inUse()) open(card);
  if (name === 'scale') fit();
  else paint();
});
embed.addEventListener('input', tellCode);
for (const form of [controls, embed]) {
  form.addEventListener('submit', (event) => event.preventDefault());
}
addEventListener('resize', fit);

const start = async () => {
  startTabs();
  startCopying();
  makeBands();
  profile.text = data.profile.text;
  field('profile', address(data.profile.path));
  field('script', address('lede.js'));
  try {
    await boot();
    pick();
    startConsent(call, () => shown);
  } catch (error) {
    $('#stale').hidden = false;
    $('#stale').textContent = `The core did not start: ${error}`;
  }
};
start();
