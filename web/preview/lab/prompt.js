// @ts-check
// The prompt in a card: drawn by the core from what a decision chose, as the page's machine would have it drawn.

/**
 * @typedef {import('./request.js').Setting} Setting
 * @typedef {import('./reasons.js').Entry} Entry
 * @typedef {{campaign: string, variant: string, placement: string, after_paragraph?: number,
 *   copy: Record<string, string>, cta_url: string}} Shown
 * @typedef {{show: Shown | null, reason: string, assignment?: string, next_eligible_at: number | null,
 *   trace: Entry[], reader?: any}} Decision
 * @typedef {{decision: Decision, profile: any, setting: Setting}} Showing
 */

/** @param {any} profile @returns {any[]} */
export const campaignsOf = (profile) =>
  Array.isArray(profile?.support?.campaigns)
    ? profile.support.campaigns.filter((/** @type {any} */ one) => typeof one?.id === 'string')
    : [];

/** The variants of a campaign; the short form has one, "main". @param {any} campaign @returns {any[]} */
export const variantsOf = (campaign) =>
  Array.isArray(campaign?.variants)
    ? campaign.variants.filter((/** @type {any} */ one) => typeof one?.id === 'string')
    : [{ ...campaign, id: 'main' }];

/** Every variant of a profile, as a forced preview names it: "campaign:variant". @param {any} profile @returns {string[]} */
export const namesOf = (profile) =>
  campaignsOf(profile).flatMap((campaign) =>
    variantsOf(campaign).map(({ id }) => `${campaign.id}:${id}`),
  );

/** "p3": where in the article it stands. @param {Shown} shown */
export const slotOf = ({ placement, after_paragraph }) =>
  placement === 'inline' ? `p${after_paragraph}` : placement;

/** The same in words. @param {Shown} shown */
export const placeOf = ({ placement, after_paragraph }) =>
  ({ top: 'above the article', inline: `after paragraph ${after_paragraph}` })[placement] ??
  'at the end of the article';

/**
 * The numbers behind "why am I seeing this", from the trace.
 * @param {Decision} decision
 * @param {any} campaign
 * @param {Setting} setting
 */
const whyOf = ({ trace, reader }, campaign, { storage, grants, country, section }) => {
  const rule = (/** @type {string} */ name) =>
    trace.find((one) => one.campaign === campaign.id && one.rule === name);
  const history = grants.includes('history');
  const targeting = campaign.targeting ?? {};
  const count = rule('BELOW_MIN')?.actual ?? 0;
  return {
    campaign: campaign.id,
    ...(count > 0 && { count }),
    count_days: campaign.article_count?.window_days ?? 30,
    shown_times: rule('CAMPAIGN_CAP')?.actual ?? 0,
    cap_max: campaign.frequency_cap?.max ?? 4,
    cap_days: campaign.frequency_cap?.window_days ?? 30,
    dismiss_days: campaign.dismiss_cooldown_days ?? 14,
    stored: history ? storage : 'none',
    counting: history && !reader?.opt_outs,
    // An empty list is none: it is meant for everybody.
    ...(targeting.countries?.length && country && { country: country.split('-')[0] }),
    ...(targeting.sections?.length && { section }),
  };
};

/**
 * What the core is to draw (src/card/prompt.h).
 * @param {Decision} decision one that shows something
 * @param {any} profile
 * @param {Setting} setting
 * @param {boolean} explained whether the reader has asked why
 */
export const promptOf = (decision, profile, setting, explained) => {
  const shown = /** @type {Shown} */ (decision.show);
  const campaign = campaignsOf(profile).find(({ id }) => id === shown.campaign) ?? {};
  const variant = variantsOf(campaign).find(({ id }) => id === shown.variant) ?? {};
  return {
    view: 'ask',
    slot: slotOf(shown),
    ...shown.copy,
    ...(variant.quote && { quote: variant.quote }),
    ...(variant.payment_marks && { payment_marks: variant.payment_marks }),
    cta_url: shown.cta_url,
    preview: decision.reason === 'FORCED',
    why: explained ? whyOf(decision, campaign, setting) : null,
  };
};

/** Of the card's own words. @param {Setting} setting */
const languageOf = ({ locale }) => (/^uk\b/i.test(locale) ? 'uk' : 'en');

/** What each button in the prompt does to the reader, and what the prompt becomes. */
const answers = /** @type {Record<string, [string, string]>} */ ({
  'not-now': ['dismiss', 'dismissed'],
  supporter: ['conversion', 'thanks'],
  forget: ['forget', 'forgotten'],
  'no-count': ['opt_out', 'uncounted'],
});

