/**
 * Cities people name: those the time zones are called after, and other large ones. Only these are read as cities; any
 * other name behind "from" may as well be an account.
 */
const OTHERS =
  'munich,hamburg,frankfurt,cologne,stuttgart,dusseldorf,düsseldorf,leipzig,dresden,nuremberg,hanover,bremen,lyon,marseille,toulouse,' +
  'nice,bordeaux,lille,strasbourg,nantes,barcelona,valencia,seville,bilbao,malaga,milan,naples,turin,venice,bologna,manchester,' +
  'birmingham,liverpool,leeds,glasgow,edinburgh,bristol,cardiff,oxford,cambridge,geneva,basel,bern,lausanne,rotterdam,eindhoven,' +
  'utrecht,antwerp,ghent,gothenburg,malmo,aarhus,bergen,tampere,krakow,gdansk,wroclaw,poznan,brno,graz,salzburg,linz,porto,cork,' +
  'haifa,saint petersburg,st petersburg,novosibirsk,kazan,kharkiv,odessa,lviv,new york city,nyc,san francisco,las vegas,san diego,' +
  'san jose,seattle,portland,boston,miami,houston,dallas,austin,atlanta,philadelphia,washington,washington dc,new orleans,' +
  'minneapolis,baltimore,orlando,pittsburgh,cleveland,sacramento,montreal,ottawa,calgary,mumbai,delhi,new delhi,bangalore,bengaluru,' +
  'hyderabad,chennai,pune,beijing,shenzhen,guangzhou,wuhan,chengdu,osaka,kyoto,nagoya,busan,hanoi,canberra,rio de janeiro,medellin,' +
  'guadalajara,kyiv,kolkata,ho chi minh city,kathmandu,yangon,cancun,quito,casablanca,cape town,durban,abuja,ankara,izmir,abu dhabi,doha,jeddah,islamabad,lahore';

/** What a time zone is called after and that is no city, or far more often a person or another word. */
const NOT = new Set(
  (
    'eastern,western,central,pacific,mountain,atlantic,center,general,marengo,jamaica,cuba,egypt,iran,israel,japan,singapore,portugal,' +
    'poland,turkey,easter,north,south,east,west,currie,regina,troll,davis,casey,vincennes,louisville,knox,winamac,wake,midway,' +
    'johnston,wallis,norfolk,monterrey'
  ).split(','),
);

const CITIES = new Set(
  [
    ...Intl.supportedValuesOf('timeZone').flatMap((zone) => (zone.includes('/') ? [zone.split('/').at(-1)!] : [])),
    ...OTHERS.split(','),
  ].map((name) => name.replaceAll('_', ' ').toLowerCase()),
);

/** Whether a lower-case name is a city's. */
export const isCity = (name: string): boolean => CITIES.has(name) && !NOT.has(name);
