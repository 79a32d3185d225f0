// The fixtures of tests/cases/support, played to the page's machine: a card is opened where the case stands, and what
// the page is told of it is the decision. Needs nothing of Node's, so that a browser can play them too.

/** @typedef {(state: any, event: any) => {state: any, effects: any[]}} Step */

const KEY = 'lede:1:https://kittiwake.example';
const URL_OF_PROFILE = 'https://kittiwake.example/lede.json';
const OTHER_PROFILE = 'https://other.example/lede.json';
const DAY = 86_400_000;
const WIDTHS = { phone: 390, tablet: 800, desktop: 1280 };
const PURPOSES = { preferences: {}, history: {}, measurement: {} };

/** A moment as an event tells it. @param {string} at @param {any} context */
const timeOf = (at, context) => {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(at) ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1);
  return { now_ms: Date.parse(at), tz_offset_min: context.tz_offset_min ?? offset };
};

/** What a case says of the page around the card, as every event of the shim says it. */
const surroundings = (context) => ({
  width: WIDTHS[context.device ?? 'desktop'],
  partner: context.partner ?? '',
  prerendering: context.prerendering ?? false,
  supporter: context.supporter ?? false,
});

class Page {
  #step;
  #cards = 0;
  #settings;

  /** @param {Step} step @param {any} input what decide_bytes takes */
  constructor(step, input) {
    this.#step = step;
    this.input = input;
    this.state = undefined;
    this.effects = [];
    this.#settings = { consent: { purposes: PURPOSES }, support: input.support };
  }

  /** Has it step. @param {any} event @param {any} at */
  send(event, at) {
    const next = this.#step(this.state, { ...surroundings(this.input.context), ...at, ...event });
    this.state = next.state;
    this.effects = next.effects;
  }

  /** The publisher, in a page whose own manager grants what the case grants. @param {any} at */
  begin(at) {
    const { grants = [], reader, context } = this.input;
    const kept = grants.includes('history') && reader ? JSON.stringify({ v: 1, reader }) : null;
    this.announce(at);
    const storage = context.storage ?? 'persistent';
    this.send({ type: 'stored', key: KEY, value: kept, storage }, at);
    this.send({ type: 'consent', profile: this.url, grants }, at);
    this.send({ type: 'waited', profile: this.url }, at);
    if (!kept && reader) this.state.profiles[this.url].reader = reader; // in this page's memory alone
  }

  get url() {
    return this.input.base_url ?? URL_OF_PROFILE;
  }

  announce(at, support = this.#settings.support) {
    const settings = { ...this.#settings, support };
    this.send({ type: 'profile', url: this.url, settings }, at);
  }

  /** Has the page know that this article was read today. It shall not count it. */
  #know(page, at) {
    const profile = this.state.profiles[this.url];
    const local = new Date(at.now_ms + at.tz_offset_min * 60_000);
    const day = new Date(Math.floor(local.getTime() / DAY) * DAY).toISOString().slice(0, 10);
    profile.reader ??= { v: 1 };
    (profile.reader.seen_pages ??= []).unshift({ day, page });
  }

  /** Opens a card. @param {any} facts @param {any} more of the event @returns its name */
  open(facts, more, at, { counts = false } = {}) {
    const card = String(++this.#cards);
    if (!counts) this.#know(facts.id, at);
    const lang = this.input.context.locale ?? '';
    this.send({ type: 'article', card, profile: this.url, facts, lang, ...more }, at);
    this.send({ type: 'opened', card }, at);
    return card;
  }

  gone(card, at) {
    this.send({ type: 'gone', card }, at);
  }

  /** An event of the reader's, of a prompt of that campaign that hides behind no rule. */
  #answer(campaign, at, ...events) {
    const words = Object.fromEntries(
      [this.input.context.locale ?? 'en'].map((lang) => [lang, { heading: 'Ask' }]),
    );
    const most = { max: 64, window_days: 1 };
    this.announce(at, {
      global_cap: most,
      campaigns: [
        {
          id: campaign,
          audience: 'everyone',
          supporter_pause_days: 0,
          dismiss_cooldown_days: 0,
          frequency_cap: most,
          copy: words,
          cta: { url: 'https://kittiwake.example/give' },
        },
      ],
    });
    const card = this.open({ id: 'elsewhere' }, {}, at);
    for (const event of events) this.send({ ...event, card }, at);
    this.gone(card, at);
    this.announce(at);
  }

