// Makes examples/feed.json: the demo publisher's feed of 100 items. The same bytes on every run.
//
//   node script/make-feed.mjs            writes examples/feed.json
//   node script/make-feed.mjs --check    says whether the committed file is what this script makes
//
// Six items are the articles of examples/articles, whole. The others are the small print of a harbour
// paper: tide tables and arrivals are worked out, everything that has a voice was written by hand.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const site = 'https://kittiwake.example';
const examples = new URL('../examples/', import.meta.url);
const articles = ['bakhmut', 'feature', 'html', 'rtl', 'text', 'uk'];
const hour = 3_600_000;
const day = 24 * hour;

/** The newest short item; the others go back from here in even steps. */
const newest = Date.UTC(2026, 10, 21, 6, 0);
const step = 20 * hour;
/** Port Ellary puts its clocks back at this instant (and the feed begins after they went forward). */
const winterTime = Date.UTC(2026, 9, 25, 1, 0);

const log = [
  'Wind south-west, backing. Two trawlers came in early and would not say why. Rain by midnight.',
  'The fog signal was tested at noon. The school wishes it to be known that it was in the middle of a spelling test.',
  'A buoy that is not one of ours went by at 04:15, making about two knots. Reported.',
  'Quiet. The harbour cat was seen on the *inside* of the fish store; no inquiry is proposed.',
  'Swell on the bar all day. The ferry waited forty minutes outside and came in with everyone singing.',
  'Found on the slip: one oar, blue, with "NOT NED\'S" burnt into the loom. Ned has been told.',
  "Glass falling. Every boat that can double its lines has done so, and one that can't has borrowed.",
  'The storm took four slates, the regatta notice, and the letter R from the sign above the Harbour Arms.',
  'Calm after it. People came down to look at the water, as they do.',
  'The letter R came ashore at the Narrows & will be put back on Thursday.',
  'Northern lights from 23:40 until a little after one. The pilot boat put its engine out so as to see them better.',
  "A swan has taken the visitors' berth. Visitors are asked to use the other one.",
  'Diver down at the sluice, 09:00 to 11:30. He found the sluice key (missing since 2011) and a second sluice key (not missing).',
  'Ice on the ladder, first of the year. The ladder has been salted. Hold on anyway.',
  'At 03:00 the sea was so flat that the leading lights stood in it twice, and the night ferry slowed down.',
  'The lamp was cleaned. It takes a day & two chamois leathers, and from inside you can see the whole county upside down.',
];

const letters = [
  [
    'The bell at the Narrows',
    'Your correspondent calls it "tuneless". I have lived under it for fifty years and can tell the wind\'s quarter from it with the curtains drawn. I should be sorry to have it improved.',
    'A. Marchbanks, Upper Quay',
  ],
  [
    'On gulls',
    "It isn't the gulls that have grown bolder. It is the chips that have grown larger. I taught physics.",
    'R. Okafor, Rope Walk',
  ],
  [
    'Thank you, whoever you are',
    "On the evening of the storm somebody moved my dinghy up to the wall, turned it over, and tied it with a knot I have not seen before and can't undo. I am grateful. Please come back.",
    'Lise Hendry, Mill Stairs',
  ],
  [
    'The blue book',
    'My father ran the mail boat by it for twenty-six years and touched the bar once, when he had lent his copy to the doctor.',
    'J. Pascoe, The Rope House',
  ],
  [
    'Benches',
    'May I suggest that the new benches face the water? We know what the car park looks like.',
    'Eleven signatures',
  ],
  ['A reply about the benches', 'Some of us are waiting for a lift.', 'Three signatures'],
  [
    'Poem, if you have room',
    'The tide goes out, the tide comes in;\\\nthe council meets at seven.\\\nThe tide has got more done by noon\\\nthan they have by eleven.',
    'Name and address supplied',
  ],
  [
    'Your obituary of the ferry',
    'was very moving. She sails at ten past eight as usual.',
    'Capt. M. Sørli, m.v. *Good Intent*',
  ],
];

const corrections = [
  'On Tuesday we gave the height of the mole as 4.2 metres. That is its height at high water. When nobody is swimming off it, it is 7.9.',
  'A photograph of a cormorant was described as a shag. Four readers wrote. It was a shag, and so was the other one.',
  "The chandler's has been in the Pascoe family since 1884, not 1848. The family had rather liked our figure.",
  "In our account of the commissioners' meeting we wrote that the motion was carried. It was deferred. The tea was carried.",
  'The recipe for fish pie left out the fish.',
  'We said that the Harbour Arms would be closed "until the New Year". It will be closed on New Year\'s Day. We are sorry for Saturday.',
  'Miss Isla Arkwright is nineteen. She was made twenty-one by a misprint, and would like it noted that she enjoyed it.',
  'The crossword was set for a grid that we did not print. Anyone who finished it is asked to write in.',
];

