// @ts-check
// Times as the lab writes them: always by the reader's clock, whatever this machine's is.

export const second_ms = 1000;
export const minute_ms = 60 * second_ms;
export const hour_ms = 60 * minute_ms;
export const day_ms = 24 * hour_ms;

const two = (/** @type {number} */ number) => String(number).padStart(2, '0');

/** The wall clock as if it were UTC. @param {number} ms @param {number} offset_min */
const shifted = (ms, offset_min) => new Date(ms + offset_min * minute_ms);

/** "+02:00" @param {number} offset_min */
export const offsetOf = (offset_min) => {
  const size = Math.abs(offset_min);
  return `${offset_min < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

/** "2026-11-14T20:00:00", as <input type=datetime-local> has it. @param {number} ms @param {number} offset_min */
export const wallClock = (ms, offset_min) => shifted(ms, offset_min).toISOString().slice(0, 19);

/** Times that the lab may be set to; a year of five digits, say, is one that is being typed. */
export const first_ms = Date.UTC(1970, 0, 2);
export const last_ms = Date.UTC(9998, 0);

/** The instant that such a text names; undefined where it names none. @param {string} text @param {number} offset_min */
export const fromWallClock = (text, offset_min) => {
  const ms = Date.parse(`${text.length === 16 ? `${text}:00` : text}Z`) - offset_min * minute_ms;
  return ms >= first_ms && ms <= last_ms ? ms : undefined;
};

/** With its zone, as the command takes it. @param {number} ms @param {number} offset_min */
export const toIso = (ms, offset_min) => wallClock(ms, offset_min) + offsetOf(offset_min);

const days = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** "Sat, 14 Nov 2026" @param {number} ms @param {number} offset_min */
export const dayOf = (ms, offset_min) => days.format(shifted(ms, offset_min));

/** "Sat, 14 Nov 2026, 20:00"; with seconds where there are some. @param {number} ms @param {number} offset_min */
export const whenOf = (ms, offset_min) => {
  const clock = wallClock(ms, offset_min).slice(11);
  return `${dayOf(ms, offset_min)}, ${clock.endsWith(':00') ? clock.slice(0, 5) : clock}`;
};

const units = /** @type {const} */ ([
  ['day', day_ms],
  ['hour', hour_ms],
  ['minute', minute_ms],
  ['second', second_ms],
]);

/** "14 days", "3 hours 20 minutes": the two largest units that say something. @param {number} ms */
export const spanOf = (ms) => {
  let left = Math.abs(ms);
  const words = [];
  for (const [name, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count) words.push(`${count} ${name}${count === 1 ? '' : 's'}`);
    if (words.length === 2) break;
  }
  return words.join(' ') || 'no time';
};

/** "07:30" @param {number} minutes of the day */
export const timeOfDay = (minutes) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
