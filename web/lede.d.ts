// Types of lede.mjs (the library) and of <lede-card> (lede.js).

/** Text, UTF-8 bytes as they were fetched (a byte order mark and bad UTF-8 are the core's business). */
export type Text = string | ArrayBuffer | ArrayBufferView;
/** JSON: its text, its bytes, or an object that is written as JSON. */
export type Json = Text | object;

/** What went wrong. Every failure of a verb is thrown as one. */
export class LedeError extends Error {
  name: 'LedeError';
  /** A stable name, such as `json-syntax` (docs/names.md lists them). */
  code: string;
  /** JSON pointer (RFC 6901) of the value at fault; empty is the whole document. */
  pointer: string;
  /** Byte offset, where there is no pointer: syntax and encoding. */
  offset?: number;
  constructor(fault: Fault);
}

/** One thing that is wrong with an input, and in `message` what to change. */
export interface Fault {
  code: string;
  pointer?: string;
  offset?: number;
  message: string;
}

export interface RenderOptions {
  /** Which item of a feed. */
  id?: string;
  region?: 'all' | 'card' | 'body' | 'notice' | 'support';
  layout?: 'compact' | 'standard' | 'full';
  expanded?: boolean;
  /** The reader's clock, milliseconds since 1970. The core has none of its own. */
  now_ms?: number;
  /** Minutes to add to UTC for the reader's local time: `-new Date().getTimezoneOffset()`. */
  tz_offset_min?: number;
  /** Language of the card's own words, BCP 47; the article's unless given. */
  lang?: string;
  dir?: 'ltr' | 'rtl' | 'auto';
  /** `#rgb` or `#rrggbb`, instead of the publisher's; the ink on it is chosen. */
  accent?: string;
  /** Of the headline, 2 to 6. */
  heading_level?: number;
  /** The article's address: what relative links stand against. */
  base_url?: string;
  /** The profile's address, likewise. */
  profile_url?: string;
  /** Host of the page around the card, named in the donation link. */
  partner?: string;
  /** What ids begin with; itself begins with `l-`. */
  id_prefix?: string;
  /** `link`: the button leads to the article instead of opening the card. */
  expand?: 'inline' | 'link';
  /** From a `paint` effect; opaque. */
  with?: unknown;
}

/** What the page may know of an article without reading it. */
export interface Facts {
  id: string;
  url: string;
  title: string;
  section: string;
  sensitive: boolean;
  /** In place: there is a body, and the card is no mere link. */
  opens: boolean;
  tags: string[];
  lang: string;
  dir: 'ltr' | 'rtl';
  words: number;
  minutes: number;
  /** Paragraphs of the body, those inside lists and quotations not counted. */
  paragraphs: number;
  /** The language that the card speaks. */
  interface_lang: string;
  outline: { level: number; id: string; text: string }[];
  publisher: string;
  /** Only where the body was too long to be shown whole: docs/security.md, "Caps". */
  cut?: true;
  /** Checked CSS declarations from the profile, for `:host{...}`; empty without a theme. */
  theme: string;
  /** The profile's sections on consent and support, as they were written, where it has any. */
  settings?: { consent?: object; support?: object };
}

/** What happened. `type` is one of the inputs of src/widget/names.def. */
export interface Event {
  type: string;
  [field: string]: unknown;
}

/** What the core wants done. */
export interface Effect {
  do: string;
  card?: string;
  [field: string]: unknown;
}

export interface MarkupOptions {
  /** Where relative URLs lead. */
  base_url?: string;
  /** BCP 47, for quotation marks. */
  lang?: string;
  /** Of a first heading, 1 to 6; 2 unless given. */
  heading_level?: number;
  /** What ids begin with; itself begins with `l-`. */
  id_prefix?: string;
}

export interface MarkdownOptions extends MarkupOptions {
  /** Plain CommonMark, for conformance. */
  strict?: boolean;
}

export interface Lede {
  /** The release that the wasm is of. */
  readonly version: string;
  /**
   * An article's card, or one region of it, as HTML.
   * @param article a JSON Feed item, or a feed with `options.id`
   * @throws {LedeError}
   */
  render(
    article: Json,
    profile?: Json | null,
    options?: RenderOptions | null,
  ): { html: string; facts: Facts };
  /**
   * One event into a page's state. Pure: keep `state`, hand it in with the next event.
   * @param state null for a new page
   * @throws {LedeError}
   */
  step(state: Json | null | undefined, event: Text | Event): { state: string; effects: Effect[] };
  /** Untrusted Markdown as safe HTML. @throws {LedeError} */
  markdown(text: Text, options?: MarkdownOptions | null): string;
  /** Untrusted HTML as safe HTML. @throws {LedeError} */
  html(text: Text, options?: MarkupOptions | null): string;
  /** The one stylesheet of every card. */
  style(): string;
}

/** What a linter has found in a profile. */
export interface Finding {
  severity: 'error' | 'warning';
  pointer: string;
  sentence: string;
}

