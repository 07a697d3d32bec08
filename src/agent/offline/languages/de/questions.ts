import type { GlossRule } from '../gloss-rule.ts';
import { REF } from './references.ts';

/** Questions that are known as a whole. */
export const questions: GlossRule[] = [
  [
    'wer (?:genehmigt|bewilligt|entscheidet uber|darf genehmigen|gibt) (?:hier )?(?:die )?(?=vorschlag|regel)',
    'who approves ',
  ],
  [
    'was(?: genau| alles| denn| so)* (?:ist|war)(?: denn| so| alles)? (.{3,40}?) (?:passiert|geschehen|vorgefallen)',
    'what happened $1',
  ],
  [
    'wie (?:lief|verlief|ging|gelaufen ist|ist)(?: denn| so)? (?=(?:die |der |das |den )?(?:letzte|vorige|vergangene|diese|gestrige|heutige|gestern|heute|woche|monat|wochenende))',
    'how was ',
  ],
  [
    'was (?:wartet|steht)(?: denn| noch| gerade| derzeit| momentan| alles)* (?:auf|zur) (?:\\p{L}+ )?(?:freigabe|genehmigung|zustimmung|bestatigung|entscheidung)(?: an| aus)?',
    'what is waiting for approval',
  ],
  [
    '(?:(?:welche|zeige?(?: mir)?|gibt es)(?: die| noch)? )?(?:offenen? )?vorschlage (?:sind|warten|stehen|liegen)(?: noch| gerade| derzeit)*(?: auf (?:eine )?(?:freigabe|genehmigung|entscheidung))?(?: offen| aus| an| vor)?',
    'which proposals are waiting',
  ],
  [
    '(?:sind|laufen|funktionieren|gehen|stehen)(?: denn| noch| gerade| bei uns)* (?:alle|die|unsere) (?:systeme|dienste|teile|komponenten|server)(?: noch| gerade| alle)*(?: in ordnung| ok| okay| erreichbar| online| da| gut| gesund| intakt| verfugbar| einwandfrei| wie sie sollen)?',
    'is everything working',
  ],
  [
    '(?:was ist|was war|was geschah|was passierte)(?: denn)? (?:mit|bei) (.{1,40}?) (?:passiert|geschehen|los)',
    'what happened with $1',
  ],
  ['was (?:ist|war)(?: denn)? (?:mit|bei) (.{1,40}?) los', 'what happened with $1'],
  [`was (?:ist|hat es|war) (?:mit|es mit) (${REF})(?: auf sich)?`, 'what about $1'],
  [`wie (?:steht|sieht) es (?:um|mit|bei) (${REF})(?: aus)?`, 'what about $1'],
  [`(?:wie ist der |der )?(?:stand|status) (?:von|bei|zu) (${REF})`, 'status of $1'],
  [`wer (?:ist (?:fur|fuer) (${REF}) zustandig|(?:bearbeitet|hat|kummert sich um) (${REF}))`, 'who works on $1$2'],
  ['was (?:ist|war|gab es|gabs)(?: denn)?(?: so)? (.{0,30}?) ?(?:los|passiert|neues)', 'what happened $1'],
  ['was ist (?:passiert|geschehen|los)', 'what happened'],
  [
    '(?:gab|gibt) es (?:so )?(?:etwas|was|einen vorfall|einen fall) wie (.{1,30}?) (?:schon|bereits)(?: ein ?mal| mal)?',
    'have we had something like $1 before',
  ],
  [
    `hatten wir (?:so )?(?:etwas|was)? ?(?:wie )?(.{1,30}?) (?:schon|bereits)(?: ein ?mal| mal)?`,
    'have we had something like $1 before',
  ],
  [
    `(?:welche )?(?:vorfalle|vorfaelle|incidents) (?:ahneln|aehneln|gleichen|sind ahnlich wie|sind wie) (${REF})`,
    'incidents similar to $1',
  ],
  [`(?:ahnliche|aehnliche) (?:vorfalle|vorfaelle|incidents|falle)(?: wie| zu)?`, 'similar incidents to'],
  [
    'welche regeln (?:empfiehlst du|empfehlen sie|schlagst du vor|waren sinnvoll|fehlen(?: uns)?|sollten wir .{0,20})',
    'which rules do you recommend',
  ],
  ['(?:was|welche regeln) (?:wurdest du|wurden sie|konnen sie) (?:uns )?empfehlen', 'which rules do you recommend'],
  [
    '(?:was|wie|wobei) (?:kannst du|konnen sie|koennen sie|kann ich)(?: hier| alles| eigentlich| dich| sie| mir| denn)*(?: tun| fragen| machen| helfen)?',
    'what can you do',
  ],
  ['(?:hilf|helfen sie)(?: mir)?', 'help'],
  [
    'wie (?:melde|mache|andere|aendere|kann|sehe|finde|bekomme|erstelle|offne|setze|importiere|lade|fuge|richte) (?:ich|man|wir)',
    'how do i report',
  ],
  ['wer ist das', 'who is that'],
  ['was bedeutet', 'what does it mean'],
  [
    '(?:funktioniert|klappt|geht|lauft|laeuft)(?: denn)?(?: noch| gerade)? (?:alles|das system|der dienst|safenest|die datenbank|die warteschlange)',
    'is everything working',
  ],
  [
    'ist (?:alles|das system|safenest|die datenbank|der dienst)(?: noch| gerade)? (?:in ordnung|ok|okay|gesund|erreichbar|online|da|gut)',
    'is everything working',
  ],
  ['(?:systemzustand|systemstatus|zustand des systems|gesundheitscheck)', 'system health'],
  [
    'wie (?:sicher (?:sind|waren) wir|(?:ist|war|steht es um|sieht) (?:die|unsere) (?:sicherheit|sicherheitslage|lage))',
    'how secure are we',
  ],
  ['(?:tagesbericht|taglicher bericht|tageszusammenfassung)', 'daily report'],
  ['(?:sicherheitslage|sicherheitsbericht|lagebericht|lagebild|wochenbericht|monatsbericht)', 'security posture'],
  ['wie (?:wird|ist) das wetter', 'what is the weather'],
];
