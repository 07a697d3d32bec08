/** What sections of the guide say, in Spanish, by their ids: those that are asked for most. */
export const SPANISH_ANSWERS: Readonly<Record<string, string>> = {
  'people#what-may-each-role-do':
    'Administrador: todo, reglas, miembros, claves, auditoría. Responsable de seguridad: buscar en los registros, trabajar en alertas e incidentes, instalar cámaras, registrar personas. Gerente: leer registros, alertas, incidentes, reglas, cámaras y personas, informar de incidentes. Moderador: leer alertas e incidentes, decidir casos de moderación. Empleado: preguntar, informar de un incidente y seguir los suyos. El asistente tiene exactamente los permisos de quien pregunta.',
  'people#how-do-i-add-a-member':
    'En la página «Members»: nombre, correo, rol y luego «Add and make a sign-in link». Entregue el enlace por un medio de confianza; sirve una vez, durante 15 minutos. O en el servidor: `npm run safenest -- members add "Maria Lindqvist" maria@example.com --role officer`.',
  'people#how-do-i-change-somebodys-role':
    '«Set» junto al nombre en la página «Members», o `npm run safenest -- members set maria@example.com --role admin`. Nadie cambia su propio rol.',
  'people#how-do-i-remove-somebody-who-left':
    '«Disable» junto al nombre en la página «Members»: ya no puede entrar y sus sesiones terminan. Lo que hizo queda con su nombre. «Enable» le permite volver.',
  'people#who-is-a-member': 'La página «Members» muestra a todos con su rol, igual que `npm run safenest -- members`.',
  'people#how-do-i-sign-in':
    'Con el enlace de un solo uso que le da un administrador, con su correo y contraseña, o con el inicio de sesión único donde esté configurado. Un enlace sirve una vez, durante 15 minutos. La sesión dura hasta 7 días, o hasta que pasen 12 horas sin uso.',
  'people#how-do-i-set-or-change-my-password':
    'En su página «Account». Una contraseña tiene al menos 12 caracteres. Cambiarla cierra sus otras sesiones.',
  'people#what-if-i-forgot-my-password-or-my-link-expired':
    'Pida un enlace nuevo a un administrador: «Sign-in link» junto a su nombre en la página «Members», o `npm run safenest -- members link you@example.com` en el servidor. Un administrador bloqueado se hace uno con ese comando.',
  'people#how-do-i-sign-out':
    '«Sign out» en su página «Account» cierra esta sesión, «Sign out everywhere else» todas las demás, por ejemplo la de un móvil que ya no tiene. Los administradores cierran las de otros en la página «Members».',
  'people#how-do-i-make-an-api-key':
    'En la página «API keys», o con `npm run safenest -- keys create "login collector" --role officer`. Se muestra una vez y solo se guarda su huella. Con una clave entra un programa; actúa con el rol que le dé, así que elija el menor que baste.',
  'incidents#what-is-the-difference-between-an-alert-and-an-incident':
    'Una alerta es lo que notó una regla; SafeNest la da por sí mismo. Un incidente es en lo que trabajan personas: con estado, alguien a cargo, alertas vinculadas, cronología, comentarios y archivos. No toda alerta necesita un incidente, ni un incidente una alerta.',
  'incidents#how-do-i-open-an-incident':
    'Diga «abre un incidente: lector de tarjetas forzado» o «abre un incidente para ALR-204», o pulse «Open incident» en una alerta. Una alerta que ya es de un incidente se queda en él, y la respuesta lo dice.',
  'incidents#how-do-i-add-an-alert-to-an-incident':
    'Pulse «Add to an incident…» en su tarjeta y elija uno en curso, o diga «añade ALR-12 a INC-3». «Take it off INC-3» en la tarjeta lo deshace. La cronología del incidente dice ambas cosas.',
  'incidents#how-do-i-assign-an-incident-to-somebody':
    '«Asigna INC-9 a Maria», «asígnamelo», o «Commander» en su página: a quien se asigna un incidente lo dirige. Se puede dar a miembros cuyo rol puede cambiar incidentes: administradores y responsables de seguridad.',
  'incidents#how-do-i-comment-on-an-incident':
    'Diga «comentario en INC-9: llamé a la usuaria, está de viaje», o escriba en el cuadro bajo la cronología. Quien informó del incidente también puede comentarlo.',
  'incidents#how-do-i-attach-a-file':
    'En la página del incidente, bajo «Evidence»: elija un archivo y luego «Add file». Hasta 25 MB; imagen, PDF, texto, captura de red o ZIP. Se guarda con su SHA-256, para comprobar después que no ha cambiado.',
  'incidents#what-do-the-statuses-mean':
    'Abierto: nadie ha empezado. En investigación: alguien lo mira. Contenido: el daño ya no se extiende, pero queda trabajo. Cerrado: terminado, con unas palabras sobre cómo acabó. Retirado: se deshizo su apertura; se conserva, pero no está en ningún tablero.',
  'incidents#how-do-i-change-the-severity-the-title-or-the-status':
    'Diga «pon INC-9 en alta» o «marca INC-9 como contenido», o use «Assign and rate» y los botones de su página.',
  'incidents#have-we-seen-something-like-this-before':
    'Pregunte «¿hemos visto algo como INC-9 antes?». La respuesta nombra incidentes anteriores parecidos y lo que comparten, como la red, la cuenta o el tipo de alerta, para que lea cómo acabaron.',
  'incidents#how-do-i-close-an-incident':
    '«Cierra INC-9, resuelto con una contraseña nueva», o «Close this incident» en su página. Cómo acabó se guarda con él, para quien tenga un caso parecido.',
  'incidents#can-i-undo-a-change':
    'Sí. «Deshaz el último cambio de INC-9» o «Undo» junto a la línea en su cronología. Devuelve el estado anterior y queda anotado. Un incidente cerrado también se puede reabrir: «reabre INC-9». Comentarios y archivos se quedan.',
  'incidents#can-i-delete-an-incident':
    'No. Nada en lo que se haya trabajado se borra. Un incidente abierto por error se retira con «Undo» en su apertura: sale del tablero y queda en el archivo.',
  'incidents#how-can-i-see-the-incident-i-reported':
    'Pregunte por él con su referencia, como «¿cómo va INC-12?», o abra la página «Incidents»: muestra a los empleados lo que comunicaron ellos mismos.',
  'alerts#what-is-an-alert':
    'Algo que notó una regla. Un ataque es una sola alerta, por muchos inicios de sesión que sean: la cuenta y la última hora crecen mientras dura. La alerta dice qué pasó, lo grave que puede ser, quién y dónde, y por qué lo cree SafeNest.',
  'alerts#how-bad-is-low-medium-high-or-critical':
    'Crítica: probablemente alguien está dentro, mire ya. Alta: mírelo hoy. Media: mírelo esta semana. Baja: bueno saberlo. La gravedad viene de la regla; los administradores pueden cambiarla allí.',
  'alerts#where-do-i-see-alerts':
    'Las más nuevas aparecen junto al escritorio en cuanto se dan. Todas están en la página «Alerts», con filtros por estado, gravedad, tiempo, cuenta y dirección. O pregunte: «¿algo inusual en los últimos 3 días?»',
  'alerts#how-do-i-acknowledge-or-settle-an-alert':
    'Pulse un botón en la alerta, o diga «confirma ALR-204» o «resuelve ALR-204, se cambió la contraseña». Confirmada: alguien lo mira. Resuelta: arreglada. Falsa alarma: no había nada.',
  'alerts#how-do-i-mark-a-false-alarm':
    'Diga «marca ALR-77 como falsa alarma, era el equipo de limpieza», o pulse el botón de su página. Lo que diga queda con la alerta. Si se repite, haga la regla menos ruidosa.',
  'alerts#does-safenest-block-attackers':
    'No. Nota, avisa y deja constancia. Bloquear una cuenta, restablecer una contraseña o bloquear una dirección lo hacen personas en el sistema en cuestión; escriba en el incidente lo que se hizo.',
  'asking#what-can-i-ask':
    'Todo lo que su rol puede ver de inicios de sesión, alertas e incidentes: quién entró, desde dónde, cuándo, cuántas veces; qué es inusual; qué pasó con una alerta; qué incidentes están abiertos. También puede pedir trabajo, como abrir, asignar o cerrar un incidente. Escriba como a un colega: «¿cuántos accesos fallidos hoy, por país?»',
  'asking#how-do-i-search-the-logs':
    'Pregunte, por ejemplo «accesos fallidos desde 203.0.113.9 la semana pasada», o use la página «Logs». Las palabras juntas deben estar todas; `"invalid user"` las halla seguidas; `OR`, `NOT` y paréntesis se combinan. Cuenta, dirección, país, resultado y tiempo son filtros aparte.',
  'asking#which-time-zone-are-times-in':
    'En la suya. Fíjela en su página «Account»; sin ella vale la de su organización. «Ayer» y «a las 9» se leen en la misma zona en que se responde. En un canal que otros leen, es la de la organización.',
  'asking#which-languages-are-understood':
    'Inglés por completo; alemán, francés y español para las preguntas principales. La respuesta llega en el idioma de su pregunta. Lo que escribieron personas queda como está; las páginas de la guía están en inglés.',
  'asking#what-if-it-does-not-understand-me':
    'Diga qué, de quién y cuándo en una frase corta, como «accesos fallidos de dana la semana pasada». Las erratas suelen perdonarse. Si falta algo, SafeNest hace una pregunta corta; si no puede mirar, dice qué rol puede.',
  'assistant#what-can-the-assistant-do':
    'Busca en inicios de sesión, alertas e incidentes, abre y cambia incidentes, resuelve alertas, dice si el sistema funciona y explica con esta guía cómo se hacen las cosas. Pregunte «¿qué puedes hacer?».',
  'assistant#what-is-the-assistant-not-allowed-to-do':
    'Tiene exactamente los permisos de quien pregunta, nunca más. No puede borrar registros, leer datos de otra organización, mostrar secretos, cambiar roles ni apagar la auditoría. Ningún mensaje, línea de registro o archivo le da más permisos.',
  'assistant#does-it-make-things-up':
    'Cada referencia de una respuesta se compara con lo que hallaron las búsquedas; la que no estaba se quita, y la respuesta lo dice. Sin modelo de lenguaje, las respuestas salen solo de los resultados.',
  'assistant#do-i-need-a-language-model':
    'No. Sin él, el modelo propio sin conexión de SafeNest lee su pregunta y escribe la respuesta: rápido, gratis, y nada sale de la máquina. Con un modelo de lenguaje la expresión es más libre; permisos, citas y protecciones son los mismos.',
  'assistant#where-is-my-data-kept':
    'En la carpeta de datos (`SAFENEST_DATA`) o en su propio PostgreSQL, en sus propias máquinas. SafeNest no llama a ningún servicio nuestro ni envía estadísticas.',
  'assistant#how-long-are-logs-and-other-data-kept':
    'Inicios de sesión, alertas, incidentes y auditoría se guardan para siempre; SafeNest no borra nada de ello por sí mismo. Se borran solos los informes a los tres años, lo que vieron las cámaras al año, lo dicho en casos de moderación decididos al año, y los mensajes de canales protegidos y las imágenes de cámaras a los 30 días. Un administrador puede fijar otros plazos.',
  'assistant#can-others-see-what-i-ask':
    'Los colegas no. Los administradores sí: el estudio les muestra qué se preguntó y cómo se respondió, para que se noten errores y abusos. Lo que usted cambia está en la auditoría con su nombre.',
  'attacks#what-is-a-brute-force-attack':
    'Alguien prueba muchas contraseñas en una cuenta, o muchas cuentas desde una dirección, hasta acertar. SafeNest nota más fallos de los que una regla permite en unos minutos. Qué hacer: ver si algún intento acertó, bloquear la dirección donde pueda, y dar a la cuenta una contraseña fuerte y un segundo factor.',
  'attacks#what-is-password-spraying':
    'Se prueban una o dos contraseñas comunes en muchas cuentas, de modo que ninguna falla lo bastante para bloquearse. SafeNest nota una dirección que falla en muchas cuentas. Qué hacer: buscar un acierto desde esa dirección, restablecer las contraseñas de las cuentas afectadas y prohibir las comunes.',
  'attacks#what-is-credential-stuffing':
    'Se prueban aquí nombres y contraseñas robados en otro sitio, porque mucha gente usa la misma dos veces. Parece un rociado desde muchas direcciones, con algunos aciertos al primer intento. Qué hacer: restablecer las cuentas afectadas, avisar a las personas y exigir un segundo factor.',
  'attacks#what-is-impossible-travel':
    'Una cuenta entra desde dos lugares entre los que nadie puede viajar en ese tiempo, a más de 900 km/h. O la usan dos personas, o una de las direcciones es una VPN no conocida. Qué hacer: preguntar a la persona. Si no fue ella, cerrar sus sesiones y restablecer la contraseña.',
  'attacks#what-is-mfa-fatigue':
    'Quien ya tiene la contraseña envía una solicitud de aprobación tras otra hasta que la persona cansada pulsa «sí». SafeNest lo ve donde su sistema informa de los rechazos como fallos. Qué hacer: restablecer la contraseña, pues es conocida, y usar comprobación por número en vez de un simple sí.',
  'attacks#what-is-phishing':
    'Un mensaje que finge venir de alguien de confianza para que escriba su contraseña o abra un archivo. SafeNest no lee correos; nota lo que sigue, como un inicio de sesión desde un país nuevo. Qué hacer: avisar, aunque haya hecho clic, y cambiar la contraseña enseguida.',
  'attacks#what-is-account-takeover':
    'Otra persona usa una cuenta. Señales: un país nuevo, un dispositivo nuevo, horas inusuales o un acierto tras muchos fallos. Qué hacer: desactivar la cuenta o cerrar sus sesiones, restablecer la contraseña, ver en los registros qué se hizo desde entonces y abrir un incidente.',
  'attacks#was-it-me-who-signed-in':
    'Si le avisan de un inicio de sesión que no reconoce: cambie la contraseña de esa cuenta y avise: «abre un incidente: alguien entró anoche en mi cuenta». Si fue usted, dígaselo a quien pregunte.',
  'getting-started#what-is-safenest':
    'SafeNest es un puesto de seguridad con el que se habla. Lee los inicios de sesión de sus sistemas, nota lo que no debería ser, da una alerta y responde a sus preguntas con palabras sencillas. Lo que las personas hacen después se guarda como un incidente. Todo funciona en su propia máquina.',
  'getting-started#how-do-i-try-it-without-my-own-data':
    '`npm install && npm run demo` pone en marcha una organización de ejemplo con gente inventada y una semana de inicios de sesión que sigue mientras mira. Muestra una dirección y un enlace que sirve una vez, durante 15 minutos. Nada de ello es real.',
  'getting-started#i-clicked-on-a-bad-link-or-gave-my-password-away-what-now':
    'Avise aquí en una línea, aunque no esté seguro: a nadie se le culpa por avisar, y los minutos cuentan. Si escribió una contraseña, cámbiela ya, en todas partes donde la use. Anote qué abrió y cuándo, no borre nada, y deje el aparato encendido pero fuera de la red hasta que alguien lo mire.',
  'getting-started#how-do-i-reach-the-people-who-look-after-security':
    'Escriba aquí en una frase qué pasó: se convierte en un incidente, y quienes se ocupan de la seguridad lo ven enseguida y pueden preguntarle allí. SafeNest no llama por teléfono ni guarda números: en peligro llame primero a emergencias o a los vigilantes.',
  'getting-started#when-and-from-where-was-my-own-account-used':
    'Pregunte aquí: «¿cuándo entré por última vez?», «¿entró otra persona en mi cuenta?». Ve los últimos 20 inicios de sesión de su propia cuenta, desde dónde y con qué dispositivo, y ningún otro. Si uno no fue suyo, diga «no fui yo».',
  'getting-started#how-do-i-report-something-suspicious':
    'Escriba aquí qué pasó y que quiere un incidente, por ejemplo «abre un incidente: perdí mi tarjeta esta mañana». Todos pueden hacerlo. Recibe una referencia como `INC-12`; con ella puede ver después su incidente, comentarlo y añadir archivos.',
  'cameras#how-do-i-add-a-camera':
    'En la página «Cameras»: un nombre, dónde está, «Add». Su página dice luego cómo llegan sus imágenes. La primera cámara trae dos reglas: para personas desconocidas y para zonas restringidas.',
  'cameras#how-do-i-draw-a-zone':
    'En la página de la cámara, cuando haya una imagen: «Draw a zone», pulse en la imagen para cada esquina, «Finish the shape», luego dé nombre y tipo y guarde. Las esquinas se pueden arrastrar. Alguien está en una zona cuando lo están sus pies.',
  'cameras#how-do-i-hide-part-of-what-a-camera-sees':
    '«Draw a privacy mask» en la página de la cámara. Lo que hay debajo se ennegrece antes de buscar o guardar nada, en todas las imágenes desde entonces; las anteriores quedan como están hasta que pase su tiempo.',
  'cameras#who-may-see-the-pictures':
    'Administradores, responsables de seguridad y gerentes, en la página «Cameras» y en el chat. Moderadores y empleados no ven ninguna. En un canal se muestra una imagen solo donde todos los que leen pueden verla; si no, va solo a quien pregunta.',
  'cameras#may-the-language-model-look-at-pictures-of-my-cameras':
    'Solo si un administrador lo acepta en la página «Language model» en Cameras: entonces las imágenes salen de la casa, salvo que el modelo corra aquí. De cada evento dice lo que se ve: un título, la escena, reparos y una amenaza de 0 a 2. Puede subir el riesgo y no quita ningún hallazgo. «Send none any more» lo termina enseguida.',
  'running#how-long-are-pictures-kept':
    'Imágenes de cámaras 30 días, eventos con sus imágenes un año, imágenes de preguntas una semana, personas sin nombre 180 días desde la última vez y luego dos años en el archivo. Cada noche se borra y queda anotado en la auditoría. Un administrador puede fijar menos días para la organización, nunca más.',
  'running#how-do-i-back-it-up':
    '`npm run safenest -- backup` escribe todo en un archivo, funcione SafeNest o no. Los administradores de la única organización también pueden pulsar «Back up now» en Health, Backups. La base integrada se copia cada noche a las 02:00; quedan las últimas 14. Cópielas a otro lugar y guarde `SAFENEST_SECRET` aparte: sin él nada se restaura.',
  'reports#how-do-i-get-a-weekly-report':
    'Llega solo: cada lunes a las 08:00, sobre la semana anterior, al archivo de la página «Reports». Para que se anuncie en un canal de su chat, diga allí «this channel gets reports». Entretanto, pulse «Make one now».',
  'delivery#how-do-i-snooze-an-alert':
    'Pulse «Snooze…» en su tarjeta y elija 1 hora, 24 horas o 7 días, o diga «pospón ALR-3 hasta mañana». Sigue contando, y se avisa si empeora. Después se vuelve a avisar.',
  'delivery#how-do-i-get-alerts-by-e-mail':
    'Un administrador añade direcciones en la página «Delivery», con un servidor de correo o el de la instalación (`SMTP_URL`), y envía allí una prueba.',
  'delivery#how-do-i-get-alerts-on-my-phone-or-in-my-browser':
    'Abra «My account» en ese móvil u ordenador y pulse «Switch on in this browser» en «Notifications». Allí también elige desde qué gravedad, fija horas de silencio, envía una prueba y quita un navegador. SafeNest necesita para ello una dirección con https://; en un iPhone, ponga primero SafeNest en la pantalla de inicio.',
  'delivery#how-do-i-pause-alerts-for-a-while':
    'Abra «Pause alerts» en la página «Exceptions»: todo, todas las cámaras o una, hasta tres días. O diga en inglés «pause all alerts until tomorrow» (7 días como mucho). Lo que pasa se guarda, y lo crítico se avisa igual. La pausa acaba sola; «End the pause» la termina ya.',
  'delivery#who-is-on-call':
    'Pregunte «¿quién está de guardia?», o mire la página «On call» en Alerts: ahora, las próximas cuatro semanas y quién cubre. `/safenest oncall` pregunta lo mismo.',
  'delivery#how-do-i-set-who-is-on-call':
    'En la página «On call» un administrador ordena a los miembros y dice cuándo releva el siguiente: cada semana o cada día, a una hora de la zona de la organización. En «Somebody covers» alguien cubre un tiempo; «Take back» lo termina. Quien tiene un turno lo cede sin administrador.',
  'delivery#in-which-language-does-safenest-write-to-me':
    'En el que elija en «My account»; si no eligió ninguno, en el que usted escribe.',
  'delivery#i-was-asked-was-this-you-what-do-i-do':
    'Pulse «sí» solo si usted mismo inició sesión a esa hora. Si no, pulse «no»: su equipo de seguridad lo sabe enseguida. Después cambie su contraseña si puede.',
  'rules#what-is-a-rule':
    'Una regla mira cada inicio de sesión al llegar y da una alerta cuando uno la incumple. Hay reglas para muchos fallos, rociado de contraseñas, un acierto tras muchos fallos, viajes imposibles, país, dispositivo o dirección nuevos, horas o países no permitidos, listas de direcciones o cuentas, e inicios sin segundo factor. Las reglas son exactas: ningún modelo de lenguaje decide.',
  'rules#how-do-i-watch-for-sign-ins-without-two-factor':
    'Diga «avísame cuando un administrador entre sin segundo factor»; el botón de un administrador activa la regla. SafeNest solo avisa: el segundo factor se activa donde la gente inicia sesión. Un inicio que no dice nada de ello no cuenta; sus sistemas deben enviarlo.',
  'rules#where-do-i-see-the-rules':
    'En la página «Rules»: cada una en palabras, con cuántas alertas dio en 30 días. La página de una regla muestra sus números y lo que notó últimamente.',
  'rules#how-do-i-change-a-rule':
    'Ábrala en la página «Rules», cambie sus números y pulse «Save». El cambio vale para los inicios de sesión que lleguen desde entonces y está en la auditoría.',
  'rules#how-do-i-make-a-rule-less-noisy':
    'En la página de la regla, suba el umbral o nombre las redes cuyos fallos no cuentan, como su propia oficina. Para viajes imposibles, anote las salidas de su VPN. Para oír menos de un mismo asunto, alargue la pausa en la que otros eventos se suman a la alerta.',
  'rules#how-do-i-switch-a-rule-off-or-on':
    '«Switch off» o «Switch on» en la página de la regla. Un borrador espera a que alguien lo active; lo rechazado sigue rechazado.',
  'rules#how-do-i-propose-a-new-rule':
    'Diga qué debe dar una alerta: «propón una regla contra accesos desde fuera de Alemania». SafeNest responde con una propuesta: la regla en palabras y lo que habría dado en el pasado. El botón de un administrador la activa; hasta entonces nada cambia.',
  'rules#what-is-a-proposal':
    'Un cambio que espera el botón de una persona. Todo lo que el asistente quiere cambiar más allá de lo que usted pidió se convierte en una. Dice exactamente qué se haría y quién puede aprobarlo; si nadie decide, caduca a los 7 días.',
  'rules#who-can-approve-a-rule':
    'Los administradores, con un botón en la tarjeta de la propuesta o en la página «Proposals». Al aprobar se comprueba otra vez que nada cambió entretanto; después, o si fue rechazada o caducó, el botón no hace nada.',
  'chat#how-do-i-ask-in-slack-discord-or-teams':
    'Menciónelo con su pregunta: «@SafeNest accesos fallidos de hoy por país». En un mensaje solo para él no hace falta mención. En Slack y Discord `/safenest ask` hace lo mismo. La respuesta llega donde preguntó, en el hilo de su pregunta.',
  'chat#how-do-i-link-my-chat-account':
    'En su página «Account» pulse «Link my chat account» y escriba lo que muestra, por ejemplo `/safenest link ABCD-2345`, donde pregunta a SafeNest. El código sirve una vez, durante 15 minutos.',
  'chat#how-do-i-have-a-channel-told-of-alerts':
    'Escriba en el canal `/safenest channel alerts from high`. Un canal puede recibir alertas, propuestas por decidir, casos de moderación y los informes diarios y semanales. Las alertas críticas llegan a cualquier hora. «No more alerts here» lo termina. Todo está en la página «Channels», con un mensaje de prueba.',
  'moderation#what-is-moderation-here':
    'SafeNest revisa cada mensaje de los canales que protege y sigue cómo va una conversación: contra quién, por cuántos, a qué ritmo y si empeora. Lo que cruza una línea de la política es un caso con una tarjeta: quién, contra quién, qué se dijo y qué se aconseja. Deciden personas; lo que deciden se puede deshacer.',
  'moderation#how-do-i-guard-a-channel':
    'En el propio canal: `/safenest channel guard` (o `guard strictly`, `guard relaxed`, `stop guarding`), o en la página «Guarded channels». La aplicación necesita más permisos para ello; `npm run safenest -- connect discord --moderation` los pide. De los canales no protegidos no se guarda nada.',
  'moderation#can-i-time-somebody-out-by-writing-to-safenest':
    'Escríbalo como lo diría: «advierte a mallory por CASE-9». Se pone como tarjeta que dice a quién, dónde, cuánto tiempo y qué se le comunica; nada ocurre antes de que alguien que modera, también usted, pulse «Approve», y «Undo» lo deshace después.',
  'moderation#i-was-warned-timed-out-or-banned-what-can-i-do':
    'Recibe el motivo en un mensaje privado, con un botón «Appeal»; su apelación llega a los moderadores como tarjeta, y se le dice qué fue de ella. Pregunte en cualquier momento «¿por qué me expulsaron?»: verá qué se hizo, hasta cuándo y por qué.',
  'moderation#how-does-somebody-appeal-and-who-decides-it':
    'Quien fue advertido, suspendido, silenciado o expulsado lo sabe por un mensaje privado con un botón «Appeal», una vez por cada medida. La apelación llega a los moderadores como tarjeta y está en la página «Appeals»; allí decide un moderador, y se avisa a quien apeló. Sin apelación, «Undo» arregla una decisión errónea.',
  'recognition#how-do-i-enrol-somebody':
    'En la página «People»: «Enrol somebody», un nombre y de tres a cinco fotos, elegidas, arrastradas o pegadas. Anote en qué consintió la persona. De cada foto se dice si se aceptó o por qué no.',
  'recognition#how-do-i-forget-somebody':
    '«Forget» en la página de la persona borra sus fotos, sus apariciones y todo aquello por lo que se la reconoce. Pregunta antes, pues no se puede deshacer. Queda una línea de auditoría, sin su nombre.',
  'logs#how-do-i-send-logins-to-safenest':
    '`POST /api/v1/login-events` con una clave de API: un evento o una lista de hasta 1,000. Un evento necesita un identificador, una hora, una cuenta y un resultado; lo demás es bienvenido.',
  'logs#how-do-i-import-a-log-file':
    '`npm run safenest -- import sshd /var/log/auth.log` lee un registro de OpenSSH. `json-lines` lee un objeto JSON por línea, `csv` una tabla con cabecera; `--map account=user,occurred_at=time,outcome=result` dice qué columna es qué. Lo que no se puede leer se cuenta y se nombra.',
  'audit#where-do-i-see-who-changed-what':
    'La página «Audit» muestra cada cambio de personas, programas y del asistente, lo más nuevo primero, con filtros por acción, asunto y tiempo. Igual `npm run safenest -- audit`.',
  'console#does-it-work-on-a-phone-and-in-the-dark':
    'Sí. Cada página cabe en una pantalla de 360 píxeles. Claro u oscuro sigue el ajuste de su aparato.',
  'troubleshooting#why-do-i-see-no-logins-or-alerts':
    'Primero, si llegan inicios de sesión: pregunte «¿cuántos inicios de sesión hoy?». Si no hay, envíe o importe algunos. Si los hay pero no alertas, mire si hay reglas activadas. Revise también la zona horaria: «hoy» se lee en la suya.',
  'getting-started#my-computer-shows-a-ransom-note-or-my-files-cannot-be-opened-what-now':
    'Desconecte el aparato de la red ahora: quite el cable, apague el wifi. Déjelo encendido, no pague nada, no escriba a quien pida dinero y no borre nada. Avise aquí desde otro aparato, con la hora en que empezó y lo que abrió antes. Diga a quienes tiene al lado que no abran lo mismo.',
  'getting-started#i-lost-my-badge-keys-phone-or-laptop-what-now':
    'Avise aquí en una línea: qué, dónde, cuándo, y qué contiene o qué abre. Debe bloquearlo quien entrega esas cosas en su organización (informática o recepción); el aviso llega a quienes se ocupan de la seguridad, y ellos se encargan. Cambie las contraseñas que tenía guardadas. ¿Lo encontró? Dígalo aquí.',
  'getting-started#an-intruder-is-in-the-building-what-now':
    'Guarde distancia, no retenga a nadie y deje la puerta de por medio. En peligro llame primero a emergencias o a los vigilantes. Después avise aquí de lo que vio: dónde, cuándo, cuántos, qué aspecto tenían y adónde fueron.',
  'getting-started#i-got-a-strange-mail-or-call-what-do-i-do':
    'No haga clic en nada, no abra nada y no conteste; nadie de seguridad le pide nunca su contraseña. Si parece venir de alguien que conoce, pregúntele por otro medio. Luego avise aquí en una línea, con quién dice ser; guarde el correo hasta que alguien lo mire. Si ya hizo clic o escribió algo, dígalo: entonces lo primero es una contraseña nueva.',
  'getting-started#whom-do-i-have-to-tell-besides':
    'En lo que toca a SafeNest, a nadie: su aviso llega a quienes se ocupan de la seguridad, y ellos deciden quién más debe saberlo. Si sus propias normas quieren que lo sepa también su jefe, él o un administrador se lo dirá. A nadie se le culpa por avisar.',
  'getting-started#can-you-call-or-write-to-somebody-for-me':
    'No: no llamo por teléfono, y a la gente solo le escribo lo que su trabajo aquí necesita. Dígalo en su aviso; allí lo lee quien trabaja en ello.',
  'people#how-do-i-turn-on-two-factor-sign-in-for-myself':
    'Donde su organización entra en SafeNest con inicio de sesión único, el segundo factor es de ese sistema: actívelo allí. El acceso propio de SafeNest con contraseña no lo tiene; una contraseña larga (12 caracteres y más) y «Sign out everywhere else» en su página «Account» son lo que ofrece. Un PIN confirma allí las decisiones graves, como una expulsión o una regla.',
  'assistant#who-can-see-what-is-kept-about-me':
    'Sus inicios de sesión: administradores, responsables de seguridad y gerentes, y usted mismo («¿cuándo entré por última vez?»). Lo que vieron las cámaras: los mismos tres roles, y un administrador puede dar a alguien solo algunas cámaras; las caras se reconocen solo con consentimiento registrado. Sus avisos: quienes se ocupan de la seguridad. En los canales que protege la moderación lee lo que se dice; su correo, sus archivos y su pantalla no los lee.',
  'assistant#can-my-account-or-what-is-kept-about-me-be-deleted':
    'Pregunte a un administrador. Desactiva la cuenta en la página «Members»: nadie entra ya con ella, y lo hecho con ella queda en el archivo. Las caras y apariciones de una persona se olvidan en la página «People». Lo demás que acaba solo lo dice «¿cuánto tiempo se guardan los registros y otros datos?».',
};
