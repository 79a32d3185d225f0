// @ts-check
// Sharing an address: by the system where it can, else to the clipboard.

/**
 * @param {{how: string, url: string, title: string}} wish
 * @returns {Promise<string | undefined>} how it went; nothing where the reader thought better of it
 */
export const share = async ({ how, url, title }) => {
  try {
    if (how === 'share') await navigator.share({ url, title });
    else await navigator.clipboard.writeText(url);
  } catch (error) {
    return /** @type {Error} */ (error).name === 'AbortError' ? undefined : 'failed';
  }
  return how;
};
