// A small single-page app with a hash router: it inserts, moves and removes cards, as a framework would.
// It knows nothing of Lede but the element's name and attributes.
(() => {
  const { publisher } = document.currentScript.dataset;
  const view = document.getElementById('view');
  const site = 'https://kittiwake.example';

  const articles = [
    ['feature', '/2026/11/the-town-that-does-its-own-sums', 'The town that does its own sums'],
    ['html', '/2026/10/the-bakehouse-that-keeps-two-clocks', 'The bakehouse that keeps two clocks'],
    ['uk', '/uk/2026/10/knyzhky-proty-techii', 'Книжки проти течії'],
  ];
  const shelves = { unread: articles.slice(0, 2), read: [] };
  let next = 2;

  /** An element with properties and children. */
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const makeButton = (text, act) =>
    make('button', { type: 'button', textContent: text, onclick: act });

  /** A card with its light content inside, as the copied code has it. */
  const makeCard = ([name, path, title]) => {
    const link = make('a', { href: site + path, textContent: title });
    const card = make(
      'lede-card',
      { className: 'room' },
      make('blockquote', { cite: link.href }, link),
    );
    card.setAttribute('src', `${publisher}/articles/${name}.json`);
    card.setAttribute('profile', `${publisher}/lede.json`);
    return card;
  };

  /** A card and its buttons. Moving takes the very same element somewhere else. */
  const makeEntry = (article, shelf) => {
    const entry = make('div', { className: 'entry' }, makeCard(article));
    const move = () => {
      if (entry.previousElementSibling?.matches('.entry'))
        entry.previousElementSibling.before(entry);
      else entry.parentElement.append(entry);
    };
    const remove = () => {
      shelves[shelf] = shelves[shelf].filter((other) => other !== article);
      entry.remove();
    };
    const finish = () => {
      remove();
      shelves.read.push(article);
    };
    const buttons = [makeButton('Move up', move), makeButton('Remove', remove)];
    if (shelf === 'unread') buttons.push(makeButton('I have read it', finish));
    entry.append(make('div', { className: 'card-tools' }, ...buttons));
    return entry;
  };

  const add = () => {
    const article = articles[next % articles.length];
    next += 1;
    shelves.unread.push(article);
    view.append(makeEntry(article, 'unread'));
  };

  const pages = {
    '#/': () => [
      make('p', { className: 'tools' }, makeButton('Add a card', add)),
      ...shelves.unread.map((article) => makeEntry(article, 'unread')),
    ],
    '#/read': () =>
      shelves.read.length
        ? shelves.read.map((article) => makeEntry(article, 'read'))
        : [make('p', { textContent: 'Nothing yet. There is no hurry.' })],
    '#/about': () => [
      make('p', {
        textContent:
          'A footnote in a card must not change the address of this page: the router would take it for a place of ours, and find none.',
      }),
    ],
  };
  const lost = () => [make('p', { id: 'lost', textContent: `There is no ${location.hash} here.` })];

  const show = () => {
    const route = location.hash || '#/';
    view.replaceChildren(...(pages[route] ?? lost)());
    document.getElementById('route').textContent = route;
    for (const link of document.querySelectorAll('nav a')) {
      if (link.getAttribute('href') === route) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  };

  addEventListener('hashchange', () => {
    const changes = document.getElementById('changes');
    changes.textContent = Number(changes.textContent) + 1;
    show();
  });
  show();
})();
