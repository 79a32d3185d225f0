// @ts-check
// What a card has as the core's options.
import { call } from './page.js';

/**
 * What a card has, and from where: `said` is what its attributes say.
 * @typedef {{article: any, profile: any, base: string, about: string | null, id: string,
 *   said: Record<string, string | null>}} Loaded
 */

/**
 * Renders a card, or a region of it. An attribute that says nothing possible is told, and its default holds.
 * @param {Loaded} loaded
 * @param {{region: string, expanded: boolean, id_prefix: string, with?: unknown}} what
 * @param {(error: unknown) => void} report
 * @returns {[html: string, facts: string]}
 */
export const render = ({ article, profile, base, about, id, said }, what, report) => {
  const now = new Date();
  const heading = said['heading-level'];
  /** @type {Record<string, unknown>} */
  const options = {
    ...said,
    id,
    now_ms: +now,
    tz_offset_min: -now.getTimezoneOffset(),
    heading_level: Number(heading) || heading,
    base_url: base,
    profile_url: about,
    partner: location.hostname,
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