const birds = [
  [
    'Kittiwakes gone',
    'The last of them left the ledges under the light on Sunday night. Ninety-three pairs this year, eleven more than last. They will be somewhere off Newfoundland by now, and will not touch land until March.',
  ],
  [
    'A snow bunting on the mole',
    'One, very tame, eating oats that had been spilt from a mail sack. It came within a yard of the crane and watched it work.',
  ],
  [
    'Purple sandpipers',
    'Seven on the outer rocks at half tide, where the spray is worst. They seem to like being nearly drowned.',
  ],
  [
    'Two great northern divers',
    'In the roads since Wednesday, one still in its summer chequers. The long call that was heard on Friday night, and reported to the coastguard, was theirs.',
  ],
  [
    'Starlings',
    'About four thousand go in under the pier at dusk. Stand by the ticket office; bring a hat.',
  ],
  [
    'Something rare, possibly',
    'A small brown bird in the customs house yard was seen by three people, who agree on nothing but the yard. If you have a photograph that is not of the drainpipe, please send it.',
  ],
];

/** language, direction-neutral slug, title, text: written in each language, not translated from one. */
const abroad = [
  [
    'uk',
    'persha-kryha',
    'Перша крига',
    'Сьогодні вранці при березі стала перша крига — тонка, як сторінка. Поромник Василь розбив її веслом і перепросив: «Рано ще». Пором ходить за розкладом.',
  ],
  [
    'uk',
    'yarmarok-yabluk',
    'Яблучний ярмарок на набережній',
    'У суботу з десятої до темряви. Двадцять сім сортів, і жоден не з крамниці. Приходьте з власними кошиками: торік забракло паперових торбинок, і яблука несли в шапках.',
  ],
  [
    'uk',
    'zahublena-rukavytsia',
    'Знайдено рукавицю',
    'Синя, в’язана, на ліву руку. Висить на перилах біля каси. Права, мабуть, сумує.',
  ],
  [
    'uk',
    'khor-u-doku',
    'Хор у сухому доці',
    'Щосереди о сьомій у порожньому доці співає хор корабелів. Луна така, що тенори чують себе двічі й дуже цим задоволені.',
  ],
  [
    'ar',
    'awwal-matar',
    'أول المطر',
    'نزل المطر الليلة لأول مرة منذ الربيع. خرج الناس إلى الرصيف بلا مظلات، وبقي الكشك مفتوحًا حتى منتصف الليل.',
  ],
  [
    'ar',
    'safinat-al-kutub',
    'سفينة الكتب',
    'تصل سفينة الكتب إلى الميناء يوم الخميس. يمكن للأطفال أن يصعدوا إليها من الساعة التاسعة صباحًا، ولكل طفل كتاب واحد هدية.',
  ],
  [
    'ar',
    'al-manara',
    'المنارة تفتح أبوابها',
    'تستقبل المنارة الزوار يوم الجمعة. الدرج طويل: مئة وسبع وعشرون درجة. والمنظر من الأعلى يستحق التعب.',
  ],
  [
    'fr',
    'la-criee',
    'La criée change d’heure',
    'À partir de lundi, la criée ouvrira à cinq heures et demie. Les mareyeurs s’en plaignent, les pêcheurs s’en réjouissent, les mouettes étaient déjà là.',
  ],
  [
    'fr',
    'le-phare',
    'Un phare à repeindre',
    'Il faut trois cents litres de rouge et autant de blanc. La mairie cherche des bénévoles qui n’ont le vertige ni en haut, ni devant la facture.',
  ],
  [
    'de',
    'winterfahrplan',
    'Die Fähre im Winter',
    'Ab Sonntag fährt die Fähre nur noch, wenn jemand winkt. Bei Nebel bitte mit der Lampe winken; bei Sturm bitte zu Hause bleiben.',
  ],
  [
    'de',
    'der-pegel',
    'Der Pegel an der Brücke',
    'Seit gestern ist die alte Latte am Brückenpfeiler wieder lesbar. Ein Schulkind hat sie geputzt, bis 2,40 m. Weiter reichte der Arm nicht.',
  ],
  [
    'es',
    'el-farero',
    'El farero se jubila',
    'Después de treinta y ocho inviernos, el farero deja la linterna. Preguntado por lo primero que piensa hacer, contestó: «Dormir de noche».',
  ],
  [
    'he',
    'shuk-dagim',
    'שוק הדגים חוזר',
    'ביום שישי בבוקר ייפתח שוב שוק הדגים ליד המזח. מי שיגיע ראשון יבחר, ומי שיגיע אחרון יקבל קפה.',
  ],
  [
    'ja',
    'asagiri',
    '港の朝霧',
    '今朝の霧は深く、灯台の光も見えなかった。渡し船は一時間遅れたが、乗客は待合室で甘酒を分け合っていた。',
  ],
];

