// @ts-check
// The reader's diary: what they did and when, each entry to be taken out again.
import { make } from '../dom.js';
import { spanOf, whenOf } from './time.js';

/**
 * @typedef {import('./request.js').Act} Act
 * @typedef {import('./request.js').Setting} Setting
 */

/** @type {Record<string, string>} */
const names = {
  article: 'Opened an article',
  impression: 'Saw',
  dismiss: 'Said “not now” to',
  conversion: 'Said “I already support”',
  opt_out: 'Does not want to be counted',
  forget: 'Asked to be forgotten',
};

/** @param {Act} act */
const nameOf = ({ type, campaign, variant }) =>
  [names[type] ?? type, campaign && [campaign, variant].filter(Boolean).join(':')]
    .filter(Boolean)
    .join(' ');

/**
 * @param {HTMLElement} box
 * @param {Setting} setting
 * @param {(act: Act | undefined) => void} remove undefined: the articles
 */
export const drawDiary = (box, { diary, read, now, zone }, remove) => {
  /** @param {string} what @param {number} at @param {Act | undefined} act */
  const entry = (what, at, act) => {
    const away = make('button', { type: 'button', 'aria-label': `Take out: ${what}` }, '×');
    away.addEventListener('click', () => remove(act));
    const ahead = at > now;
    const since = at === now ? 'now' : `${spanOf(at - now)} ${ahead ? 'ahead' : 'ago'}`;
    return make(
      'li',
      ahead ? { 'data-ahead': '' } : {},
      make('span', { class: 'what' }, what),
      make('span', { class: 'at' }, `${whenOf(at, zone)}, ${since}`),
      away,
    );
  };
  const rows = [...diary].sort((a, b) => b.at - a.at).map((act) => entry(nameOf(act), act.at, act));
  if (read.count) {
    const days = read.days === 1 ? 'a day' : `${read.days} days`;
    rows.push(
      entry(
        `Opened ${read.count} ${read.count === 1 ? 'article' : 'articles'} within ${days}, the last`,
        read.until,
        undefined,
      ),
    );
  }
  if (!rows.length)
    rows.push(
      make('li', { class: 'empty' }, 'Nothing yet: a reader who comes for the first time.'),
    );
  box.replaceChildren(...rows);
};
