// @ts-check
// The prompt in a card: drawn by the core from what a decision chose, as the page's machine would have it drawn.

/**
 * @typedef {import('./request.js').Setting} Setting
 * @typedef {import('./reasons.js').Entry} Entry
 * @typedef {{campaign: string, variant: string, placement: string, after_paragraph?: number,
 *   copy: Record<string, string>, cta_url: string}} Shown
 * @typedef {{show: Shown | null, reason: string, assignment?: string, next_eligible_at: number | null,
 *   trace: Entry[], reader?: any}} Decision
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
  const counting = grants.includes('history') && !reader?.opt_outs;
  const targeting = campaign.targeting ?? {};
  return {
    campaign: campaign.id,
    ...(counting && campaign.article_count && { count: rule('BELOW_MIN')?.actual }),
    count_days: campaign.article_count?.window_days ?? 30,
    shown_times: rule('CAMPAIGN_CAP')?.actual ?? 0,
    cap_max: campaign.frequency_cap?.max ?? 4,
    cap_days: campaign.frequency_cap?.window_days ?? 30,
    dismiss_days: campaign.dismiss_cooldown_days ?? 14,
    stored: storage === 'persistent' && !grants.includes('history') ? 'session' : storage,
    counting,
    ...(targeting.countries && country && { country }),
    ...(targeting.sections && section && { section }),
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

/** What each button in the prompt does to the reader, and what the prompt becomes. */
const answers = /** @type {Record<string, [string, string]>} */ ({
  'not-now': ['dismiss', 'dismissed'],
  supporter: ['conversion', 'thanks'],
  forget: ['forget', 'forgotten'],
  'no-count': ['opt_out', 'uncounted'],
});

const article = JSON.stringify({ id: 'lab', content_text: '-' });

/** A card with nothing in it but the prompt. */
export class PromptCard {
  #call;
  #root;
  #act;
  #theme = new CSSStyleSheet();
  /** @type {{decision: Decision, profile: any, setting: Setting} | undefined} */
  #last;
  #explained = false;

  /**
   * @param {HTMLElement} box
   * @param {import('../../core.js').Call} call the cards' core
   * @param {(type: string) => void} act told what the reader did
   */
  constructor(box, call, act) {
    this.#call = call;
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

  /** @param {{slot: string, view: string}} prompt */
  #paint(prompt) {
    if (!this.#last) return;
    const { profile, setting } = this.#last;
    const lang = setting.locale.startsWith('uk') ? 'uk' : 'en';
    const [html, facts] = this.#call('render', article, profile, {
      region: 'support',
      expanded: true,
      lang,
      now_ms: setting.now,
      tz_offset_min: setting.zone,
      with: prompt,
    });
    this.#theme.replaceSync(`:host{${JSON.parse(facts).theme ?? ''}}`);
    const frame = new DOMParser().parseFromString(
      `<article class="lede lede-standard" data-open lang="${lang}" dir="ltr"><div part="support" data-slot="${prompt.slot}">${html}</div></article>`,
      'text/html',
    );
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
      /** @type {HTMLElement} */ (this.#root.querySelector('[data-l=why]'))?.focus();
    }
    const [type, view] = answers[name] ?? [];
    if (!type) return;
    this.#act(type);
    if (decision.reason === 'FORCED') return;
    this.#last = { decision, profile, setting };
    this.#paint({ ...promptOf(decision, profile, setting, false), view });
    /** @type {HTMLElement} */ (this.#root.querySelector('[data-l=said]'))?.focus();
  }
}
