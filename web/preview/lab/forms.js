// @ts-check
// The lab's forms and what they are set to: one is read into the other and back.
import { $, make } from '../dom.js';
import { namesOf } from './prompt.js';
import { most_days, most_read } from './request.js';
import { fromWallClock, offsetOf, wallClock } from './time.js';

/** @typedef {import('./request.js').Setting} Setting */

/** Zones that somebody lives in, and this machine's. */
const zones = [
  -720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0, 60, 120,
  180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 765,
  780, 840,
];

export const clockForm = /** @type {HTMLFormElement} */ ($('#lab-clock'));
export const settingForm = /** @type {HTMLFormElement} */ ($('#lab-setting'));

/** @param {HTMLFormElement} form @param {string} name */
const control = (form, name) => /** @type {any} */ (form.elements.namedItem(name));

/** Checks the boxes or buttons of a name that are in a list. @param {string} name @param {string[]} list */
const check = (name, list) => {
  for (const box of settingForm.querySelectorAll(`[name="${name}"]`)) {
    const input = /** @type {HTMLInputElement} */ (box);
    input.checked = list.includes(input.value);
  }
};

/** @param {Setting} setting */
const fillZones = ({ zone }) => {
  const select = control(clockForm, 'zone');
  const all = [...new Set([...zones, zone])].sort((a, b) => a - b);
  if (select.options.length !== all.length) {
    select.replaceChildren(
      ...all.map((offset) => make('option', { value: String(offset) }, `UTC${offsetOf(offset)}`)),
    );
  }
  select.value = String(zone);
};

/** Writes a setting into the forms. @param {Setting} setting */
export const fillForms = (setting) => {
  fillZones(setting);
  // A date that is being typed is no date for a while: it is left alone until the field is left.
  const clock = control(clockForm, 'now');
  if (clock !== document.activeElement) clock.value = wallClock(setting.now, setting.zone);
  control(settingForm, 'read').value = String(setting.read.count);
  control(settingForm, 'days').value = String(setting.read.days);
  for (const name of ['seed', 'country', 'locale', 'section']) {
    control(settingForm, name).value = setting[/** @type {'seed'} */ (name)];
  }
  control(settingForm, 'tags').value = setting.tags.join(', ');
  check('storage', [setting.storage]);
  check('device', [setting.device]);
  check('supporter', [setting.supporter ? 'yes' : '']);
  check('grant', setting.grants);
  check('page', setting.page);
};

/** Offers the profile's variants for a forced preview. @param {any} profile @param {Setting} setting */
export const fillForced = (profile, setting) => {
  const select = control(settingForm, 'forced');
  const names = namesOf(profile);
  // What is forced stays forced while its campaign is being written.
  if (setting.forced && !names.includes(setting.forced)) names.push(setting.forced);
  if (String(names) !== select.dataset.names) {
    select.dataset.names = String(names);
    select.replaceChildren(
      make('option', { value: '' }, 'None: the rules decide'),
      ...names.map((name) => make('option', { value: name }, name)),
    );
  }
  select.value = setting.forced;
};

/** @param {string} value @param {number} least @param {number} most @param {number} otherwise */
const whole = (value, least, most, otherwise) => {
  const number = Math.trunc(Number(value));
  return value.trim() && number >= least && number <= most ? number : otherwise;
};

/**
 * Reads the forms. Moving the zone moves the clock's face, not the moment.
 * @param {Setting} last what holds where a field can't be read
 * @returns {Setting}
 */
export const readForms = (last) => {
  const clock = new FormData(clockForm);
  const data = new FormData(settingForm);
  const text = (/** @type {string} */ name) => String(data.get(name) ?? '').trim();
  const zone = Number(clock.get('zone'));
  const now = zone === last.zone ? fromWallClock(String(clock.get('now')), zone) : last.now;
  const count = whole(text('read'), 0, most_read, last.read.count);
  const days = whole(text('days'), 1, most_days, last.read.days);
  const moved = count !== last.read.count || days !== last.read.days;
  const tags = text('tags').split(',');
  return {
    ...last,
    zone,
    now: now ?? last.now,
    read: { count, days, until: moved ? (now ?? last.now) : last.read.until },
    grants: data.getAll('grant').map(String),
    seed: text('seed'),
    storage: text('storage'),
    supporter: text('supporter') === 'yes',
    device: text('device'),
    country: text('country').toUpperCase(),
    locale: text('locale'),
    section: text('section'),
    tags: tags.map((tag) => tag.trim()).filter(Boolean),
    page: data.getAll('page').map(String),
    forced: text('forced'),
  };
};
