export const REF = String.raw`(?:(?:el |la |los |las |este |esta |del )?(?:incidentes?|alertas?|alarma|ticket)? ?(?:numero |n° ?|no ?)?(?:inc|alr)[- ]?\d+(?:(?:,| y) (?:(?:inc|alr)[- ]?)?\d+)*|(?:el |la |del )?(?:incidente|alerta|ticket) (?:numero |n° ?|no ?)?\d+)`;

export const THING = String.raw`(?:${REF}|el incidente|la alerta|eso|esto|este|esta|lo|la|los|las)`;

export const WHO = String.raw`(?:mi|nosotros|[@\p{L}][\p{L}.'@-]*(?: (?!por\b|y\b|para\b|ahora\b)\p{L}[\p{L}'-]*)?)`;

export const POLITE = String.raw`(?:(?:puedes|puede|podrias|podria|por favor|quiero|quisiera|me gustaria|necesito|hay que|favor de) )*`;
