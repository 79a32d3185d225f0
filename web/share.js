// @ts-check
// Sharing an address: by the system where it can, else to the clipboard.

/**
 * @param {{how: string, url: string, title: string}} wish
 * @param {(how: string) => void} tell how it went; not called where the reader thought better of it
 */
export const share = async ({ how, url, title }, tell) => {
  let done = how;
  try {
    if (how === 'share') await navigator.share({ url, title });
    else await navigator.clipboard.writeText(url);
  } catch (error) {
    if (/** @type {Error} */ (error).name === 'AbortError') return;
    done = 'failed';
  }
  tell(done);
};
