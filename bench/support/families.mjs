// Inputs that are hard for somebody: for cmark, for other renderers, for our own code. Each family gives a text
// of about `n` bytes. Runs in a page as well as in Node.js.

/** @typedef {{format: 'markdown' | 'html', name: string, make: (n: number) => string, options?: object}} Family */

const encoder = new TextEncoder();
const bytesOf = (/** @type {string} */ text) => encoder.encode(text).length;

/** As often as it fits. @param {string} unit */
const times = (unit) => (/** @type {number} */ n) =>
  unit.repeat(Math.max(1, Math.floor(n / bytesOf(unit))));

/**
 * Pieces that differ, as many as fit.
 * @param {(i: number) => string} piece
 */
const counted = (piece) => (/** @type {number} */ n) => {
  const out = [];
  for (let i = 0, size = 0; ; i++) {
    const next = piece(i);
    size += bytesOf(next);
    if (size > n) return out.join('');
    out.push(next);
  }
};

/** The parts, each of its share of the size. @param {...[number, string]} parts */
const joined =
  (...parts) =>
  (/** @type {number} */ n) =>
    parts.map(([share, unit]) => times(unit)(share === 0 ? 1 : n * share)).join('');

/** Before something, once. @param {string} first @param {(n: number) => string} rest */
const after = (first, rest) => (/** @type {number} */ n) => first + rest(n - first.length);

// Units that only have to be repeated. A name is the unit itself where it can be read.
const markdownUnits = [
  // emphasis and quotation marks
  '*a ', '_a ', '**a ', '._', '*_', '*a_ ', 'a**b', '***', '*a **a ', '*a* ', '**a** ', '***a*** ', '_a*_ ',
  'a_b_', '* ', '_', '*', "'", '"', "'a ", '"a ', "'\"", 'a\'b"', '-', '--', '---a', '.', '...', '-.',
  // links and pictures
  '[', ']', '![', '[]', '![]', '[a](', '[a](b', '[a](<b', '[a](b "c', '![[]()', '[a](b)', '![a](b)', '[a][b]', '[a]',
  '[[a]]', '[](', ')', '(', '[a](b "c") ', "![a](http://b.c/d 'e') ", '[*a](b)*', '[a]: b\n', '[a]: b\n\n[a]\n\n',
  '![a][', '[^', '[a](\\', '[a](((', '<a:b>', '<a@b.c>',
  // code, raw HTML, references to characters, escapes
  '`', '`a``b', '``', '`a` ', '<', '>', '<a', '<a ', '<a b=', '<a b="', "<a b='c' ", '<a b c ', '</a ', '<!--', '<!-', '<!---->',
  '<!-- a --> ', '<?', '<?a?>', '<!A', '<!A b>', '<![CDATA[', '<![CDATA[a]]>', '<b>', '</b>', '<b>a</b> ', '<br>', '<img src=a>',
  '<script>', '<div>\n', '<div>\n\n', '</div>\n\n', '<table>\n\n', '<td>\n\n', '<p>\n\n', '<pre>\n', '<svg>', '<a href=b>',
  '&', '&a;', '&amp;', '&#1;', '&#', '&#x', '&#x41;', '&lt', '&notin;', '\\', '\\\\', '\\*', '\\~', '\\|', '\\[',
  // blocks
  '\n', 'a\n', 'a\n\n', '\r', '\r\n', 'a  \n', 'a\\\n', '\t', ' ', '#', '# a\n', '# \n', '###### a #\n', 'a\n=\n', '=\n', '-\n',
  '***\n', '- a\n', '- a\n\n', '1. a\n', '1. a\n2) b\n', '- ', '1. ', '+ - ', '> ', '>', '>a\n', '>\n', '> a\n\n', '>- ', '- >',
  '>\t', '-\t', '    a\n', '\ta\n\n', '```\n', '~~~\n', '```a\n', '```\na\n```\n', '~~~a b\nc\n~~~\n', '- a\n  - b\n    - c\n',
  '- - a\n', '-\n  a\n', '> - > - a\n', '1.\n', '10) a\n',
  // tables
  '|', '|a', '|a|b|\n', 'a|b\n-|-\n\n', 'a|b\n-|-\nc|d\n\n', '|-|\n', '-|', '|-', ':-\n', 'a|b\n:-\n', '|a\n|-\n|b\n\n', 'a\n-|-\n',
  // what GFM and we add
  '~', '~~', '~a ', '~~a ', '~a~ ', '~~a~~ ', 'a~b ', '~~~ a', '- [ ] a\n', '- [x] ', '- [ ', '[^1]', '[^1]: a\n', '[^1]: ',
  '[^1]: [^1]\n\n[^1]\n\n', '![^1]', 'w', 'h', 'www', 'www.', '_www.', '(www.a.b', 'www.a.b ', 'www.a_b.', 'éwww._', '~www.a',
  'http', 'http:', 'http://', '_http://a_', 'http://a.b ', 'https://a.b/c?d=e&f ', 'http://a.b/(', 'http://a.b)', 'http://a.b;',
  'http://a.b&a;', '@', 'a@', '@b', 'a@b', 'a@b.', 'a@b.c ', 'a.b@', '-_@', '.@', 'www.a?!', 'http://a.b/."\'',
  // letters
  'a', 'a ', 'é', 'я ', '語', '😀', '\u00A0', '\u0301', '\0', '\uFDD0', '\uFDC0', '\uFEFF', 'ß', 'İ', '\u00AD', '\x7F', '\f', '\v',
];

