// @ts-check
// The trace as tables: what holds for the page, then each campaign's rules, in the order in which they were asked.
import { make } from '../dom.js';
import { reasons, valuesOf } from './reasons.js';

/** @typedef {import('./reasons.js').Entry} Entry */

/**
 * What rules about words compare: the trace has only whether they fit.
 * @param {any} campaign as the profile has it
 * @param {import('./request.js').Setting} setting
 * @returns {Record<string, [string | undefined, string | undefined]>} by rule: what is there, what is wanted
 */
const wordsOf = (campaign, { country, section, tags, device, locale, storage, supporter }) => {
  const targeting = campaign?.targeting ?? {};
  const list = (/** @type {unknown} */ names) =>
    Array.isArray(names) && names.length ? names.join(', ') : undefined;
  const not = (/** @type {unknown} */ names) => {
    const text = list(names);
    return text && `not ${text}`;
  };
  const wanted = [
    list(targeting.sections),
    list(targeting.tags),
    not(targeting.excluded_sections),
    not(targeting.excluded_tags),
  ];
  return {
    NOT_LIVE: [campaign?.status ?? 'live', 'live'],
    WRONG_AUDIENCE: [
      supporter ? 'a supporter' : undefined,
      (campaign?.audience ?? 'non_supporters').replace('_', '-'),
    ],
    COUNTRY_UNKNOWN: [country || 'unknown', undefined],
    COUNTRY_MISMATCH: [country || 'unknown', list(targeting.countries)],
    CONTEXT_MISMATCH: [list([section, ...tags].filter(Boolean)), wanted.filter(Boolean).join('; ')],
    DEVICE: [device, list(targeting.devices)],
    LOCALE: [locale, list(targeting.locales)],
    NO_STORAGE: [storage, undefined],
  };
};

/** @param {Entry} entry @param {Record<string, [string | undefined, string | undefined]>} words @param {number} zone */
const row = (entry, words, zone) => {
  const { rule, actual, required, pass } = entry;
  const numbers = valuesOf(entry, zone);
  const [there, wanted] = words[rule] ?? [];
  const cell = (/** @type {string | undefined} */ text, /** @type {unknown} */ raw) =>
    make('td', { 'data-raw': String(raw) }, text || '–');
  return make(
    'tr',
    { 'data-rule': rule, ...(!pass && { 'data-failed': '' }) },
    make('th', { scope: 'row' }, reasons[rule]?.rule ?? rule, ' ', make('code', {}, rule)),
    cell(numbers.actual || there, actual),
    cell(numbers.required || wanted, required),
    make('td', { class: 'pass' }, pass ? 'passes' : 'fails'),
  );
};

/**
 * @param {string} name
 * @param {string} verdict
 * @param {Entry[]} entries
 * @param {any} campaign
 * @param {import('./request.js').Setting} setting
 */
const table = (name, verdict, entries, campaign, setting) => {
  const words = campaign ? wordsOf(campaign, setting) : {};
  const heads = ['Rule', 'Is', 'Wanted', 'Passes'].map((head) =>
    make('th', { scope: 'col' }, head),
  );
  return make(
    'table',
    {
      'data-campaign': campaign ? name : '',
      ...(entries.every(({ pass }) => pass) && { 'data-passed': '' }),
    },
    make('caption', {}, make('b', {}, name), ' ', make('code', {}, verdict)),
    make('thead', {}, make('tr', {}, ...heads)),
    make('tbody', {}, ...entries.map((entry) => row(entry, words, setting.zone))),
  );
};

/**
 * Draws a decision's trace.
 * @param {HTMLElement} box
 * @param {Entry[]} trace
 * @param {any[]} campaigns the profile's
 * @param {import('./request.js').Setting} setting
 */
export const drawTrace = (box, trace, campaigns, setting) => {
  /** @type {Map<string | null, Entry[]>} */
  const groups = new Map();
  for (const entry of trace) {
    const group = groups.get(entry.campaign);
    if (group) group.push(entry);
    else groups.set(entry.campaign, [entry]);
  }
  const tables = [...groups].map(([id, entries]) => {
    const campaign = id === null ? undefined : (campaigns.find((one) => one?.id === id) ?? {});
    const failed = entries.find(({ pass }) => !pass);
    const verdict = failed ? failed.rule : id === null ? 'passes' : 'SHOWN';
    return table(id ?? 'The page', verdict, entries, campaign, setting);
  });
  box.replaceChildren(...tables);
};
