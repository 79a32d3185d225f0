// @ts-check
// The campaign lab: a made-up reader, page and time, and what the engine of `lede decide` says to them.
// It runs in the editors' module; partners' pages decide in theirs.
import { writeClipboard } from '../copy.js';
import { $, make } from '../dom.js';
import { Editor } from '../editor.js';
import { list } from '../faults.js';
import { placeOf as placeOfFault } from '../locate.js';
import { drawDiary } from './diary.js';
import { clockForm, fillForced, fillForms, readForms, settingForm } from './forms.js';
import { fromHash, toHash } from './link.js';
import { drawPartnerLink } from './partner.js';
import { PromptCard, campaignsOf } from './prompt.js';
import { asProfile, inputOf, profileOf, scriptOf } from './request.js';
import { drawStrip } from './strip.js';
import { first_ms, hour_ms, last_ms, minute_ms, second_ms } from './time.js';
import { drawTrace } from './trace.js';
import { drawVerdict } from './verdict.js';

/**
 * @typedef {import('../../core.js').Call} Call
 * @typedef {import('../../core.js').Fault & {severity?: string}} Fault
 * @typedef {import('./prompt.js').Decision} Decision
 * @typedef {import('./request.js').Setting} Setting
 * @typedef {{label: string, text: string, set: any}} Sample
 * @typedef {object} Preview what the rest of the preview lends
 * @property {Call} call the cards' core
 * @property {Call} edit the editors' module, which decides and lints
 * @property {Sample[]} samples
 * @property {() => {text: string, article: string, facts: any}} shown the Profile tab's text; the article and what is
 *   known of it
 * @property {string} origin of the partner's pages; empty where none is served
 * @property {import('../state.js').PartnerPage[]} pages those of them that have campaigns
 */

const debounce_ms = 150;
const strip_ms = 250;
const widths = /** @type {Record<string, number>} */ ({ phone: 320, tablet: 480, desktop: 640 });

/** A reader who comes for the first time, now. @returns {Setting} */
const beginning = () => {
  const now = Math.floor(Date.now() / minute_ms) * minute_ms;
  return {
    profile: '',
    now,
    zone: -new Date().getTimezoneOffset(),
    read: { count: 0, days: 14, until: now },
    diary: [],
    grants: [],
    seed: 'reader-1',
    storage: 'persistent',
    supporter: false,
    device: 'desktop',
    country: '',
    locale: 'en',
    page_id: 'article',
    section: '',
    tags: [],
    page: [],
    forced: '',
  };
};

/** @param {string} iso */
const zoneOf = (iso) => {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(iso) ?? ['', '+', '0', '0'];
  return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
};

/** @param {Sample} sample @returns {Setting} */
const settingOf = ({ text, set: { at, read, ...others } }) => {
  const blank = beginning();
  const now = at ? Date.parse(at) : blank.now;
  return {
    ...blank,
    ...others,
    profile: text,
    now,
    zone: at ? zoneOf(at) : blank.zone,
    read: { ...blank.read, ...read, until: now },
  };
};

class Lab {
  #preview;
  #engine;
  #samples;
  #setting;
  #editor;
  #card;
  /** The last profile that could be read. @type {any} */
  #profile = {};
  /** @type {Decision | undefined} */
  #decision;
  #waiting = 0;
  #stripping = 0;

