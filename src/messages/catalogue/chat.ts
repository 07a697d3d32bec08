import type { Language } from '../../domain/language.ts';
import { can, type Permission, type Role } from '../../domain/role.ts';
import type { ChatPlatform } from '../inbound.ts';
import { inEveryLanguage } from './catalogue.ts';
import { TEAMS_NEEDS, teamsHelp } from './teams-help.ts';

interface ChatWords {
  /** To somebody nobody has linked yet; `where` is the console's page, where there is a public one. */
  howToLink: (where: string | null) => string;
  /** In a workspace that belongs to no organisation yet. */
  howToConnect: string;
  /** To a press there. */
  notConnected: string;
  inactive: string;
  linked: (name: string) => string;
  connected: string;
  connectedAlready: string;
  connectedElsewhere: string;
  /** A code said through an organisation's own app of Slack or Teams. */
  connectsByToken: string;
  linkedElsewhere: string;
  codeNotValid: string;
  codeMissing: (command: 'link' | 'connect') => string;
  tooManyCodes: string;
  /** A turn that was begun and not finished; `refs` is what it is known to have written. */
  interrupted: (refs: readonly string[]) => string;
  failed: string;
  /** More messages at once than are answered. */
  tooManyAtOnce: (most: number, left: number) => string;
  /** A button whose form cannot be opened here. */
  noForm: string;
  /** An answer that waited while whoever asked for it became somebody who may see less. */
  roleChanged: string;
  /** A button of a time when the workspace was not connected to this organisation. */
  fromBefore: string;
  unknownCommand: (name: string) => string;
  hello: string;
  /** What `/safenest help` says, one line per command. */
  help: string;
  /** In the channel, to somebody whose answer is for them alone and cannot be brought to them. */
  unreachable: string;
  /** Before what is told to somebody alone because it could not be said where they asked. */
  elsewhere: string;
  /** What is asked of the desk for a command. */
  asks: {
    who: (whom: string) => string;
    camera: (which: string) => string;
    status: string;
    /** How things stood over a time, and what is written about an incident. */
    report: {
      day: string;
      week: string;
      tactical: (ref: string) => string;
      executive: (ref: string) => string;
    };
    /** What a picture without a word asks. */
    picture: string;
    whom: string;
    /** Without a word which. */
    allCameras: string;
  };
  home: {
    title: (name: string) => string;
    mine: string;
    noneMine: string;
    waiting: string;
    noneWaiting: string;
    health: string;
    allWell: string;
    broken: (count: number) => string;
    ask: string;
    /** A question that shows what waits. */
    decide: string;
    examples: Record<Role, string[]>;
  };
}

