// @ts-check
// <lede-card> as the page sees it: attributes, properties, methods, and its coming and going.
import {
  ACTION_SAID,
  ATTRIBUTE_THEME,
  ATTRIBUTES,
  INPUT_CONSENT,
  INPUT_GONE,
  INPUT_OPEN,
  INPUT_SUPPORTED,
} from '../build/web/names.js';
import { obey } from './acts.js';
import { report } from './card.js';
import { close, gesture } from './gestures.js';
import { load, renew } from './load.js';
import { cards, send, tell } from './machine.js';
import { absolute } from './page.js';
import { PROMPT } from './paint.js';
import { announce, fail, settle } from './settle.js';
import { dress, unguard } from './shadow.js';

/** @typedef {import('./core.js').Input} Input */

let count = 0;

/** @param {HTMLElement} host @returns {import('./card.js').Card} */
const makeCard = (host) => {
  /** @type {import('./card.js').Card} */
  const card = {
    _host: host,
    _shadow: host.attachShadow({ mode: 'open' }),
    _slot: document.createElement('slot'),
    _id: `${++count}`,
    _stale: true,
    _near: new IntersectionObserver(
      (entries) => {
        // the last one says how things are
        if (!entries.at(-1)?.isIntersecting) settle(card, true);
        else if (!card._turn) load(card);
      },
      { rootMargin: '600px' }, // about a phone's screen ahead, for the files to arrive in time
    ),
    // the gesture itself comes first, and moves the focus
    _gesture: () => setTimeout(() => settle(card, true)),
    _obey: (effect) => obey(card, effect),
    _fail: (error) => fail(card, error),
    _report: (error) => report(card, error),
  };
  card._shadow.append(card._slot);
  for (const type of ['click', 'keydown']) {
    card._shadow.addEventListener(type, (event) => gesture(card, event));
  }
  return card;
};

export class LedeCard extends HTMLElement {
  static observedAttributes = ATTRIBUTES.filter((name) => name !== ATTRIBUTE_THEME); // CSS sees that itself

  /**
   * The host's own answer for a publisher's cards.
   * @param {string} profile address of the profile
   * @param {unknown} grants
   */
  static setConsent(profile, grants) {
    send({ type: INPUT_CONSENT, profile: absolute(profile), grants });
  }

  /** The reader has just given to this publisher. @param {string} profile address of the profile */
  static supported(profile) {
    send({ type: INPUT_SUPPORTED, profile: absolute(profile) });
  }

  /** @type {{code: string, pointer: string, message: string} | null} */
  error = null;
  #card = makeCard(this);

  constructor() {
    super();
    // Frameworks set properties before the script came: let them pass through the setters.
    for (const name of /** @type {const} */ (['article', 'profile'])) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete (/** @type {any} */ (this)[name]);
        this[name] = value;
      }
    }
  }

  /** How the card came to be: `light` is the author's own HTML. */
  get engine() {
    return this.#card._root ? 'wasm' : 'light';
  }

  /** What is shown: as it was given, or the bytes that were fetched. Setting it needs no `src`. */
  get article() {
    return this.#card._article ?? this.#card._loaded?.[0];
  }

  set article(/** @type {Input | undefined} */ article) {
    this.#card._article = article;
    renew(this.#card);
  }

  /** The publisher's profile, likewise. Set to a string it is an address, as frameworks do it. */
  get profile() {
    return this.#card._profile ?? this.#card._loaded?.[1];
  }

  set profile(/** @type {Input | undefined} */ profile) {
    if (typeof profile === 'string') this.setAttribute('profile', profile);
    else {
      this.#card._profile = profile;
      renew(this.#card);
    }
  }

  /** Opens the card; loads it first where it has not come near yet. */
  expand() {
    const card = this.#card;
    card._asked = true;
    card._wish = !card._root;
    if (card._root) tell(card, INPUT_OPEN);
    else if (card._turn) settle(card);
    else load(card);
  }

  collapse() {
    this.#card._wish = false;
    if (this.#card._root) close(this.#card);
  }

  connectedCallback() {
    const card = this.#card;
    if (card._present) return; // moved
    card._present = true;
    cards[card._id] = card;
    if (card._stale) renew(card);
    else announce(card);
  }

  /** In another document, where no sheet of the last one's may be. */
  adoptedCallback() {
    if (this.#card._root && this.ownerDocument.defaultView) dress(this.#card);
  }

  async disconnectedCallback() {
    const card = this.#card;
    await null; // it may be moved
    if (this.isConnected || !card._present) return;
    card._present = false;
    delete cards[card._id];
    unguard(card);
    // Should the card come back, it is decided anew; an old answer's line is not to be taken for a prompt.
    for (const old of card._shadow.querySelectorAll(`${PROMPT},[data-l=${ACTION_SAID}]`))
      old.remove();
    if (card._root) tell(card, INPUT_GONE);
    else card._turn = card._next = undefined;
  }

  /**
   * @param {string} _name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(_name, before, after) {
    if (before !== after) renew(this.#card);
  }
}
