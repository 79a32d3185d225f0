// @ts-check
// What a card has as the core's inputs.
import { report } from './card.js';
import { circumstances } from './machine.js';
import { call } from './page.js';

/**
 * Renders a card, or a region of it. An attribute that says nothing possible is told, and its default holds.
 * @param {import('./card.js').Card} card
 * @param {string} region
 * @param {boolean} expanded
 * @param {unknown} [what] goes into the region
 * @returns {[html: string, facts: string]}
 */
export const render = (card, region, expanded, what) => {
  const [article, profile] = /** @type {any[]} */ (card._loaded);
  const said = card._options;
  for (;;) {
    try {
      return call('render', article, profile || null, {
        ...said,
        ...circumstances(),
        part: region,
        expanded,
        with: what,
      });
    } catch (error) {
      // A fault of the article or the profile that has an option's name is still there at the second try.
      const name = /** @type {any} */ (error).pointer?.slice(1);
      if (said[name] == null) throw error;
      report(card, error);
      said[name] = null;
    }
  }
};