const boats = [
  ['Good Intent', 'ferry', '31 passengers and a harmonium'],
  ['Margaret Pell', 'trawler', 'whiting, 40 boxes'],
  ['Second Thoughts', 'crabber', 'brown crab, 22 boxes'],
  ['Aurelia', 'coaster', 'seed potatoes, 180 tonnes'],
  ['Two Brothers', 'trawler', 'plaice, 26 boxes'],
  ['Nordlys', 'coaster', 'sawn timber'],
  ['Patience', 'crabber', 'lobster, 9 boxes, all sold'],
  ['Arne Mare', 'dredger', 'shingle, from the bar'],
  ['Lapwing', 'pilot boat', 'the pilot'],
  ['Stella', 'yacht', 'four people asking about showers'],
  ['Bold Venture', 'trawler', 'nothing, and no comment'],
];

/** @param {number} n */
const two = (n) => String(n).padStart(2, '0');
/** The harbour's own clock at an instant: shift it, then read it as UTC. */
const local = (ms) => new Date(ms + (ms < winterTime ? hour : 0));
const clock = (date) => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
const isoDate = (ms) => local(ms).toISOString().slice(0, 10);
const isoTime = (ms) =>
  local(ms).toISOString().slice(0, 19) + (ms < winterTime ? '+01:00' : '+00:00');

const months =
  'January February March April May June July August September October November December';
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday';
const inWords = (ms) => {
  const date = local(ms);
  return `${weekdays.split(' ')[date.getUTCDay()]} ${date.getUTCDate()} ${months.split(' ')[date.getUTCMonth()]}`;
};

/**
 * Four tides of the day, by the moon's mean period and a fortnight's swing from springs to neaps, in winter
 * time the whole year round. They agree with the table in examples/articles/feature.json.
 */
function tides(ms) {
  const quarter = (6 * 60 + 12.618) * 60_000; // from high water to low
  const known = Date.UTC(2026, 10, 11, 3, 0); // a high water, at springs
  const midnight = Math.floor(ms / day) * day;
  const spring = Math.cos((2 * Math.PI * (midnight - known)) / (14.765 * day));
  const rows = [];
  for (
    let n = Math.ceil((midnight - known) / quarter);
    known + n * quarter < midnight + day;
    n += 1
  ) {
    const high = n % 2 === 0;
    const second = ((n % 4) + 4) % 4 > 1; // one tide of the day is the lesser
    const height = high
      ? 3.1 + 0.5 * spring - (second ? 0.2 : 0)
      : 0.7 - 0.5 * spring + (second ? 0.1 : 0);
    const at = clock(new Date(known + n * quarter));
    rows.push(`| ${high ? 'High' : 'Low'} | ${at} | ${height.toFixed(1)} m |`);
  }
  const sort = spring > 0.7 ? 'Springs' : spring < -0.7 ? 'Neaps' : spring > 0 ? 'Large' : 'Small';
  return {
    id: `tides-${new Date(ms).toISOString().slice(0, 10)}`,
    title: `Tides for ${inWords(midnight + day / 2)}`,
    summary: `${sort} on the bar. Winter time, as in the book.`,
    tags: ['tides'],
    _lede: {
      section: 'Tides',
      content_markdown: `| Water | Time | Height |\n| :-- | :-: | --: |\n${rows.join('\n')}\n\nFrom the [blue book](${site}/2026/11/the-town-that-does-its-own-sums). In doubt, stop in the harbour.\n`,
    },
  };
}

