import { isUsualWord, placeOf } from './likely-tool.ts';

/** Surnames and first names that are also among the most used words. */
const NAMES = new Set(
  `smith jones brown taylor williams wilson johnson davies evans wright walker green hall wood clarke clark harris lewis allen scott baker adams nelson hill
  campbell mitchell carter roberts phillips parker edwards collins stewart morris murphy cook rogers reed bailey bell cooper richardson cox howard ward
  gray james watson brooks kelly sanders price bennett ross henderson coleman jenkins perry powell long patterson hughes flores washington butler simmons foster
  bryant alexander russell griffin diaz hayes myers ford hamilton graham sullivan wallace woods cole west jordan owens reynolds fisher ellis harrison gibson
  mcdonald cruz marshall ortiz gomez murray freeman wells webb simpson stevens tucker porter hunter hicks crawford henry boyd mason morales kennedy warren
  dixon ramos reyes burns gordon shaw holmes rice robertson hunt black daniels palmer mills nichols grant knight ferguson rose stone hawkins dunn perkins
  hudson spencer gardner stephens payne pierce berry matthews arnold wagner willis ray watkins olson carroll duncan snyder hart cunningham bradley lane
  andrews ruiz harper fox riley armstrong carpenter weaver greene lawrence elliott chavez sims austin peters kelley franklin lawson lopez garcia martinez
  rodriguez hernandez gonzalez perez sanchez ramirez torres rivera king lee young moore miller davis martin thomas jackson white thompson robinson anderson
  müller schmidt schneider fischer weber meyer becker schulz hoffmann koch richter klein wolf schröder neumann schwarz braun zimmermann krüger hartmann lange
  lehmann krause maier huber kaiser fuchs peters lang scholz vogel friedrich keller günther frank berger winkler roth beck lorenz baumann albrecht schuster simon
  ludwig böhm winter kraus schumacher vogt stein jäger otto sommer seidel heinrich brandt haas schreiber graf dietrich ziegler kuhn pohl engel horn busch
  bernard dubois robert richard petit durand leroy moreau laurent simon michel lefebvre bertrand roux david fournier girard bonnet dupont lambert fontaine rousseau
  vincent muller lefevre faure andre mercier blanc guerin boyer garnier chevalier francois legrand gauthier perrin robin clement morin nicolas roussel mathieu
  fernandez gómez díaz moreno muñoz álvarez romero alonso gutiérrez navarro domínguez vázquez serrano ramos blanco molina suárez ortega delgado castro rubio marín
  sanz iglesias medina garrido cortés castillo santos lozano guerrero cano prieto méndez calvo gallego vidal márquez
  novak hana whitfield costa silva kim chen wang khan singh patel ali nguyen tran park cohen murphy olsen hansen larsen nielsen andersen rossi russo ferrari`.split(
    /\s+/,
  ),
);
/** How people shorten what they type to a desk. */
const SHORT = new Set(
  `plz pls thx thnx tnx asap atm btw fyi imo tho thou lol rn tbh smh idk ngl ikr jk omg wtf ppl dunno gonna wanna gotta lemme kinda sorta cuz coz bc tmrw tmr yday yest mins secs hrs wk wks mon tue tues
  wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec acc accs acct accts pwd pwds creds auth svc sys prod cam cams msg msgs info infos geo geos
  pics fails failed failz loggins logons signin signins logon lock locked sus susp`.split(/\s+/),
);
/** What a word of another kind ends with. */
const ENDS =
  /(?:ing|ings|ed|ly|tion|tions|ment|ments|ness|able|ible|ful|less|ious|ous|ives?|ities|ity|ware|word|words)$/;

/** Whether a word in lower case may be somebody's surname: none that people use for anything else. */
export function mayBeSurname(word: string): boolean {
  const said = word.toLowerCase();
  if (!/^\p{L}[\p{L}'-]{2,}$/u.test(said) || SHORT.has(said)) return false;
  if (NAMES.has(said)) return true;
  return !isUsualWord(said) && placeOf(said) === undefined && !ENDS.test(said);
}
