// How lede.mjs may be used, and may not, as TypeScript sees it. Read by types.test.mjs, never run.
import {
  load,
  loadEditor,
  LedeError,
  type Facts,
  type Fault,
  type LedeCard,
  type RenderOptions,
} from '../../dist/lede.mjs';
import * as ours from '../../web/lede.mjs';

const lede = await load();
const html: string = lede.render({ id: '1' }).html;
const facts: Facts = lede.render('{}', null, { layout: 'compact', heading_level: 2 }).facts;
const bytes: string = lede.render(new Uint8Array(), new ArrayBuffer(0), null).html;
const step: { state: string; effects: { do: string }[] } = lede.step(null, { type: 'profile' });
const next: string = lede.step(step.state, '{}').state;
const texts: string[] = [
  lede.markdown('*a*', { strict: true, id_prefix: 'l-x-' }),
  lede.html('<p>', { lang: 'uk', heading_level: 3, id_prefix: 'l-x-' }),
  lede.html(new Uint8Array(), { base_url: 'https://a.example/' }),
  lede.style(),
  lede.version,
];
const editor = await loadEditor();
const faults: Fault[] = editor.check('{}');
const found: string[] = editor.lint('{}', { now_ms: 0 }).map(({ severity }) => severity);
const campaign: string | undefined = editor.decide({ now: 0 }).show?.campaign;
await loadEditor('lede-editor.wasm');
await load('lede.wasm');
await load(new URL('https://a.example/lede.wasm'));
await load(fetch('lede.wasm'));
await load(new Uint8Array());
await load(await WebAssembly.compile(new Uint8Array()));

try {
  lede.render('');
} catch (error) {
  if (error instanceof LedeError)
    console.log(error.code, error.pointer, error.offset, error.message);
}

const card: LedeCard = document.createElement('lede-card');
card.article = { id: '1' };
card.profile = 'https://pub.example/lede.json';
card.expand();
card.collapse();
const rung: 'light' | 'wasm' = card.engine;
const code: string | undefined = card.error?.code;
const spoken: string = facts.interface_lang;
const sections: object | undefined = facts.settings?.consent;
const options: RenderOptions = { dir: 'auto', accent: '#9a3412', profile_url: '/lede.json' };
card.addEventListener('lede:ready', ({ detail }) => console.log(detail.id.length));
card.addEventListener('lede:share', ({ detail }) => detail.how satisfies 'copy' | 'share');
document.addEventListener('lede:error', ({ detail }) => detail.code.length);
customElements.get('lede-card')?.setConsent('/lede.json', true);
customElements.whenDefined('lede-card').then((Card) => Card.supported('/lede.json'));
const Own: CustomElementConstructor | undefined = customElements.get('own-card');

// @ts-expect-error a card needs an article
lede.render();
// @ts-expect-error there is no such layout
lede.render('{}', null, { layout: 'huge' });
// @ts-expect-error an event has a type
lede.step(null, { card: '1' });
// @ts-expect-error nothing is asked of it
editor.check('{}', {});
// @ts-expect-error a card's events are known by their names
card.addEventListener('lede:share', ({ detail }) => detail.where);
// @ts-expect-error Markdown is text
lede.markdown(5);
// @ts-expect-error it is read only
lede.version = '2';
// @ts-expect-error it is read only
card.engine = 'wasm';
// @ts-expect-error nothing is no module
await load(null);

// What is written is what is promised.
const promised: Pick<
  Awaited<ReturnType<typeof load>>,
  'markdown' | 'html' | 'style' | 'version'
> = await ours.load();

export {
  bytes,
  campaign,
  code,
  facts,
  faults,
  found,
  html,
  next,
  options,
  Own,
  promised,
  rung,
  sections,
  spoken,
  texts,
};
