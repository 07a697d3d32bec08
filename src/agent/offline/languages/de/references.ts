export const REF = String.raw`(?:(?:den |der |die |das |dem |diesen |dieser )?(?:vorfall |incident |alarm |alert |warnung |ticket |meldung )?(?:inc|alr)[- ]?\d+(?:(?:,| und) (?:(?:inc|alr)[- ]?)?\d+)*|(?:den |der |die |das )?(?:vorfall|incident|alarm|alert|warnung|ticket) (?:nr\.? ?|nummer )?\d+)`;

/** What an order is about: a reference, or a word that points back. */
export const THING = String.raw`(?:${REF}|ihn|sie(?! )|es|das|diesen(?: vorfall)?|diese(?: warnung)?|dieses|den vorfall|die warnung|den alarm|beide|alle)`;

export const WHO = String.raw`(?:mir|uns|mich|(?!(?:der|dem|den|die)\b)[@\p{L}][\p{L}.'@-]*(?: (?!zu\b|bitte\b)\p{L}[\p{L}'-]*)?)`;

export const MILD = String.raw`(?: bitte| mal| noch| jetzt| einfach| sofort| gerade)*`;