/** @type {Family[]} */
const markdownShapes = [
  ['containers, then blank lines', joined([0.5, '- '], [0, 'x'], [0.5, '\n'])],
  ['quotations, then blank lines', joined([0.5, '>'], [0, 'x'], [0.5, '\n'])],
  ['containers in a quotation, then blank lines', joined([0, '> '], [0.5, '- '], [0, 'x'], [0.5, '\n>'])],
  ['numbered containers, then blank lines', joined([0.5, '1. '], [0, 'x'], [0.5, '\n'])],
  ['deep quotations, then a*', joined([0.33, '>'], [0.66, 'a*'])],
  ['*a , then _a*_', joined([0.3, '*a '], [0.7, '_a*_ '])],
  ['a**b, then c* ', joined([0.5, 'a**b'], [0.5, 'c* '])],
  ['brackets in brackets', joined([0.5, '['], [0, 'a'], [0.5, ']'])],
  ['pictures in pictures', joined([0.33, '!['], [0, 'a'], [0.66, '](b)'])],
  ['links in links', joined([0.2, '['], [0, 'a'], [0.8, '](b)'])],
  ['strong in strong', joined([0.5, '**a '], [0.5, '**'])],
  ['emphasis of both kinds', joined([0.5, '*_'], [0, 'a'], [0.5, '_*'])],
  ['brackets of a URL', joined([0, '[a]('], [0.5, '('], [0.5, ')'], [0, ')'])],
  ['longer and longer runs of backticks', counted((i) => 'e' + '`'.repeat((i % 700) + 1))],
  ['longer and longer runs of tildes', counted((i) => ' ~'.padEnd((i % 700) + 2, '~') + 'a')],
  ['list in list by indentation', counted((i) => ' '.repeat((i % 200) * 2) + '- a\n')],
  ['list in list by indentation, numbered', counted((i) => ' '.repeat((i % 100) * 3) + '1. a\n')],
  ['quotation in quotation, line by line', counted((i) => '>'.repeat((i % 300) + 1) + 'a\n')],
  ['deep containers, short lines', after('> '.repeat(25) + 'a\n', times('\n\n> a\n'))],
  ['deep containers on each line', times('> '.repeat(27) + 'a\n')],
  ['deep containers of both kinds', times('> - '.repeat(14) + 'a\n\n')],
  ['a list item that goes on far in', after('- '.repeat(20), times('a\n' + ' '.repeat(40)))],
  ['definitions, all different', counted((i) => `[a${i}]: b\n`)],
  ['definitions, then links', (n) => counted((i) => `[a${i}]: b\n`)(n / 2) + '\n' + counted((i) => `[a${i}] `)(n / 2)],
  ['definitions in capitals', counted((i) => `[ÄSS${i}]: b\n\n`)],
  ['a long definition, then links', (n) => `[a]: ${'b'.repeat(3000)}\n\n` + times('[a] ')(n - 3010)],
  ['links without definition', after('[x]: y\n\n', counted((i) => `[a${i}]`))],
  ['labels of 999', times('[' + 'a'.repeat(999) + ']')],
  ['a wide table', (n) => `${'|a'.repeat(n / 8)}\n${'|-'.repeat(n / 8)}\n` + times('|a')(n / 2)],
  ['a table of 100 columns', after('|a'.repeat(100) + '\n' + '|-'.repeat(100) + '\n', times('|a'.repeat(100) + '\n'))],
  ['a table of 100 columns, empty rows', after('|a'.repeat(100) + '\n' + '|-'.repeat(100) + '\n', times('|\n'))],
  ['a long table', after('a|b\n-|-\n', times('c|d\n'))],
  ['a long table of links', after('a|b\n-|-\n', times('[c](d)|*e*\n'))],
  ['tables that fail at their last column', times('|a'.repeat(90) + '\n' + '|-'.repeat(91) + '\n')],
  ['headers without end', times('a|b\n:-|:-|:-\n')],
  ['escaped bars', after('a|b\n-|-\n', times('\\|'))],
  ['notes, all different', (n) => counted((i) => `[^a${i}]: b\n\n`)(n / 2) + counted((i) => `[^a${i}] `)(n / 2)],
  ['a note of many lines', after('[^a]\n\n[^a]: b\n', times('    c\n\n'))],
  ['notes of many references', after('[^a]: b\n\n', times('[^a] '))],
  ['notes that refer to each other', counted((i) => `[^${i}]: [^${i + 1}]\n\n`)],
  ['a strike that ends far away', after('', (n) => '~a '.repeat(n / 3) + 'b~')],
  ['a strike far in', after('>'.repeat(28) + ' *__', (n) => '~a '.repeat(n / 3) + 'b~__*')],
  ['a strike beyond the cap of nodes', (n) => '*a* '.repeat(n / 8) + '~a '.repeat(n / 6) + 'b~'],
  ['strikes of both kinds', (n) => '~a ~~b '.repeat(n / 7) + '~ ~~'],
  ['headings of one name', times('# a\n')],
  ['headings of many names', counted((i) => `# a${i}\n`)],
  ['headings that look numbered', counted((i) => `# a\n# a-${i}\n`)],
  ['headings of code', times('# `a` *b* [c](d)\n')],
  ['one long heading', after('# ', times('a b '))],
  ['one long heading of marks', after('# ', times('*a* '))],
  ['one long line', times('The quick brown fox jumps over the lazy dog. ')],
  ['anchors of many names', counted((i) => `<a id=a${i}></a>`)],
  ['pictures without a host', times('![a](//)\n\n')],
  ['links below a long address', times('[a](b)'), { base_url: 'https://a.example/' + 'b/'.repeat(2000) + 'c' }],
  ['a title of entities', (n) => `[a](b "${times('&amp;')(n - 20)}")`],
  ['an address of entities', (n) => `[a](<http://b.c/${times('&amp;')(n - 30)}>)`],
  ['an address of escapes', (n) => `[a](<b${times('\\*')(n - 30)}>)`],
  ['info strings', times('```a&amp;b\n```\n')],
  ['German quotation marks', times('"a \'b\' c" '), { lang: 'de' }],
  ['French quotation marks', times('"a" '), { lang: 'fr' }],
  ['pictures with titles', times('![a](http://b.c/d "e")\n\n')],
  ['unclosed comments, line by line', times('<!-- a\n\n')],
  ['unclosed tags, line by line', times('a <b c="\n\n')],
  ['one unclosed tag in many paragraphs', times('a <b c=\n')],
].map(([name, make, options]) => ({ format: 'markdown', name, make, options }));

