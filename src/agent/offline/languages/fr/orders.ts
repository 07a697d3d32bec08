import type { GlossRule } from '../gloss-rule.ts';
import { POLITE, REF, THING, WHO } from './references.ts';

const ORDERS: [forms: string, english: string][] = [
  ['ferme[rzs]?|fermer|cloture[rzs]?|clos', 'close'],
  ['acquitte[rzs]?|acquitter|confirme[rzs]?|confirmer|accuse(?:r|z)? reception de', 'acknowledge'],
  ['resou[st]|resoudre|resolvez', 'resolve'],
  ['ignore[rzs]?|ignorer|rejette|rejeter|rejetez', 'dismiss'],
  ['escalade[rz]?|escalader', 'escalate'],
  ['rouvre[zs]?|rouvrir|reouvre[zs]?|reouvrir', 'reopen'],
  ['ouvre[zs]?|ouvrir', 'open'],
  ['cree[rz]?|creer', 'create'],
  ['change[rzs]?|changer|modifie[rz]?|modifier', 'change'],
  ['marque[rzs]?|marquer', 'mark'],
  ['assigne[rzs]?|assigner|attribue[rzs]?|attribuer|affecte[rz]?|affecter|confie[rz]?|confier', 'assign'],
  ['ajoute[rz]?|ajouter', 'add'],
  ['annule[rz]?|annuler', 'undo'],
  ['bloque[rz]?|bloquer', 'block'],
];

const GIVE =
  'attribue[rzs]?|attribuer|assigne[rzs]?|assigner|affecte[rz]?|affecter|confie[rz]?|confier|donne[rz]?|donner';

/** What is not to be done. */
export const forbidden: GlossRule[] = [
  ...ORDERS.flatMap(([forms, english]): GlossRule[] => [
    [`(?:n'|ne )(?:${forms})(?:-(?:le|la|les))? (?:pas|jamais|surtout pas)(?: encore)?`, `do not ${english}`],
    [
      `(?:ne pas|ne surtout pas|il ne faut (?:pas|surtout pas)|pas besoin (?:de|d')|inutile (?:de|d')) ?(?:encore )?(?:${forms})`,
      `do not ${english}`,
    ],
  ]),
  [`(${REF}) ne (?:doit|devrait) pas (?:encore )?etre (?:ferme|cloture|acquitte|modifie|resolu)e?`, 'do not close $1'],
];

