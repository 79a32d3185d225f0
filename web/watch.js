// @ts-check
// Whether the reader sees something: it was put in, it came into view, it was looked at for a second. The three are
// told once each, in this order; what cannot be seen (a hidden tab, a page that is kept for Back) does not count.

const long_ms = 1000;
// The first pixel, then every hundredth: a prompt of three screens fills half a screen with a sixth of itself.
const threshold = [...Array(101)].map((_, i) => i / 100 || 1e-6);

/**
 * @param {Element} element
 * @param {(what: 'insert' | 'view' | 'impression') => void} tell
 * @returns {() => void} ends it
 */
export const watch = (element, tell) => {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;
  let viewed = false;
  let ratio = 0;
  let height = 0;
  const look = () => {
    const shown = ratio && !document.hidden;
    if (shown && !viewed) {
      viewed = true;
      tell('view');
    }
    if (shown && (ratio >= 0.5 || height >= innerHeight / 2)) {
      clock ??= setTimeout(() => {
        end();
        tell('impression');
      }, long_ms);
    } else clock = void clearTimeout(clock);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        ratio = entry.intersectionRatio;
        height = entry.intersectionRect.height;
      }
      look();
    },
    { threshold },
  );
  const end = () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', look);
    clearTimeout(clock);
  };
  tell('insert');
  document.addEventListener('visibilitychange', look);
  observer.observe(element);
  return end;
};
