/** Pixels of every drawn picture. */
export const PICTURE = { width: 960, height: 540 };

/** Somebody or something in a drawing; x and y are its upper left corner, in pixels. */
export type Drawn = { x: number; y: number } & (
  | { kind: 'person'; height: number; coat: string; legs: string }
  | { kind: 'car' | 'truck'; width: number; paint: string }
);
export type DrawnPlace = 'gate' | 'dock';

/** Where it is in the picture: x, y, width and height in pixels. */
export function boxOf(one: Drawn): [x: number, y: number, width: number, height: number] {
  if (one.kind === 'person') return [one.x, one.y, one.height * 0.36, one.height];
  return [one.x, one.y, one.width, one.width * (one.kind === 'car' ? 0.4 : 0.56)];
}

/** A place with whoever is there, as an SVG: shapes of our own that look like nobody. At night under a lamp. */
export function drawScene(place: DrawnPlace, things: readonly Drawn[], { night }: { night: boolean }): string {
  const { width, height } = PICTURE;
  // what stands lower in the picture is nearer
  const drawn = things.toSorted((a, b) => foot(a) - foot(b)).map(draw);
  const dark = night
    ? `<rect width="${width}" height="${height}" fill="#0b1430" opacity="0.55"/><radialGradient id="lamp" cx="0.5" cy="0.42" r="0.5"><stop offset="0" stop-color="#ffe9b0" stop-opacity="0.38"/><stop offset="1" stop-color="#ffe9b0" stop-opacity="0"/></radialGradient><rect width="${width}" height="${height}" fill="url(#lamp)"/>`
    : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${PLACES[place]}${drawn.join('')}${dark}</svg>`;
}

const foot = (one: Drawn): number => boxOf(one)[1] + boxOf(one)[3];

function draw(one: Drawn): string {
  const [, , w, h] = boxOf(one);
  const shape = one.kind === 'person' ? person(one) : one.kind === 'car' ? car(one.paint) : truck(one.paint);
  const [wide, high] = one.kind === 'person' ? [36, 100] : one.kind === 'car' ? [200, 80] : [200, 112];
  return `<g transform="translate(${one.x} ${one.y}) scale(${w / wide} ${h / high})">${shape}</g>`;
}

/** Seen from behind, under a hood: there is no face to see. */
const person = ({ coat, legs }: { coat: string; legs: string }): string =>
  `<ellipse cx="18" cy="98" rx="15" ry="2" fill="#000000" opacity="0.25"/><path d="M9 56h8l1 42h-8zM19 56h8l-1 42h-8z" fill="${legs}"/><path d="M18 17c11 0 14 8 14 20v24c0 2-28 2-28 0v-24c0-12 3-20 14-20z" fill="${coat}"/><path d="M5 30l-3 26 4 1 4-24zM31 30l3 26-4 1-4-24z" fill="${coat}"/><ellipse cx="18" cy="10" rx="8" ry="10" fill="${coat}"/><path d="M18 17v44" stroke="#000000" stroke-opacity="0.15"/>`;

const car = (paint: string): string =>
  `<ellipse cx="100" cy="77" rx="96" ry="4" fill="#000000" opacity="0.25"/><path d="M4 66V46c0-6 10-9 34-12 14-16 26-28 46-30h40c20 2 32 14 42 30 22 2 30 6 30 14v18z" fill="${paint}"/><path d="M50 34c10-12 20-22 34-23h12v23zM104 34v-23h18c14 2 24 11 32 23z" fill="#cfe3ee"/><circle cx="48" cy="64" r="15" fill="#20242a"/><circle cx="152" cy="64" r="15" fill="#20242a"/><circle cx="48" cy="64" r="6" fill="#9aa4ad"/><circle cx="152" cy="64" r="6" fill="#9aa4ad"/>`;

const truck = (paint: string): string =>
  `<ellipse cx="100" cy="109" rx="96" ry="4" fill="#000000" opacity="0.25"/><rect x="2" y="4" width="132" height="86" rx="4" fill="#e9edf0"/><rect x="2" y="40" width="132" height="12" fill="${paint}"/><path d="M138 90V26h30c12 4 22 20 28 38v26z" fill="${paint}"/><path d="M146 34h20c8 4 14 14 18 26h-38z" fill="#cfe3ee"/><circle cx="40" cy="94" r="15" fill="#20242a"/><circle cx="164" cy="94" r="15" fill="#20242a"/><circle cx="40" cy="94" r="6" fill="#9aa4ad"/><circle cx="164" cy="94" r="6" fill="#9aa4ad"/>`;

const posts = Array.from(
  { length: 16 },
  (_, i) => `<rect x="${i * 62}" y="150" width="8" height="130" fill="#5f6b74"/>`,
);
const bars = Array.from(
  { length: 9 },
  (_, i) => `<rect x="${396 + i * 21}" y="128" width="6" height="152" fill="#39434b"/>`,
);
const slats = Array.from(
  { length: 8 },
  (_, i) => `<path d="M330 ${120 + i * 24}h290" stroke="#7d8790" stroke-width="2"/>`,
);

const PLACES: Record<DrawnPlace, string> = {
  gate: `<rect width="960" height="280" fill="#cfdde6"/><path d="M0 200h960v80H0z" fill="#7fa079"/>${posts.join('')}<path d="M0 176h960M0 236h960" stroke="#5f6b74" stroke-width="6"/><rect x="384" y="120" width="196" height="160" fill="#cfdde6"/><path d="M384 200h196v80H384z" fill="#8fae88"/>${bars.join('')}<path d="M390 150h186M390 250h186" stroke="#39434b" stroke-width="6"/><rect x="366" y="104" width="22" height="180" fill="#8a5a44"/><rect x="576" y="104" width="22" height="180" fill="#8a5a44"/><rect y="280" width="960" height="260" fill="#a3a9ad"/><path d="M384 280h196l190 260H190z" fill="#8d9499"/><path d="M640 330h300M690 430h270M640 330l50 100" stroke="#e8ebed" stroke-width="5" fill="none"/>`,
  dock: `<rect width="960" height="330" fill="#b9aa9a"/><path d="M0 70h960M0 140h960M0 210h960M0 280h960" stroke="#a99988" stroke-width="3"/><rect x="318" y="96" width="314" height="234" fill="#5d6770"/><rect x="330" y="108" width="290" height="222" fill="#9aa4ad"/>${slats.join('')}<rect x="700" y="150" width="96" height="180" fill="#4b5f52"/><circle cx="784" cy="246" r="6" fill="#d9b65b"/><rect x="80" y="130" width="140" height="90" fill="#dfe9ef" stroke="#7b8790" stroke-width="6"/><rect y="330" width="960" height="210" fill="#9b9d9e"/><path d="M270 330h410l60 110H210z" fill="#b4b6b7"/><path d="M210 440h530" stroke="#d8b13a" stroke-width="10" stroke-dasharray="34 18"/>`,
};
