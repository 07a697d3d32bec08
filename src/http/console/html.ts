/**
 * Markup that is safe to send. Only this file can make one from a bare string: everything else goes through `html`,
 * which escapes, so a hostile log line or member name can never become a tag, an attribute or a script.
 */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }

  /** Markup from this repository's own literals, as they stand. Private to this file: exported makers below escape. */
  static #trusted(markup: string): Html {
    return new Html(markup);
  }

  static template(literals: readonly string[], values: readonly Child[]): Html {
    let markup = literals[0]!;
    for (let i = 0; i < values.length; i++) markup += render(values[i]) + literals[i + 1]!;
    return Html.#trusted(markup);
  }
}

/** What may stand in a template: text (escaped), numbers, other templates, lists of these; `null`, `undefined` and `false` are nothing. */
export type Child = Html | string | number | false | null | undefined | readonly Child[];

/**
 * A tagged template of HTML. Values are escaped for element content and for attribute values in double quotes; always
 * quote attributes. Never put a value into `<script>`, `<style>`, an `on…` or a `style` attribute: escaping does not
 * help there, and the page's content security policy refuses all four.
 */
export const html = (literals: TemplateStringsArray, ...values: Child[]): Html => Html.template(literals, values);

/** An attribute that is there or not: `<input ${flag('checked', on)}>`. The name is checked, so it cannot carry a value. */
export function flag(name: string, on: boolean): Html {
  if (!/^[a-z-]+$/.test(name)) throw new TypeError(`not an attribute name: ${name}`);
  return on ? Html.template([` ${name}`], []) : html``;
}

/** Text in which an e-mail address may break after its `@` and before its dots, rather than in the middle of a word. */
export const breakable = (text: string): Child =>
  text
    .split(/([\w.+-]+@[\w-]+(?:\.[\w-]+)*)/)
    .map((part, index) =>
      index % 2 === 0
        ? part
        : part.split(/(?<=@)|(?=\.)/).map((piece, at) => (at === 0 ? piece : [html`<wbr>`, piece])),
    );

/** A link target from stored text: paths of our own and http(s) addresses pass, anything else (`javascript:` …) becomes `#`. */
export function safeUrl(url: string): string {
  if (/^\/(?![/\\])/.test(url)) return url;
  return /^https?:\/\//i.test(url) ? url : '#';
}

function render(value: Child): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (Array.isArray(value)) return value.map(render).join('');
  return escapeHtml(String(value));
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
