// @ts-check
// The way from the lab into a partner's page, where the same prompt stands, forced.
import { make } from '../dom.js';

/**
 * @param {HTMLElement} box
 * @param {string} name "campaign:variant"; empty for none
 * @param {string} profile the text in the lab
 * @param {{origin: string, pages: import('../state.js').PartnerPage[]}} partner
 */
export const drawPartnerLink = (box, name, profile, { origin, pages }) => {
  const there = pages.filter(({ names }) => names.includes(name));
  // Two publishers may have a campaign of one name: theirs who wrote this text goes first.
  const page = there.find(({ text }) => text === profile) ?? there[0];
  if (!origin) box.textContent = 'Served by script/preview, this links to a partner’s page.';
  else if (!page) box.textContent = name && 'No partner’s page has this campaign.';
  else {
    const href = `${origin}/${page.path}?lede-campaign=${encodeURIComponent(name)}`;
    const link = make(
      'a',
      { href, target: '_blank', rel: 'noopener' },
      'Open in the partner’s page',
    );
    box.replaceChildren(link, `, forced: ${name}`);
  }
};