  /** @param {Preview} preview */
  constructor(preview) {
    this.#preview = preview;
    this.#engine = preview.edit;
    this.#samples = [
      ...preview.samples,
      ...preview.pages.map(({ title, text }) => ({
        label: `Partner’s page: ${title}`,
        text,
        set: {},
      })),
      { label: 'From the Profile tab', text: '', set: {} },
    ];
    this.#setting = fromHash(location.hash, beginning()) ?? settingOf(this.#samples[0]);
    this.#card = new PromptCard(
      $('#lab-prompt'),
      preview.call,
      () => preview.shown().article,
      (type) => this.#act(type, true),
    );
    this.#editor = new Editor($('#lab'), () => {
      clearTimeout(this.#waiting);
      this.#waiting = window.setTimeout(() => {
        this.#set({ profile: this.#editor.text });
      }, debounce_ms);
    });
    this.#listen();
    this.#editor.text = this.#setting.profile;
    this.#set({});
  }

  #listen() {
    const select = /** @type {HTMLSelectElement} */ ($('#lab-sample'));
    select.append(...this.#samples.map(({ label }) => make('option', {}, label)));
    const begin = () => this.#begin(this.#samples[select.selectedIndex]);
    select.addEventListener('change', begin);
    $('#lab-restart').addEventListener('click', begin);
    for (const form of [clockForm, settingForm]) {
      form.addEventListener('submit', (event) => event.preventDefault());
      form.addEventListener('input', () => {
        const read = readForms(this.#setting);
        // Another zone shows another face of the clock at once: it is read again by the change that follows.
        this.#set(read, read.zone !== this.#setting.zone);
      });
      form.addEventListener('change', () => this.#set(readForms(this.#setting)));
    }
    clockForm.addEventListener('focusout', () => queueMicrotask(() => fillForms(this.#setting)));
    clockForm.addEventListener('click', ({ target }) => {
      const { hours } = /** @type {HTMLElement} */ (target).dataset;
      if (hours) this.#go(this.#setting.now + Number(hours) * hour_ms);
    });
    $('#lab-verdict button').addEventListener('click', () => {
      const next = this.#decision?.next_eligible_at;
      if (next) this.#go(Math.ceil(next / second_ms) * second_ms);
      $('#lab-verdict .why').focus();
    });
    for (const box of [settingForm, $('#lab-acts')]) {
      box.addEventListener('click', ({ target }) => {
        const button = /** @type {HTMLElement} */ (target);
        const { act } = button.dataset;
        if (act && button.ariaDisabled !== 'true') this.#act(act, false);
      });
    }
    addEventListener('resize', () => this.#tellWidth());
    $('#lab-link').addEventListener('click', () => this.#link());
  }

  /** @param {Sample} sample */
  #begin(sample) {
    const own = sample.text ? sample : { ...sample, text: this.#preview.shown().text };
    const setting = settingOf(own);
    this.#editor.text = setting.profile;
    this.#set(setting);
  }

  /** @param {number} now */
  #go(now) {
    this.#set({ now: Math.min(Math.max(now, first_ms), last_ms) });
  }

  /**
   * What the reader does now; "another" and "article" change who and where they are.
   * @param {string} type
   * @param {boolean} in_prompt whether the prompt shows for itself what became of it
   */
  #act(type, in_prompt) {
    const { diary, now, seed } = this.#setting;
    const { campaign, variant } = this.#decision?.show ?? {};
    if (type === 'another') {
      const number = Number(/\d+$/.exec(seed)?.[0] ?? 0);
      return this.#set({ seed: `reader-${number + 1}` });
    }
    if (type === 'article') return this.#takeArticle();
    // A preview counts nothing, whatever is pressed in it.
    if (this.#decision?.reason === 'FORCED') return undefined;
    const about = type === 'impression' || type === 'dismiss';
    if (about && !campaign) return undefined;
    const act = {
      at: now,
      type,
      ...(about && { campaign }),
      ...(type === 'impression' && { variant }),
    };
    return this.#set({ diary: [...diary, act] }, true, in_prompt);
  }

  /** Takes an act out of the diary, or the articles. @param {import('./request.js').Act | undefined} act */
  #takeOut(act) {
    const { diary, read } = this.#setting;
    this.#set(
      act ? { diary: diary.filter((one) => one !== act) } : { read: { ...read, count: 0 } },
    );
    ($('#lab-diary button') ?? $('#lab-diary')).focus();
  }

  #takeArticle() {
    const { facts } = this.#preview.shown();
    this.#set({
      page_id: String(facts.id || 'article'),
      section: facts.section ?? '',
      tags: facts.tags ?? [],
      locale: facts.lang || this.#setting.locale,
      page: [
        ...this.#setting.page.filter((name) => name !== 'sensitive'),
        ...(facts.sensitive ? ['sensitive'] : []),
      ],
    });
  }

  /**
   * Changes the setting, and tells what follows.
   * @param {Partial<Setting>} changes
   * @param {boolean} [fill] whether the forms are to show it; not while somebody types there
   * @param {boolean} [keep_prompt] whether what stands in the prompt's place stays
   */
  #set(changes, fill = true, keep_prompt = false) {
    this.#setting = { ...this.#setting, ...changes };
    const profile = profileOf(this.#setting);
    if (profile && typeof profile === 'object') this.#profile = profile;
    if (fill) fillForms(this.#setting);
    fillForced(this.#profile, this.#setting);
    this.#lint();
    const [json] = this.#engine('decide', inputOf(this.#setting, this.#profile));
    this.#decision = JSON.parse(json);
    this.#tell(json, keep_prompt);
  }

  // --- What the linter finds ----------------------------------------------------------------------------

  #lint() {
    const { json, shift } = asProfile(this.#setting.profile);
    /** @type {Fault[]} */
    let faults;
    try {
      const [found] = this.#engine('lint', json, { now_ms: this.#setting.now });
      faults = JSON.parse(found).map((/** @type {any} */ { severity, pointer, sentence }) => ({
        severity,
        pointer,
        code: severity,
        message: sentence,
      }));
    } catch (error) {
      faults = [/** @type {any} */ (error)];
    }
    list('lab', this.#editor, faults, (fault) => {
      const { start, end, found } = placeOfFault(json, fault);
      return { start: Math.max(start - shift, 0), end: Math.max(end - shift, 0), found };
    });
  }

  // --- What is told -------------------------------------------------------------------------------------

  /** @param {string} json @param {boolean} keep_prompt */
  #tell(json, keep_prompt) {
    const decision = /** @type {Decision} */ (this.#decision);
    const setting = this.#setting;
    drawVerdict($('#lab-verdict'), decision, setting);
    this.#tellPrompt(decision, keep_prompt);
    this.#tellRead();
    drawDiary($('#lab-diary'), setting, (act) => this.#takeOut(act));
    drawTrace($('#lab-trace'), decision.trace, campaignsOf(this.#profile), setting);
    $('#code-lab pre').textContent = scriptOf(setting);
    $('#lab-json').textContent = json;
    $('#lab-reader').textContent = JSON.stringify(decision.reader, null, 2);
    this.#tellPartner(decision);
    clearTimeout(this.#stripping);
    this.#stripping = window.setTimeout(() => this.#strip(), strip_ms);
  }

  /** @param {Decision} decision @param {boolean} keep */
  #tellPrompt(decision, keep) {
    const { show } = decision;
    const proof = $('#lab-proof');
    const width = widths[this.#setting.device] ?? widths.desktop;
    proof.style.setProperty('--width', String(width));
    if (show) this.#card.show(decision, this.#profile, this.#setting);
    else if (!keep) this.#card.empty();
    proof.hidden = !show && !keep;
    this.#tellWidth();
    $('#lab-nothing').hidden = !!show || keep;
    $('#lab-nothing').textContent = 'The article ends as its author ended it.';
    for (const button of $('#lab-acts').querySelectorAll('button')) {
      const about = ['impression', 'dismiss'].includes(button.dataset.act ?? '');
      // Not disabled, which would take the focus from who has just pressed it.
      button.ariaDisabled = String(decision.reason === 'FORCED' || (about && !show));
    }
  }

  /** The device's, or what there is room for here. */
  #tellWidth() {
    const proof = $('#lab-proof');
    $('figcaption span', proof).textContent = `${Math.round(proof.offsetWidth)} px`;
  }

  #tellRead() {
    const { count } = this.#setting.read;
    /** @type {HTMLOutputElement} */ (settingForm.elements.namedItem('read-told')).value =
      String(count);
  }

  /** @param {Decision} decision */
  #tellPartner({ show }) {
    const { forced, profile } = this.#setting;
    const name = forced || (show ? `${show.campaign}:${show.variant}` : '');
    drawPartnerLink($('#lab-partner'), name, profile, this.#preview);
  }

  #strip() {
    const decide = (/** @type {Setting} */ setting) =>
      JSON.parse(this.#engine('decide', inputOf(setting, this.#profile))[0]);
    drawStrip($('#lab-strip'), this.#setting, decide, (now) => this.#go(now));
  }

  async #link() {
    history.replaceState(null, '', toHash(this.#setting));
    const done = await writeClipboard(location.href);
    $('#lab-link-told').textContent = done
      ? 'Copied. Whoever opens it finds this reader, page and time.'
      : 'It stands in the address bar.';
  }
}

/**
 * Makes the lab when it is first looked at; at once where the address holds a setting of it.
 * @param {Preview} preview
 */
export const startLab = (preview) => {
  /** @type {Lab | undefined} */
  let lab;
  $('#tab-lab').addEventListener('click', () => void (lab ??= new Lab(preview)));
  if (location.hash.startsWith('#lab=')) $('#tab-lab').click();
};
