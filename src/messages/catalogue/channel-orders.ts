import { inEveryLanguage } from './catalogue.ts';

interface ChannelOrderWords {
  /** An order that was not understood to its last word. */
  unclear: string;
  /** Orders that are offered while somebody types one. */
  examples: readonly string[];
  /** Instead of a matter that not everybody there may see. */
  brief: string;
  /** After what a channel is told of: of which rules, cameras, accounts and addresses alone. */
  only: (list: string) => string;
  unknown: (name: string) => string;
  /** Before more is told than now to whoever reads there; the role's word follows as it is. */
  raise: (role: string) => string;
  raiseButton: (role: string) => string;
  raiseSure: (role: string) => string;
  /** After a channel of whose readers nothing is known was bound: what that means, and the question who they are. */
  unknownReaders: string;
}

/** What is said about orders for a channel. */
export const channelWords = inEveryLanguage<ChannelOrderWords>({
  en: {
    unclear: 'I did not understand all of that, so I changed nothing.',
    examples: [
      'alerts from high',
      'alerts from critical',
      'alerts from medium, quiet from 22:00 to 07:00 in Europe/Berlin',
      'proposals',
      'no more alerts',
      'is read by officers',
      'is read by everybody',
      'answers every question',
      'answers when mentioned',
      'answers never',
      'answers privately',
      'alerts of RULE-3',
      'alerts of CAM-1 from high',
      'all alerts',
    ],
    only: (list) => `only of ${list}`,
    unknown: (name) =>
      `I know no rule or camera called “${name}”, so I changed nothing. Say its reference (RULE-3, CAM-2), or “account …” for an account or address.`,
    brief: 'Not everybody who reads here may see more of it; whoever may opens it in the console.',
    raise: (role) =>
      `Understood: everybody who reads here is at least “${role}”. From then on everything that role may see is told here openly. Nothing is changed yet; press the button if that is so.`,
    raiseButton: (role) => `Yes, all are at least “${role}”`,
    raiseSure: (role) => `Is everybody who reads this channel at least “${role}”?`,
    unknownReaders:
      'Nobody has said yet who reads here. Until then I say only that there is something and how bad it is, not what. What is everybody here at the least? Press a button, or leave it as it is.',
  },
  de: {
    unclear: 'Das habe ich nicht ganz verstanden, deshalb habe ich nichts geändert.',
    examples: [
      'Alarme ab hoch',
      'Alarme ab kritisch',
      'Alarme ab mittel, Ruhe von 22:00 bis 07:00 in Europe/Berlin',
      'Vorschläge',
      'keine Alarme mehr',
      'beantworte jede Frage',
      'antworte nur bei Erwähnung',
      'antworte nie',
      'Alarme von RULE-3',
      'alle Alarme',
    ],
    only: (list) => `nur über ${list}`,
    unknown: (name) =>
      `Ich kenne keine Regel oder Kamera namens „${name}“, deshalb habe ich nichts geändert. Nennen Sie die Kennung (RULE-3, CAM-2) oder „Konto …“ für ein Konto oder eine Adresse.`,
    brief: 'Nicht alle, die hier lesen, dürfen mehr davon sehen; wer darf, öffnet es in der Konsole.',
    raise: (role) =>
      `Verstanden: Alle, die hier lesen, sind mindestens „${role}“. Von da an wird hier offen gesagt, was diese Rolle sehen darf. Noch ist nichts geändert; drücken Sie den Knopf, wenn das so ist.`,
    raiseButton: (role) => `Ja, alle sind mindestens „${role}“`,
    raiseSure: (role) => `Sind alle, die diesen Kanal lesen, mindestens „${role}“?`,
    unknownReaders:
      'Noch hat niemand gesagt, wer hier liest. Bis dahin sage ich nur, dass es etwas gibt und wie schlimm es ist, nicht was. Was sind alle hier mindestens? Drücken Sie einen Knopf, oder lassen Sie es so.',
  },
  fr: {
    unclear: 'Je n’ai pas tout compris, je n’ai donc rien changé.',
    examples: [
      'alertes à partir de haute',
      'alertes critiques',
      'alertes à partir de moyenne, silence de 22:00 à 07:00, fuseau horaire Europe/Paris',
      'propositions',
      'plus d’alertes',
      'lu par officer',
      'réponds à chaque question',
      'réponds seulement sur mention',
      'ne réponds jamais',
      'alertes de RULE-3',
      'toutes les alertes',
    ],
    only: (list) => `seulement à propos de ${list}`,
    unknown: (name) =>
      `Je ne connais ni règle ni caméra appelée « ${name} », je n’ai donc rien changé. Donnez sa référence (RULE-3, CAM-2), ou « compte … » pour un compte ou une adresse.`,
    brief: 'Tous ceux qui lisent ici ne peuvent pas en voir plus ; qui le peut l’ouvre dans la console.',
    raise: (role) =>
      `Compris : tous ceux qui lisent ici sont au moins « ${role} ». Dès lors, tout ce que ce rôle peut voir sera dit ici ouvertement. Rien n’est encore changé ; appuyez sur le bouton si c’est bien le cas.`,
    raiseButton: (role) => `Oui, tous sont au moins « ${role} »`,
    raiseSure: (role) => `Tous ceux qui lisent ce canal sont-ils au moins « ${role} » ?`,
    unknownReaders:
      'Personne n’a encore dit qui lit ici. D’ici là, je dis seulement qu’il y a quelque chose et à quel point c’est grave, pas quoi. Quel rôle tous ont-ils au moins ? Appuyez sur un bouton, ou laissez ainsi.',
  },
  es: {
    unclear: 'No he entendido todo eso, así que no he cambiado nada.',
    examples: [
      'alertas desde alta',
      'alertas críticas',
      'alertas desde media, silencio de 22:00 a 07:00, zona horaria Europe/Madrid',
      'propuestas',
      'no más alertas',
      'responde a cada pregunta',
      'no respondas nunca',
      'alertas de RULE-3',
      'todas las alertas',
    ],
    only: (list) => `solo sobre ${list}`,
    unknown: (name) =>
      `No conozco ninguna regla ni cámara llamada «${name}», así que no he cambiado nada. Diga su referencia (RULE-3, CAM-2), o «cuenta …» para una cuenta o una dirección.`,
    brief: 'No todos los que leen aquí pueden ver más; quien puede lo abre en la consola.',
    raise: (role) =>
      `Entendido: todos los que leen aquí son al menos «${role}». Desde entonces se dirá aquí abiertamente todo lo que ese rol puede ver. Aún no se ha cambiado nada; pulse el botón si es así.`,
    raiseButton: (role) => `Sí, todos son al menos «${role}»`,
    raiseSure: (role) => `¿Todos los que leen este canal son al menos «${role}»?`,
    unknownReaders:
      'Nadie ha dicho aún quién lee aquí. Hasta entonces solo digo que hay algo y lo grave que es, no qué es. ¿Qué son todos aquí como mínimo? Pulse un botón, o déjelo así.',
  },
});
