/** How a rule's parameter is asked for: the label is all most people read, so each says what is counted and in which unit. */
export interface ParamWords {
  label: string;
  help?: string;
  /** What an input of text holds, where the browser has something better than a line of it. */
  holds?: 'time' | 'zone';
}

/** Parameters by name. One that is not here is shown with the words of its schema. */
export const PARAM_WORDS: Readonly<Record<string, ParamWords>> = {
  accounts: {
    label: 'Only these accounts',
    help: 'Like dana or admin*, one per line; * stands for anything, empty means everyone',
  },
  by: { label: 'Failures are counted per' },
  cameras: { label: 'Only these cameras', help: 'Names, or like CAM-3, one per line; empty means all' },
  classes: { label: 'What must be seen' },
  closes: { label: 'Resolve the alert when the system says it is over' },
  countries: { label: 'Countries', help: 'Two-letter codes like DE, one per line' },
  days: { label: 'Working days' },
  deviations: {
    label: 'From so many standard deviations on',
    help: '2 is the usual measure; higher tells less. 1 event where there never was one is 2',
  },
  except_accounts: { label: 'Accounts left out', help: 'Like backup or svc-*, one per line; * stands for anything' },
  except: { label: 'Addresses left out', help: 'Addresses or networks like 192.0.2.0/24, one per line' },
  failures: { label: 'Failed sign-ins count, too' },
  from: { label: 'Hours begin at', holds: 'time' },
  group: { label: 'Accounts that need a second factor', help: 'One per line; * stands for anything, as in admin*' },
  ignore: {
    label: 'Networks that are no place to be',
    help: 'Logins over these are left alone. What an address is over is known from your systems or from GEOIP_ASN_DATABASE and GEOIP_ANONYMOUS_DATABASE',
  },
  max_speed_kmh: {
    label: 'Fastest possible journey (km/h)',
    help: 'Whoever would have been faster cannot have travelled',
  },
  kinds: {
    label: 'Only these kinds',
    help: 'As the system names them, one per line; * stands for anything; empty means all',
  },
  known_allowed: { label: 'People with a name may be there', help: 'Said only when the event is over' },
  min_confidence: { label: 'Certainty at least', help: '0 to 1: how sure it must be what was seen' },
  max_per_day: { label: 'At most so many alerts a day', help: 'What is left out is listed under Anomalies' },
  min_percent: { label: 'More unusual than (% of all logins)' },
  min_reasons: { label: 'For at least so many reasons' },
  min_severity: { label: 'Severity at least', help: 'As the system rates it' },
  min_risk: { label: 'Risk at least', help: '0 to 100; 0 means any' },
  networks: { label: 'Addresses', help: 'Addresses or networks like 192.0.2.0/24, one per line; empty means any' },
  objects: { label: 'What must be seen' },
  on_days: { label: 'Only on these days' },
  people: { label: 'Who is watched for', help: 'Names, or like PER-7, one per line' },
  min_accounts: { label: 'Accounts tried, at least' },
  min_addresses: { label: 'From at least this many addresses', help: 'Only where failures are counted per account' },
  min_days: { label: 'Account known for at least (days)' },
  min_distance_km: {
    label: 'Nearer than this does not count (km)',
    help: 'Where an address is, is known only roughly',
  },
  min_pictures: { label: 'Seen there in at least (pictures)', help: 'Of one event' },
  min_in_hour: { label: 'Logins of one account in an hour, at least' },
  min_failures: { label: 'Failures before it, at least' },
  min_logins: { label: 'Account signed in at least (times)' },
  mode: { label: 'What is listed is', help: 'Allow: all else raises an alert. Deny: only this does' },
  sources: { label: 'Only of these systems', help: 'Like okta, one per line; * stands for anything; empty means all' },
  stay_seconds: { label: 'Stays at least (seconds)', help: '0 means at once; counted within one event' },
  sustained_minutes: { label: 'For at least (minutes)', help: '0 means at once; pauses of up to an hour count' },
  threshold: { label: 'Alert on more failures than' },
  time_zone: { label: 'Time zone', help: 'Empty means your organisation’s', holds: 'zone' },
  to: { label: 'Hours end at', help: 'Earlier than the beginning means over midnight', holds: 'time' },
  trusted: { label: 'Your own VPN and proxy addresses', help: 'Addresses or networks like 192.0.2.0/24, one per line' },
  unusual: { label: 'Unusual is', help: 'Learned per camera, hour by hour for every weekday' },
  what: { label: 'What is new' },
  zone_kinds: { label: 'In zones of these kinds', help: 'None means any place' },
  zones: { label: 'Only in these zones', help: 'Names, one per line; empty means anywhere' },
  window_minutes: { label: 'Within (minutes)' },
};

const DAY_NAMES = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const;

/** Choices that are not a word as they stand. */
export const OPTION_WORDS: Readonly<Record<string, string>> = {
  ...DAY_NAMES,
  rare: 'what that hour hardly ever sees',
  many: 'more than that hour usually sees',
  allow: 'allowed',
  deny: 'not allowed',
  vpn: 'VPNs',
  relay: 'relays like Apple Private Relay',
  satellite: 'satellites and planes',
  hosting: 'data centres',
  proxy: 'Tor and open proxies',
};
