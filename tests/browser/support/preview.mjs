// What the tests of the preview and of its lab ask alike.

/** Where the preview works from. @type {Record<string, (site: {publisher: string}) => string>} */
export const places = {
  'the server': ({ publisher }) => `${publisher}/preview.html`,
  disk: () => new URL('../../../dist/preview.html', import.meta.url).href,
};

/** The words of all that can be pressed and is too small for a finger. @param {import('playwright').Page} page */
export const tooSmall = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, select, .choice span')]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
      .map((one) => one.textContent),
  );
