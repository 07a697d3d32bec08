/**
 * Takes the power from mentions and tags, so that nothing quoted from a log can ping a channel or a person on any platform. The sign
 * that breaks a word is one that stays when the text is stored.
 */
export const neutraliseMentions = (text: string): string =>
  text
    .replaceAll(/@(?=(?:everyone|here|channel|all|team)(?![\p{L}\p{N}]))/giu, '@\u200c')
    .replaceAll(/<(?=[@#!&]|\/?(?!https?:)[a-z])([^<>]*)(>?)/gi, blunted);

/** A tag as words: the sign that opens it and the one that closes it still match. */
export const blunted = (_: string, inside: string, close: string): string => `‹${inside}${close === '' ? '' : '›'}`;
