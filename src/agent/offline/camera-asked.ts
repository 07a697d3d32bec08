import type { Language } from '../../domain/language.ts';
import { STANDS_FOR_PLACE } from './intents/people.ts';
import { focusOf } from './intents/seen-before.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { MAX_CALLS } from './read-message.ts';
import { tidied } from './tidied.ts';

/*
 * What is asked of one camera itself rather than of what it saw: whether it sends, when it last did, and which zones it has. A message is one
 * of these questions as a whole, and the camera is known by its name, called one, or the one that was told of just now.
 */

const LEAD = String.raw`^(?:(?:please|hey|hi|hello|and|so|ok(?:ay)?|but|can you tell me|do you know|tell me|bitte|und|sag mir|et|dis-moi|y|dime)[, ]+)*(?:if |whether |ob |si )?`;
const END = String.raw`(?:,? (?:please|pls|now|right now|at the moment|currently|still|today|again|thanks|bitte|jetzt|gerade|noch|maintenant|encore|ahora|todavía))*[ .?!]*$`;
const form = (body: string): RegExp => new RegExp(`${LEAD}¿?${body}${END}`, 'iu');

const NAME = String.raw`(?!(?:all|every|each|any|both|which|the|our|this|that|my|an?)\b)[\p{L}\d][\p{L}\d'-]*(?: [\p{L}\d][\p{L}\d'-]*){0,3}?`;
const ONE = String.raw`(?:${STANDS_FOR_PLACE}|cam-\d{1,9})`;
const KNOWN = String.raw`${ONE}(?:(?:,|,? (?:and|or|und|oder|et|ou|y|e|o|u)) (?:(?:the|our|die|der|das|la|le|el) |l['’])*${ONE})*`;
const EN = String.raw`(?:the |our |my )?(?:(?<it>it|th(?:at|is) (?:one|camera)|(?<=the )camera)(?!\p{L})|(?:camera |cam )?(?:at |in |of )?(?:the )?(?<known>${KNOWN})(?: cam(?:era)?)?|(?<before>${NAME}) cam(?:era)?)`;
const DE = String.raw`(?:(?<it>sie|diese kamera|die kamera(?= |$))|(?:die |der |das |unsere )?(?:kamera )?(?:(?:an |in |bei )?(?:der |dem |am |im )?)?(?<known>${KNOWN})(?:-?kamera)?)`;
const FR = String.raw`(?:(?<it>elle|cette caméra|la caméra(?= |$))|(?:la |le |l['’])?(?:caméra )?(?:(?:de |du |à )?(?:la |l['’])?)?(?<known>${KNOWN}))`;
const ES = String.raw`(?:(?<it>ella|esta cámara|esa cámara|la cámara(?= |$))|(?:la |el )?(?:cámara )?(?:(?:de |del |en )?(?:la |el )?)?(?<known>${KNOWN}))`;

