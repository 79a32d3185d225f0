// @ts-check
// The decision in a sentence: whether, why, and from when on.
import { $ } from '../dom.js';
import { placeOf } from './prompt.js';
import { decisive, detailOf, reasons } from './reasons.js';
import { spanOf, whenOf } from './time.js';

/**
 * @typedef {import('./prompt.js').Decision} Decision
 * @typedef {import('./prompt.js').Shown} Shown
 */

/** @param {Shown} show @param {string} reason @param {string | undefined} assignment */
const shownFor = (show, reason, assignment) => {
  const variant = `Variant “${show.variant}”`;
  const kept =
    assignment === 'stable'
      ? 'the reader keeps it'
      : 'it hangs on the page, since nothing is kept of the reader';
  return `${reasons[reason].says} ${reason === 'FORCED' ? variant : `${variant}: ${kept}`}.`;
};

/** @param {Decision} decision @param {number} zone */
const refusedFor = (decision, zone) => {
  const entry = decisive(decision);
  const about = entry?.campaign ? `“${entry.campaign}”: ` : '';
  const says = reasons[decision.reason]?.says ?? decision.reason;
  return [about + says, entry && detailOf(entry, zone)].filter(Boolean).join(' ');
};

/**
 * @param {HTMLElement} box
 * @param {Decision} decision
 * @param {import('./request.js').Setting} setting
 */
export const drawVerdict = (box, decision, { now, zone }) => {
  const { show, reason, assignment, next_eligible_at: next } = decision;
  const waiting =
    next === null
      ? 'Waiting alone does not help: something else has to change first.'
      : `Possible from ${whenOf(next, zone)}, in ${spanOf(next - now)}.`;
  box.toggleAttribute('data-shown', !!show);
  $('.reason code', box).textContent = reason;
  $('.reason b', box).textContent = show
    ? `“${show.campaign}” is shown, ${placeOf(show)}`
    : 'No prompt';
  $('.why', box).textContent = show
    ? shownFor(show, reason, assignment)
    : refusedFor(decision, zone);
  $('.next span', box).textContent = show ? '' : waiting;
  $('.next button', box).hidden = !!show || next === null;
};
