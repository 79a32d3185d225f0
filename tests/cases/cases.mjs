// The golden cases as JavaScript sees them: shared by the runners in tests/cli and tests/node and by update.mjs.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const top = new URL('./', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, top));
const bytes = (name) => readFileSync(path(name));
const ifAny = (name) => (existsSync(path(name)) ? bytes(name) : undefined);

/** HTML with a line break more between `>` and `<`, and one at the end. Nothing is lost by it. */
export const readable = (html) => html.replaceAll(/>(?=\n*<)/g, '>\n') + '\n';

/** The very HTML again. */
export const asPrinted = (text) => text.replace(/\n$/, '').replaceAll(/>\n(?=\n*<)/g, '>');

const folders = (kind) =>
  readdirSync(path(kind), { withFileTypes: true }).filter((one) => one.isDirectory());
const files = (kind) => readdirSync(path(kind)).filter((name) => name.endsWith('.json'));

/** Everything that one rendered case says; `html`, `facts`, `error` and `said` are what is expected. */
export const renderCases = () =>
  folders('render').map(({ name }) => {
    const at = `render/${name}`;
    const text = (file) => ifAny(`${at}/${file}`)?.toString();
    const html = text('expected.html');
    return {
      name,
      folder: path(at),
      item: bytes(`${at}/item.json`),
      profile: ifAny(`${at}/profile.json`),
      options: JSON.parse(text('options.json') ?? '{}'),
      html: html === undefined ? undefined : asPrinted(html),
      facts: text('facts.json'),
      error: text('error.json'),
      said: text('said.txt') ?? '',
    };
  });

/** Bodies: `verb` is the command and the library's function, `html` what must come of the `text`. */
export const markupCases = () =>
  readdirSync(path('markup'))
    .filter((file) => /\.(html|md)$/.test(file))
    .map((file) => {
      const name = file.replace(/\.\w+$/, '');
      const expected = ifAny(`markup/${name}.expected`)?.toString();
      return {
        name,
        verb: file.endsWith('.md') ? 'markdown' : 'html',
        file: path(`markup/${name}.expected`),
        text: bytes(`markup/${file}`),
        html: expected === undefined ? undefined : asPrinted(expected),
      };
    });

/** Where the bodies of the markup cases stand. */
export const markupBase = 'https://kittiwake.example/a/story';

/** `expected`: what `lede check NAME.json` prints in that folder. */
export const checkCases = () =>
  files('check').map((file) => ({
    name: file.slice(0, -'.json'.length),
    file,
    folder: path('check'),
    text: bytes(`check/${file}`),
    expected: ifAny(`check/${file.slice(0, -'.json'.length)}.expected`)?.toString(),
  }));

/** Events, each with the effects or the error that must follow. */
export const stepCases = () =>
  files('step').map((file) => ({
    name: file.slice(0, -'.json'.length),
    ...JSON.parse(bytes(`step/${file}`)),
  }));

const flags = {
  layout: '--layout',
  region: '--region',
  lang: '--lang',
  dir: '--dir',
  accent: '--accent',
  expand: '--expand',
  partner: '--partner',
  base_url: '--base-url',
  profile_url: '--profile-url',
  heading_level: '--heading-level',
  with: '--with',
};

/** A case's options as the command takes them. Every case names its time, since the command has a clock. */
export function renderArguments({ name, profile, options }) {
  const { id, expanded, now_ms: now, tz_offset_min: offset = 0, ...others } = options;
  if (now === undefined) throw new Error(`${name}/options.json lacks now_ms`);
  const words = [
    'render',
    id === undefined ? 'item.json' : `item.json#${id}`,
    '--now',
    isoTime(now, offset),
  ];
  if (profile) words.push('--profile', 'profile.json');
  if (expanded) words.push('--expanded');
  for (const [key, value] of Object.entries(others)) {
    if (!flags[key]) throw new Error(`${name}/options.json: the command has no option for ${key}`);
    words.push(flags[key], typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return words;
}

const two = (number) => String(Math.trunc(number)).padStart(2, '0');

/** 1678951800000 and 120: "2023-03-16T09:30:00.000+02:00". */
const isoTime = (ms, offset) =>
  new Date(ms + offset * 60_000).toISOString().slice(0, -1) +
  (offset < 0 ? '-' : '+') +
  `${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;

/** What the command says of an error that a case's error.json names: the document stands in front, once. */
export function complaint({ pointer, offset, message }) {
  const file = message.startsWith('profile: ') ? 'profile.json' : 'item.json';
  return `lede: ${place(file, { pointer, offset })}: ${message.replace('profile: ', '')}\n`;
}

/** "item.json:#/title", or "item.json:@12" for what is no JSON. */
export const place = (file, { pointer, offset }) =>
  offset === undefined ? `${file}:#${pointer}` : `${file}:@${offset}`;
