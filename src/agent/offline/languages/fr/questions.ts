import type { GlossRule } from '../gloss-rule.ts';
import { REF, THING } from './references.ts';

/** Questions that are known as a whole. */
export const questions: GlossRule[] = [
  ['(?:tu (?:sais|peux)|vous (?:savez|pouvez))(?: me)?(?: faire| aider a)? quoi', 'what can you do'],
  ["comment (?:s'est|se sont)(?: bien| donc)? passee?s?", 'how was'],
  [
    "(?:qu'est-ce qui|que?|ce qui|qu') ?(?:attend|est en attente|reste en attente)(?: encore)?(?: d'| de | pour )?(?:une |mon |notre |la |ma )?(?:approbation|validation|decision|accord|autorisation)?",
    'what is waiting for approval',
  ],
  [
    '(?:quelles |les )?propositions (?:sont |encore |toujours )*(?:en attente|attendent)(?: (?:une |mon |notre |d.|de |la |ma )?(?:approbation|validation|decision|accord))?',
    'which proposals are waiting',
  ],
  [
    '(?:est-ce que )?(?:tous|toutes) (?:les|nos) (?:systemes|services|composants|serveurs|parties)(?: est-ce que)? (?:fonctionnent|marchent|tournent|vont|sont)(?:-ils|-elles)?(?: tous| toutes)?(?: bien| operationnels| disponibles| en ordre| en bon etat| ok| en ligne| correctement)*',
    'is everything working',
  ],
  [
    `(?:que s'est-il passe|qu'est-ce qui s'est passe|qu'est-il arrive|qu'est-ce qu'il y a eu|que s'est il passe) (?:avec|pour|sur|a) (${THING})`,
    'what happened with $1',
  ],
  [
    `(?:que s'est-il passe|qu'est-ce qui s'est passe|qu'est-il arrive|que s'est il passe|quoi de neuf|qu'y a-t-il(?: eu)?(?: de neuf)?|qu'est-ce qu'il y a(?: eu)?)`,
    'what happened',
  ],
  [
    `(?:ou en est|ou en sont|ou en est-on (?:avec|de|sur)|quel est l'etat de|etat de|statut de) (${THING})`,
    'what about $1',
  ],
  [`qui (?:s'occupe de|s'occupe d'|a|traite|gere) ?(${REF})`, 'who works on $1'],
  [
    `(?:a-t-on|avons-nous|on a|est-ce qu'on a)(?: deja)? (?:deja )?(?:vu|eu)(?: quelque chose)? (?:comme|de semblable a|de similaire a) (${THING})`,
    'have we had something like $1 before',
  ],
  [
    `(?:quels |les )?incidents (?:qui )?(?:ressemblent|ressemblant|similaires|semblables|comparables)(?: a| a l')? ?(${REF})`,
    'incidents similar to $1',
  ],
  [
    `(?:quelles )?regles (?:me |nous )?(?:recommandes-tu|recommandez-vous|conseilles-tu|conseillez-vous|proposes-tu|proposez-vous|manquent)`,
    'which rules do you recommend',
  ],
  [
    `(?:que|qu'est-ce que) (?:recommandes-tu|recommandez-vous|tu recommandes|vous recommandez) comme regles`,
    'which rules do you recommend',
  ],
  [
    `(?:que (?:peux-tu|pouvez-vous|sais-tu|savez-vous|puis-je)|qu'est-ce que (?:tu peux|vous pouvez|tu sais|je peux))(?: faire| demander| me dire)*(?: pour moi)?`,
    'what can you do',
  ],
  [
    `comment (?:faire pour |puis-je |est-ce que je peux |peut-on |on |je |dois-je )?(?:signaler|ouvrir|fermer|changer|ajouter|importer|inviter|assigner|creer|annuler|voir|trouver|configurer|modifier|faire|utiliser)`,
    'how do i report',
  ],
  [
    `(?:est-ce que |c'est que )?(?:tout|le systeme|le service|safenest|la base de donnees)(?: est-ce que)? (?:fonctionne|marche|tourne|va)(?:-t-il|-t-elle)?(?: bien)?`,
    'is everything working',
  ],
  [`(?:est-ce que )?tout (?:est|est-il) (?:ok|en ordre|bon|operationnel)`, 'is everything working'],
  [`(?:etat|sante) du (?:systeme|service)`, 'system health'],
  [`comment (?:etait|est|va|se porte|a ete) (?:la|notre) (?:securite|situation)`, 'how was our security'],
  ['(?:le )?dernier rapport', 'the last report'],
  ['(?:rapport|resume|bilan) (?:quotidien|journalier|du jour)', 'daily report'],
  ['(?:rapport|resume|bilan) (?:hebdomadaire|hebdo|de la semaine)', 'weekly report'],
  [`(?:bilan|etat|rapport|situation|point) (?:de |sur la |de la )?securite|bilan`, 'security posture'],
  [`quel temps (?:fera-t-il|fait-il|va-t-il faire)|(?:la )?meteo`, 'what is the weather'],
  [`qui est(?:-ce)?(?= )`, 'who is'],
];
