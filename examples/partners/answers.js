// The two buttons of a page that plays a consent manager: its tell() hears true or false.
/* global tell */
document.addEventListener('click', ({ target }) => {
  const { answer } = target.dataset;
  if (!answer) return;
  for (const button of document.querySelectorAll('[data-answer]')) {
    button.setAttribute('aria-pressed', button === target);
  }
  tell(answer === 'yes');
});
