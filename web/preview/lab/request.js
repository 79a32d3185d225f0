// @ts-check
// What the lab is set to, as the engine is asked: decide_bytes' input, and the same for the command line.
import { day_ms, second_ms, toIso } from './time.js';

/**
 * What a reader did, once.
 * @typedef {{at: number, type: string, campaign?: string, variant?: string, page_id?: string, tags?: string[]}} Act
 * @typedef {object} Setting
 * @property {string} profile the text in the editor
 * @property {number} now in milliseconds, whole seconds
 * @property {number} zone minutes east of UTC
 * @property {{count: number, days: number, until: number}} read articles, spread over the days before `until`
 * @property {Act[]} diary
 * @property {string[]} grants
 * @property {string} seed the reader's number; empty where there is none
 * @property {string} storage
 * @property {boolean} supporter
 * @property {string} device
 * @property {string} country
 * @property {string} locale
 * @property {string} page_id
 * @property {string} section
 * @property {string[]} tags
 * @property {string[]} page what holds of it just now: sensitive, consent_open, slot_busy, prerendering
 * @property {string} forced "campaign:variant"; empty where nothing is forced
 */

/** As many articles, within as many days, as the lab has its reader open. */
export const most_read = 40;
export const most_days = 90;

/** A support section may come alone: what stands around it. */
const before = '{"version": 1, "name": "A publisher", "support": ';

/**
 * The profile that a text means, and how many characters further on the text stands in it: fewer where a byte order
 * mark was left out.
 * @param {string} text
 */
export const asProfile = (text) => {
  const bare = text.replace(/^\uFEFF/, '');
  const as_it_is = { json: bare, shift: bare.length - text.length };
  let root;
  try {
    root = JSON.parse(bare);
  } catch {
    return as_it_is;
  }
  return root && typeof root === 'object' && 'campaigns' in root && !('support' in root)
    ? { json: `${before}${bare.trimEnd()}}`, shift: before.length + as_it_is.shift }
    : as_it_is;
};

/** @param {Setting} setting @returns {any} undefined where the text is no JSON */
export const profileOf = ({ profile }) => {
  try {
    return JSON.parse(asProfile(profile).json);
  } catch {
    return undefined;
  }
};

/** The articles that were read before, the last of them at `until`. @param {Setting} setting @returns {Act[]} */
const readings = ({ read: { count, days, until }, tags }) =>
  Array.from({ length: count }, (_, i) => {
    const before_ms = ((count - 1 - i) * days * day_ms) / count;
    return {
      at: until - Math.round(before_ms / second_ms) * second_ms,
      type: 'article',
      page_id: `read-${i + 1}`,
      ...(tags.length && { tags }),
    };
  });

/** Everything up to now, in its order; opening this article comes last. @param {Setting} setting @returns {Act[]} */
export const eventsOf = (setting) => {
  const { now, diary, page, page_id, tags } = setting;
  const past = [...readings(setting), ...diary]
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at);
  // Nobody has opened what the browser only prepares, and a preview counts nothing.
  if (!page.includes('prerendering') && !setting.forced)
    past.push({ at: now, type: 'article', page_id, ...(tags.length && { tags }) });
  return past;
};

/** @param {Setting} setting */
export const contextOf = (setting) => {
  const { page_id, section, tags, country, locale, device, storage, zone, supporter } = setting;
  const [campaign, variant = ''] = setting.forced.split(':');
  return {
    page_id,
    ...(section && { section }),
    ...(tags.length && { tags }),
    ...(country && { country }),
    locale,
    device,
    storage,
    tz_offset_min: zone,
    ...(supporter && { supporter }),
    ...Object.fromEntries(setting.page.map((name) => [name, true])),
    ...(campaign && { preview: { campaign, ...(variant && { variant }) } }),
  };
};

/** @param {Setting} setting */
export const readerOf = ({ seed }) => (seed ? { v: 1, reader_seed: seed } : { v: 1 });

/** @param {Setting} setting @param {Act[]} events */
const written = ({ zone }, events) =>
  events.map((event) => ({ ...event, at: toIso(event.at, zone) }));

/**
 * The input of decide_bytes, as `lede decide` makes it of its files.
 * @param {Setting} setting
 * @param {any} profile
 */
export const inputOf = (setting, profile) => ({
  base_url: typeof profile.url === 'string' ? profile.url : '',
  now: toIso(setting.now, setting.zone),
  ...('support' in profile && { support: profile.support }),
  reader: readerOf(setting),
  events: written(setting, eventsOf(setting)),
  context: contextOf(setting),
  grants: setting.grants,
});

/** One entry a line. @param {object[]} list */
const lines = (list) =>
  list.length ? `[\n${list.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]` : '[]';

/** @param {string} name @param {string} text */
const file = (name, text) => `cat >${name} <<'END_OF_FILE'\n${text.trimEnd()}\nEND_OF_FILE\n`;

/** A shell script that writes the files and decides. @param {Setting} setting */
export const scriptOf = (setting) => {
  const { now, zone, grants } = setting;
  const words = [
    'lede decide --profile lede.json --reader reader.json --events events.json',
    `--context context.json --now ${toIso(now, zone)}`,
    ...(grants.length ? [`--grants ${grants.join(',')}`] : []),
  ];
  return (
    file('lede.json', asProfile(setting.profile).json) +
    file('reader.json', JSON.stringify(readerOf(setting))) +
    file('events.json', lines(written(setting, eventsOf(setting)))) +
    file('context.json', JSON.stringify(contextOf(setting), null, 2)) +
    `${words.join(' \\\n  ')}\n`
  );
};
