// web/watch.js to the millisecond: an observer that the test speaks for, and a clock of its own.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { watch } from '../../web/watch.js';

const element = {};
let told;
let observer;
let listeners;
let page;
let end;

/** So much of the prompt is in view, and so many pixels of its height. */
const scroll = (ratio, height = 0) =>
  observer.hear([{ intersectionRatio: ratio, intersectionRect: { height } }]);
const hide = (hidden) => {
  page.hidden = hidden;
  for (const look of listeners) look();
};

let now_ms;
/** @type {Map<number, {act: () => void, at: number}>} */
let timers;
const pass = (ms) => {
  now_ms += ms;
  for (const [id, { act, at }] of [...timers]) if (at <= now_ms && timers.delete(id)) act();
};
const own = {};
/** Globals as a page has them, put back after each test. */
const pretend = (globals) => {
  for (const [name, value] of Object.entries(globals)) {
    if (!(name in own)) own[name] = globalThis[name];
    globalThis[name] = value;
  }
};
afterEach(() => Object.assign(globalThis, own));

beforeEach(() => {
  told = [];
  now_ms = 0;
  timers = new Map();
  listeners = new Set();
  page = {
    hidden: false,
    addEventListener: (_, act) => listeners.add(act),
    removeEventListener: (_, act) => listeners.delete(act),
  };
  let ids = 0;
  pretend({
    innerHeight: 900,
    document: page,
    setTimeout: (act, ms) => {
      timers.set(++ids, { act, at: now_ms + ms });
      return ids;
    },
    clearTimeout: (id) => timers.delete(id),
    IntersectionObserver: class {
      constructor(hear, options) {
        this.hear = hear;
        this.options = options;
        observer = this;
      }
      observe(what) {
        this.observed = what;
      }
      disconnect() {
        this.observed = null;
      }
    },
  });
  end = watch(element, (what) => told.push(what));
});

test('it is put in at once, seen with its first pixel, and looked at after a second of its half', () => {
  assert.deepEqual(told, ['insert']);
  assert.equal(observer.observed, element);
  scroll(0);
  assert.deepEqual(told, ['insert']);
  scroll(0.001, 1);
  assert.deepEqual(told, ['insert', 'view']);
  scroll(0.5, 100);
  pass(999);
  assert.deepEqual(told, ['insert', 'view']);
  pass(1);
  assert.deepEqual(told, ['insert', 'view', 'impression']);
  assert.equal(observer.observed, null);
  assert.equal(listeners.size, 0);
});

test('the second is one second on end', () => {
  for (const leave of [() => scroll(0.49, 100), () => scroll(0), () => hide(true)]) {
    scroll(1, 200);
    pass(900);
    leave();
    pass(5000);
    scroll(1, 200);
    hide(false);
  }
  assert.deepEqual(told, ['insert', 'view']);
  scroll(0.8, 160); // still its half: the second goes on
  pass(999);
  assert.deepEqual(told, ['insert', 'view']);
  pass(1);
  assert.deepEqual(told, ['insert', 'view', 'impression']);
});

test('of a prompt taller than two screens half a screen is enough', () => {
  scroll(0.1, 449);
  pass(2000);
  assert.deepEqual(told, ['insert', 'view']);
  scroll(0.1, 450);
  pass(1000);
  assert.deepEqual(told, ['insert', 'view', 'impression']);
});

test('in a hidden tab nothing is seen, however long', () => {
  hide(true);
  scroll(1, 200);
  pass(10_000);
  assert.deepEqual(told, ['insert']);
  hide(false);
  assert.deepEqual(told, ['insert', 'view']);
});

test('once it is ended nothing more is told', () => {
  scroll(1, 200);
  pass(500);
  end();
  pass(5000);
  assert.deepEqual(told, ['insert', 'view']);
  assert.equal(observer.observed, null);
  assert.equal(listeners.size, 0);
});

test('the observer tells of the first pixel and of each hundredth', () => {
  const { threshold } = observer.options;
  assert.ok(threshold[0] > 0 && threshold[0] < 1e-5);
  assert.deepEqual([threshold[1], threshold[50], threshold[100]], [0.01, 0.5, 1]);
});
