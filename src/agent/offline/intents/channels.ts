import type { BindingPurpose } from '../../../domain/channel.ts';
import { refusal } from '../abilities.ts';
import { args, calls, type Recogniser } from '../plan-types.ts';

const LEAD = String.raw`^[\s¿]*(?:(?:hi|hey|so|and|please|ok|now|can you|could you|tell me|show me|list(?: me)?|bitte|und|zeig(?:e)? mir|et|montre(?:-moi|z-moi)?|liste|y|muéstrame|por favor),? )*`;
const END = String.raw`[\s?!.]*$`;
const THINGS = String.raw`(?<what>(?:(?:all|any|our|the|high|critical|security|new|die|alle|les|des|las|los) )*(?:alerts?|(?:moderation )?cases?|moderation|proposals?|approvals?|(?:weekly )?reports?|alarme?n?|warnungen|moderationsfälle?n?|fälle?n?|vorschläge?n?|(?:wochen)?berichte?n?|alertes?|cas|propositions?|rapports?|alertas?|casos|propuestas?|informes?))`;
const GETS = String.raw`(?:gets?|get told of|receives?|hears? (?:of|about)|(?:is|are) (?:told (?:of|about)|bound (?:to|for)|for|sent)|takes?|has|have)`;
const NAME = String.raw`#(?<name>[\p{L}\p{N}._-]{1,80})`;
const HERE = String.raw`(?: (?:on|in) (?:slack|discord|teams)| here| now| today| jetzt| ici| aquí)*`;

const ASKED = new RegExp(
  `${LEAD}(?:${[
    String.raw`(?:which|what) (?:chat |slack |discord |teams )?channels? (?:do |does |will |should )?${GETS} ${THINGS}`,
    String.raw`(?:which|what) (?:chat |slack |discord |teams )?channels? (?:are|do we have|have we|did we)(?: (?:bound|connected|told of (?:something|anything|what)|set up|bind|set|there))*|(?:our|the|all|all our|bound) (?:bound |chat )?channels|which channels get what|what (?:goes|is sent|is told) (?:to )?(?:which|what) channels?`,
    String.raw`(?:where|to which channels?|into which channels?) (?:do|are|will) ${THINGS.replace('<what>', '<where>')} (?:go|posted|sent|land|told|come|end up)(?: to)?`,
    String.raw`(?:what|which news) (?:is|does|do|are|goes|go)(?: to)? ${NAME}(?: (?:told(?: of| about)?|get|gets|getting|receive|bound (?:to|for)|for|hear(?: of)?))?`,
    String.raw`(?:does|is|do|will) ${NAME.replace('<name>', '<does>')} (?:get|told of|receive|bound (?:to|for)|hear of) (?:${THINGS.replace('<what>', '<of>')}|anything|something)`,
    String.raw`welche kanäle (?:bekommen|erhalten|erfahren von|kriegen) (?:denn )?${THINGS.replace('<what>', '<de>')}|wohin gehen ${THINGS.replace('<what>', '<de2>')}`,
    String.raw`quels canaux (?:reçoivent|sont informés) ${THINGS.replace('<what>', '<fr>')}|où vont ${THINGS.replace('<what>', '<fr2>')}`,
    String.raw`(?:qué|que) canales (?:reciben|tienen) ${THINGS.replace('<what>', '<es>')}|(?:adónde|a dónde|dónde) van ${THINGS.replace('<what>', '<es2>')}`,
  ].join('|')})${HERE}${END}`,
  'iu',
);

const PURPOSES: readonly [RegExp, BindingPurpose][] = [
  [/alert|alarm|warnung/i, 'alerts'],
  [/moderat|case|fälle|\bcas\b|casos/i, 'moderation'],
  [/propos|approv|vorschl|propuest/i, 'approvals'],
  [/report|bericht|rapport|informe/i, 'reports'],
];

/** “which channels get alerts?”, “what is #security told of?”, and nothing besides. */
export const boundChannels: Recogniser = ({ utterance }, context) => {
  const typed = utterance.raw.slice(0, 200).replaceAll('’', "'").replaceAll(/\s+/g, ' ');
  const groups = ASKED.exec(typed)?.groups;
  if (!groups) return null;
  const no = refusal('list_channels', context);
  if (no) return { say: no };
  const { name, does } = groups;
  const thing = Object.entries(groups).find(
    ([key, said]) => said !== undefined && key !== 'name' && key !== 'does',
  )?.[1];
  const purpose = thing === undefined ? undefined : PURPOSES.find(([words]) => words.test(thing))?.[1];
  return calls({ tool: 'list_channels', args: args({ purpose, channel: name ?? does }) });
};
