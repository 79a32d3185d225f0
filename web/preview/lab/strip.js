// @ts-check
// The coming days on a ruler: on which of them, at this hour, a prompt would be shown if nothing else happened.
import { $, make } from '../dom.js';
import { day_ms, dayOf, whenOf } from './time.js';

const days_ahead = 45;

/**
 * @param {HTMLElement} figure
 * @param {import('./request.js').Setting} setting
 * @param {(setting: import('./request.js').Setting) => {reason: string, show: any} | undefined} decide
 * @param {(now: number) => void} go
 */
export const drawStrip = (figure, setting, decide, go) => {
  const { now, zone } = setting;
  let shown = 0;
  const cells = Array.from({ length: days_ahead }, (_, day) => {
    const at = now + day * day_ms;
    const decision = decide({ ...setting, now: at });
    const is = !!decision?.show;
    shown += Number(is);
    const cell = make('i', {
      ...(is && { 'data-shown': '' }),
      ...(day % 7 === 0 && { 'data-week': '' }),
      title: `${dayOf(at, zone)}: ${is ? decision?.show.campaign : decision?.reason}`,
    });
    // For the mouse; the buttons above do the same from the keyboard.
    cell.addEventListener('click', () => go(at));
    return cell;
  });
  const clock = whenOf(now, zone).split(', ').at(-1);
  const told = `Shown on ${shown} of ${days_ahead} days from now, at ${clock}, if nothing else happens`;
  const ruler = $('div', figure);
  ruler.setAttribute('role', 'img');
  ruler.setAttribute('aria-label', told);
  ruler.replaceChildren(...cells);
  $('figcaption', figure).textContent = told;
};