const htmlUnits = [
  '<', '>', '</', '<!', '<?', '<a', '<a ', '<a b', '<a b ', '<a b=', '<a b="', "<a b='", '<a/', '</a', '</a ', '<b>', '</b>', '<b></b>',
  '<b></i>', '<b><i></b></i>', '<i><p>', '<p>', '</p>', '<p><div>', '<div>', '</div>', '<div><p>', '<span>', '<a href=b>', '<a href=b>c',
  '<a href=b>c</a>', '<a name=b>', '<h1>', '<h1>a', '<h1>a</h1>', '<h1><b>', '<ul>', '<ul><li>', '<li>', '<li><p>', '<dl><dt>', '<dd>',
  '<table>', '<table><tr><td>', '<tr>', '<td>', '</table>', '<table>a', '<table><b>', '<caption>', '<col>', '<tbody>', '<table><td></table>',
  '<pre>', '<pre>\n', '<br>', '<hr>', '<img src=a>', '<img src=http://a.b/c>', '<img alt=a>', '<input type=checkbox>', '<ruby><rt>', '<rt>',
  '<q cite=a>', '<script>', '<script></script>', '</script>', '<style>a</style>', '<svg>', '<svg></svg>', '<math><b>', '<template>', '<iframe src=a>',
  '<iframe src=http://a.b></iframe>', '<video>', '<video src=http://a.b></video>', '<object>', '<embed src=http://a.b>', '<noscript>', '<plaintext>',
  '<textarea>', '<title>', '<select><option>', '<font>', '<x>', '<x-y>', '<details><summary>', '<figure><figcaption>', '<center>', '<!-->',
  '<!--', '<!---->', '<!----!>', '<!-- a -->', '<!-- a --!>', '<!--a--', '<!--a--!', '<!a>', '<?a>', '</>', '</ >', '<![CDATA[', '&', '&a', '&a;',
  '&amp;', '&amp', '&#', '&#0;', '&#x', '&#128;', '&notit;', '&nbsp;', '\u00A0', 'a', 'a ', 'a\n', '\r', '\0', '語', '<p>a', '<p>a</p>\n', 'a<br>',
  '<p title=a>', '<b title="&amp;">', '<code class="language-a">', '<ol type=a start=2>', '<p id=a>', '<p lang=en dir=ltr>', '<td colspan=2>',
  '<a href=javascript:b>c</a>', '<a href="http://b.c">', '<time datetime=1>', '<audio><source src=a>', '<picture><source><img src=http://a.b>',
];

