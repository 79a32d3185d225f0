// @ts-check
// The cards at three widths, light and dark: painted, opened, scaled to fit, and measured.
import { $, chosen, make, set } from './dom.js';
import { render } from './engine.js';
import { controls, data, shown } from './state.js';

/**
 * @typedef {HTMLElement & {article: any, profile: any, engine: string, expand(): void, collapse(): void}} Card
 */

export const widths = [320, 480, 640];
const themes = /** @type {const} */ (['light', 'dark']);

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
/** Told when a card has been painted, and when the room that one takes has changed. */
let tell = { painted: () => {}, measured: () => {} };

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
    telling = requestAnimationFrame(tell.painted);
  });
  sizes.observe(scaled);
  proofs.push({ card, theme, proof, holder, scaled, given: {} });
  return proof;
};

/** @param {{painted: () => void, measured: () => void}} listener */
export const startStage = (listener) => {
  tell = listener;
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

export const inUse = () =>
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

/** Opens or closes the cards, as the controls say. */
export const openAll = () => {
  for (const { card } of inUse()) open(card);
};

export const paint = () => {
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
  tell.measured();
};

/** Scales the rail so that all three widths are seen at once, or not at all. */
export const fit = () => {
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

/** Of each width. @type {number[]} */
export let heights = [];

const measure = () => {
  const next = inUse()
    .slice(0, widths.length)
    .map(({ card }) => initialHeight(card));
  if (next.some((height) => !height) || String(next) === String(heights)) return;
  heights = next;
  tell.measured();
};
