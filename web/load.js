// @ts-check
// When a card's files are fetched, and what they are rendered to.
import { ATTRIBUTES, ERROR_MISSING } from '../build/web/names.js';
import { isOpen } from './card.js';
import { fault } from './core.js';
import { absolute, boot, file, fill } from './page.js';
import { render } from './render.js';
import { fail, settle } from './settle.js';

/** @typedef {import('./card.js').Card} Card */

/** Whether the reader wants to save data: then a card comes only for a tap. */
export const isFrugal = () => /** @type {any} */ (navigator).connection?.saveData;

/** @param {Card} card */
export const load = async (card) => {
  const host = card._host;
  /** @type {NonNullable<Card['_turn']>} */
  const turn = (card._turn = {});
  host.error = null;
  await null; // attributes often change together
  if (turn !== card._turn) return;
  try {
    /** @type {Record<string, string | null>} */
    const said = Object.fromEntries(ATTRIBUTES.map((name) => [name, host.getAttribute(name)]));
    const [path, id] = (said.src ?? '').split(/#(.*)/s);
    if (!path && card._article == null) throw fault(ERROR_MISSING, 'The card has no src.');
    const base_url = path && absolute(path);
    const profile_url = said.profile && absolute(said.profile);
    turn._files = [
      boot(), // first: where WebAssembly is blocked, nothing is fetched
      card._article ?? file(base_url),
      card._profile ?? (profile_url && file(profile_url)),
    ];
    const [, ...loaded] = await Promise.all(turn._files);
    if (turn !== card._turn) return;
    card._loaded = loaded;
    card._options = {
      ...said,
      id,
      base_url,
      profile_url,
      id_prefix: `l-${card._id}-`,
    };
    const [html, facts] = render(card, 'all', isOpen(card));
    const template = document.createElement('template');
    fill(template, html);
    card._facts = JSON.parse(facts);
    card._next = template.content.firstElementChild;
    settle(card);
  } catch (error) {
    if (turn === card._turn) fail(card, error);
  }
};

/** Something else is asked for: loads it now, when the card comes near, or not before a tap. @param {Card} card */
export const renew = (card) => {
  card._stale = true;
  if (!card._present) return;
  if (card._turn) load(card);
  else if (isFrugal()) return;
  else if (card._host.getAttribute('loading') === 'eager') load(card);
  else card._near.observe(card._host);
};
