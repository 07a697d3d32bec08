/** What sections of the guide say, in French, by their ids: those that are asked for most. */
export const FRENCH_ANSWERS: Readonly<Record<string, string>> = {
  'people#what-may-each-role-do':
    'Administrateur : tout, règles, membres, clés, audit. Responsable de la sécurité : chercher dans les journaux, traiter alertes et incidents, installer les caméras, enregistrer des personnes. Manager : lire journaux, alertes, incidents, règles, caméras et personnes, signaler des incidents. Modérateur : lire alertes et incidents, décider des cas de modération. Employé : demander, signaler un incident, suivre les siens. L’assistant a exactement les droits de qui demande.',
  'people#how-do-i-add-a-member':
    'Sur la page « Members » : nom, e-mail, rôle, puis « Add and make a sign-in link ». Transmettez le lien par un canal sûr ; il sert une fois, pendant 15 minutes. Ou sur le serveur : `npm run safenest -- members add "Maria Lindqvist" maria@example.com --role officer`.',
  'people#how-do-i-change-somebodys-role':
    '« Set » à côté du nom sur la page « Members », ou `npm run safenest -- members set maria@example.com --role admin`. Personne ne change son propre rôle.',
  'people#how-do-i-remove-somebody-who-left':
    '« Disable » à côté du nom sur la page « Members » : la personne ne peut plus se connecter et ses sessions prennent fin. Ce qu’elle a fait reste à son nom. « Enable » la laisse revenir.',
  'people#who-is-a-member':
    'La page « Members » montre tout le monde avec son rôle, tout comme `npm run safenest -- members`.',
  'people#how-do-i-sign-in':
    'Avec le lien à usage unique d’un administrateur, avec votre e-mail et votre mot de passe, ou par l’authentification unique si elle est configurée. Un lien sert une fois, pendant 15 minutes. Vous restez connecté jusqu’à 7 jours, ou jusqu’à 12 heures sans utilisation.',
  'people#how-do-i-set-or-change-my-password':
    'Sur votre page « Account ». Un mot de passe a au moins 12 caractères. Le changer met fin à vos autres sessions.',
  'people#what-if-i-forgot-my-password-or-my-link-expired':
    'Demandez un nouveau lien à un administrateur : « Sign-in link » à côté de votre nom sur la page « Members », ou `npm run safenest -- members link you@example.com` sur le serveur. Un administrateur bloqué s’en fait un avec cette commande.',
  'people#how-do-i-sign-out':
    '« Sign out » sur votre page « Account » termine cette session, « Sign out everywhere else » toutes les autres, par exemple celle d’un téléphone que vous n’avez plus. Les administrateurs terminent les sessions des autres sur la page « Members ».',
  'people#how-do-i-make-an-api-key':
    'Sur la page « API keys », ou avec `npm run safenest -- keys create "login collector" --role officer`. Elle est montrée une fois et conservée seulement comme empreinte. Une clé sert à connecter un programme ; elle agit avec le rôle donné, choisissez donc le plus petit qui suffit.',
  'incidents#what-is-the-difference-between-an-alert-and-an-incident':
    'Une alerte est ce qu’une règle a remarqué ; SafeNest la lance tout seul. Un incident est ce sur quoi des personnes travaillent : un statut, quelqu’un qui s’en occupe, des alertes liées, une chronologie, des commentaires et des fichiers. Toute alerte n’a pas besoin d’un incident, ni un incident d’une alerte.',
  'incidents#how-do-i-open-an-incident':
    'Dites « ouvre un incident : lecteur de badge forcé » ou « ouvre un incident pour ALR-204 », ou pressez « Open incident » sur une alerte. Une alerte qui appartient déjà à un incident y reste, et la réponse le dit.',
  'incidents#how-do-i-add-an-alert-to-an-incident':
    'Pressez « Add to an incident… » sur sa carte et choisissez-en un en cours, ou dites « ajoute ALR-12 à INC-3 ». « Take it off INC-3 » sur la carte l’annule. La chronologie de l’incident dit les deux.',
  'incidents#how-do-i-assign-an-incident-to-somebody':
    '« Attribue INC-9 à Maria », « attribue-le-moi », ou « Commander » sur sa page : qui reçoit un incident le dirige. Il peut être confié aux membres dont le rôle peut changer des incidents : administrateurs et responsables de la sécurité.',
  'incidents#how-do-i-comment-on-an-incident':
    'Dites « commentaire sur INC-9 : utilisatrice appelée, elle voyage », ou écrivez dans le champ sous la chronologie. Qui a signalé un incident peut aussi le commenter.',
  'incidents#how-do-i-attach-a-file':
    'Sur la page de l’incident sous « Evidence » : choisissez un fichier, puis « Add file ». Jusqu’à 25 MB ; image, PDF, texte, capture réseau ou ZIP. Il est conservé avec son SHA-256, pour vérifier plus tard qu’il n’a pas changé.',
  'incidents#what-do-the-statuses-mean':
    'Ouvert : personne n’a commencé. En cours d’enquête : quelqu’un regarde. Contenu : le mal ne s’étend plus, mais il reste du travail. Fermé : terminé, avec un mot sur la fin. Retiré : son ouverture a été annulée ; il est conservé, mais ne figure sur aucun tableau.',
  'incidents#how-do-i-change-the-severity-the-title-or-the-status':
    'Dites « mets INC-9 en élevé » ou « marque INC-9 comme contenu », ou utilisez « Assign and rate » et les boutons de sa page.',
  'incidents#have-we-seen-something-like-this-before':
    'Demandez « a-t-on déjà vu quelque chose comme INC-9 ? ». La réponse nomme des incidents passés qui lui ressemblent et ce qu’ils partagent, comme le réseau, le compte ou le genre d’alerte, pour que vous lisiez comment ils ont fini.',
  'incidents#how-do-i-close-an-incident':
    '« Ferme INC-9, résolu par un nouveau mot de passe », ou « Close this incident » sur sa page. La façon dont il a fini est conservée avec lui, pour qui aura un cas semblable.',
  'incidents#can-i-undo-a-change':
    'Oui. « Annule le dernier changement de INC-9 » ou « Undo » à côté de la ligne dans sa chronologie. Cela rétablit l’état antérieur et est noté à son tour. Un incident fermé peut aussi être rouvert : « rouvre INC-9 ». Commentaires et fichiers restent.',
  'incidents#can-i-delete-an-incident':
    'Non. Rien de ce sur quoi on a travaillé n’est supprimé. Un incident ouvert par erreur est retiré avec « Undo » sur son ouverture : il quitte le tableau et reste dans l’archive.',
  'incidents#how-can-i-see-the-incident-i-reported':
    'Demandez-le par sa référence, comme « où en est INC-12 ? », ou ouvrez la page « Incidents » : elle montre aux employés ce qu’ils ont signalé eux-mêmes.',
  'alerts#what-is-an-alert':
    'Quelque chose qu’une règle a remarqué. Une attaque est une seule alerte, quel que soit le nombre de connexions : le compte et l’heure avancent tant que cela dure. L’alerte dit ce qui s’est passé, la gravité possible, qui et où, et pourquoi SafeNest le pense.',
  'alerts#how-bad-is-low-medium-high-or-critical':
    'Critique : quelqu’un est probablement entré, regardez tout de suite. Élevé : regardez aujourd’hui. Moyen : regardez cette semaine. Faible : bon à savoir. La gravité vient de la règle ; les administrateurs peuvent la changer là.',
  'alerts#where-do-i-see-alerts':
    'Les plus récentes apparaissent à côté du bureau dès qu’elles sont lancées. Toutes sont sur la page « Alerts », avec des filtres par statut, gravité, temps, compte et adresse. Ou demandez : « quelque chose d’inhabituel ces 3 derniers jours ? »',
  'alerts#how-do-i-acknowledge-or-settle-an-alert':
    'Pressez un bouton sur l’alerte, ou dites « acquitte ALR-204 » ou « résous ALR-204, mot de passe changé ». Acquittée : quelqu’un regarde. Résolue : réglée. Fausse alerte : il n’y avait rien.',
  'alerts#how-do-i-mark-a-false-alarm':
    'Dites « marque ALR-77 comme fausse alerte, c’était l’équipe de nettoyage », ou pressez le bouton de sa page. Ce que vous dites reste avec l’alerte. Si cela se répète, rendez la règle moins bruyante.',
  'alerts#does-safenest-block-attackers':
    'Non. Il remarque, avertit et garde trace. Verrouiller un compte, réinitialiser un mot de passe ou bloquer une adresse se fait par des personnes dans le système concerné ; écrivez dans l’incident ce qui a été fait.',
  'asking#what-can-i-ask':
    'Tout ce que votre rôle peut voir des connexions, alertes et incidents : qui s’est connecté, d’où, quand, combien de fois ; ce qui est inhabituel ; ce qu’il en est d’une alerte ; quels incidents sont ouverts. Vous pouvez aussi demander du travail, comme ouvrir, confier ou fermer un incident. Écrivez comme à un collègue : « combien de connexions échouées aujourd’hui, par pays ? »',
  'asking#how-do-i-search-the-logs':
    'Demandez, par exemple « connexions échouées depuis 203.0.113.9 la semaine dernière », ou prenez la page « Logs ». Des mots côte à côte doivent tous s’y trouver ; `"invalid user"` les trouve ensemble ; `OR`, `NOT` et les parenthèses se combinent. Compte, adresse, pays, résultat et temps sont des filtres à part.',
  'asking#which-time-zone-are-times-in':
    'Dans le vôtre. Réglez-le sur votre page « Account » ; sinon, c’est celui de votre organisation. « Hier » et « à 9 h » sont lus dans le même fuseau que les réponses. Dans un canal que d’autres lisent, c’est celui de l’organisation.',
  'asking#which-languages-are-understood':
    'L’anglais entièrement ; l’allemand, le français et l’espagnol pour les questions principales. La réponse vient dans la langue de votre question. Ce que des personnes ont écrit reste tel quel ; les pages du guide sont en anglais.',
  'asking#what-if-it-does-not-understand-me':
    'Dites quoi, de qui et quand en une phrase courte, comme « connexions échouées de dana la semaine dernière ». Les fautes de frappe sont en général pardonnées. S’il manque quelque chose, SafeNest pose une courte question ; s’il n’a pas le droit de regarder, il dit quel rôle l’a.',
  'assistant#what-can-the-assistant-do':
    'Il cherche dans les connexions, alertes et incidents, ouvre et change des incidents, règle des alertes, dit si le système fonctionne, et explique d’après ce guide comment faire. Demandez « que peux-tu faire ? ».',
  'assistant#what-is-the-assistant-not-allowed-to-do':
    'Il a exactement les droits de qui demande, jamais plus. Il ne peut pas supprimer de traces, lire les données d’une autre organisation, montrer des secrets, changer des rôles ni arrêter l’audit. Aucun message, aucune ligne de journal, aucun fichier ne lui donne plus de droits.',
  'assistant#does-it-make-things-up':
    'Chaque référence d’une réponse est comparée à ce que les recherches ont trouvé ; celle qui n’y était pas est retirée, et la réponse le dit. Sans modèle de langage, les réponses viennent des seuls résultats.',
  'assistant#do-i-need-a-language-model':
    'Non. Sans lui, le modèle hors ligne de SafeNest lit votre question et écrit la réponse : vite, gratuitement, et rien ne quitte la machine. Avec un modèle de langage, l’expression est plus libre ; droits, citations et protections restent les mêmes.',
  'assistant#where-is-my-data-kept':
    'Dans le dossier de données (`SAFENEST_DATA`) ou dans votre propre PostgreSQL, sur vos propres machines. SafeNest n’appelle aucun service à nous et n’envoie pas de statistiques.',
  'assistant#how-long-are-logs-and-other-data-kept':
    'Connexions, alertes, incidents et audit sont gardés pour toujours ; SafeNest n’en supprime rien de lui-même. Sont supprimés d’eux-mêmes : les rapports après trois ans, ce que les caméras ont vu après un an, les propos des cas de modération décidés après un an, les messages des canaux surveillés et les images de caméras après 30 jours. Un administrateur peut fixer d’autres durées.',
  'assistant#can-others-see-what-i-ask':
    'Les collègues non. Les administrateurs oui : le studio leur montre ce qui a été demandé et répondu, pour que les erreurs et les abus se voient. Ce que vous changez est dans l’audit avec votre nom.',
  'attacks#what-is-a-brute-force-attack':
    'Quelqu’un essaie beaucoup de mots de passe sur un compte, ou beaucoup de comptes depuis une adresse, jusqu’à ce que l’un passe. SafeNest remarque plus d’échecs qu’une règle n’en permet en quelques minutes. Que faire : voir si une tentative a réussi, bloquer l’adresse où vous le pouvez, et donner au compte un mot de passe fort et un second facteur.',
  'attacks#what-is-password-spraying':
    'Un ou deux mots de passe courants sont essayés sur beaucoup de comptes, pour qu’aucun n’échoue assez souvent pour être verrouillé. SafeNest remarque une adresse qui échoue sur beaucoup de comptes. Que faire : chercher un succès depuis cette adresse, réinitialiser les mots de passe des comptes touchés et interdire les mots de passe courants.',
  'attacks#what-is-credential-stuffing':
    'Des noms et mots de passe volés ailleurs sont essayés ici, car beaucoup utilisent le même deux fois. Cela ressemble à une pulvérisation depuis beaucoup d’adresses, avec quelques succès du premier coup. Que faire : réinitialiser les comptes touchés, prévenir les personnes et exiger un second facteur.',
  'attacks#what-is-impossible-travel':
    'Un compte se connecte de deux lieux entre lesquels personne ne peut voyager en ce temps, à plus de 900 km/h. Soit deux personnes l’utilisent, soit une des adresses est un VPN inconnu. Que faire : demander à la personne. Si ce n’était pas elle, fermer ses sessions et réinitialiser le mot de passe.',
  'attacks#what-is-mfa-fatigue':
    'Quelqu’un qui a le mot de passe envoie des demandes d’approbation l’une après l’autre, jusqu’à ce que la personne lassée presse « oui ». SafeNest le voit là où votre système rapporte les refus comme des échecs. Que faire : réinitialiser le mot de passe, puisqu’il est connu, et utiliser la saisie d’un nombre plutôt qu’un simple oui.',
  'attacks#what-is-phishing':
    'Un message qui feint de venir de quelqu’un de confiance, pour vous faire taper votre mot de passe ou ouvrir un fichier. SafeNest ne lit pas les mails ; il remarque ce qui suit, comme une connexion d’un nouveau pays. Que faire : le signaler, même si vous avez cliqué, et changer le mot de passe aussitôt.',
  'attacks#what-is-account-takeover':
    'Quelqu’un d’autre utilise un compte. Les signes : un nouveau pays, un nouvel appareil, des heures inhabituelles ou un succès après beaucoup d’échecs. Que faire : désactiver le compte ou fermer ses sessions, réinitialiser le mot de passe, voir dans les journaux ce qui a été fait depuis, et ouvrir un incident.',
  'attacks#was-it-me-who-signed-in':
    'Si l’on vous annonce une connexion que vous ne reconnaissez pas : changez le mot de passe de ce compte, puis signalez-le : « ouvre un incident : quelqu’un s’est connecté à mon compte cette nuit ». Si c’était vous, dites-le à qui demande.',
  'getting-started#what-is-safenest':
    'SafeNest est un poste de sécurité à qui l’on parle. Il lit les connexions de vos systèmes, remarque ce qui ne devrait pas être, lance une alerte et répond à vos questions en mots simples. Ce que les personnes font ensuite est gardé comme un incident. Tout tourne sur votre propre machine.',
  'getting-started#how-do-i-try-it-without-my-own-data':
    '`npm install && npm run demo` démarre une organisation d’exemple avec des personnes inventées et une semaine de connexions qui continue sous vos yeux. Il affiche une adresse et un lien qui sert une fois, pendant 15 minutes. Rien n’y est réel.',
  'getting-started#i-clicked-on-a-bad-link-or-gave-my-password-away-what-now':
    'Signalez-le ici en une ligne, même sans être sûr : personne n’est blâmé pour un signalement, et les minutes comptent. Si vous avez tapé un mot de passe, changez-le maintenant, partout où vous l’utilisez. Notez ce que vous avez ouvert et quand, ne supprimez rien, et laissez l’appareil allumé mais hors du réseau jusqu’à ce que quelqu’un ait regardé.',
  'getting-started#how-do-i-reach-the-people-who-look-after-security':
    'Écrivez ici en une phrase ce qui s’est passé : cela devient un incident, et ceux qui s’occupent de la sécurité le voient aussitôt et peuvent vous y poser des questions. SafeNest ne téléphone pas et ne garde aucun numéro : en cas de danger, appelez d’abord les secours ou les gardiens.',
  'getting-started#when-and-from-where-was-my-own-account-used':
    'Demandez ici : « quand me suis-je connecté la dernière fois ? », « quelqu’un d’autre était-il dans mon compte ? ». Vous voyez les 20 dernières connexions de votre propre compte, d’où et avec quel appareil, et aucune autre. Si l’une n’était pas vous, dites « ce n’était pas moi ».',
  'getting-started#how-do-i-report-something-suspicious':
    'Écrivez ici ce qui s’est passé et que vous voulez un incident, par exemple « ouvre un incident : j’ai perdu mon badge ce matin ». Tout le monde le peut. Vous recevez une référence comme `INC-12` ; avec elle vous pourrez revoir votre incident, le commenter et y joindre des fichiers.',
  'cameras#how-do-i-add-a-camera':
    'Sur la page « Cameras » : un nom, où elle est, « Add ». Sa page dit ensuite comment arrivent ses images. La première caméra apporte deux règles : pour les personnes inconnues et pour les zones interdites.',
  'cameras#how-do-i-draw-a-zone':
    'Sur la page de la caméra, dès qu’il y a une image : « Draw a zone », pressez sur l’image pour chaque coin, « Finish the shape », puis donnez un nom et un genre et enregistrez. Les coins se déplacent. Quelqu’un est dans une zone quand ses pieds y sont.',
  'cameras#how-do-i-hide-part-of-what-a-camera-sees':
    '« Draw a privacy mask » sur la page de la caméra. Ce qui est dessous est noirci avant que quoi que ce soit soit cherché ou gardé, dans toutes les images à partir de là ; les précédentes restent telles quelles jusqu’à leur terme.',
  'cameras#who-may-see-the-pictures':
    'Les administrateurs, les responsables de la sécurité et les managers, sur la page « Cameras » et dans le chat. Modérateurs et employés n’en voient aucune. Dans un canal, une image n’est montrée que si tous ceux qui lisent peuvent la voir ; sinon elle va au demandeur seul.',
  'cameras#may-the-language-model-look-at-pictures-of-my-cameras':
    'Seulement si un administrateur y consent sur la page « Language model » sous Cameras : les images quittent alors la maison, sauf si le modèle tourne ici. Il dit de chaque événement ce qu’on voit : un titre, la scène, des réserves et une menace de 0 à 2. Il peut relever le risque et n’enlève aucun constat. « Send none any more » y met fin aussitôt.',
  'running#how-long-are-pictures-kept':
    'Images de caméras 30 jours, événements avec leurs images un an, images des questions une semaine, personnes sans nom 180 jours après leur dernier passage puis deux ans dans l’archive. Chaque nuit, la suppression est faite et notée dans l’audit. Un administrateur peut fixer moins de jours pour l’organisation, jamais plus.',
  'running#how-do-i-back-it-up':
    '`npm run safenest -- backup` écrit tout dans un fichier, que SafeNest tourne ou non. Les administrateurs de la seule organisation peuvent aussi presser « Back up now » sous Health, Backups. La base intégrée est sauvegardée chaque nuit à 02:00 ; les 14 dernières restent. Copiez-les ailleurs, et gardez `SAFENEST_SECRET` à part : sans lui rien ne se restaure.',
  'reports#how-do-i-get-a-weekly-report':
    'Il vient tout seul : chaque lundi à 08:00, sur la semaine précédente, dans l’archive de la page « Reports ». Pour qu’il soit annoncé dans un canal de votre chat, dites-y « this channel gets reports ». Entre-temps, pressez « Make one now ».',
  'delivery#how-do-i-snooze-an-alert':
    'Pressez « Snooze… » sur sa carte et choisissez 1 heure, 24 heures ou 7 jours, ou dites « mets ALR-3 en veille jusqu’à demain ». Elle continue de compter, et est annoncée si elle s’aggrave. Ensuite elle est de nouveau annoncée.',
  'delivery#how-do-i-get-alerts-by-e-mail':
    'Un administrateur ajoute des adresses sur la page « Delivery », avec un serveur de mail ou celui de l’installation (`SMTP_URL`), et y envoie un essai.',
  'delivery#how-do-i-get-alerts-on-my-phone-or-in-my-browser':
    'Ouvrez « My account » sur ce téléphone ou cet ordinateur et pressez « Switch on in this browser » sous « Notifications ». Vous y choisissez aussi à partir de quelle gravité, fixez des heures calmes, envoyez un essai et retirez un navigateur. SafeNest a besoin pour cela d’une adresse en https:// ; sur un iPhone, mettez d’abord SafeNest sur l’écran d’accueil.',
  'delivery#how-do-i-pause-alerts-for-a-while':
    'Ouvrez « Pause alerts » sur la page « Exceptions » : tout, toutes les caméras ou une, jusqu’à trois jours. Ou dites en anglais « pause all alerts until tomorrow » (7 jours au plus). Ce qui se passe est gardé, et ce qui est critique est annoncé quand même. La pause finit d’elle-même ; « End the pause » la termine tout de suite.',
  'delivery#who-is-on-call':
    'Demandez « qui est d’astreinte ? », ou regardez la page « On call » sous Alerts : maintenant, les quatre prochaines semaines, et qui remplace. `/safenest oncall` demande la même chose.',
  'delivery#how-do-i-set-who-is-on-call':
    'Sur la page « On call », un administrateur met des membres dans l’ordre et dit quand le suivant prend la suite : chaque semaine ou chaque jour, à une heure du fuseau de l’organisation. Sous « Somebody covers », quelqu’un remplace un moment ; « Take back » y met fin. Qui a une garde la cède sans administrateur.',
  'delivery#in-which-language-does-safenest-write-to-me':
    'Dans celle que vous choisissez sous « My account » ; si vous n’en avez choisi aucune, dans celle où vous écrivez.',
  'delivery#i-was-asked-was-this-you-what-do-i-do':
    'Pressez « oui » seulement si vous vous êtes connecté vous-même à ce moment. Sinon pressez « non » : votre équipe de sécurité le sait aussitôt. Changez ensuite votre mot de passe si vous le pouvez.',
  'rules#what-is-a-rule':
    'Une règle regarde chaque connexion à son arrivée et lance une alerte quand l’une l’enfreint. Il y a des règles pour beaucoup d’échecs, la pulvérisation, un succès après beaucoup d’échecs, le voyage impossible, un nouveau pays, appareil ou adresse, des heures ou des pays non permis, des listes d’adresses ou de comptes, et les connexions sans second facteur. Les règles sont exactes : aucun modèle de langage ne décide.',
  'rules#how-do-i-watch-for-sign-ins-without-two-factor':
    'Dites « préviens-moi quand un administrateur se connecte sans double authentification » ; le bouton d’un administrateur met la règle en service. SafeNest ne fait que signaler : le second facteur s’active là où les gens se connectent. Une connexion qui n’en dit rien n’est pas comptée ; vos systèmes doivent l’envoyer.',
  'rules#where-do-i-see-the-rules':
    'Sur la page « Rules » : chacune en mots, avec le nombre d’alertes en 30 jours. La page d’une règle montre ses nombres et ce qu’elle a remarqué récemment.',
  'rules#how-do-i-change-a-rule':
    'Ouvrez-la depuis la page « Rules », changez ses nombres et pressez « Save ». Le changement vaut pour les connexions qui arrivent ensuite, et figure dans l’audit.',
  'rules#how-do-i-make-a-rule-less-noisy':
    'Sur la page de la règle, relevez le seuil, ou nommez les réseaux dont les échecs ne comptent pas, comme votre propre bureau. Pour le voyage impossible, listez vos sorties VPN. Pour être averti moins souvent d’une même affaire, allongez la pause pendant laquelle d’autres événements rejoignent l’alerte.',
  'rules#how-do-i-switch-a-rule-off-or-on':
    '« Switch off » ou « Switch on » sur la page de la règle. Un brouillon attend que quelqu’un l’active ; ce qui a été rejeté reste rejeté.',
  'rules#how-do-i-propose-a-new-rule':
    'Dites ce qui doit lancer une alerte : « propose une règle contre les connexions hors d’Allemagne ». SafeNest répond par une proposition : la règle en mots, et ce qu’elle aurait lancé par le passé. Le bouton d’un administrateur la met en service ; d’ici là rien ne change.',
  'rules#what-is-a-proposal':
    'Un changement qui attend le bouton d’une personne. Tout ce que l’assistant veut changer au-delà de ce que vous avez demandé vous-même en devient une. Elle dit exactement ce qui serait fait et qui peut l’approuver ; si personne ne décide, elle expire après 7 jours.',
  'rules#who-can-approve-a-rule':
    'Les administrateurs, avec un bouton sur la carte de la proposition ou sur la page « Proposals ». L’approbation vérifie encore que rien n’a changé entre-temps ; ensuite, ou si elle est rejetée ou expirée, le bouton ne fait rien.',
  'chat#how-do-i-ask-in-slack-discord-or-teams':
    'Mentionnez-le avec votre question : « @SafeNest connexions échouées aujourd’hui par pays ». Dans un message à lui seul, pas besoin de mention. Dans Slack et Discord, `/safenest ask` fait de même. La réponse vient là où vous avez demandé, dans le fil de votre question.',
  'chat#how-do-i-link-my-chat-account':
    'Sur votre page « Account », pressez « Link my chat account » et tapez ce qui s’affiche, par exemple `/safenest link ABCD-2345`, là où vous parlez à SafeNest. Le code sert une fois, pendant 15 minutes.',
  'chat#how-do-i-have-a-channel-told-of-alerts':
    'Écrivez dans le canal `/safenest channel alerts from high`. Un canal peut être averti des alertes, des propositions à décider, des cas de modération et des rapports du jour et de la semaine. Les alertes critiques viennent à toute heure. « No more alerts here » y met fin. Tout est sur la page « Channels », avec un message d’essai.',
  'moderation#what-is-moderation-here':
    'SafeNest examine chaque message des canaux qu’il surveille et suit le cours d’une conversation : qui est visé, par combien, à quelle vitesse, et si cela empire. Ce qui dépasse une limite de la politique devient un cas avec une carte : qui, contre qui, ce qui a été dit, et ce qui est conseillé. Des personnes décident ; ce qu’elles décident peut être annulé.',
  'moderation#how-do-i-guard-a-channel':
    'Dans le canal lui-même : `/safenest channel guard` (ou `guard strictly`, `guard relaxed`, `stop guarding`), ou sur la page « Guarded channels ». L’application a besoin de plus de droits pour cela ; `npm run safenest -- connect discord --moderation` les demande. Rien n’est gardé des canaux non surveillés.',
  'moderation#can-i-time-somebody-out-by-writing-to-safenest':
    'Écrivez-le comme vous le diriez : « avertis mallory pour CASE-9 ». Cela devient une carte qui dit qui, où, combien de temps, et ce que la personne apprend ; rien ne se fait avant qu’un modérateur, vous compris, presse « Approve », et « Undo » l’annule ensuite.',
  'moderation#i-was-warned-timed-out-or-banned-what-can-i-do':
    'Vous recevez la raison en message privé, avec un bouton « Appeal » ; votre appel va aux modérateurs sous forme de carte, et vous apprenez ce qu’il en est. Demandez à tout moment « pourquoi ai-je été banni ? » : vous voyez ce qui a été fait, jusqu’à quand et pourquoi.',
  'moderation#how-does-somebody-appeal-and-who-decides-it':
    'Qui a été averti, exclu, rendu muet ou banni l’apprend en message privé avec un bouton « Appeal », une fois pour chaque mesure. L’appel arrive aux modérateurs comme carte et figure sur la page « Appeals » ; un modérateur y décide, et la personne en est avertie. Sans appel, « Undo » répare une décision fausse.',
  'recognition#how-do-i-enrol-somebody':
    'Sur la page « People » : « Enrol somebody », un nom et trois à cinq photos, choisies, déposées ou collées. Écrivez ce à quoi la personne a consenti. Pour chaque photo il est dit si elle est prise, ou pourquoi non.',
  'recognition#how-do-i-forget-somebody':
    '« Forget » sur la page de la personne efface ses photos, ses passages et tout ce à quoi elle est reconnue. Une confirmation est demandée, car cela ne s’annule pas. Une ligne de l’audit reste, sans son nom.',
  'logs#how-do-i-send-logins-to-safenest':
    '`POST /api/v1/login-events` avec une clé d’API : un événement, ou une liste de 1,000 au plus. Un événement a besoin d’un identifiant, d’une heure, d’un compte et d’un résultat ; le reste est bienvenu.',
  'logs#how-do-i-import-a-log-file':
    '`npm run safenest -- import sshd /var/log/auth.log` lit un journal OpenSSH. `json-lines` lit un objet JSON par ligne, `csv` une table avec une ligne d’en-tête ; `--map account=user,occurred_at=time,outcome=result` dit quelle colonne est quoi. Ce qui ne se lit pas est compté et nommé.',
  'audit#where-do-i-see-who-changed-what':
    'La page « Audit » liste chaque changement par des personnes, des programmes et l’assistant, le plus récent d’abord, avec des filtres par action, objet et temps. De même `npm run safenest -- audit`.',
  'console#does-it-work-on-a-phone-and-in-the-dark':
    'Oui. Chaque page tient sur un écran de 360 pixels. Clair ou sombre suit le réglage de votre appareil.',
  'troubleshooting#why-do-i-see-no-logins-or-alerts':
    'D’abord, si des connexions arrivent : demandez « combien de connexions aujourd’hui ? ». S’il n’y en a aucune, envoyez-en ou importez-en. S’il y a des connexions mais pas d’alertes, regardez si des règles sont activées. Vérifiez aussi le fuseau horaire : « aujourd’hui » est lu dans le vôtre.',
  'getting-started#my-computer-shows-a-ransom-note-or-my-files-cannot-be-opened-what-now':
    'Coupez l’appareil du réseau tout de suite : débranchez le câble, éteignez le wifi. Laissez-le allumé, ne payez rien, n’écrivez à personne qui demande de l’argent et ne supprimez rien. Signalez-le ici depuis un autre appareil, avec l’heure du début et ce que vous aviez ouvert. Dites à vos voisins de ne pas ouvrir la même chose.',
  'getting-started#i-lost-my-badge-keys-phone-or-laptop-what-now':
    'Signalez-le ici en une ligne : quoi, où, quand, et ce qu’il contient ou ce qu’il ouvre. Celui qui les distribue chez vous (l’informatique ou l’accueil) doit le bloquer ; le signalement avertit ceux qui s’occupent de la sécurité, et ils y veillent. Changez les mots de passe qui y étaient enregistrés. Retrouvé ? Dites-le ici.',
  'getting-started#an-intruder-is-in-the-building-what-now':
    'Gardez vos distances, ne retenez personne et laissez la porte entre vous. En danger, appelez d’abord les secours ou les gardiens. Signalez ensuite ici ce que vous avez vu : où, quand, combien, leur aspect et leur direction.',
  'getting-started#i-got-a-strange-mail-or-call-what-do-i-do':
    'Ne cliquez sur rien, n’ouvrez rien et ne répondez pas ; personne de la sécurité ne demande jamais votre mot de passe. Si cela semble venir de quelqu’un que vous connaissez, demandez-lui par un autre moyen. Signalez-le ensuite ici en une ligne, avec l’expéditeur prétendu ; gardez le mail jusqu’à ce que quelqu’un ait regardé. Si vous avez déjà cliqué ou tapé quelque chose, dites-le : alors un nouveau mot de passe passe avant tout.',
  'getting-started#whom-do-i-have-to-tell-besides':
    'Pour SafeNest, à personne : votre signalement parvient à ceux qui s’occupent de la sécurité, et ils décident qui d’autre doit savoir. Si vos propres règles veulent que votre responsable le sache aussi, lui-même ou un administrateur peut le dire. Personne n’est blâmé pour un signalement.',
  'getting-started#can-you-call-or-write-to-somebody-for-me':
    'Non : je ne téléphone pas, et n’écris aux gens que ce que leur travail ici demande. Dites-le dans votre signalement ; qui y travaille le lit là.',
  'people#how-do-i-turn-on-two-factor-sign-in-for-myself':
    'Là où votre organisation se connecte à SafeNest par authentification unique, le second facteur est celui de ce système : activez-le là. La connexion propre à SafeNest par mot de passe n’en a pas ; un long mot de passe (12 caractères et plus) et « Sign out everywhere else » sur votre page « Account » sont ce qu’elle offre. Un code PIN y confirme les décisions graves, comme un bannissement ou une règle.',
  'assistant#who-can-see-what-is-kept-about-me':
    'Vos connexions : administrateurs, responsables de la sécurité et managers, et vous-même (« quand me suis-je connecté la dernière fois ? »). Ce que les caméras ont vu : les mêmes trois rôles, et un administrateur peut ne donner à quelqu’un que certaines caméras ; les visages ne sont reconnus qu’avec un consentement enregistré. Vos signalements : ceux qui s’occupent de la sécurité. Dans les canaux surveillés par la modération, il lit ce qui s’y dit ; vos mails, vos fichiers et votre écran, il ne les lit pas.',
  'assistant#can-my-account-or-what-is-kept-about-me-be-deleted':
    'Demandez à un administrateur. Il désactive un compte sur la page « Members » : plus personne ne s’en sert, et ce qui a été fait avec reste dans l’archive. Les visages et passages d’une personne s’oublient sur la page « People ». Ce qui prend fin de soi-même est dit sous « combien de temps les journaux et les autres données sont-ils conservés ? ».',
};