/** Orders with what they are about. */
export const orders: GlossRule[] = [
  [`${POLITE}(?:m'|me )(?:${GIVE}) (${THING})`, 'assign $1 to me'],
  [`(?:${GIVE})-moi (${REF})`, 'assign $1 to me'],
  [`(?:${GIVE})-(?:le|la|les)-(?:moi|nous)`, 'assign it to me'],
  [`(?:${GIVE})-(?:le|la|les) (?:a|au) (${WHO})`, 'assign it to =1'],
  [`${POLITE}(?:${GIVE}) (${THING}) a (?:moi|moi-meme)`, 'assign $1 to me'],
  [`${POLITE}(?:${GIVE}) (${THING}) (?:a|au) (${WHO})`, 'assign $1 to =2'],
  [`je (?:prends|m'occupe (?:de |d'))(?: en charge)? ?(${THING})`, 'assign $1 to me'],
  [`je (?:le|la|les) prends|je m'en (?:occupe|charge)`, 'assign it to me'],
  [`${POLITE}(?:retire[rz]?|enleve[rz]?|detache[rz]?) (${REF}) (?:de|d'|du) (${REF})`, 'remove $1 from $2'],
  [
    `${POLITE}(?:ajoute[rz]?|ajouter|lie[rz]?|lier|rattache[rz]?|rattacher|relie[rz]?|relier) (${REF}) (?:a|avec) (${THING})`,
    'add $1 to $2',
  ],
  [
    `${POLITE}annule[rz]? (?:le |la )?(?:dernier|derniere)? ?(?:changement|modification|action) (?:de |d'|sur |du )(${THING})`,
    'undo the last change of $1',
  ],
  [`${POLITE}annule[rz]?(?: (?:ca|cela|le dernier changement|la derniere modification))?(?=[ .!?]*$)`, 'undo'],
  [
    `${POLITE}(?:passe[rz]?|passer|mets|mettre|mettez) (${THING}) (?:en|a|au)(?: niveau| statut| gravite)?`,
    'set $1 to',
  ],
  [`${POLITE}marque[rzs]? (${THING}) comme`, 'mark $1 as'],
  [`(?:commente[rz]?|commenter|commentaire (?:sur|pour)|note (?:sur|dans|pour)) (${REF})`, 'comment on $1'],
  [`(?:ajoute[rz]?|ajouter|ecris|ecrivez) (?:un |le )?(?:commentaire|note)? ?(?:a|dans|sur) (${REF})`, 'comment on $1'],
  [`(?:note[rz]?|noter|ecris|ecrivez) (?:dans|sur) (${REF}) que (.+)`, 'comment on $1: =2'],
  [`(?:commentaire|note|commente[rz]?)`, 'comment'],
  [`${POLITE}(?:signale[rz]?|signaler|declare[rz]?|declarer) que (.+)`, 'report that =1'],
  [`${POLITE}renomme[rz]? (${THING}) en (.+)`, 'rename $1 to =2'],
  [`${POLITE}(?:signale[rz]?|declare[rz]?) (?!un (?:nouvel )?incident)((?:une?|le|la|mon|ma|des) .+)`, 'report =1'],
  [
    `${POLITE}(?:ouvre[zs]?|ouvrir|cree[rz]?|creer|signale[rz]?|signaler|declare[rz]?|declarer|lance[rz]?) (?:un |une )?(?:nouvel |nouveau )?(?:(?:incident|ticket) (critique|grave|moyen|mineur))(?: de securite)?`,
    'open a $1 incident',
  ],
  [
    `${POLITE}(?:ouvre[zs]?|ouvrir|cree[rz]?|creer|declare[rz]?|declarer|lance[rz]?) (?:un |une )(?:nouvel |nouveau )?(?:incident|ticket)(?: de securite)?`,
    'open an incident',
  ],
  [
    `${POLITE}(?:signale[rz]?|signaler) (?:un |une )(?:nouvel |nouveau )?(?:incident|ticket)(?: de securite)?`,
    'report an incident',
  ],
  [
    `${POLITE}(?:montre[rz]?|montrer|affiche[rz]?|afficher|liste[rz]?|lister|donne[rz]?|donner|fais voir|enumere[rz]?)(?:-moi|-nous| moi| nous)?`,
    'show me',
  ],
  [
    `(?:(?:ecris|ecrivez|redige[rz]?|fais|faites|prepare[rz]?)(?:-moi|-nous)? )?(?:un |le )?rapport (?:a|pour) la (?:direction|hierarchie)`,
    'write an executive report',
  ],
  [
    `(?:(?:ecris|ecrivez|redige[rz]?|fais|faites|prepare[rz]?)(?:-moi|-nous)? )?(?:un |le )?(?:point de situation|rapport tactique)`,
    'write a tactical report',
  ],
  [
    '^(?:(?:montre[rz]?|ouvre[rz]?)(?:-moi)? )?(?:le )?(?:bilan|retour d.experience|post-?mortem) (?=(?:de |d.|sur |du )?(?:l.incident )?inc)',
    'the review ',
  ],
  [`${POLITE}(?:resume[rz]?|resumer|recapitule[rz]?)(?:-moi| moi)?`, 'summarise'],
  [`${POLITE}(?:propose[rz]?|proposer|suggere[rz]?|redige[rz]?)(?:-moi)?`, 'propose'],
];

/** Their verbs alone. */
export const orderWords: GlossRule[] = ORDERS.map(([forms, english]): GlossRule => [`${POLITE}(?:${forms})`, english]);
