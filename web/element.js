// @ts-check
// <lede-card>: what happens to it becomes events for the core, what the core wants of it is carried out here.
import {
  ACTION_CLOSE,
  ACTION_PRIVACY,
  ACTION_SAID,
  ACTION_TOGGLE,
  ATTRIBUTE_THEME,
  ATTRIBUTES,
  EFFECT_EMIT,
  EFFECT_FOCUS,
  EFFECT_OPEN,
  EFFECT_PAINT,
  EFFECT_SAY,
  EFFECT_SHARE,
  EFFECT_WATCH,
  ERROR_MISSING,
  ERROR_WASM_FAILED,
  ERROR_UNKNOWN_EFFECT,
  EVENT_ERROR,
  INPUT_ARTICLE,
  INPUT_CLOSE,
  INPUT_CONSENT,
  INPUT_DISMISS,
  INPUT_GONE,
  INPUT_IN_VIEW,
  INPUT_OPEN,
  INPUT_PROFILE,
  INPUT_SEEN,
  INPUT_SHARED,
  INPUT_SKIPPED,
  INPUT_SUPPORTED,
  PART_PROMPT,
  REGION_NOTICE,
  REGION_SUPPORT,
} from '../build/web/names.js';
import { fault } from './core.js';
import { gpc, look } from './host.js';
import { cards, send } from './machine.js';
import { absolute, boot, file, fill, query, styleIn } from './page.js';
import { render } from './render.js';
import { share } from './share.js';
import { around, fit, focus, inView, isBelow, jump, show } from './view.js';
import { watch } from './watch.js';

/** @typedef {import('./core.js').Input} Input */

let count = 0;
/** A gesture in a card is being carried out. */
let acting = false;
/** Codes already told: one message on the console per reason and page. @type {Record<string, boolean>} */
const told = {};

/** Whether the reader wants to save data: then a card comes only for a tap. */
const frugal = () =>
  /** @type {any} */ (navigator).connection?.saveData ||
  matchMedia('(prefers-reduced-data:reduce)').matches;

/** The region where consent is asked for. */
const NOTICE = `[part~=${REGION_NOTICE}]`;
/** A request for support, in its region. */
const PROMPT = `[part~=${PART_PROMPT}]`;

