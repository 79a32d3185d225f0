// Documents out of a seed, for both inputs. Runs in Node and in a page; imports nothing.
// Each document uses only a few of the elements, addresses and habits there are (chosen anew each time), since
// those that meet often are the ones that find something.

/** Numbers in [0, 1) that follow from a seed alone (mulberry32). */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const words = (text) => text.trim().split(/\s+/);

const OTHERS = words(`
  script style svg math template noscript iframe object embed video audio source picture select option optgroup
  textarea title xmp plaintext listing noembed noframes form button label fieldset legend nav main center font big
  strike tt acronym nobr marquee blink dir menu image frameset frame body html head base link meta mglyph malignmark
  mtext mi mo ms annotation-xml foreignObject desc path g use animate set custom-el o:p isindex keygen param track
  area map canvas datalist progress meter output dialog slot portal rtc rb hgroup search applet bgsound amp-img`);
const TABLE = words('table caption colgroup col thead tbody tfoot tr td th');
const LISTS = words('ul ol li dl dt dd menu dir');
const ATTRIBUTES = words(`
  id title href src class lang dir align colspan rowspan scope span start value type reversed datetime open cite alt
  width height checked disabled name style onclick onerror srcset data-src data-lazy-src target rel hidden role
  aria-label xlink:href xml:lang formaction srcdoc data poster is slot part tabindex autofocus loading sizes usemap`);
const TEXTS = [
  ...words(`word Words 42 5.000 a an the of and — – … “ ” ‘ ’ « » " ' -- --- ... ( ) é ß 漢字 かな שלום سلام 🙂 👩‍👩‍👧 è
    &amp; &lt; &gt; &quot; &nbsp; &amp;lt; &#60; &#x3c; &#0; &#13; &#10; &#x80; &#xD800; &#x110000; &#xFDD0; &lt &amp
    &notit; &nosuch; &Tab; &NewLine; &colon; &zwj; &hellip; &NotEqualTilde; &bne; & && < > << <! <? </ /> ]]> -->`),
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\t',
  '\r',
  '\r\n',
  '\f',
  '\0',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u2028',
  '\ufeff',
  '\ufffd',
  '\ufdd0',
  '\uffff',
  '\u202e',
  '\u0301',
  '\u0085',
  '\u000b',
  '\u007f',
  ' id=',
  ' title=',
  ' alt=',
  '" onclick=x ',
];
const ADDRESSES = [
  ...words(`
    /x x ./x ../x ?q #x #l-x #fn:1 //host.example/x https://host.example/ https://host.example/a?b=c&d=e#f
    http://host.example:80/%41%zz HTTPS://HOST.EXAMPLE/é https://user:pass@host.example/ https://[::1]/ https://1.2.3.4/
    mailto:x@host.example tel:+380 javascript:alert(1) JaVaScRiPt:alert(1) data:text/html,x data:image/png;base64,AAAA
    vbscript:x file:///x blob:x about:blank ftp://host.example xmpp:x@host.example \\\\host\\x /\\host https:x https:/x
    https:///x http://a.example/(b)c http://xn--a.example/ https://kittiwake.example/a/story#part www.host.example`),
  ' https://host.example/ ',
  'java\nscript:alert(1)',
  'https://host.example/ x',
  'https://host.example/"x',
  "https://host.example/'x",
  'https://host.example/<x>',
  'https://host.example/\u00a0x',
  '',
];
const BASES = ['https://kittiwake.example/a/story', 'https://kittiwake.example/', undefined];
const LANGS = ['en', 'uk', 'de', 'fr', 'ar', 'zh-Hant', 'x', undefined];

