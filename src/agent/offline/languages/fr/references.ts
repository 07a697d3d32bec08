export const REF = String.raw`(?:(?:l'|la |le |les |cet |cette |d'|du )?(?:incidents?|alertes?|alarme|ticket)?s? ?(?:numero |n° ?|no ?)?(?:inc|alr)[- ]?\d+(?:(?:,| et) (?:(?:inc|alr)[- ]?)?\d+)*|(?:l'|la |le |d'|de l')?(?:incident|alerte|ticket) (?:numero |n° ?|no ?)?\d+)`;

export const THING = String.raw`(?:${REF}|l'incident|l'alerte|celui-ci|celle-ci|ca|cela|le|la|les|cet incident|cette alerte)`;

export const WHO = String.raw`(?:moi|nous|[@\p{L}][\p{L}.'@-]*(?: (?!s'il|svp|et|pour|maintenant)\p{L}[\p{L}'-]*)?)`;

export const POLITE = String.raw`(?:(?:peux-tu|pouvez-vous|pourriez-vous|pourrais-tu|tu peux|vous pouvez|veuillez|merci de|je (?:voudrais|veux|souhaite)(?: que tu| que vous)?|il faut) )?`;
