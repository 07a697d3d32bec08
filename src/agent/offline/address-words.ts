import ipaddr from 'ipaddr.js';

/** The first address or network of a text. */
export function findIp(text: string): { ip: string; span: [number, number] } | null {
  for (const match of text.matchAll(
    /(?<![\w.:-])(?:[0-9a-f:.]{2,45}|\d{1,3}(?:\.\d{1,3}){0,2}(?:\.[*x]){1,3})(?:\/\d{1,3})?(?![\w:])/g,
  )) {
    const said = match[0].replace(/[.:,]+$/, '');
    const span: [number, number] = [match.index, match.index + said.length];
    const wild = /^(\d{1,3}(?:\.\d{1,3}){0,2})((?:\.[*x]){1,3})$/.exec(said);
    if (wild) {
      const octets = wild[1]!.split('.');
      if (octets.length + wild[2]!.length / 2 !== 4 || octets.some((octet) => Number(octet) > 255)) continue;
      return { ip: `${[...octets, '0', '0', '0'].slice(0, 4).join('.')}/${8 * octets.length}`, span };
    }
    const [address = '', bits] = said.split('/');
    if (
      !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address) &&
      (!address.includes(':') || !ipaddr.IPv6.isValid(address) || /^\d{1,2}:\d{2}/.test(address))
    )
      continue;
    if (!ipaddr.isValid(address)) continue;
    const most = ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128;
    if (bits !== undefined && Number(bits) > most) continue;
    return { ip: said, span };
  }
  return null;
}