export class LedeCard extends HTMLElement {
  /** Where a card counts as near: about a phone's screen ahead, for the files to arrive in time. */
  static #near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!(target instanceof LedeCard)) continue;
        if (!isIntersecting) target.#settle(true);
        else if (!target.#turn) target.#load();
      }
    },
    { rootMargin: '600px' },
  );
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

  #id = `${++count}`;
  #shadow = this.attachShadow({ mode: 'open' });
  #slot = document.createElement('slot');
  /** This card's own rule: the theme, room kept. */
  #own = new CSSStyleSheet();
  /** Content that the page gave instead of an address. @type {Input | undefined} */
  #article;
  /** @type {Input | undefined} */
  #profile;
  /** @type {any} what was loaded and from where */
  #loaded;
  /** @type {any} */
  #facts;
  /** The load under way or done, with its files; another one makes it void. @type {{files?: unknown[]} | undefined} */
  #turn;
  /** Rendered, but held back. @type {any} */
  #next;
  /** Shown. @type {any} */
  #root;
  /** A notice that would move what the reader looks at: painted at the next gesture. @type {any} */
  #held;
  #present = false;
  /** What is shown, if anything, is not what is asked for. */
  #stale = true;
  /** The reader or the page asked for it: no need to be tactful. */
  #asked = false;
  #wish = false;
  /** @type {number | undefined} */
  #saying;
  /** Ends the watch over a prompt. */
  #unwatch = () => {};

  constructor() {
    super();
    this.#shadow.append(this.#slot);
    for (const type of ['click', 'keydown']) {
      this.#shadow.addEventListener(type, (/** @type {any} */ event) => {
        acting = true;
        if (event.key) this.#key(event);
        else this.#click(event);
        acting = false;
      });
    }
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
    return this.#root ? 'wasm' : 'light';
  }

  /** What is shown: as it was given, or the bytes that were fetched. Setting it needs no `src`. */
  get article() {
    return this.#article ?? this.#loaded?.article;
  }

  set article(/** @type {Input | undefined} */ article) {
    this.#article = article;
    this.#renew();
  }

  /** The publisher's profile, likewise. Set to a string it is an address, as frameworks do it. */
  get profile() {
    return this.#profile ?? this.#loaded?.profile;
  }

  set profile(/** @type {Input | undefined} */ profile) {
    if (typeof profile === 'string') this.setAttribute('profile', profile);
    else {
      this.#profile = profile;
      this.#renew();
    }
  }

  /** Opens the card; loads it first where it has not come near yet. */
  expand() {
    this.#asked = true;
    this.#wish = !this.#root;
    if (this.#root) this.#tell(INPUT_OPEN);
    else if (this.#turn) this.#settle();
    else this.#load();
  }

  collapse() {
    this.#wish = false;
    if (this.#root) this.#close();
  }

  connectedCallback() {
    if (this.#present) return; // moved
    this.#present = true;
    cards[this.#id] = {
      obey: (effect) => this.#obey(effect),
      fail: (error) => this.#fail(error),
      report: (error) => this.#report(error),
    };
    if (this.#stale) this.#renew();
    else this.#announce();
  }

  /** In another document, where no sheet of the last one's may be. */
  adoptedCallback() {
    const view = this.ownerDocument.defaultView;
    if (!view) return;
    this.#own = new /** @type {any} */ (view).CSSStyleSheet();
    if (!this.#root) return;
    this.#dress();
    this.#shadow.adoptedStyleSheets = this.#sheets();
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected || !this.#present) return;
      this.#present = false;
      delete cards[this.#id];
      this.#guard(false);
      this.#unwatch();
      // Should the card come back, it is decided anew; an old answer's line is not to be taken for a prompt.
      for (const old of this.#shadow.querySelectorAll(`${PROMPT},[data-l=${ACTION_SAID}]`))
        old.remove();
      if (this.#root) this.#tell(INPUT_GONE);
      else this.#turn = this.#next = undefined;
    });
  }

  /**
   * @param {string} _name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(_name, before, after) {
    if (before !== after) this.#renew();
  }

  #renew() {
    this.#stale = true;
    if (!this.#present) return;
    if (this.#turn) this.#load();
    else if (frugal()) return;
    else if (this.getAttribute('loading') === 'eager') this.#load();
    else LedeCard.#near.observe(this);
  }

  async #load() {
    /** @type {{files?: unknown[]}} */
    const turn = (this.#turn = {});
    this.error = null;
    await null; // attributes often change together
    if (turn !== this.#turn) return;
    try {
      const said = Object.fromEntries(ATTRIBUTES.map((name) => [name, this.getAttribute(name)]));
      const [path, ...id] = (said.src ?? '').split('#');
      if (!path && this.#article == null) throw fault(ERROR_MISSING, 'The card has no src.');
      const base = path && absolute(path);
      const about = said.profile && absolute(said.profile);
      turn.files = [
        boot(), // first: where WebAssembly is blocked, nothing is fetched
        this.#article ?? file(base),
        this.#profile ?? (about && file(about)),
      ];
      const [, article, profile] = await Promise.all(turn.files);
      if (turn !== this.#turn) return;
      this.#loaded = { article, profile, base, about, id: id.join('#'), said };
      const [html, facts] = this.#render('all', this.#root?.hasAttribute('data-open'));
      const template = document.createElement('template');
      fill(template, html);
      this.#facts = JSON.parse(facts);
      this.#next = template.content.firstElementChild;
      this.#settle();
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /**
   * @param {string} region
   * @param {boolean} expanded
   * @param {unknown} [slot]
   */
  #render(region, expanded, slot) {
    const what = { region, expanded, id_prefix: `l-${this.#id}-`, with: slot };
    return render(this.#loaded, what, (error) => this.#report(error));
  }

  /** The card's own rules: the theme, and room that is kept for a while. @param {string} [room] */
  #dress(room = '') {
    this.#own.replaceSync(`:host{${this.#facts.theme}}${room}`);
  }

  /**
   * Shows what is rendered, unless that takes the light content from a reader who is using it, or moves
   * what follows the card while it is in view: then a gesture, or the card out of view, is waited for.
   * @param {boolean} [free] whether now is such a moment
   */
  #settle(free = this.#asked) {
    if (!this.#present) return;
    const next = this.#next;
    if (!next) {
      if (this.#root) {
        this.#dress(); // gives back the room that was kept
        this.#guard(false);
        if (this.#held) this.#paint(this.#held, true);
      }
      return;
    }
    const fresh = !this.#root && !this.#asked;
    const selection = getSelection();
    const inUse =
      this.matches(':focus-within') ||
      (selection?.containsNode(this, true) && !selection.isCollapsed);
    if (fresh && inUse) return this.#guard(true);
    const before = fresh && !free && inView(this) && around(this);
    const margin = getComputedStyle(this.firstElementChild ?? this).marginTop;
    this.#dress();
    this.#put(next, this.#sheets());
    const room = before ? fit(this, before, margin, (rules) => this.#dress(rules)) : 0;
    if (room === undefined) {
      this.#put(this.#slot, []);
      return this.#guard(true);
    }
    this.#root = next;
    this.#next = undefined;
    this.#stale = false;
    this.#guard(room > 0);
    this.#announce();
    if (this.#wish) this.expand();
  }

  #sheets() {
    return [styleIn(/** @type {any} */ (this.ownerDocument.defaultView)), this.#own];
  }

  /** Puts a tree into the shadow root. @param {Element} tree @param {CSSStyleSheet[]} sheets */
  #put(tree, sheets) {
    this.#keepFocus(() => {
      this.#shadow.adoptedStyleSheets = sheets;
      this.#shadow.replaceChildren(tree);
    });
  }

  /** Makes a change; where that takes the focused control away, its successor is focused. @param {() => void} change */
  #keepFocus(change) {
    const was = /** @type {HTMLElement | null} */ (this.#shadow.activeElement);
    const notice = was?.closest(NOTICE);
    const name = was?.getAttribute('name');
    const had = this.matches(':focus-within');
    change();
    if (!had || was?.isConnected) return;
    focus(
      this.#shadow.querySelector(name ? `[name=${name}]` : `[data-l=${was?.dataset.l}]`) ??
        (notice && this.#find(ACTION_PRIVACY)) ??
        this.#find(ACTION_SAID) ??
        this.#find(ACTION_TOGGLE) ??
        this.#next ??
        this.#root ??
        this.querySelector('a,button'),
    );
  }

  /** @param {string | undefined} action */
  #find(action) {
    return this.#shadow.querySelector(`[data-l=${action}]`);
  }

  #waiting = () => {
    setTimeout(() => this.#settle(true)); // the gesture itself comes first, and moves the focus
  };

  /** Watches for the moment when the card may change its height. @param {boolean} on */
  #guard(on) {
    LedeCard.#near[on ? 'observe' : 'unobserve'](this);
    for (const type of ['click', 'keydown', 'focusout']) {
      (on ? addEventListener : removeEventListener)(type, this.#waiting, true);
    }
  }

  /**
   * @param {string} type
   * @param {object} [more]
   */
  #tell(type, more) {
    send({ type, card: this.#id, ...more });
  }

  #announce() {
    const { about, said } = this.#loaded;
    if (about) {
      send({
        ...said,
        type: INPUT_PROFILE,
        url: about,
        settings: this.#facts.settings,
        gpc: gpc(),
        supported: query('lede-supported'),
      });
    }
    this.#unwatch();
    this.#tell(INPUT_ARTICLE, {
      ...said,
      profile: about,
      facts: this.#facts,
      open: this.#root.hasAttribute('data-open'),
      campaign: said.campaign ?? query('lede-campaign'),
    });
    if (said.layout !== 'full') return;
    // Nobody opens a card of the full layout: it is open once it can be seen.
    watch(this, (what) => what === 'view' && this.#tell(INPUT_IN_VIEW));
  }

  #close() {
    const seen = inView(this);
    this.#tell(INPUT_CLOSE);
    if (seen) show(this.#find(ACTION_TOGGLE));
  }

  /**
   * Renders a region again. What comes or goes by itself moves nothing that the reader looks at.
   * @param {any} effect
   * @param {boolean} free whether now is the moment for it
   */
  #paint(effect, free) {
    const { region: name, slot, with: what } = effect;
    const isNotice = name === REGION_NOTICE;
    const isSupport = name === REGION_SUPPORT;
    if (isSupport && what?.view !== 'ask') this.#unwatch();
    const [region, selector] = this.#region(name, slot);
    if (!region || (effect.late && !isBelow(region))) return;
    const html = this.#render(name, effect.expanded, what)[0];
    const before = [...region.childNodes];
    const height = this.offsetHeight;
    // A reader at the notice sees it come and go; a prompt is in the middle of what they read.
    const tactless = free || !(isSupport || (isNotice && !this.matches(':focus-within')));
    this.#keepFocus(() => fill(region, html));
    const grown = tactless || !inView(region) ? 0 : this.offsetHeight - height;
    if (isNotice) this.#held = grown > 0 && effect;
    if (grown < 0) this.#dress(`${selector}{min-height:${region.offsetHeight - grown}px}`);
    else if (grown && isNotice) region.replaceChildren(...before);
    if (grown) this.#guard(true);
  }

  /** @param {string} name @param {string} [slot] of several regions of that name */
  #region(name, slot) {
    const selector = `[part~=${name}]${slot ? `[data-slot=${slot}]` : ''}`;
    return [this.#root.querySelector(selector), selector];
  }

  /** Tells the core when the reader sees the prompt, if there is one. @param {string} slot */
  #watch(slot) {
    this.#unwatch();
    const [region] = this.#region(REGION_SUPPORT, slot);
    if (region?.querySelector(PROMPT)) {
      this.#unwatch = watch(region, (what) => this.#tell(INPUT_SEEN, { what }));
    } else this.#tell(INPUT_SKIPPED);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const notice = /** @type {Element} */ (event.target).closest(NOTICE);
    if (event.key === 'Escape' && notice?.querySelector('[role=group]')) {
      event.preventDefault(); // of a dialog that the card may stand in
      this.#tell(INPUT_DISMISS);
    }
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!this.#turn && frugal() && !modified) {
      event.preventDefault();
      this.#asked = true;
      this.#load();
    }
    const target = /** @type {HTMLElement} */ (event.target).closest(
      'button[data-l],a[data-l],a[href^="#"]',
    );
    if (!target || !this.#root?.contains(target)) return;
    const action = target.getAttribute('data-l');
    // Ticks as the reader left them: what look() hears may paint the panel anew.
    const ticked = [...this.#root.querySelectorAll(`${NOTICE} :checked`)];
    look(); // a consent manager that came late is heard before the reader
    if (!action) {
      if (!modified) jump(event, target, this.#shadow);
    } else if (action === ACTION_CLOSE || action === ACTION_TOGGLE) {
      if (this.#root.hasAttribute('data-open')) this.#close();
      else this.#tell(INPUT_OPEN);
    } else {
      this.#tell(action, {
        // for share and save; others do not look at it
        can: navigator.canShare?.({ url: this.#facts.url }) ? 'share' : 'copy',
        grants: ticked.map((box) => box.getAttribute('name')),
      });
    }
  }

  /** Carries out one effect of the core. @param {any} effect */
  #obey(effect) {
    const root = this.#root;
    switch (effect.do) {
      case EFFECT_EMIT:
        if (this.#emit(effect.name, effect) && effect.then) send(effect.then);
        break;
      case EFFECT_PAINT:
        this.#paint(effect, acting);
        break;
      case EFFECT_OPEN:
        root.toggleAttribute('data-open', effect.open);
        this.#find(ACTION_TOGGLE)?.setAttribute('aria-expanded', effect.open);
        // WCAG 2.2, 2.4.7: what grew above a control may have pushed it out
        if (effect.open) show(this.#shadow.querySelector(':focus-visible'));
        break;
      case EFFECT_FOCUS:
        // collapse() may be called while the reader is elsewhere in the page
        if (this.matches(':focus-within') || document.activeElement === document.body) {
          focus(this.#find(effect.target));
        }
        break;
      case EFFECT_WATCH:
        this.#watch(effect.slot);
        break;
      case EFFECT_SHARE:
        share(effect).then((how) => how && this.#tell(INPUT_SHARED, { how }));
        break;
      case EFFECT_SAY:
        this.#say(effect.text);
        break;
      default:
        this.#report(fault(ERROR_UNKNOWN_EFFECT, effect.do));
    }
  }

  /** Says it for a while. The same words again must differ to be heard again. @param {string} text */
  #say(text) {
    const status = this.#root?.querySelector('[role=status]');
    if (!status) return;
    status.textContent = status.textContent === text ? `${text}\xa0` : text;
    clearTimeout(this.#saying);
    if (text) this.#saying = setTimeout(() => this.#say(''), 4000);
  }

  /**
   * @param {string} name
   * @param {CustomEventInit} init
   */
  #emit(name, init) {
    return this.dispatchEvent(new CustomEvent(name, { ...init, bubbles: true, composed: true }));
  }

  /** Tells the developer, once a card. @param {any} error */
  #report({ code = ERROR_WASM_FAILED, pointer = '', message }) {
    if (this.error) return;
    this.error = { code, pointer, message };
    if (!told[code]) console.warn(`[lede] ${code}: ${message}`);
    told[code] = true;
    this.#emit(EVENT_ERROR, { detail: this.error });
  }

  /** Goes back to the author's own HTML. @param {any} error */
  #fail(error) {
    const shown = this.#root;
    this.#root = this.#next = undefined;
    this.#guard(false);
    this.#unwatch();
    this.#put(this.#slot, []);
    if (shown) this.#tell(INPUT_GONE);
    this.#report(error);
  }
}