/** @type {Family[]} */
const htmlShapes = [
  ['end tags of what is open far below', after('<div>'.repeat(30), times('</b></i></u>'))],
  ['deep boxes, then paragraphs', after('<div>'.repeat(40), times('<p>a</p>'))],
  ['deep lists, then items', after('<ul><li>'.repeat(20), times('<li>a'))],
  ['ids of many names', counted((i) => `<p id=a${i}>`)],
  ['anchors of many names', counted((i) => `<a name=a${i}>`)],
  ['one tag of many attributes', after('<p', counted((i) => ` a${i}=b`))],
  ['tags of many attributes', times('<p' + ' a b c d e f g h i j k l m n o p q r s t u v w x y z'.repeat(2) + '>')],
  ['one long attribute', (n) => `<p title="${'a'.repeat(n - 20)}">`],
  ['one long attribute of references', (n) => `<p title="${times('&amp;')(n - 20)}">`],
  ['one long name', (n) => `<${'a'.repeat(n - 20)}>`],
  ['one long number', (n) => `&#${'1'.repeat(n - 20)};`],
  ['one long address', (n) => `<a href="http://a.b/${'c'.repeat(n - 40)}">d</a>`],
  ['long addresses', times(`<a href="http://a.b/${'c'.repeat(4000)}">d</a>`)],
  ['addresses of dots', times(`<a href="http://a.b/${'../c/./'.repeat(500)}">d</a>`)],
  ['addresses to encode', times(`<a href="http://a.b/${'é"<'.repeat(800)}">d</a>`)],
  ['links below a long address', times('<a href=b>c</a>'), { base_url: 'https://a.example/' + 'b/'.repeat(2000) + 'c' }],
  ['text in a table', after('<table>', times('a<b>c</b>'))],
  ['rows in a table', after('<table>', times('<tr><td>a<td>b'))],
  ['a table of captions', after('<table>', times('<caption>a'))],
  ['a comment that ends far away', (n) => '<!--' + '--!'.repeat(n / 3) + '-->'],
  ['a script that ends far away', (n) => '<script>' + '</scrip>'.repeat(n / 8) + '</script>'],
  ['headings, each with an id', counted((i) => `<h2 id=a${i}>b</h2>`)],
  ['links in a heading', after('<h2>', times('<a href=b>c</a>'))],
  ['blocks in a heading', after('<h2>', times('<div>a</div>'))],
  ['inline elements around blocks', times('<b><i><u><s><p>a')],
].map(([name, make, options]) => ({ format: 'html', name, make, options }));

const shown = (/** @type {string} */ unit) => JSON.stringify(unit).slice(1, -1);

/** @type {Family[]} */
export const families = [
  ...markdownUnits.map((unit) => ({ format: 'markdown', name: shown(unit), make: times(unit) })),
  ...markdownShapes,
  ...htmlUnits.map((unit) => ({ format: 'html', name: shown(unit), make: times(unit) })),
  ...htmlShapes,
];
