// @ts-check
// The reason codes (src/support/reasons.def) in plain words, and what the numbers of a trace count.
import { spanOf, timeOfDay, whenOf } from './time.js';

/**
 * @typedef {{campaign: string | null, rule: string, actual: number | null, required: number | null, pass: boolean}} Entry
 * @typedef {'none' | 'articles' | 'views' | 'since' | 'instant' | 'minute' | 'purposes' | 'point' | 'share'} Kind
 * @typedef {object} Words
 * @property {string} rule what must hold, as the trace names it
 * @property {string} says why there is no prompt
 * @property {Kind} [kind] what `actual` and `required` count
 */

/** @type {Record<string, Words>} */
export const reasons = {
  KILL_SWITCH: {
    rule: 'Prompts are switched on',
    says: 'Every prompt is switched off: kill_switch is true, or something that holds for all campaigns cannot be read.',
  },
  FORCED: {
    rule: 'Nothing is forced',
    says: 'A forced preview: the rules are passed over, and nothing is counted.',
  },
  CONFIG_STALE: {
    rule: 'The profile is fresh enough',
    says: 'The profile is older than its stale_after_days.',
  },
  PAGE_EXCLUDED: {
    rule: 'The page may have prompts',
    says: 'This article never has a prompt: it is sensitive, or page_exclusions name it.',
  },
  PRERENDERING: {
    rule: 'Somebody looks at the page',
    says: 'The browser prepares the page; nobody looks at it yet.',
  },
  CONSENT_OPEN: {
    rule: 'No question about consent is open',
    says: 'A question about consent is open, and a prompt never stands beside one.',
  },
  SLOT_TAKEN: {
    rule: 'No other prompt stands in the page',
    says: 'Another prompt stands in the page already.',
  },
  NO_CAMPAIGN: { rule: 'There is a campaign', says: 'The profile has no campaign.' },
  NOT_LIVE: {
    rule: 'The campaign is live',
    says: 'The campaign is a draft or archived; one in which anything cannot be read counts as a draft.',
  },
  NOT_STARTED: {
    rule: 'It has started',
    says: 'The campaign has not started yet.',
    kind: 'instant',
  },
  EXPIRED: { rule: 'It has not ended', says: 'The campaign has ended.', kind: 'instant' },
  BLACKOUT: {
    rule: 'These are not its quiet hours',
    says: 'By the reader’s clock these are the campaign’s quiet hours.',
    kind: 'minute',
  },
  WRONG_AUDIENCE: {
    rule: 'The reader belongs to its audience',
    says: 'The campaign is for others: supporters or non-supporters, whichever this reader is not.',
  },
  SUPPORTER_PAUSE: {
    rule: 'No donation lately',
    says: 'The reader gave not long ago and is left in peace.',
    kind: 'since',
  },
  COUNTRY_UNKNOWN: {
    rule: 'The country is known, where it matters',
    says: 'The campaign is for some countries, and the partner does not say where the reader is.',
  },
  COUNTRY_MISMATCH: {
    rule: 'The country is one of its own',
    says: 'The campaign is for readers in other countries.',
  },
  CONTEXT_MISMATCH: {
    rule: 'Section and tags fit',
    says: 'The campaign is for articles of other sections or tags.',
  },
  DEVICE: { rule: 'The device fits', says: 'The campaign is for other devices.' },
  LOCALE: { rule: 'The language fits', says: 'The campaign is for other languages.' },
  CONSENT_REQUIRED: {
    rule: 'The reader allows what it needs',
    says: 'The campaign needs something that the reader does not allow.',
    kind: 'purposes',
  },
  COUNT_OPTED_OUT: {
    rule: 'The reader may be counted',
    says: 'The campaign counts articles, and this reader does not want to be counted.',
  },
  BELOW_MIN: {
    rule: 'Enough articles were read',
    says: 'The reader has read too few articles.',
    kind: 'articles',
  },
  ABOVE_MAX: {
    rule: 'Not too many articles were read',
    says: 'The reader has read more articles than the campaign is for.',
    kind: 'articles',
  },
  DISMISS_COOLDOWN: {
    rule: 'No “not now” lately',
    says: 'The reader said “not now” not long ago.',
    kind: 'since',
  },
  CAMPAIGN_CAP: {
    rule: 'The campaign was not seen too often',
    says: 'The reader has seen this campaign as often as it may be seen.',
    kind: 'views',
  },
  GLOBAL_CAP: {
    rule: 'Prompts were not seen too often',
    says: 'The reader has seen as many prompts as all campaigns together may show.',
    kind: 'views',
  },
  MIN_INTERVAL: {
    rule: 'Some time since the last prompt',
    says: 'The reader saw a prompt only just now.',
    kind: 'since',
  },
  SKIP_INITIAL: {
    rule: 'The first articles are over',
    says: 'The reader is among their first articles, which the campaign leaves alone.',
    kind: 'articles',
  },
  HOLDOUT: {
    rule: 'The reader is not held out',
    says: 'The reader belongs to the share that never sees the campaign, for comparison.',
    kind: 'point',
  },
  TOKEN_UNRESOLVED: {
    rule: 'Some variant can be filled in',
    says: 'No variant can be shown whole: a number or a country in its words is not known.',
    kind: 'share',
  },
  NO_STORAGE: {
    rule: 'Something can be kept',
    says: 'Not even the page can remember anything, so no cap would hold.',
  },
  SHOWN: { rule: 'Every rule passes', says: 'Every rule passes.' },
};

