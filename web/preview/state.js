// @ts-check
// What the parts of the preview share: the page's data, its forms, and what the cards show.
import { $ } from './dom.js';

/**
 * @typedef {{group: string, label: string, text: string, path?: string}} Sample
 * @typedef {{label: string, text: string, set: any}} Campaigns
 * @typedef {{path: string, title: string, text: string, names: string[]}} PartnerPage one with campaigns, and its profile
 */

/**
 * @type {{samples: Sample[], profile: {text: string, path: string}, media: Record<string, string>,
 *   campaigns: Campaigns[], partner: {origin: string, pages: PartnerPage[]}}}
 */
export const data = JSON.parse($('#data').textContent ?? '');

export const served = /^https?:$/.test(location.protocol);

/** Where a file lies beside this page; empty from disk. @param {string | undefined} path */
export const address = (path) => (served && path ? new URL(path, location.href).href : '');

export const controls = /** @type {HTMLFormElement} */ ($('#controls'));
export const embed = /** @type {HTMLFormElement} */ ($('#embed'));

/** What the cards show: the last that could be read. */
export const shown = {
  article: '',
  profile: /** @type {string | undefined} */ (undefined),
  facts: /** @type {any} */ ({}),
};
