// @ts-check
// Whether the reader sees something: it was put in, it came into view, it was looked at for a second. The three are
// told once each, in this order; what cannot be seen (a hidden tab, a page that is kept for Back) does not count.

const long_ms = 1000;
// The first pixel, then every hundredth: a prompt of three screens fills half a screen with a sixth of itself.
const threshold = Array.from({ length: 101 }, (_, i) => i / 100 || 1e-6);

/**
 * @param {Element} element
 * @param {(what: 'insert' | 'view' | 'impression') => void} tell
 * @returns {() => void} ends it
 */
export const watch = (element, tell) => {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;
  let viewed = false;
  /** @type {IntersectionObserverEntry | undefined} */
  let last;
  const look = () => {
    const ratio = (!document.hidden && last?.intersectionRatio) || 0;
    if (ratio && !viewed) {
      viewed = true;
      tell('view');
    }
    const half =
      ratio >= 0.5 || (ratio && Number(last?.intersectionRect.height) >= innerHeight / 2);
    if (half) clock ??= setTimeout(seen, long_ms);
    else clock = void clearTimeout(clock);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      last = entries.at(-1);
      look();
    },
    { threshold },
  );
  const end = () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', look);
    clearTimeout(clock);
  };
  const seen = () => {
    end();
    tell('impression');
  };
  tell('insert');
  document.addEventListener('visibilitychange', look);
  observer.observe(element);
  return end;
};
