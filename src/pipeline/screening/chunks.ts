/** A piece of folded text between white space: what it stands for, or the words in it. */
export interface Chunk {
  kind: 'words' | '<link>' | '<someone>';
  text: string;
  begin: number;
  end: number;
  /** One letter or its stand-in, with no more than a sign beside it: a piece of `f u c k`. */
  single: boolean;
}

const LINK = /^[(<["']*(?:https?:\/\/|www\.)\S/;
const FILE_OR_HOST =
  /^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|gg|tv|co|uk|de|edu|gov|js|ts|py|go|rs|json|md|ya?ml|html?|txt)(?:[/:?#]\S*)?[.,;:!?)]*$/;
const MAIL = /^\S+@[\w-]+\.\w/;
/** Of Slack and Discord: `<@U123>`, `<@!123>`, `<#C1|general>`; and `@name`, of which what is no letter may hide a word. */
const SOMEONE = /^(?:<[@#][!&]?\w+(?:\|[^>]*)?>|@[\w.-]{3,})[.,:;!?]*$/;
/** `<:name:123>` is a picture of that name. */
const CUSTOM_PICTURE = /^<a?:(\w+):\d+>$/;

/** Cuts folded text at white space; in time linear in the text. */
export function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let begin = -1;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && text.charCodeAt(i) !== 32) {
      if (begin < 0) begin = i;
    } else if (begin >= 0) {
      chunks.push(chunkOf(text, begin, i));
      begin = -1;
    }
  }
  return chunks;
}

/** Longer than this nothing is told apart by shape. */
const LONGEST_SHAPE = 300;

function chunkOf(text: string, begin: number, end: number): Chunk {
  const whole = text.slice(begin, end);
  const shape = whole.length > LONGEST_SHAPE ? whole.slice(0, LONGEST_SHAPE) : whole;
  const plain = { text: whole, begin, end, single: false };
  if (LINK.test(shape)) return { kind: '<link>', ...plain };
  if (whole.length === end - begin && whole.length <= LONGEST_SHAPE) {
    if (shape.includes('@')) {
      if (MAIL.test(shape)) return { kind: '<link>', ...plain };
      if (SOMEONE.test(shape) && !/^@(?:ss|55|\$\$)/.test(shape)) return { kind: '<someone>', ...plain };
    }
    if (shape.includes('.') && FILE_OR_HOST.test(shape)) return { kind: '<link>', ...plain };
    const picture = CUSTOM_PICTURE.exec(shape);
    if (picture)
      return {
        kind: 'words',
        text: picture[1]!,
        begin: begin + whole.indexOf(':') + 1,
        end: begin + whole.indexOf(':') + 1 + picture[1]!.length,
        single: false,
      };
  }
  return { kind: 'words', ...plain, single: /^[*_.-]?[a-z0-9@$!|][*_.,-]?$/.test(shape) };
}