class Maker {
  /** @param {number} seed @param {{tags: string[], payloads: string[]}} stock */
  constructor(seed, stock) {
    this.next = numbers(seed);
    this.stock = stock;
    this.left = this.chance(0.1) ? 120 : 4 + this.below(30); // pieces of this document
    this.mixed = this.chance(0.5);
    this.names = this.some([...stock.tags, ...OTHERS], 2 + this.below(8));
    if (this.chance(0.2)) this.names.push(...this.some(TABLE, 5));
    if (this.chance(0.15)) this.names.push(...this.some(LISTS, 4));
    this.attributes = this.some(ATTRIBUTES, 1 + this.below(8));
    this.texts = this.some(TEXTS, 3 + this.below(12));
    this.addresses = this.some(ADDRESSES, 1 + this.below(5));
    this.payloads = this.some(stock.payloads, 1 + this.below(3));
    this.hostility = this.chance(0.3) ? this.next() * 0.5 : 0;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  chance(probability) {
    return this.next() < probability;
  }

  one(list) {
    return list[this.below(list.length)];
  }

  some(list, count) {
    return Array.from({ length: count }, () => this.one(list));
  }

  /** One of several functions, each `[weight, act]`. */
  choose(...ways) {
    let at = this.next() * ways.reduce((sum, [weight]) => sum + weight, 0);
    return (ways.find(([weight]) => (at -= weight) < 0) ?? ways[0])[1]();
  }

  repeat(most, act) {
    return Array.from({ length: this.below(most + 1) }, act).join('');
  }

  payload() {
    const payload = this.one(this.payloads);
    if (this.chance(0.6)) return payload;
    const from = this.below(payload.length);
    return payload.slice(from, from + 1 + this.below(payload.length - from));
  }

  text() {
    return this.chance(this.hostility * 0.3) ? this.payload() : this.one(this.texts);
  }

  phrase() {
    return this.repeat(4, () => this.text() + (this.chance(0.5) ? ' ' : ''));
  }

  // --- HTML -------------------------------------------------------------------------------------------

  value() {
    return this.choose(
      [3, () => this.one(this.addresses)],
      [2, () => this.phrase()],
      [1, () => String(this.below(12) - 2)],
      [
        1,
        () =>
          this.one([
            'left',
            'col',
            'center',
            'rtl',
            'checkbox',
            'language-c++',
            'a',
            '1000',
            'uk',
            'x y',
          ]),
      ],
      [this.hostility, () => this.payload()],
    );
  }

  attribute() {
    const name = this.chance(0.9) ? this.one(this.attributes) : this.phrase();
    const cased = this.chance(0.1) ? name.toUpperCase() : name;
    return this.choose(
      [6, () => ` ${cased}="${this.value().replaceAll('"', '&quot;')}"`],
      [2, () => ` ${cased}='${this.value().replaceAll("'", '&#39;')}'`],
      [2, () => ` ${cased}=${this.value().replace(/[\s>]/g, '')}`],
      [1, () => ` ${cased}`],
      [0.5, () => ` ${cased} = "${this.value()}`],
      [0.5, () => `/${cased}="${this.value()}"`],
      [0.3, () => this.payload()],
    );
  }

  name() {
    const name = this.one(this.names);
    return this.chance(0.03) ? name.toUpperCase() : name;
  }

  start(name) {
    const end = this.chance(0.95) ? '>' : this.one(['/>', ' >', '', ' /', '>>', '\n>']);
    return `<${name}${this.repeat(this.chance(0.5) ? 0 : 4, () => this.attribute())}${end}`;
  }

  end(name) {
    return this.chance(0.97)
      ? `</${name}>`
      : this.one([`</${name} x="y">`, `</${name}`, `</ ${name}>`]);
  }

  element(depth) {
    const name = this.name();
    const start = this.start(name);
    if (this.chance(0.1)) return start;
    const inside = this.nodes(depth + 1, 4);
    return start + inside + (this.chance(0.85) ? this.end(name) : '');
  }

  table(depth) {
    const cell = () => {
      const name = this.chance(0.3) ? 'th' : 'td';
      return this.start(name) + this.nodes(depth + 1, 2) + (this.chance(0.7) ? `</${name}>` : '');
    };
    const row = () =>
      (this.chance(0.9) ? '<tr>' : '') + this.repeat(4, cell) + (this.chance(0.7) ? '</tr>' : '');
    const part = () => {
      const name = this.one(['thead', 'tbody', 'tfoot', 'caption', 'colgroup', 'tr', 'td', 'p']);
      return `<${name}>${this.repeat(2, row)}${this.chance(0.8) ? `</${name}>` : ''}`;
    };
    const parts = this.repeat(3, () =>
      this.choose([3, row], [3, part], [1, () => this.nodes(depth + 1, 1)]),
    );
    return `<table>${parts}${this.chance(0.9) ? '</table>' : ''}`;
  }

  list(depth) {
    const name = this.one(['ul', 'ol', 'dl']);
    const item = () =>
      this.choose(
        [4, () => `<li>${this.nodes(depth + 1, 2)}${this.chance(0.5) ? '</li>' : ''}`],
        [1, () => `<dt>${this.nodes(depth + 1, 1)}<dd>${this.nodes(depth + 1, 2)}`],
        [1, () => this.nodes(depth + 1, 1)],
      );
    return `<${name}>${this.repeat(4, item)}${this.chance(0.9) ? `</${name}>` : ''}`;
  }

  comment() {
    const inside = this.phrase();
    return this.one([
      `<!--${inside}-->`,
      `<!--${inside}`,
      `<!--${inside}--!>`,
      `<!-->${inside}-->`,
      `<!${inside}>`,
      `<?${inside}?>`,
      `<![CDATA[${inside}]]>`,
      `</${inside}>`,
    ]);
  }

  node(depth) {
    if (depth > 40 || --this.left < 0) return this.text();
    return this.choose(
      [5, () => this.phrase()],
      [7, () => this.element(depth)],
      [0.8, () => this.end(this.name())],
      [0.8, () => this.start(this.name())],
      [0.7, () => this.table(depth)],
      [0.5, () => this.list(depth)],
      [0.4, () => this.comment()],
      [0.2 + this.hostility * 5, () => this.payload()],
      [0.1, () => `<${this.name()}>`.repeat(1 + this.below(45))],
      [0.1, () => this.repeat(12, () => this.start(this.name()) + this.end(this.name()))],
    );
  }

  nodes(depth, most) {
    return this.repeat(most, () => this.node(depth));
  }

  html() {
    let html = '';
    do html += this.node(0);
    while (this.left > 0 && this.chance(0.9));
    return html;
  }

  // --- Markdown -----------------------------------------------------------------------------------------

  destination() {
    const address = this.chance(this.hostility) ? this.payload() : this.one(this.addresses);
    return this.chance(0.3) ? `<${address}>` : address;
  }

  linkTitle() {
    if (this.chance(0.6)) return '';
    const title = this.phrase();
    return this.one([` "${title}"`, ` '${title}'`, ` (${title})`, ` "${title}`]);
  }

  inline(depth = 0) {
    if (depth > 6 || --this.left < 0) return this.text();
    const inside = () => this.inlines(depth + 1, 3);
    const mark = this.one(['*', '**', '***', '_', '__', '~', '~~', '~~~']);
    const label = this.one(['x', 'y', 'a b', '^1', '^n', 'X']);
    return this.choose(
      [6, () => this.phrase()],
      [3, () => mark + inside() + (this.chance(0.9) ? mark : '')],
      [2, () => `[${inside()}](${this.destination()}${this.linkTitle()})`],
      [1, () => `![${inside()}](${this.destination()}${this.linkTitle()})`],
      [1, () => this.one([`[${label}]`, `[${inside()}][${label}]`, `[${label}][]`, `![${label}]`])],
      [1, () => '`'.repeat(1 + this.below(2)) + this.phrase() + '`'.repeat(1 + this.below(2))],
      [0.7, () => `<${this.one(this.addresses)}>`],
      [0.7, () => this.one(this.addresses)],
      [this.mixed ? 2 : 0.2, () => this.node(30)],
      [0.5, () => '\\' + this.one([...'*_`[]()<>#+-.!|~"\'&\\\n'])],
      [0.5, () => this.one(['  \n', '\\\n', '\n'])],
      [0.4, () => this.one([...'*_`[]()<>!|~"\'&\\^:'])],
      [0.2 + this.hostility * 3, () => this.payload()],
    );
  }

  inlines(depth, most) {
    return this.repeat(most, () => this.inline(depth));
  }

  line() {
    return this.inlines(0, 4).replaceAll('\n\n', '\n') || 'x';
  }

  block(depth = 0) {
    if (depth > 8 || --this.left < 0) return this.line();
    const indented = (text, by) => text.replaceAll('\n', '\n' + by);
    return this.choose(
      [5, () => this.line()],
      [1, () => '#'.repeat(1 + this.below(7)) + ' ' + this.line()],
      [0.5, () => this.line() + '\n' + this.one(['===', '---', '-', '='])],
      [1, () => '> ' + indented(this.blocks(depth + 1, 2), this.chance(0.8) ? '> ' : '')],
      [1.5, () => this.repeat(4, () => this.item(depth)) || '- x'],
      [1, () => this.pipes()],
      [0.7, () => this.fence()],
      [0.4, () => '    ' + indented(this.line(), '    ')],
      [0.4, () => this.one(['---', '***', '_ _ _', '- - -'])],
      [0.7, () => `[${this.one(['x', 'y', 'a b'])}]: ${this.destination()}${this.linkTitle()}`],
      [
        0.7,
        () => `[^${this.one(['1', 'n', 'x y'])}]: ${indented(this.blocks(depth + 1, 2), '    ')}`,
      ],
      [this.mixed ? 2 : 0.2, () => this.element(30)],
      [0.3, () => this.comment()],
      [0.2 + this.hostility * 3, () => this.payload()],
    );
  }

  item(depth) {
    const bullet = this.one(['- ', '* ', '+ ', '1. ', '7) ', '- [ ] ', '- [x] ', '-\t', '-     ']);
    const inside = this.blocks(depth + 1, 2).replaceAll('\n', '\n' + ' '.repeat(this.below(6)));
    return bullet + inside + (this.chance(0.3) ? '\n\n' : '\n');
  }

  pipes() {
    const columns = 1 + this.below(4);
    const row = (cell) => '| ' + Array.from({ length: columns }, cell).join(' | ') + ' |';
    const head = row(() => this.inlines(3, 2));
    const rule = row(() => this.one(['---', ':--', '--:', ':-:', '-']));
    return [head, rule, this.repeat(4, () => row(() => this.inlines(3, 2)) + '\n')].join('\n');
  }

  fence() {
    const fence = this.one(['```', '~~~', '````']);
    const info = this.one(['', 'js', ' c++ x', 'language-x', '"><b>', '{.x}']);
    return `${fence}${info}\n${this.phrase()}\n${this.chance(0.9) ? fence : ''}`;
  }

  blocks(depth, most) {
    const blocks = Array.from({ length: 1 + this.below(most) }, () => this.block(depth));
    return blocks.join(this.chance(0.8) ? '\n\n' : '\n');
  }

  markdown() {
    let text = '';
    do text += this.block() + (this.chance(0.85) ? '\n\n' : '\n');
    while (this.left > 0 && this.chance(0.9));
    return text;
  }

  /** Over the caps: one piece many times. */
  huge(piece) {
    return piece.repeat(
      Math.min(1 + this.below(30_000), Math.floor(250_000 / (piece.length * 2 + 1))),
    );
  }
}

/**
 * The document that follows from `seed` and `index`.
 * @param {'html' | 'markdown'} format
 * @param {{tags: string[], payloads: string[]}} stock
 */
export function randomDocument(seed, index, format, stock) {
  const maker = new Maker(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b), stock);
  let text = maker[format]();
  if (maker.chance(0.0005)) text = maker.huge(text.slice(0, 60));
  const options = {
    base_url: maker.one(BASES),
    lang: maker.one(LANGS),
    heading_level: 1 + maker.below(6),
  };
  return { format, text, options, card: maker.chance(0.25) };
}

/**
 * The shortest text found that still fails: pieces are left out as long as that works, ever smaller ones.
 * @param {string} text @param {(text: string) => boolean} fails
 */
export function shrink(text, fails, tries = 3000) {
  let shortest = text;
  let size = Math.ceil(text.length / 2);
  while (size > 0 && tries > 0) {
    let found = false;
    for (let at = 0; at < shortest.length && tries > 0;) {
      const shorter = shortest.slice(0, at) + shortest.slice(at + size);
      tries -= 1;
      if (shorter.length < shortest.length && fails(shorter)) {
        shortest = shorter;
        found = true;
      } else {
        at += size;
      }
    }
    if (!found || size > 1) size = size > 1 ? Math.ceil(size / 2) : found ? 1 : 0;
  }
  return shortest;
}
