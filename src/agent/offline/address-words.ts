import ipaddr from 'ipaddr.js';

interface Found {
  /** An address, a network, a range `203.0.113.40-203.0.113.60`, or several of these with commas. */
  ip: string;
  span: [number, number];
}

const MOST = 20;
/** What stands between the ends of a range; "and" only where "between" stands before it. */
const UP_TO = /^ ?(?:-|to|through|thru|until|till|up to|bis|hasta|a|au|jusqu'a) ?(?:the )?(?:ip |address )?$/;
const AND = /^ and (?:the )?(?:ip |address )?$/;
/** What stands between several: "10.0.0.1, 10.0.0.2 and from 10.0.0.9". */
const ALSO = /^(?:, ?| ?\/ ?)?(?: ?(?:and|or|&|und|oder|et|ou|y|o) )?(?:also )?(?:from )?(?:the )?(?:ip |address )?$/;

/** The first address, network or range of a text, with those listed behind it. */
export function findIp(text: string): Found | null {
  const all = addressesIn(text);
  let [found] = all;
  if (!found) return null;
  const values = [found.ip];
  for (const [index, next] of all.slice(1, MOST).entries()) {
    const between = text.slice(found.span[1], next.span[0]);
    const isRange =
      UP_TO.test(between) ||
      (AND.test(between) && /\bbetween (?:the )?(?:ips? |address(?:es)? )*$/.test(text.slice(0, all[index]!.span[0])));
    const stretch: string | null = isRange ? rangeOf(values.at(-1)!, next.ip) : null;
    if (stretch) values[values.length - 1] = stretch;
    else if (between !== '' && !UP_TO.test(between) && ALSO.test(between)) values.push(next.ip);
    else break;
    found = { ip: values.join(','), span: [found.span[0], next.span[1]] };
  }
  return found;
}

/** Both ends in their order; null where they are no two addresses of one kind. */
function rangeOf(one: string, other: string): string | null {
  if (!ipaddr.isValid(one) || !ipaddr.isValid(other)) return null;
  const [a, b] = [ipaddr.parse(one), ipaddr.parse(other)];
  if (a.kind() !== b.kind()) return null;
  const [first, second] = [a.toByteArray(), b.toByteArray()];
  const differs = first.findIndex((byte, at) => byte !== second[at]);
  return differs >= 0 && first[differs]! > second[differs]! ? `${other}-${one}` : `${one}-${other}`;
}

function addressesIn(text: string): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(
    /(?<![\w.:-]|\d-)(?:[0-9a-f:.]{2,45}|\d{1,3}(?:\.\d{1,3}){0,2}(?:\.[*x]){1,3})(?:\/\d{1,3})?(?![\w:])|(?<=[0-9a-f]-)(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]+)(?![\w:/])/g,
  )) {
    const one = addressIn(match[0], match.index);
    if (one) found.push(one);
    if (found.length > MOST) break;
  }
  return found;
}

function addressIn(match: string, index: number): Found | null {
  const said = match.replace(/[.:,]+$/, '');
  const span: [number, number] = [index, index + said.length];
  const wild = /^(\d{1,3}(?:\.\d{1,3}){0,2})((?:\.[*x]){1,3})$/.exec(said);
  if (wild) {
    const octets = wild[1]!.split('.');
    if (octets.length + wild[2]!.length / 2 !== 4 || octets.some((octet) => Number(octet) > 255)) return null;
    return { ip: `${[...octets, '0', '0', '0'].slice(0, 4).join('.')}/${8 * octets.length}`, span };
  }
  const [address = '', bits] = said.split('/');
  if (
    !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address) &&
    (!address.includes(':') || !ipaddr.IPv6.isValid(address) || /^\d{1,2}:\d{2}/.test(address))
  )
    return null;
  if (!ipaddr.isValid(address)) return null;
  const most = ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128;
  if (bits !== undefined && Number(bits) > most) return null;
  return { ip: said, span };
}