/** One decision about a request for support, as `lede decide` prints it. */
export interface Decision {
  show: { campaign: string; variant: string; placement: 'top' | 'inline' | 'end' } | null;
  reason: string;
  /** Milliseconds since 1970; null where nobody can say. */
  next_eligible_at: number | null;
  trace: {
    campaign: string | null;
    rule: string;
    actual: unknown;
    required: unknown;
    pass: boolean;
  }[];
}

/** What those who write articles and profiles want, and no reader's page. */
export interface Editor {
  /** Every fault of an item, a feed or a profile; empty when all is well. @throws {LedeError} */
  check(text: Json): Fault[];
  /**
   * What in a profile's campaigns is a mistake, or looks like one.
   * @param options `now_ms`: what has ended by then is named; now unless given
   * @throws {LedeError}
   */
  lint(profile: Json, options?: { now_ms?: number; base_url?: string } | null): Finding[];
  /**
   * Whether a request for support would be shown, and why; docs/publishers.md tells what is asked.
   * @throws {LedeError}
   */
  decide(question: Json): Decision;
}

type Wasm = string | URL | Response | BufferSource | WebAssembly.Module;

/**
 * Takes the core into use.
 * @param wasm where it is, or it itself; `lede.wasm` beside this module unless given
 * @throws {LedeError} `network`, `http-status`, `wrong-type`, `wasm-blocked` or `wasm-failed`
 */
export function load(wasm?: Wasm | Promise<Wasm>): Promise<Lede>;

/** As `load()`, of what editors want; `lede-editor.wasm` beside this module unless given. */
export function loadEditor(wasm?: Wasm | Promise<Wasm>): Promise<Editor>;

/** `<lede-card>`, which lede.js defines. */
export interface LedeCard extends HTMLElement {
  /** What is shown: as it was given, or the bytes that were fetched. Setting it needs no `src`. */
  article: Json | undefined;
  /** The publisher's profile, likewise; but a string is its address, the same as the attribute. */
  profile: Json | undefined;
  /** How the card came to be; `light` is the author's own HTML. */
  readonly engine: 'light' | 'wasm';
  /** Why the light content stands there, the same as the detail of `lede:error`. */
  readonly error: { code: string; pointer: string; message: string } | null;
  expand(): void;
  collapse(): void;
}

export interface LedeCardClass {
  new (): LedeCard;
  /** The page's own answer for a publisher's cards. */
  setConsent(profileUrl: string, grants: unknown): void;
  /** The reader has just given to this publisher. */
  supported(profileUrl: string): void;
}

/** What the detail of every event of a card says, so that many cards can be told apart. */
export interface CardDetail {
  id: string;
  url: string;
}

/** What became of a request for support; docs/publishers.md tells the reasons. */
export interface SupportDetail extends CardDetail {
  /**
   * `none`: it was decided that there is none. `insert`: it stands in the card. `view`: a first pixel was seen.
   * `impression`: half of it for a second. `skip`: it came too late for its place. The rest is what the reader did.
   */
  action: 'none' | 'insert' | 'view' | 'impression' | 'click' | 'dismiss' | 'conversion' | 'skip';
  /** Null where there is none. */
  campaign: string | null;
  variant: string | null;
  reason: string;
  /** When there could be one if nothing else happened, milliseconds since 1970; null where nobody can say. */
  next_eligible_at: number | null;
}

/** Attributes of `<lede-card>`; with `data-` before them those of the one-tag form's script. docs/names.md tells them. */
export interface LedeCardAttributes {
  src?: string;
  profile?: string;
  layout?: 'compact' | 'standard' | 'full';
  theme?: 'auto' | 'light' | 'dark' | 'host';
  accent?: string;
  lang?: string;
  dir?: 'ltr' | 'rtl' | 'auto';
  'heading-level'?: number | string;
  expand?: 'inline' | 'link';
  loading?: 'lazy' | 'eager';
  region?: string;
  consent?: 'auto' | 'host' | 'granted' | 'denied';
  /** `off`: this card asks for no support. */
  support?: 'on' | 'off';
  /** Of a campaign to preview: its id, or `id:variant`. Nothing is counted then. */
  campaign?: string;
}

/** Events of a card: they bubble, out of shadow roots too. */
export interface LedeCardEventMap {
  'lede:ready': CustomEvent<CardDetail>;
  /** Cancelable. */
  'lede:before-expand': CustomEvent<CardDetail>;
  'lede:expand': CustomEvent<CardDetail>;
  'lede:collapse': CustomEvent<CardDetail>;
  'lede:consent': CustomEvent<
    CardDetail & {
      profile: string;
      grants: string[];
      source: string;
      decided: boolean;
      [field: string]: unknown;
    }
  >;
  'lede:support': CustomEvent<SupportDetail>;
  'lede:share': CustomEvent<CardDetail & { how: 'share' | 'copy' }>;
  'lede:error': CustomEvent<{ code: string; pointer: string; message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'lede-card': LedeCard;
  }
  interface HTMLElementEventMap extends LedeCardEventMap {}
  interface DocumentEventMap extends LedeCardEventMap {}
  interface CustomElementRegistry {
    get(name: 'lede-card'): LedeCardClass | undefined;
    whenDefined(name: 'lede-card'): Promise<LedeCardClass>;
  }
}