/** A handful of boats, by turns; the HTML is as an older system writes it. */
function arrivals(ms, n) {
  const rows = [0, 1, 2, 3].slice(0, 2 + (n % 3)).map((k) => {
    const [name, kind, cargo] = boats[(n * 3 + k * 4) % boats.length];
    return `<li><b><i>${name}</i></b> (${kind}): ${cargo}</li>`;
  });
  return {
    id: `arrivals-${isoDate(ms)}`,
    title: `In since yesterday, ${inWords(ms)}`,
    content_html: `<p>Over the bar by six this morning:</p>\n<ul>\n${rows.join('\n')}\n</ul>\n`,
    tags: ['arrivals'],
    _lede: { section: 'Harbour' },
  };
}

const kinds = [
  ...Array.from({ length: 24 }, (_, n) => ({ place: n / 24, make: (ms) => tides(ms) })),
  ...Array.from({ length: 18 }, (_, n) => ({
    place: (n + 0.5) / 18,
    make: (ms) => arrivals(ms, n),
  })),
  ...spread(log, (text, n) => ({
    id: `log-${two(n + 1)}`,
    content_text: text.replaceAll('*', ''),
    tags: ['log'],
    authors: [{ name: 'The night desk' }],
    _lede: { section: 'Notes' },
  })),
  ...spread(letters, ([title, text, from], n) => ({
    id: `letter-${two(n + 1)}`,
    title,
    tags: ['letters'],
    authors: [{ name: from.split(',')[0] }],
    _lede: { section: 'Letters', content_markdown: `${text}\n\n*${from.replaceAll('*', '')}*\n` },
  })),
  ...spread(corrections, (text, n) => ({
    id: `correction-${two(n + 1)}`,
    title: 'Correction',
    tags: ['corrections'],
    _lede: { section: 'Corrections', content_markdown: `${text}\n` },
  })),
  ...spread(birds, ([title, text], n) => ({
    id: `birds-${two(n + 1)}`,
    title,
    image: n % 2 ? undefined : `${site}/media/harbour.svg`,
    tags: ['birds'],
    _lede: { section: 'Seen from the mole', content_markdown: `${text}\n` },
  })),
  ...spread(abroad, ([language, slug, title, text]) => ({
    id: `${language}-${slug}`,
    title,
    language,
    content_text: text,
  })),
];

/** Gives each of a list's items a place between 0 and 1, so that lists of any length mix evenly. */
function spread(list, make) {
  return list.map((value, n) => ({ place: (n + 0.3) / list.length, make: () => make(value, n) }));
}

/** The whole feed as an object. */
export function makeFeed() {
  const short = kinds
    .map((kind, order) => ({ ...kind, order }))
    .sort((a, b) => a.place - b.place || a.order - b.order)
    .map(({ make }, n) => {
      const ms = newest - n * step;
      const { id, ...rest } = make(ms);
      const prefix = rest.language ? `/${rest.language}` : '';
      return { id, url: `${site}${prefix}/notes/${id}`, ...rest, date_published: isoTime(ms) };
    });
  const long = articles.map((name) =>
    JSON.parse(readFileSync(new URL(`articles/${name}.json`, examples), 'utf8')),
  );
  const items = [...short, ...long].sort(
    (a, b) => Date.parse(b.date_published) - Date.parse(a.date_published),
  );
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'The Kittiwake (demo)',
    home_page_url: `${site}/`,
    feed_url: `${site}/feed.json`,
    description:
      'News of harbours, and of what the sea brings. A demonstration: the paper is invented.',
    user_comment:
      'Made by script/make-feed.mjs of Lede. Nobody in it exists, and nor does Port Ellary.',
    icon: `${site}/media/logo.svg`,
    language: 'en',
    authors: [{ name: 'The Kittiwake', url: `${site}/staff` }],
    items,
  };
}

/** JSON as Prettier would leave it: two spaces, and lists of short strings on one line. */
export function feedText(feed = makeFeed()) {
  const lists = /\[\n\s+("(?:[^"\\]|\\.)*"(?:,\n\s+"(?:[^"\\]|\\.)*")*)\n\s+\]/g;
  const text = JSON.stringify(feed, null, 2);
  return `${text.replace(lists, (_, inner) => `[${inner.replace(/,\n\s+/g, ', ')}]`)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL('feed.json', examples);
  if (!process.argv.includes('--check')) writeFileSync(file, feedText());
  else if (readFileSync(file, 'utf8') !== feedText()) {
    process.stderr.write('examples/feed.json is stale: run node script/make-feed.mjs\n');
    process.exitCode = 1;
  }
}
