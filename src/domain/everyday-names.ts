import { isEveryday } from './related-words.ts';
import { isStop, termOf } from './text-terms.ts';

/**
 * What people are called that is also said every day of something else, in the four languages: where one of these stands alone, it is not
 * known that it means somebody. In small letters without accents.
 */
const NAMES_THAT_ARE_WORDS = new Set(
  `will mark rose bill jack frank rich art grace hope faith joy dawn summer autumn winter spring may april june august march sky skye ruby pearl amber
  violet lily iris ivy daisy heather holly hazel olive jasmine ginger cherry poppy fern basil sage rosemary rob sue pat peg dot drew chase grant miles bob dean duke
  earl baron prince king queen pope bishop abbott priest monk knight page squire butler cook baker miller smith potter carter carpenter mason taylor tailor tanner
  turner cooper fisher fowler hunter archer shepherd gardner gardener farmer porter parker walker rider singer piper painter carver sawyer fuller walls wall
  white black brown green gray grey gold golden silver blue red rust stone wood woods forest field fields hill hills lake rivers river brook brooks pond ford
  bridge bridges banks bank shaw moor moore heath marsh glen dale north south east west frost snow rain rains storm gale day days noon knox bell horn drum ball bush
  rush reed reeds flowers bloom berry apple bean rice pepper salt sweet fish pike bass trout wolf fox lamb bull hart buck drake swan crane finch martin robin jay
  wren hawk hawkins eagle bird byrd hall house houses holmes homes church temple castle towers tower gates gate post camp street lane rhodes roads key keys lock
  locke case chambers booth shields steel irons bolt spears lance price cash money penny dollar ransom pitt young old long short small little strong armstrong power
  powers swift quick bright bliss gay good goodman best wise noble moody savage stern sharp blunt grave graves close love darling lovejoy child children mann man
  head hand hands foot legg cheek beard back major sergeant marshall constable law laws justice judge wells spring springs waters water weir dam lord may might worth
  wish said say askew mean means read write wright combs brush pack bond link chance case more less first last early late ready able kind just true trust
  van guy gene guys max jan mon sun mar dec sept don dan ben sam tim ali al per cam alr inc evt rule prop log ref
  lang kurz klein gross schwarz weiss braun grun grau rot roth gelb blau jung alt altmann neumann lange hoch stark ernst gut fromm reich arm frei fried winter sommer
  herbst lenz sonntag montag freitag donner sturm regen schnee frost wolf fuchs hirsch vogel adler falk falke hahn haase hase fisch baum busch wald berg berger stein
  sand bach see thal tal feld wiese acker garten rose blum blume apfel birnbaum nagel hammer kessel topf koch becker backer muller schmidt schmied schneider schuster
  schreiner zimmermann maurer fischer jager schafer schaefer bauer hirt weber maier richter vogt schulz schulze konig kaiser graf herzog furst ritter bischof papst monch
  pfeiffer pfeifer sanger kramer kaufmann wirth wirt kellner kuhn kluge kraft krug glas eisen stahl gold silber kupfer engel teufel herz kopf haupt bart hand finger
  haar horn kreuz kirch kirche burg haus hauser hofmann hof bruckner bruck brucke steg weg strasse land heim meer insel morgen abend tag nacht sonne mond stern gabel
  petit grand legrand leblanc blanc lenoir noir brun roux leroux roy leroy prince duc comte marquis chevalier moine labbe abbe marchand boucher boulanger berger
  fournier tessier meunier mercier charpentier macon masson lefebvre faure forgeron marechal fleuriste garde gardien pierre marin marine noel pascal toussaint
  dimanche jeudi avril juin rose marguerite violette fleur flore aurore claire clair blanche luce lumiere aime desire constant prudent clement parfait bon bonnet bonne
  dupont pont duval val mont montagne bois dubois forest foret chene fontaine rivet riviere rives plage maison dumas lacroix croix cloche moulin dumoulin
  chateau poirier pommier olivier lapin renard loup cerf coq poisson faucon merle beau belle bel jolie joly leger grosse gros lebon sage bref
  luz sol alba mar cruz santos santo reyes rey rubio rubia blanco blanca moreno morena delgado delgada bravo brava calvo leon lobo cordero vaca toro gallo paloma
  rosa flor flores margarita azucena violeta jacinto oliva palma castillo casas casa torres torre iglesia puente puentes calle prado campo campos montes monte sierra
  rio rios fuente fuentes lago arroyo ribera rivera playa pena penas roca piedra paz consuelo dolores pilar rosario mercedes esperanza soledad remedios milagros
  angustias gloria victoria merced caridad amparo socorro salud gracia angel angeles domingo mayo abril julio sabado guerrero caballero soldado alcalde herrero zapatero
  pastor marin marino ferrer molina molinero carpintero vidal vega villa valle serrano navarro aragon alegre feliz bueno buena malo lindo linda hermoso hermosa franco
  justo leal mayor menor nieto hijo primo hermano rubi perla plata oro hierro salas sala pan vino aguas agua tierra cielo estrella luna dia noche manana invierno`.split(
    /\s+/,
  ),
);
/** What visitors are called by what they do, in the four languages: “Night Guard”, “Herr Wachmann”. */
const ROLES = new Set(
  `somebody someone unknown stranger person people visitor guest friend neighbour neighbor guard security watchman patrol night front door desk reception receptionist manager boss chief
  director officer admin administrator employee staff team office worker technician engineer electrician plumber mechanic cleaner cleaning caretaker janitor courier delivery postman mailman
  parcel driver truck lorry taxi supplier contractor builder painter doctor nurse teacher student pupil intern temp trainee lady woman boy girl kid mister new regular test
  jemand unbekannt unbekannter unbekannte fremder fremde mensch leute besucher besucherin gast gaste freund nachbar nachbarin wache wachmann wachter sicherheit nachtwache empfang pforte
  pfortner chef chefin leiter leiterin mitarbeiter mitarbeiterin kollege kollegin techniker elektriker klempner mechaniker putzfrau putzmann reinigung hausmeister bote kurier
  brieftrager postbote fahrer fahrerin lieferant lieferung handwerker maler arzt arztin schwester lehrer lehrerin schuler schulerin praktikant dame frau herr mann junge madchen neue neuer
  inconnu inconnue quelqu personne gens visiteur visiteuse invite invitee ami amie voisin voisine vigile securite nuit accueil porte chef directeur directrice agent employe employee collegue
  technicien ingenieur electricien plombier mecanicien nettoyage menage concierge coursier livreur facteur colis chauffeur camion fournisseur ouvrier peintre medecin infirmier infirmiere
  professeur eleve stagiaire femme homme garcon fille monsieur madame nouveau nouvelle
  alguien desconocido desconocida extrano gente visitante invitado invitada amigo amiga vecino vecina guardia vigilante seguridad recepcion puerta jefe jefa director directora agente empleado
  empleada companero companera tecnico ingeniero electricista fontanero mecanico limpieza conserje mensajero repartidor cartero paquete conductor camion proveedor obrero pintor medico
  enfermero enfermera maestro maestra alumno becario mujer hombre chico chica senor senora nuevo nueva`.split(/\s+/),
);

/** Whether a word of somebody’s name, in the form of `nameWord`, is one that people use for something else every day. */
export const isEverydayName = (word: string): boolean =>
  NAMES_THAT_ARE_WORDS.has(word) || ROLES.has(word) || isStop(word) || isEveryday(termOf(word));
