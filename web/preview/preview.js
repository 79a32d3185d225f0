// @ts-check
// The preview: what stands in the editors becomes cards, faults and code to paste. Keeps nothing, asks nobody.
import { tellCode } from './codes.js';
import { startConsent } from './consent.js';
import { startCopying } from './copy.js';
import { $, make } from './dom.js';
import { Editor } from './editor.js';
import { boot, call, check, edit, faultOf, render } from './engine.js';
import { list } from './faults.js';
import { startLab } from './lab/lab.js';
import { placeOf } from './locate.js';
import { fit, inUse, openAll, paint, startStage } from './stage.js';
import { address, controls, data, embed, served, shown } from './state.js';
import { startTabs } from './tabs.js';
import { detect, wrap } from './wrap.js';

/**
 * @typedef {import('./state.js').Sample} Sample
 * @typedef {import('../core.js').Fault} Fault
 */

const debounce_ms = 150;

// --- What is in the editors -------------------------------------------------------------------------------

const select = /** @type {HTMLSelectElement} */ ($('#sample'));
const format = /** @type {HTMLSelectElement} */ ($('#format'));
const revert = $('#revert');
/** What was changed in a sample, for as long as the page is open. @type {Map<Sample, string>} */
const drafts = new Map();
let sample = data.samples[0];

const article = new Editor($('#article'), () => {
  if (article.text === sample.text) drafts.delete(sample);
  else drafts.set(sample, article.text);
  changed();
});
const profile = new Editor($('#profile'), changed);

/** @type {number | undefined} */
let waiting;
function changed() {
  clearTimeout(waiting);
  waiting = window.setTimeout(update, debounce_ms);
}

/** The article's text as JSON, and how a fault of that JSON is placed in the text. */
const readArticle = () => {
  const { text } = article;
  const detected = detect(text);
  const is = format.value || detected;
  format.options[0].textContent = `Auto: ${detected === 'json' ? 'JSON' : 'Markdown'}`;
  article.grammar = is === 'json' ? 'json' : 'markdown';
  return is === 'json'
    ? { json: text, place: (/** @type {Fault} */ fault) => placeOf(text, fault) }
    : { json: JSON.stringify(wrap(text)), place: () => ({ start: 0, end: 0, found: true }) };
};

/**
 * Every fault. What check() takes for an item, since neither name nor version says otherwise, is told what the card
 * says of it.
 * @param {string} text
 * @param {Fault | undefined} refusal
 */
const checkProfile = (text, refusal) => {
  const faults = check(text);
  return !refusal || faults.some(({ pointer }) => pointer === refusal.pointer) ? faults : [refusal];
};

function update() {
  clearTimeout(waiting);
  const read = readArticle();
  const about = profile.text.trim() ? profile.text : undefined;
  const refused = faultOf(() => render(read.json, undefined));
  const article_faults = check(read.json);
  if (refused && !article_faults.length) article_faults.push(refused);
  const last = refused ? shown.article : read.json;
  const unread = about && faultOf(() => call('render', last || '{"title":"-"}', about));
  const profile_faults = about ? checkProfile(about, unread || undefined) : [];

  if (!refused) shown.article = read.json;
  if (!unread) shown.profile = about;
  list('article', article, article_faults, read.place);
  list('profile', profile, profile_faults, (fault) => placeOf(profile.text, fault));
  tellStale(!!refused, !!unread);
  revert.hidden = !drafts.has(sample);
  paint();
}

/** @param {boolean} of_article @param {boolean} of_profile */
const tellStale = (of_article, of_profile) => {
  const what =
    of_article && of_profile ? 'article and the profile' : of_article ? 'article' : 'profile';
  const stale = of_article || of_profile;
  $('#stale').hidden = !stale;
  $('#stale').textContent = stale
    ? `The ${what} cannot be read. Shown is the last version that could.`
    : '';
  $('#stage').toggleAttribute('data-stale', stale);
};

// --- What is told -----------------------------------------------------------------------------------------

/** @param {number} ms */
const written = (ms) => (ms < 0.1 ? '< 0.1 ms' : `${ms.toFixed(1)} ms`);

const tellNumbers = () => {
  if (!shown.article) return;
  let html = '';
  let ms = Infinity; // the best of three: what the machine does meanwhile is not the core's
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    ({ html } = render(shown.article, shown.profile));
    ms = Math.min(ms, performance.now() - began);
  }
  const bytes = new TextEncoder().encode(html).length;
  const { words, minutes } = shown.facts;
  const numbers = {
    Engine: `${inUse()[0]?.card.engine ?? 'none'}, Lede ${call('version')[0]}`,
    Render: written(ms),
    HTML: `${bytes.toLocaleString('en')} bytes`,
    Article: `${Number(words).toLocaleString('en')} ${words === 1 ? 'word' : 'words'}, ${minutes} min`,
  };
  $('#numbers').replaceChildren(
    ...Object.entries(numbers).map(([name, value]) =>
      make('div', {}, make('dt', {}, name), make('dd', {}, value)),
    ),
  );
};

// --- Controls ---------------------------------------------------------------------------------------------

/** @param {string} name @param {string} value */
const field = (name, value) => {
  /** @type {HTMLInputElement} */ (embed.elements.namedItem(name)).value = value;
};

const pick = () => {
  sample = data.samples[select.selectedIndex];
  format.value = '';
  article.text = drafts.get(sample) ?? sample.text;
  field('article', address(sample.path));
  update();
};

for (const one of data.samples) {
  let group = select.lastElementChild;
  if (group?.getAttribute('label') !== one.group) {
    group = make('optgroup', { label: one.group });
    select.append(group);
  }
  group.append(make('option', {}, one.label));
}
select.addEventListener('change', pick);
format.addEventListener('change', update);
revert.addEventListener('click', () => {
  drafts.delete(sample);
  pick();
  select.focus();
});
controls.addEventListener('change', ({ target }) => {
  const { name } = /** @type {HTMLInputElement} */ (target);
  if (name === 'state') openAll();
  if (name === 'scale') fit();
  else paint();
});
embed.addEventListener('input', tellCode);
for (const form of [controls, embed]) {
  form.addEventListener('submit', (event) => event.preventDefault());
}
addEventListener('resize', fit);

const start = async () => {
  startTabs();
  startCopying();
  startStage({ painted: tellNumbers, measured: tellCode });
  profile.text = data.profile.text;
  field('profile', address(data.profile.path));
  field('script', address('lede.js'));
  try {
    await boot();
    pick();
    startConsent(call, () => shown);
    startLab({
      call,
      edit,
      samples: data.campaigns,
      shown: () => ({ text: profile.text, article: shown.article, facts: shown.facts }),
      origin: served && data.partner.origin.startsWith('http') ? data.partner.origin : '',
      pages: data.partner.pages,
    });
  } catch (error) {
    $('#stale').hidden = false;
    $('#stale').textContent = `The core did not start: ${error}`;
  }
};
start();