const no_limit = 2147483647;
const purposes = ['preferences', 'history', 'measurement'];

/** @param {number} bits */
const purposesOf = (bits) => purposes.filter((_, i) => (bits >> i) & 1).join(', ') || 'nothing';

const counted = (/** @type {string} */ name) => (/** @type {number} */ count) =>
  count === no_limit ? 'any number' : `${count} ${name}${count === 1 ? '' : 's'}`;

/** @type {Record<Kind, (value: number, offset_min: number) => string>} */
const written = {
  none: () => '',
  articles: counted('article'),
  views: counted('view'),
  since: spanOf,
  instant: whenOf,
  minute: timeOfDay,
  purposes: purposesOf,
  point: (value) => `${value} of 10000`,
  share: (value) => `${value} of 10000`,
};

/** What the number of a rule means where there is none, or where nought says nothing. */
const absent = { EXPIRED: 'no end', NOT_STARTED: 'no start' };

/**
 * What a rule saw and wanted, in words; empty where there is nothing to count.
 * @param {Entry} entry
 * @param {number} offset_min of the reader's clock
 * @returns {{actual: string, required: string}}
 */
export const valuesOf = ({ rule, actual, required, pass }, offset_min) => {
  const kind = reasons[rule]?.kind ?? 'none';
  const write = (/** @type {number | null} */ value) =>
    value === null
      ? (absent[/** @type {keyof typeof absent} */ (rule)] ?? '')
      : written[kind](value, offset_min);
  if (kind === 'none') return { actual: '', required: '' };
  if (kind === 'minute')
    return { actual: write(actual), required: pass ? '' : `after ${write(required)}` };
  if (kind === 'since' || rule === 'SKIP_INITIAL' || rule === 'HOLDOUT') {
    if (!required) return { actual: '', required: 'nothing' };
    // As long ago as is asked for, or longer: the engine looks no further.
    if (kind === 'since' && pass)
      return { actual: `${write(actual)} or more`, required: write(required) };
  }
  return { actual: write(actual), required: write(required) };
};

/**
 * The numbers behind a reason, as a sentence; empty where there are none.
 * @param {Entry} entry the one that failed
 * @param {number} offset_min
 */
export const detailOf = (entry, offset_min) => {
  const { actual, required } = valuesOf(entry, offset_min);
  switch (entry.rule) {
    case 'NOT_STARTED':
      return `It starts on ${required}.`;
    case 'EXPIRED':
      return `It ended on ${required}.`;
    case 'BLACKOUT':
      return `It is ${actual}; they end at ${timeOfDay(entry.required ?? 0)}.`;
    case 'CONSENT_REQUIRED':
      return `Needed: ${required}. Granted of it: ${actual}.`;
    case 'BELOW_MIN':
      return `Counted: ${actual}. Needed: ${required}.`;
    case 'SKIP_INITIAL':
      return `Counted: ${actual}. Left alone: the first ${entry.required}.`;
    case 'ABOVE_MAX':
      return `Counted: ${actual}. At most: ${required}.`;
    case 'CAMPAIGN_CAP':
    case 'GLOBAL_CAP':
      return `Seen: ${actual}. At most: ${required}.`;
    case 'SUPPORTER_PAUSE':
    case 'DISMISS_COOLDOWN':
    case 'MIN_INTERVAL':
      return `That was ${actual} ago; the pause is ${required}.`;
    case 'HOLDOUT':
      return `The reader’s point is ${actual}; those below ${entry.required} are held out.`;
    default:
      return '';
  }
};

/**
 * The entry that gave a decision its reason: of the campaigns, the one that came so far.
 * @param {{reason: string, trace: Entry[]}} decision
 * @returns {Entry | undefined}
 */
export const decisive = ({ reason, trace }) => {
  const stopped = new Set();
  return trace.find((entry) => {
    if (entry.pass || stopped.has(entry.campaign)) return false;
    stopped.add(entry.campaign);
    return entry.rule === reason;
  });
};
