// @ts-check
// The script that partners paste: defines <lede-card>, and puts one where a tag with data-src stands.
import { ATTRIBUTES } from '../build/web/names.js';
import { LedeCard } from './element.js';
import { script } from './page.js';

// A second copy of this file leaves the page's cards to the first.
if (!customElements.get('lede-card')) customElements.define('lede-card', LedeCard);

if (script?.dataset.src) {
  if (script.parentNode === document.head) {
    console.warn('[lede] missing: Move the tag out of <head>.');
  } else {
    const card = document.createElement('lede-card');
    for (const name of ATTRIBUTES) {
      const value = script.getAttribute(`data-${name}`);
      if (value) card.setAttribute(name, value);
    }
    card.style.display = 'block'; // as it will be when shown: between inline and block it would jump
    const light = script.previousElementSibling;
    const focused = /** @type {any} */ (document.activeElement);
    if (light?.matches('[data-lede]')) card.append(light);
    script.after(card);
    focused?.focus({ preventScroll: true }); // a moved link loses the focus
  }
}
