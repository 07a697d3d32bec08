/** What somebody wants of the message they speak about: on a timeline, or off it; of the incident they name, or of the place's own. */
export interface PinOrder {
  on: boolean;
  incident: number | null;
  /** The message is kept as a link as well, under this title; null for its own first words. */
  bookmark?: { title: string | null };
}

const POLITE = String.raw`(?:(?:please|can you|could you|bitte|kannst du|s'il (?:te|vous) pla[iî]t|peux-tu|pouvez-vous|por favor|puedes)[, ]+)?`;
const END = String.raw`(?:,? (?:please|bitte|s'il (?:te|vous) pla[iî]t|por favor))?[ .!]*$`;
const INC = String.raw`(?:the )?(?:incident |vorfall |l'incident )?inc[- ]?(?<number>\d{1,9})`;
const THIS_EN = String.raw`(?:this|that|it|the above|(?:this|that|the) message|what (?:he|she|they) (?:said|wrote))`;
const THIS_DE = String.raw`(?:das|dies|es|diese nachricht|die nachricht)`;
const THIS_FR = String.raw`(?:ça|ceci|cela|ce message|le message)`;
const THIS_ES = String.raw`(?:esto|eso|este mensaje|el mensaje)`;
const LINE_EN = String.raw`(?:the |its |this incident's |the incident's )?timeline`;

const said = (body: string): RegExp => new RegExp(`^${POLITE}${body}${END}`, 'iu');

const PINS = [
  said(String.raw`pin ${THIS_EN}(?: (?:to|on|in|onto) (?:(?:${LINE_EN})(?: (?:of|for) ${INC})?|(?:the )?incident))?`),
  said(String.raw`pin ${THIS_EN} (?:to|on|in|onto) ${INC}(?:'s timeline)?`),
  said(
    String.raw`(?:add|put|save|quote|record|write) ${THIS_EN} (?:to|on|in|into|onto) ${LINE_EN}(?: (?:of|for) ${INC})?`,
  ),
  said(
    String.raw`(?:hefte?|pinne?) ${THIS_DE}(?: (?:an|in|zu|bei) (?:(?:den|die|dem) (?:verlauf|zeitleiste)(?: (?:von|zu) ${INC})?))?(?: an)?`,
  ),
  said(String.raw`(?:hefte?|pinne?) ${THIS_DE} (?:an|in|zu|bei) ${INC}(?: an)?`),
  said(
    String.raw`(?:nimm|setze?|schreibe?|füge?) ${THIS_DE} (?:in|zu|zum|zur) (?:(?:den|die|der|dem) )?(?:verlauf|zeitleiste)(?: (?:von|zu) ${INC})?(?: (?:auf|hinzu))?`,
  ),
  said(
    String.raw`épingle[rz]?[- ]?(?:le |la )?${THIS_FR}(?: (?:à|dans|sur) (?:la chronologie|l'incident))?(?: (?:de|à|dans|sur) ${INC})?`,
  ),
  said(String.raw`(?:ajoute[rz]?|mets|mettez|note[rz]?) ${THIS_FR} (?:à|dans|sur) la chronologie(?: de ${INC})?`),
  said(String.raw`(?:fija|fije|ancla) ${THIS_ES}(?: (?:en|a) la cronología)?(?: (?:en|a|de) ${INC})?`),
  said(String.raw`(?:añade|añada|agrega|pon|ponga|anota) ${THIS_ES} (?:a|en) la cronología(?: de ${INC})?`),
];
const FOR_INC = String.raw`(?: (?:to|for|on|in|of|zu|für|in|von|à|pour|dans|de|a|para|en) ${INC})?`;
const TITLE = String.raw`(?: (?:as|als|comme|como) (?<title>.{1,120}?))?`;
const BOOKMARKS = [
  said(String.raw`(?:bookmark|save) ${THIS_EN} as (?:a )?bookmark${FOR_INC}`),
  said(String.raw`(?:bookmark) ${THIS_EN}${TITLE}${FOR_INC}`),
  said(String.raw`(?:add|make) ${THIS_EN} (?:to the bookmarks|a bookmark)${FOR_INC}`),
  said(String.raw`(?:setze? |mach[e]? )(?:ein )?lesezeichen(?: (?:auf|für|hier))?(?: ${THIS_DE})?${TITLE}${FOR_INC}`),
  said(String.raw`merke? (?:dir )?${THIS_DE} als lesezeichen${FOR_INC}`),
  said(String.raw`(?:mets|mettez|ajoute[rz]?) ${THIS_FR} (?:en|aux|dans les) (?:signets?|favoris)${FOR_INC}`),
  said(
    String.raw`(?:guarda|guarde|añade|añada|marca) ${THIS_ES} (?:como marcador|en marcadores|a los marcadores)${FOR_INC}`,
  ),
];
const UNPINS = [
  said(String.raw`unpin ${THIS_EN}`),
  said(String.raw`(?:take|remove|delete) ${THIS_EN} (?:from|off) ${LINE_EN}`),
  said(String.raw`(?:${THIS_DE} )?nicht mehr anheften`),
  said(
    String.raw`(?:nimm|lösche?|entferne?) ${THIS_DE} (?:aus|von) (?:dem |der )?(?:verlauf|zeitleiste)(?: heraus| raus)?`,
  ),
  said(String.raw`désépingle[rz]? ${THIS_FR}`),
  said(String.raw`(?:retire[rz]?|enlève[rz]?|enlevez) ${THIS_FR} de la chronologie`),
  said(String.raw`(?:desfija|desfije|desancla) ${THIS_ES}`),
  said(String.raw`(?:quita|quite|retira) ${THIS_ES} de la cronología`),
];

/** Such an order, to its last word; null for every other message. */
export function pinOrderIn(text: string): PinOrder | null {
  if (text.length > 200) return null;
  const plain = text
    .normalize('NFC')
    .trim()
    .replaceAll(/[‘’´`]/g, "'")
    .replaceAll(/\s+/g, ' ');
  const pins = PINS.map((one) => one.exec(plain)).find((one) => one !== null);
  if (pins) return { on: true, incident: pins.groups?.number ? Number(pins.groups.number) : null };
  const kept = BOOKMARKS.map((one) => one.exec(plain)).find((one) => one !== null);
  if (kept) {
    const { number, title } = kept.groups ?? {};
    return { on: true, incident: number ? Number(number) : null, bookmark: { title: title ?? null } };
  }
  return UNPINS.some((one) => one.test(plain)) ? { on: false, incident: null } : null;
}