/** @param {string} html the core's own */
const parse = (html) => new DOMParser().parseFromString(html, 'text/html');

/**
 * Of an article's body what stands around a place: the paragraph before and the one after.
 * @param {Element} slot
 */
const trimAround = (slot) => {
  const frame = /** @type {Element} */ (slot.closest('article'));
  const stretches = [...frame.querySelectorAll('.l-prose')];
  const before = stretches.filter(
    (one) => slot.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING,
  );
  const last = before.at(-1);
  const next = stretches[before.length];
  for (const one of frame.querySelectorAll('[part=body] > *')) {
    if (one !== slot && one !== last && one !== next) one.remove();
  }
  if (last && last.childElementCount > 1) last.classList.remove('l-cap'); // only the article's first has it
  last?.replaceChildren(...[...last.children].slice(-1));
  next?.replaceChildren(...[...next.children].slice(0, 1));
  const body = frame.querySelector('[part=body]');
  if (body && !body.childElementCount) body.remove();
};

/** A card of which only the prompt is there, and the article's words before and after it. */
export class PromptCard {
  #call;
  #root;
  #act;
  #article;
  #theme = new CSSStyleSheet();
  /** @type {Showing | undefined} */
  #last;
  #explained = false;

  /**
   * @param {HTMLElement} box
   * @param {import('../../core.js').Call} call the cards' core
   * @param {() => string} article the one that stands in the Article tab
   * @param {(type: string) => void} act told what the reader did
   */
  constructor(box, call, article, act) {
    this.#call = call;
    this.#article = article;
    this.#act = act;
    this.#root = box.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(call('style')[0]);
    this.#root.adoptedStyleSheets = [sheet, this.#theme];
    this.#root.addEventListener('click', (event) => this.#press(event));
  }

  /** @param {Decision} decision @param {any} profile @param {Setting} setting */
  show(decision, profile, setting) {
    this.#last = { decision, profile, setting };
    this.#explained = false;
    this.#paint(promptOf(decision, profile, setting, false));
  }

  empty() {
    this.#last = undefined;
    this.#root.replaceChildren();
  }

  /** @param {string} region @param {any} prompt */
  #render(region, prompt) {
    const { profile, setting } = /** @type {Showing} */ (this.#last);
    const [html, facts] = this.#call('render', this.#article(), profile, {
      region,
      expanded: true,
      lang: languageOf(setting),
      now_ms: setting.now,
      tz_offset_min: setting.zone,
      with: prompt,
    });
    return { html, facts: JSON.parse(facts) };
  }

  /** @param {{slot: string, view: string}} prompt */
  #paint(prompt) {
    if (!this.#last) return;
    const { html, facts } = this.#render('body', undefined);
    const lang = languageOf(this.#last.setting);
    this.#theme.replaceSync(`:host{${facts.theme ?? ''}}`);
    const frame = parse(
      `<article class="lede lede-standard" data-open lang="${lang}" dir="ltr"><div part="body">${html}</div><div part="support" data-slot="end"></div></article>`,
    );
    // An article with fewer paragraphs has it at its end.
    const slot = /** @type {Element} */ (
      frame.querySelector(`[data-slot="${prompt.slot}"]`) ?? frame.querySelector('[data-slot=end]')
    );
    trimAround(slot);
    slot.append(...parse(this.#render('support', prompt).html).body.childNodes);
    this.#root.replaceChildren(...frame.body.children);
  }

  /** @param {Event} event */
  #press(event) {
    const button = /** @type {Element} */ (event.target).closest('[data-l]');
    if (!button || !this.#last) return;
    const name = button.getAttribute('data-l') ?? '';
    const { decision, profile, setting } = this.#last;
    if (name === 'donate') event.preventDefault(); // nothing here leads to anybody's till
    if (name === 'why') {
      this.#explained = !this.#explained;
      this.#paint(promptOf(decision, profile, setting, this.#explained));
      this.#focus('why');
    }
    const [type, view] = answers[name] ?? [];
    if (!type || decision.reason === 'FORCED') return;
    this.#act(type);
    this.#last = { decision, profile, setting };
    this.#paint({ ...promptOf(decision, profile, setting, false), view });
    this.#focus('said');
  }

  /** @param {string} name */
  #focus(name) {
    /** @type {HTMLElement | null} */ (this.#root.querySelector(`[data-l=${name}]`))?.focus();
  }
}