/** What is said around the desk's answers, where one calls it so. */
const chatWordsFor = (call: '/safenest' | '@SafeNest') =>
  inEveryLanguage<ChatWords>({
    en: {
      howToLink: (where) =>
        `Hello! I do not know yet who you are here, so I can show you nothing. In SafeNest’s console${where ? ` (${where})` : ''}, press your name, then “Link my chat account”, and say here: ${call} link CODE. If you have no account, ask your admin for one.`,
      notConnected: 'This workspace is not connected to SafeNest, so I did nothing with that.',
      howToConnect: `Hello! This workspace is not connected to SafeNest yet. An admin makes a code in the console under Connections and says here: ${call} connect CODE`,
      inactive: 'Your SafeNest account is disabled. Ask your admin if that is a mistake.',
      linked: (name) => `Done: you are ${name} here now. Ask me anything, or say “help”.`,
      connected: `Done: this workspace is connected. Everybody links their own account with ${call} link CODE.`,
      connectedAlready: 'This workspace is connected already.',
      connectedElsewhere: 'This workspace is connected to another organisation. Its admin has to disconnect it first.',
      connectsByToken:
        'An app of your organisation’s own connects by its token, not by a code: only the workspace that the token is for. In the console, under Connections, an admin sees what is missing (in Teams, the tenant’s id).',
      linkedElsewhere:
        'This account is linked to another member. They can unlink it in the console, on the page that opens when they press their name; an admin can too.',
      codeNotValid: 'This code is not valid. Codes work once and for 15 minutes; make a new one in the console.',
      codeMissing: (command) => `Say the code as well: ${call} ${command} ABCD-2345`,
      tooManyCodes: 'Those were many codes that were not right. Wait a quarter of an hour, then try a new one.',
      interrupted: (refs) =>
        `I was interrupted while I worked on this and did not finish. ${refs.length > 0 ? `On record of it: ${refs.join(', ')}.` : 'I know of nothing that was changed.'} I have not begun again by myself; ask once more if you still need it.`,
      failed: 'Something went wrong here, not with your question. Nothing more will come; please ask again.',
      tooManyAtOnce: (most, left) =>
        `Those were many messages at once. I answer the first ${most} and have left out ${left === 1 ? 'one' : left}; please ask again what still matters.`,
      fromBefore: 'This card is from before this workspace was connected here. Ask again for what you want to decide.',
      roleChanged: 'Your role has changed since you asked, so I did not show the answer. Please ask again.',
      noForm: 'This opens a form, and here I cannot open one. Please use the console.',
      unknownCommand: (name) => `I do not know “${name}”.`,
      hello:
        'Hello! I am SafeNest, your security desk. Mention me with a question, for example “what can you do?”, or say “help”.',
      help: `${call} ask … – a question in your own words
${call} incident Laptop lost – open an incident
${call} who Maria – who somebody is
${call} camera front door – what a camera sees
${call} oncall – who is on call; oncall tomorrow
${call} status – whether everything works
${call} report – how things stood this week; report day, report INC-17 executive
${call} home – your incidents, and what waits for you
${call} channel – what this channel is told of
${call} pause 2 hours: why – stops what happens by itself; resume lets it happen again
${call} link CODE – link your account
${call} connect CODE – connect this workspace`,
      unreachable: `I have an answer for you, but not everybody here may see it, and I cannot write to you privately. Ask with ${call} ask … instead: only you see what comes then.`,
      elsewhere: 'I could not write where you asked, so here it is.',
      asks: {
        who: (whom) => `Who is ${whom}?`,
        camera: (which) => `Show camera ${which}`,
        status: 'Is everything working?',
        report: {
          day: 'summary of the last 24 hours',
          week: 'summary of the last 7 days',
          tactical: (ref) => `write a tactical report on ${ref}`,
          executive: (ref) => `write an executive report on ${ref}`,
        },
        picture: 'Who is this?',
        whom: `Whom do you mean? For example: ${call} who Anna Berg`,
        allCameras: 'Show the cameras',
      },
      home: {
        title: (name) => `Hello ${name}`,
        mine: 'My open incidents',
        noneMine: 'No open incident is yours.',
        waiting: 'Waiting for me',
        noneWaiting: 'Nothing waits for your decision.',
        health: 'Health',
        allWell: 'Everything works.',
        broken: (count) => `${count === 1 ? 'One part does' : `${count} parts do`} not work:`,
        ask: 'Ask me in your own words, for example:',
        decide: 'Which proposals wait for approval?',
        examples: {
          admin: ['Show high-risk events from yesterday and open an incident.', 'Is everything working?'],
          officer: [
            'Show high-risk events from yesterday and open an incident.',
            'Any failed logins in the last hour?',
          ],
          moderator: ['What alerts came in today?', 'Which incidents are still open?'],
          manager: ['Which incidents are still open?', 'Show critical alerts from the last 7 days.'],
          employee: ['What can you do?', 'How do I report something suspicious?'],
        },
      },
    },
    de: {
      howToLink: (where) =>
        `Hallo! Ich weiß noch nicht, wer Sie hier sind, und kann Ihnen deshalb nichts zeigen. Drücken Sie in der Konsole von SafeNest${where ? ` (${where})` : ''} auf Ihren Namen, dann auf „Link my chat account“, und sagen Sie hier: ${call} link CODE. Wenn Sie kein Konto haben, fragen Sie Ihre Administration danach.`,
      notConnected: 'Dieser Arbeitsbereich ist nicht mit SafeNest verbunden; damit habe ich nichts getan.',
      howToConnect: `Hallo! Dieser Arbeitsbereich ist noch nicht mit SafeNest verbunden. Wer SafeNest verwaltet, erzeugt in der Konsole unter „Connections“ einen Code und sagt hier: ${call} connect CODE`,
      inactive: 'Ihr SafeNest-Konto ist gesperrt. Fragen Sie Ihre Administration, falls das ein Irrtum ist.',
      linked: (name) => `Erledigt: Sie sind hier jetzt ${name}. Fragen Sie mich etwas, oder sagen Sie „Hilfe“.`,
      connected: `Erledigt: Dieser Arbeitsbereich ist verbunden. Alle verknüpfen ihr Konto selbst mit ${call} link CODE.`,
      connectedAlready: 'Dieser Arbeitsbereich ist schon verbunden.',
      connectedElsewhere:
        'Dieser Arbeitsbereich ist mit einer anderen Organisation verbunden. Deren Administration muss ihn zuerst trennen.',
      connectsByToken:
        'Eine eigene App der Organisation verbindet über ihr Token, nicht über einen Code: nur den Arbeitsbereich, für den das Token gilt. Was fehlt (in Teams die Kennung des Mandanten), sieht die Administration in der Konsole unter „Connections“.',
      linkedElsewhere:
        'Dieses Konto ist mit einem anderen Mitglied verknüpft. Dieses kann das in der Konsole auf der Seite hinter seinem Namen lösen, die Administration auch.',
      codeNotValid:
        'Dieser Code gilt nicht. Codes gelten einmal und 15 Minuten lang; erzeugen Sie in der Konsole einen neuen.',
      codeMissing: (command) => `Nennen Sie auch den Code: ${call} ${command} ABCD-2345`,
      tooManyCodes:
        'Das waren viele falsche Codes. Warten Sie eine Viertelstunde, dann versuchen Sie es mit einem neuen.',
      interrupted: (refs) =>
        `Ich wurde dabei unterbrochen und bin nicht fertig geworden. ${refs.length > 0 ? `Davon festgehalten: ${refs.join(', ')}.` : 'Mir ist nichts bekannt, was geändert wurde.'} Von selbst habe ich nicht noch einmal begonnen; fragen Sie erneut, wenn Sie es noch brauchen.`,
      failed:
        'Hier ist etwas schiefgegangen, nicht mit Ihrer Frage. Es kommt nichts mehr; bitte fragen Sie noch einmal.',
      tooManyAtOnce: (most, left) =>
        `Das waren viele Nachrichten auf einmal. Ich beantworte die ersten ${most} und habe ${left === 1 ? 'eine' : left} ausgelassen; bitte fragen Sie erneut, was noch wichtig ist.`,
      fromBefore:
        'Diese Karte stammt aus der Zeit, bevor dieser Arbeitsbereich hier verbunden wurde. Fragen Sie neu nach dem, was Sie entscheiden möchten.',
      roleChanged:
        'Ihre Rolle hat sich geändert, seit Sie gefragt haben; deshalb zeige ich die Antwort nicht. Bitte fragen Sie noch einmal.',
      noForm: 'Das öffnet ein Formular, und hier kann ich keines öffnen. Bitte nehmen Sie die Konsole.',
      unknownCommand: (name) => `„${name}“ kenne ich nicht.`,
      hello:
        'Hallo! Ich bin SafeNest, die Anlaufstelle für Sicherheit. Erwähnen Sie mich mit einer Frage, zum Beispiel „Was kannst du?“, oder sagen Sie „Hilfe“.',
      help: `${call} ask … – eine Frage in eigenen Worten
${call} incident Laptop verloren – einen Vorfall eröffnen
${call} who Maria – wer jemand ist
${call} camera Eingang – was eine Kamera sieht
${call} oncall – wer Bereitschaft hat; oncall morgen
${call} status – ob alles funktioniert
${call} report – die Lage dieser Woche; report Tag, report INC-17 Leitung
${call} home – Ihre Vorfälle und was auf Sie wartet
${call} channel – was dieser Kanal erfährt
${call} pause 2 Stunden: warum – hält an, was von selbst geschieht; resume lässt es weitergehen
${call} link CODE – Ihr Konto verknüpfen
${call} connect CODE – diesen Arbeitsbereich verbinden`,
      unreachable: `Ich habe eine Antwort für Sie, aber nicht alle hier dürfen sie sehen, und ich kann Ihnen nicht privat schreiben. Fragen Sie stattdessen mit ${call} ask …: was dann kommt, sehen nur Sie.`,
      elsewhere: 'Wo Sie gefragt haben, konnte ich nicht schreiben; deshalb steht es hier.',
      asks: {
        who: (whom) => `Wer ist ${whom}?`,
        camera: (which) => `Zeige Kamera ${which}`,
        status: 'Funktioniert alles?',
        report: {
          day: 'Sicherheitslage der letzten 24 Stunden',
          week: 'Sicherheitslage der letzten 7 Tage',
          tactical: (ref) => `Schreibe einen Lagebericht zu ${ref}`,
          executive: (ref) => `Schreibe einen Bericht an die Leitung zu ${ref}`,
        },
        picture: 'Wer ist das?',
        whom: `Wen meinen Sie? Zum Beispiel: ${call} who Anna Berg`,
        allCameras: 'Zeige die Kameras',
      },
      home: {
        title: (name) => `Hallo ${name}`,
        mine: 'Meine offenen Vorfälle',
        noneMine: 'Kein offener Vorfall ist bei Ihnen.',
        waiting: 'Wartet auf mich',
        noneWaiting: 'Nichts wartet auf Ihre Entscheidung.',
        health: 'Zustand',
        allWell: 'Alles funktioniert.',
        broken: (count) => `${count === 1 ? 'Ein Teil funktioniert' : `${count} Teile funktionieren`} nicht:`,
        ask: 'Fragen Sie mich in eigenen Worten, zum Beispiel:',
        decide: 'Welche Vorschläge warten auf Freigabe?',
        examples: {
          admin: ['Zeige riskante Ereignisse von gestern und eröffne einen Vorfall.', 'Funktioniert alles?'],
          officer: [
            'Zeige riskante Ereignisse von gestern und eröffne einen Vorfall.',
            'Gab es in der letzten Stunde fehlgeschlagene Anmeldungen?',
          ],
          moderator: ['Welche Alarme kamen heute?', 'Welche Vorfälle sind noch offen?'],
          manager: ['Welche Vorfälle sind noch offen?', 'Zeige kritische Alarme der letzten 7 Tage.'],
          employee: ['Was kannst du?', 'Wie melde ich etwas Verdächtiges?'],
        },
      },
    },
    fr: {
      howToLink: (where) =>
        `Bonjour ! Je ne sais pas encore qui vous êtes ici, je ne peux donc rien vous montrer. Dans la console de SafeNest${where ? ` (${where})` : ''}, cliquez sur votre nom, puis sur « Link my chat account », et dites ici : ${call} link CODE. Si vous n’avez pas de compte, demandez-en un à votre administrateur.`,
      notConnected: 'Cet espace n’est pas relié à SafeNest ; je n’en ai rien fait.',
      howToConnect: `Bonjour ! Cet espace n’est pas encore relié à SafeNest. Un administrateur crée un code dans la console sous « Connections » et dit ici : ${call} connect CODE`,
      inactive: 'Votre compte SafeNest est désactivé. Demandez à votre administrateur si c’est une erreur.',
      linked: (name) => `C’est fait : vous êtes maintenant ${name} ici. Posez une question ou dites « aide ».`,
      connected: `C’est fait : cet espace est relié. Chacun relie son propre compte avec ${call} link CODE.`,
      connectedAlready: 'Cet espace est déjà relié.',
      connectedElsewhere:
        'Cet espace est relié à une autre organisation. Son administrateur doit d’abord l’en détacher.',
      connectsByToken:
        'Une application propre à l’organisation se relie par son jeton, pas par un code : seulement l’espace auquel le jeton appartient. Un administrateur voit dans la console, sous « Connections », ce qui manque (dans Teams, l’identifiant du locataire).',
      linkedElsewhere:
        'Ce compte est relié à un autre membre. Il peut le détacher dans la console, sur la page de son nom ; un administrateur aussi.',
      codeNotValid:
        'Ce code n’est pas valable. Un code sert une fois et pendant 15 minutes ; créez-en un nouveau dans la console.',
      codeMissing: (command) => `Dites aussi le code : ${call} ${command} ABCD-2345`,
      tooManyCodes: 'Cela fait beaucoup de codes faux. Attendez un quart d’heure, puis essayez-en un nouveau.',
      interrupted: (refs) =>
        `J’ai été interrompu et n’ai pas fini. ${refs.length > 0 ? `Ce qui en est consigné : ${refs.join(', ')}.` : 'Je ne connais rien qui ait été modifié.'} Je n’ai pas recommencé de moi-même ; redemandez si vous en avez encore besoin.`,
      failed: 'Un problème est survenu ici, pas dans votre question. Rien d’autre ne viendra ; posez-la de nouveau.',
      tooManyAtOnce: (most, left) =>
        `Cela fait beaucoup de messages à la fois. Je réponds aux ${most} premiers et j’en ai laissé ${left === 1 ? 'un' : left} de côté ; redemandez ce qui compte encore.`,
      fromBefore: 'Cette carte date d’avant la liaison de cet espace ici. Redemandez ce que vous voulez décider.',
      roleChanged: 'Votre rôle a changé depuis votre question, je ne montre donc pas la réponse. Posez-la de nouveau.',
      noForm: 'Cela ouvre un formulaire, et je ne peux pas en ouvrir ici. Passez par la console.',
      unknownCommand: (name) => `Je ne connais pas « ${name} ».`,
      hello:
        'Bonjour ! Je suis SafeNest, votre bureau de sécurité. Mentionnez-moi avec une question, par exemple « que peux-tu faire ? », ou dites « aide ».',
      help: `${call} ask … – une question avec vos mots
${call} incident Portable perdu – ouvrir un incident
${call} who Maria – qui est quelqu’un
${call} camera entrée – ce que voit une caméra
${call} oncall – qui est de garde ; oncall demain
${call} status – si tout fonctionne
${call} report – la situation de la semaine ; report jour, report INC-17 direction
${call} home – vos incidents et ce qui vous attend
${call} channel – ce que ce canal apprend
${call} pause 2 heures : pourquoi – arrête ce qui se fait tout seul ; resume le laisse reprendre
${call} link CODE – relier votre compte
${call} connect CODE – relier cet espace`,
      unreachable: `J’ai une réponse pour vous, mais tous ici ne peuvent pas la voir, et je ne peux pas vous écrire en privé. Demandez plutôt avec ${call} ask … : vous seul verrez la réponse.`,
      elsewhere: 'Je n’ai pas pu écrire là où vous avez demandé ; voici donc la réponse.',
      asks: {
        who: (whom) => `Qui est ${whom} ?`,
        camera: (which) => `Montre la caméra ${which}`,
        status: 'Est-ce que tout fonctionne ?',
        report: {
          day: 'résumé de sécurité des dernières 24 heures',
          week: 'résumé de sécurité des 7 derniers jours',
          tactical: (ref) => `rédige un rapport tactique sur ${ref}`,
          executive: (ref) => `rédige un rapport pour la direction sur ${ref}`,
        },
        picture: 'Qui est-ce ?',
        whom: `De qui parlez-vous ? Par exemple : ${call} who Anna Berg`,
        allCameras: 'Montre les caméras',
      },
      home: {
        title: (name) => `Bonjour ${name}`,
        mine: 'Mes incidents ouverts',
        noneMine: 'Aucun incident ouvert n’est à vous.',
        waiting: 'En attente de moi',
        noneWaiting: 'Rien n’attend votre décision.',
        health: 'État',
        allWell: 'Tout fonctionne.',
        broken: (count) => `${count === 1 ? 'Une partie ne fonctionne' : `${count} parties ne fonctionnent`} pas :`,
        ask: 'Posez vos questions avec vos mots, par exemple :',
        decide: 'Quelles propositions attendent une approbation ?',
        examples: {
          admin: ['Montre les événements à risque d’hier et ouvre un incident.', 'Est-ce que tout fonctionne ?'],
          officer: [
            'Montre les événements à risque d’hier et ouvre un incident.',
            'Des connexions échouées dans la dernière heure ?',
          ],
          moderator: ['Quelles alertes sont arrivées aujourd’hui ?', 'Quels incidents sont encore ouverts ?'],
          manager: ['Quels incidents sont encore ouverts ?', 'Montre les alertes critiques des 7 derniers jours.'],
          employee: ['Que sais-tu faire ?', 'Comment signaler quelque chose de suspect ?'],
        },
      },
    },
    es: {
      howToLink: (where) =>
        `¡Hola! Aún no sé quién es usted aquí, así que no puedo mostrarle nada. En la consola de SafeNest${where ? ` (${where})` : ''}, pulse su nombre y después «Link my chat account», y diga aquí: ${call} link CÓDIGO. Si no tiene cuenta, pídala a su administrador.`,
      notConnected: 'Este espacio no está conectado a SafeNest; no hice nada con eso.',
      howToConnect: `¡Hola! Este espacio aún no está conectado a SafeNest. Un administrador crea un código en la consola, en «Connections», y dice aquí: ${call} connect CÓDIGO`,
      inactive: 'Su cuenta de SafeNest está desactivada. Pregunte a su administrador si es un error.',
      linked: (name) => `Hecho: ahora usted es ${name} aquí. Pregúnteme lo que quiera o diga «ayuda».`,
      connected: `Hecho: este espacio está conectado. Cada persona vincula su propia cuenta con ${call} link CÓDIGO.`,
      connectedAlready: 'Este espacio ya está conectado.',
      connectedElsewhere:
        'Este espacio está conectado a otra organización. Su administrador tiene que desconectarlo primero.',
      connectsByToken:
        'Una aplicación propia de la organización se conecta con su token, no con un código: solo el espacio al que pertenece el token. Un administrador ve en la consola, en «Connections», lo que falta (en Teams, el identificador del inquilino).',
      linkedElsewhere:
        'Esta cuenta está vinculada a otro miembro. Puede desvincularla en la consola, en la página de su nombre; un administrador también.',
      codeNotValid:
        'Este código no es válido. Un código sirve una vez y durante 15 minutos; cree uno nuevo en la consola.',
      codeMissing: (command) => `Diga también el código: ${call} ${command} ABCD-2345`,
      tooManyCodes: 'Fueron muchos códigos incorrectos. Espere un cuarto de hora y pruebe con uno nuevo.',
      interrupted: (refs) =>
        `Me interrumpieron y no terminé. ${refs.length > 0 ? `De ello consta: ${refs.join(', ')}.` : 'No sé de nada que se haya cambiado.'} No he vuelto a empezar por mi cuenta; pregunte otra vez si aún lo necesita.`,
      failed: 'Algo salió mal aquí, no con su pregunta. No vendrá nada más; pregunte de nuevo, por favor.',
      tooManyAtOnce: (most, left) =>
        `Fueron muchos mensajes a la vez. Respondo a los primeros ${most} y he dejado fuera ${left === 1 ? 'uno' : left}; pregunte otra vez lo que aún importe.`,
      fromBefore:
        'Esta tarjeta es de antes de que este espacio se conectara aquí. Pregunte de nuevo por lo que quiere decidir.',
      roleChanged:
        'Su rol ha cambiado desde que preguntó, así que no muestro la respuesta. Pregunte de nuevo, por favor.',
      noForm: 'Esto abre un formulario y aquí no puedo abrirlo. Use la consola, por favor.',
      unknownCommand: (name) => `No conozco «${name}».`,
      hello:
        '¡Hola! Soy SafeNest, su mesa de seguridad. Mencióneme con una pregunta, por ejemplo «¿qué puedes hacer?», o diga «ayuda».',
      help: `${call} ask … – una pregunta con sus palabras
${call} incident Portátil perdido – abrir un incidente
${call} who María – quién es alguien
${call} camera entrada – qué ve una cámara
${call} oncall – quién está de guardia; oncall mañana
${call} status – si todo funciona
${call} report – la situación de la semana; report día, report INC-17 dirección
${call} home – sus incidentes y lo que le espera
${call} channel – de qué se informa a este canal
${call} pause 2 horas: por qué – detiene lo que ocurre por sí solo; resume lo deja seguir
${call} link CÓDIGO – vincular su cuenta
${call} connect CÓDIGO – conectar este espacio`,
      unreachable: `Tengo una respuesta para usted, pero no todos aquí pueden verla, y no puedo escribirle en privado. Pregunte mejor con ${call} ask …: solo usted verá lo que llegue.`,
      elsewhere: 'No pude escribir donde usted preguntó; por eso va aquí.',
      asks: {
        who: (whom) => `¿Quién es ${whom}?`,
        camera: (which) => `Muestra la cámara ${which}`,
        status: '¿Funciona todo?',
        report: {
          day: 'resumen de seguridad de las últimas 24 horas',
          week: 'resumen de seguridad de los últimos 7 días',
          tactical: (ref) => `redacta un informe táctico sobre ${ref}`,
          executive: (ref) => `redacta un informe para la dirección sobre ${ref}`,
        },
        picture: '¿Quién es?',
        whom: `¿A quién se refiere? Por ejemplo: ${call} who Anna Berg`,
        allCameras: 'Muestra las cámaras',
      },
      home: {
        title: (name) => `Hola ${name}`,
        mine: 'Mis incidentes abiertos',
        noneMine: 'Ningún incidente abierto es suyo.',
        waiting: 'Espera por mí',
        noneWaiting: 'Nada espera su decisión.',
        health: 'Estado',
        allWell: 'Todo funciona.',
        broken: (count) => `${count === 1 ? 'Una parte no funciona' : `${count} partes no funcionan`}:`,
        ask: 'Pregunte con sus palabras, por ejemplo:',
        decide: '¿Qué propuestas esperan aprobación?',
        examples: {
          admin: ['Muestra los eventos de alto riesgo de ayer y abre un incidente.', '¿Funciona todo?'],
          officer: [
            'Muestra los eventos de alto riesgo de ayer y abre un incidente.',
            '¿Hubo inicios de sesión fallidos en la última hora?',
          ],
          moderator: ['¿Qué alertas llegaron hoy?', '¿Qué incidentes siguen abiertos?'],
          manager: ['¿Qué incidentes siguen abiertos?', 'Muestra las alertas críticas de los últimos 7 días.'],
          employee: ['¿Qué sabes hacer?', '¿Cómo informo de algo sospechoso?'],
        },
      },
    },
  });

/** What is said on chat platforms around the desk's answers, on those that have our slash command. */
export const chatWords = chatWordsFor('/safenest');

/** The same words as they are true on each platform. */
export function chatWordsOn(platform: ChatPlatform, language: Language): ChatWords {
  if (platform !== 'teams') return chatWords[language];
  const { help, unreachable, whom } = teamsHelp[language];
  const words = MENTIONED[language];
  return { ...words, help, unreachable, asks: { ...words.asks, whom } };
}
const MENTIONED = chatWordsFor('@SafeNest');

/** What the lines of help need, in their order; null for everybody. */
const NEEDS: readonly (Permission | null)[] = [
  null,
  'incidents.create',
  'members.read',
  'cameras.read',
  'alerts.read',
  'health.read',
  'logs.read',
  null,
  null,
  'moderation.write',
  null,
  'chat.write',
];

/** What a role can say there. */
export const helpOn = (platform: ChatPlatform, language: Language, role: Role): string =>
  chatWordsOn(platform, language)
    .help.split('\n')
    .filter((_, line) => {
      const needed = (platform === 'teams' ? TEAMS_NEEDS : NEEDS)[line] ?? null;
      return needed === null || can(role, needed);
    })
    .join('\n');
