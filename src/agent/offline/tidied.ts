/** A message in one line, with one kind of apostrophe: as it was typed otherwise. */
export const tidied = (text: string): string =>
  text
    .normalize('NFC')
    .trim()
    .replaceAll(/[‘’´`]/g, "'")
    .replaceAll(/\s+/g, ' ');
