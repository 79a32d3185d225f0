// @ts-check
// A card's attributes as the core's options.
import { call } from './page.js';

/** @typedef {{article: any, profile: any, base: string, about: string | null, id: string}} Loaded what a card has, and from where */

/**
 * Renders a card, or a region of it. An attribute that says nothing possible is told, and its default holds.
 * @param {Element} card
 * @param {Loaded} loaded
 * @param {{region: string, expanded: boolean, id_prefix: string, with?: unknown}} what
 * @param {(error: unknown) => void} report
 * @returns {[html: string, facts: string]}
 */
export const render = (card, { article, profile, base, about, id }, what, report) => {
  const now = new Date();
  /** @param {string} name */
  const said = (name) => card.getAttribute(name);
  const heading = said('heading-level');
  /** @type {Record<string, unknown>} */
  const options = {
    id,
    layout: said('layout'),
    now_ms: +now,
    tz_offset_min: -now.getTimezoneOffset(),
    lang: said('lang'),
    dir: said('dir'),
    accent: said('accent'),
    heading_level: Number(heading) || heading,
    base_url: base,
    profile_url: about,
    partner: location.hostname,
    expand: said('expand'),
    ...what,
  };
  for (;;) {
    try {
      return call('render', article, profile || null, options);
    } catch (error) {
      const { message, pointer } = /** @type {any} */ (error);
      const name = pointer?.slice(1);
      if (!message.startsWith('options: ') || options[name] == null) throw error;
      report(error);
      options[name] = null;
    }
  }
};