const WORKS = String.raw`(?:on-?line|off-?line|on|off|up|down|working|running|alive|live|dead|broken|silent|connected|disconnected|reachable|ok(?:ay)?|fine|sending(?: (?:pictures|images|anything))?|recording|active|up and running)`;
const PICTURE = String.raw`(?:(?:a |its |the |any )?(?:new |last |latest )?(?:pictures?|images?|frames?|snapshots?|photos?|something|anything))`;
const FORMS: Record<Language, Record<Asked, RegExp[]>> = {
  en: {
    state: [
      form(
        String.raw`(?:is|are|was) ${EN} (?:(?:still|even|currently|now|back|all|really|actually) )*${WORKS}(?: or (?:not|${WORKS}))?`,
      ),
      form(
        String.raw`(?:does|do|is) ${EN} (?:(?:still|even|currently) )?(?:work|send|sending|run|deliver|record)(?: ${PICTURE})?`,
      ),
      form(
        String.raw`(?:when|how long ago) (?:did|has|have|was) ${EN} last (?:send|sent|take|taken|upload|uploaded|deliver|report|record|work|seen|heard(?: from| of)?|online|on|up|alive)(?: ${PICTURE})?`,
      ),
      form(
        String.raw`(?:when|how long ago) did (?:we|you|i) last (?:hear|get|receive|see)(?: ${PICTURE})? (?:from|of|by) ${EN}`,
      ),
      form(
        String.raw`(?:when|how old|how long ago) (?:is|was) (?:the )?(?:last|latest|newest|most recent) (?:picture|image|frame|snapshot|photo|sign of life) (?:from|of|by|at) ${EN}(?: taken| sent)?`,
      ),
      form(String.raw`(?:what(?: is|'s|s)|how(?: is|'s|s)) (?:the )?(?:state|status|condition) of ${EN}`),
      form(String.raw`(?:status|state) (?:of )?${EN}|${EN} (?:status|state)`),
      form(String.raw`has ${EN} (?:gone (?:off-?line|dark|silent|down)|stopped(?: sending| working)?(?: pictures)?)`),
    ],
    zones: [
      form(
        String.raw`(?:which|what|how many) zones? (?:has|have|had|does|do|are(?: there)?|is(?: there)?|can)(?: there)?(?: (?:on|in|at|for|of|belong(?:s|ing)? to))? ${EN}(?: have| got| has)?`,
      ),
      form(String.raw`(?:show|list|name|give)(?: (?:me|us))?(?: (?:the|all|all the))? zones (?:of|at|on|in|for) ${EN}`),
      form(String.raw`(?:does|do|has) ${EN} (?:have |got )?(?:any |a |some )?zones?`),
      form(String.raw`(?:are there )?(?:any )?zones (?:of|at|on|in|for) ${EN}`),
    ],
  },
  de: {
    state: [
      form(
        String.raw`(?:ist|läuft|funktioniert|sendet|geht|arbeitet) ${DE}(?: (?:noch|wieder|gerade|jetzt|eigentlich))*(?: (?:online|offline|an|aus|erreichbar|verbunden|aktiv|kaputt|tot|ok(?:ay)?|in ordnung|in betrieb|bilder))?`,
      ),
      form(
        String.raw`wann (?:hat|war|kam) ${DE} (?:zuletzt|das letzte mal|zum letzten mal)(?: (?:ein |das )?bild(?:er)?)?(?: (?:gesendet|geschickt|geliefert|gemeldet|online|aktiv|gesehen))?`,
      ),
      form(String.raw`(?:wann|von wann) (?:ist|war|kam) das (?:letzte|neueste) bild (?:von|der|des|aus) ${DE}`),
      form(String.raw`(?:wie ist der )?(?:zustand|status) (?:von |der |des )?${DE}`),
    ],
    zones: [
      form(
        String.raw`(?:welche|wie viele|was für) (?:zonen|bereiche) (?:hat|gibt es (?:in|an|bei|auf)|sind (?:in|an|bei|auf)) ${DE}`,
      ),
      form(String.raw`hat ${DE} (?:zonen|bereiche|eine zone)`),
      form(String.raw`(?:zeig(?:e|en sie)?(?: mir)? )?(?:die |alle )?zonen (?:von|der|des|an|in|bei) ${DE}`),
    ],
  },
  fr: {
    state: [
      form(String.raw`(?<it>est-elle (?:en ligne|allumée|active|connectée|hors ligne)|(?:marche|fonctionne)-t-elle)`),
      form(
        String.raw`(?:est-ce que )?${FR} (?:est(?:-elle|-il)?|sont|marche|fonctionne)(?:-t-elle|-t-il)?(?: (?:encore|toujours|bien))*(?: (?:en ligne|hors ligne|allumée?|éteinte?|active?|connectée?|en panne|silencieuse))?`,
      ),
      form(
        String.raw`quand ${FR} (?:a-t-elle|a-t-il|a) envoyé (?:sa |une |la )?(?:dernière )?image(?: (?:pour la dernière fois|en dernier))?`,
      ),
      form(String.raw`(?:de quand (?:est|date)|quand (?:est|était)) la dernière image (?:de|du|à) ${FR}`),
    ],
    zones: [
      form(String.raw`(?<it>(?:quelles|combien de) zones (?:a|possède)-t-(?:elle|il))`),
      form(String.raw`(?:quelles|combien de) zones (?:a|y a-t-il (?:à|dans|sur)|possède) ${FR}`),
      form(String.raw`(?:montre(?:-moi|z-moi)? )?(?:les |toutes les )?zones (?:de|du|à) ${FR}`),
    ],
  },
  es: {
    state: [
      form(String.raw`(?<it>(?:está|sigue) (?:en línea|conectada|encendida|funcionando)|funciona)`),
      form(String.raw`(?:está|están|sigue) (?:en línea|conectad[ao]s?|encendid[ao]s?) ${ES}`),
      form(
        String.raw`(?:está|están|funciona|sigue|anda) ${ES}(?: (?:todavía|aún|ahora))*(?: (?:en línea|fuera de línea|conectad[ao]|encendid[ao]|apagad[ao]|activ[ao]|funcionando|bien))?`,
      ),
      form(String.raw`cuándo (?:envió|mandó) ${ES} (?:su |la )?últim[ao] (?:imagen|foto)`),
      form(String.raw`de cuándo es la última imagen (?:de|del) ${ES}`),
      form(String.raw`cuándo envió ${ES} (?:una )?(?:imagen|foto) por última vez`),
    ],
    zones: [
      form(String.raw`(?<it>(?:qué|cuáles|cuántas) zonas tiene)`),
      form(String.raw`(?:qué|cuáles|cuántas) zonas (?:tiene|hay en|son de) ${ES}`),
      form(String.raw`(?:muestra(?:me)? |muéstrame )?(?:las |todas las )?zonas (?:de|del|en) ${ES}`),
    ],
  },
};
type Asked = 'state' | 'zones';
const EACH = new RegExp(ONE, 'giu');
const LONGEST = 160;

/** Such a question as a plan; null for every other message. */
export function cameraAsked(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > LONGEST) return null;
  for (const [asked, forms] of Object.entries(FORMS[context.language])) {
    const found = forms.map((one) => one.exec(said)).find((one) => one !== null);
    const { known, before, it } = found?.groups ?? {};
    const named = known?.match(EACH) ?? before ?? (it === undefined ? undefined : cameraAtHand(context));
    if (named === undefined) continue;
    const calls = [...new Set([named].flat())]
      .slice(0, MAX_CALLS)
      .map((camera) => ({ tool: 'show_camera', args: { camera, asked } }));
    const no = deny(calls[0]!, context);
    return no ? { calls: [], say: no } : { calls, say: null };
  }
  return null;
}

/** The camera that the last answers were about, where it was one. */
function cameraAtHand({ history }: PlanContext): string | undefined {
  const camera = focusOf(history)?.camera;
  return typeof camera === 'string' ? camera : undefined;
}