  /** What the case says has happened. @param {any} event @param {any} at */
  happen({ type, page_id: id, tags, campaign }, at) {
    const why = { type: 'why' };
    if (type === 'article') this.gone(this.open({ id, tags }, {}, at, { counts: true }), at);
    else if (type === 'conversion') this.send({ type: 'supported', profile: this.url }, at);
    else if (type === 'impression')
      this.#answer(campaign, at, { type: 'seen', what: 'impression' });
    else if (type === 'dismiss') this.#answer(campaign, at, { type: 'not-now' });
    else if (type === 'opt_out') this.#answer('any', at, why, { type: 'no-count' });
    else if (type === 'forget') this.#answer('any', at, why, { type: 'forget' });
    else throw new Error(`no event is called ${type}`);
  }

  /** Another publisher's card, with what stands in this one's way. */
  #obstruct({ slot_busy: busy, consent_open: asking }, at) {
    if (!busy && !asking) return;
    const url = OTHER_PROFILE;
    const campaigns = [
      { id: 'other', copy: { en: { heading: 'Ask' } }, cta: { url: 'https://other.example/give' } },
    ];
    const settings = asking ? { consent: { purposes: PURPOSES } } : { support: { campaigns } };
    this.send({ type: 'profile', url, settings }, at);
    if (asking) {
      this.send({ type: 'stored', key: 'lede:1:https://other.example', value: null }, at);
      this.send({ type: 'waited', profile: url }, at);
    }
    this.open({ id: 'other', interface_lang: 'en' }, { profile: url }, at);
  }

  /** Opens the case's card. @returns the decision, as far as the page is told of it */
  decide(at) {
    const { context, support } = this.input;
    const { page_id: id = '', section = '', tags = [], sensitive = false, preview } = context;
    this.#obstruct(context, at);
    const facts = { id, section, tags, sensitive, paragraphs: 1000 };
    const campaign = preview && [preview.campaign, preview.variant].filter(Boolean).join(':');
    const card = this.open(facts, { region: context.country ?? '', campaign }, at);
    const paint = this.effects.find(({ region, with: what }) => region === 'support' && what);
    const counts = structuredClone(this.state.profiles[this.url].reader ?? {});
    if (paint) this.send({ type: 'seen', what: 'insert', card }, at);
    const told = this.effects.find(({ name }) => name === 'lede:support')?.detail;
    this.gone(card, at);
    // A profile without campaigns shows its own request, and no event tells of that.
    if (!told && support.campaigns?.length === 0) return { show: null, reason: 'NO_CAMPAIGN', next_eligible_at: null };
    return { show: paint ? shownBy(paint, told) : null, ...told, reader: counts };
  }
}

/** The prompt as `decide` tells of it. @param {any} paint @param {any} told */
function shownBy({ slot, with: prompt }, { campaign, variant }) {
  const [, paragraph] = /^p(\d+)$/.exec(slot) ?? [];
  const { lang, heading, body, label, membership, cta_url } = prompt;
  const copy = { lang, heading, body, label, membership };
  return {
    campaign,
    variant,
    placement: paragraph ? 'inline' : slot,
    ...(paragraph && { after_paragraph: Number(paragraph) }),
    copy: Object.fromEntries(Object.entries(copy).filter(([, text]) => text !== undefined)),
    cta_url,
  };
}

/**
 * A `decide` for decideEvery: what decide_bytes takes in, and what the page is told out.
 * @param {Step} step the state it gives is an object
 * @returns {(input: any) => any}
 */
export const deciderOf = (step) => (input) => {
  const context = input.context ?? {};
  const page = new Page(step, { ...input, context });
  const [first = { at: input.now }] = input.events;
  page.begin(timeOf(first.at, context));
  for (const event of input.events) page.happen(event, timeOf(event.at, context));
  return page.decide(timeOf(input.now, context));
};
