import { canonicalJson } from '../audit.ts';
import { includesAccounts } from './only-accounts.ts';
import { isInGroup } from './without-second-factor.ts';

type Params = Record<string, unknown>;

/** Which of two values of a parameter makes a rule notice more; `same` where neither does. */
const NOTICES_MORE: Record<string, Record<string, 'less' | 'more' | 'subset' | 'same'>> = {
  failed_logins: { by: 'same', threshold: 'less', window_minutes: 'more', min_addresses: 'less', except: 'subset' },
  password_spray: { min_accounts: 'less', window_minutes: 'more', except: 'subset' },
  success_after_failures: { by: 'same', min_failures: 'less', window_minutes: 'more', except: 'subset' },
  first_seen: {
    what: 'same',
    min_days: 'less',
    min_logins: 'less',
    except: 'subset',
    except_accounts: 'subset',
    ignore: 'subset',
  },
  impossible_travel: { max_speed_kmh: 'less', min_distance_km: 'less', trusted: 'subset', ignore: 'subset' },
};

/** Whether a rule of this kind with the parameters `broad` notices everything that one with `narrow` would. Both have passed the kind's schema. */
export function covers(kind: string, broad: Params, narrow: Params): boolean {
  if (canonicalJson(broad) === canonicalJson(narrow)) return true;
  if (kind !== 'listed' && !includesAccounts(texts(broad.accounts), texts(narrow.accounts))) return false;
  if (kind === 'country') return coversCountries(broad, narrow);
  if (kind === 'listed') return coversList(broad, narrow);
  // a * of the narrow one can stand only where the broad one has a * as well
  if (kind === 'without_second_factor') return texts(narrow.group).every((one) => isInGroup(one, texts(broad.group)));
  if (kind === 'time_window') return coversHours(broad, narrow);
  const directions = NOTICES_MORE[kind];
  if (!directions) return false;
  return Object.entries(directions).every(([name, direction]) => {
    const [a, b] = [broad[name], narrow[name]];
    switch (direction) {
      case 'less':
        return Number(a) <= Number(b);
      case 'more':
        return Number(a) >= Number(b);
      case 'subset':
        return isSubset(texts(a), texts(b));
      default:
        return canonicalJson(a ?? null) === canonicalJson(b ?? null);
    }
  });
}

function coversCountries(broad: Params, narrow: Params): boolean {
  if (narrow.failures === true && broad.failures !== true) return false;
  if (!isSubset(texts(broad.ignore), texts(narrow.ignore))) return false;
  const [a, b] = [texts(broad.countries), texts(narrow.countries)];
  if (broad.mode === 'deny') return narrow.mode === 'deny' && isSubset(b, a);
  return narrow.mode === 'allow' ? isSubset(a, b) : b.every((code) => !a.includes(code));
}

function coversList(broad: Params, narrow: Params): boolean {
  if (broad.mode !== narrow.mode || (narrow.failures === true && broad.failures !== true)) return false;
  const [all, some] = [texts(broad.accounts), texts(narrow.accounts)];
  if (all.length > 0 && (some.length === 0 || !isSubset(some, all))) return false;
  const [a, b] = [texts(broad.networks), texts(narrow.networks)];
  if (broad.mode === 'allow') return isSubset(a, b);
  return a.length === 0 || (b.length > 0 && isSubset(b, a));
}

/** Only hours that do not pass midnight are compared; others are the same or not. */
function coversHours(broad: Params, narrow: Params): boolean {
  if ((broad.time_zone ?? null) !== (narrow.time_zone ?? null)) return false;
  const [from, to, narrowFrom, narrowTo] = [broad.from, broad.to, narrow.from, narrow.to].map(String) as [
    string,
    string,
    string,
    string,
  ];
  const sameHours = from === narrowFrom && to === narrowTo;
  const within = from < to && narrowFrom < narrowTo && from >= narrowFrom && to <= narrowTo;
  return (sameHours || within) && isSubset(texts(broad.days), texts(narrow.days));
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const isSubset = (a: readonly string[], b: readonly string[]): boolean => a.every((one) => b.includes(one));
