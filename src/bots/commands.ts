import type { InboundEvent } from '../messages/inbound.ts';
import { type ChannelOrder, channelOrder, channelOrderIn } from './channel-words.ts';
import { aboutIncident } from './incident-words.ts';
import { type PauseOrder, pauseOrder, pauseOrderIn } from './pause-words.ts';
import { type PinOrder, pinOrderIn } from './pin-words.ts';
import { type ReportOrder, reportOrder } from './report-words.ts';

/** What `/safenest …`, or a sentence said to the bot, asks for. */
export type Command =
  | { kind: 'home' }
  | { kind: 'help' }
  | { kind: 'ask'; text: string }
  | { kind: 'incident'; title: string }
  | { kind: 'who'; whom: string }
  | { kind: 'camera'; which: string }
  | { kind: 'status' }
  | { kind: 'report'; order: ReportOrder }
  | { kind: 'link' | 'connect'; code: string }
  | ({ kind: 'pin' } & PinOrder)
  | { kind: 'channel'; order: ChannelOrder | null }
  /** Null: a pause whose time cannot be read. */
  | { kind: 'autonomy'; order: PauseOrder | null };

/** As people say them, in any of our languages. */
const NAMES: Record<string, Exclude<Command['kind'], 'autonomy' | 'pin'> | PauseOrder['kind'] | 'oncall'> = {
  oncall: 'oncall',
  'on-call': 'oncall',
  bereitschaft: 'oncall',
  garde: 'oncall',
  guardia: 'oncall',
  ask: 'ask',
  frage: 'ask',
  fragen: 'ask',
  demande: 'ask',
  pregunta: 'ask',
  incident: 'incident',
  new: 'incident',
  vorfall: 'incident',
  melden: 'incident',
  signaler: 'incident',
  incidente: 'incident',
  who: 'who',
  wer: 'who',
  qui: 'who',
  quien: 'who',
  quién: 'who',
  camera: 'camera',
  cam: 'camera',
  kamera: 'camera',
  caméra: 'camera',
  cámara: 'camera',
  camara: 'camera',
  report: 'report',
  bericht: 'report',
  rapport: 'report',
  informe: 'report',
  status: 'status',
  health: 'status',
  zustand: 'status',
  état: 'status',
  etat: 'status',
  estado: 'status',
  link: 'link',
  verknüpfen: 'link',
  lier: 'link',
  relier: 'link',
  vincular: 'link',
  connect: 'connect',
  verbinden: 'connect',
  connecter: 'connect',
  conectar: 'connect',
  channel: 'channel',
  kanal: 'channel',
  canal: 'channel',
  salon: 'channel',
  help: 'help',
  hilfe: 'help',
  aide: 'help',
  ayuda: 'help',
  '?': 'help',
  home: 'home',
  pause: 'pause',
  halt: 'pause',
  anhalten: 'pause',
  pausa: 'pause',
  resume: 'resume',
  fortsetzen: 'resume',
  reprendre: 'resume',
  reanudar: 'resume',
};

/** A slash command; a first word that is none of ours begins a question. */
export function commandOf({ name, text }: { name: string; text: string }): Command {
  const first = name.trim();
  const rest = text.trim();
  if (first === '') return rest === '' ? { kind: 'home' } : commandOf(split(rest));
  const kind = Object.hasOwn(NAMES, first.toLowerCase()) ? NAMES[first.toLowerCase()] : undefined;
  switch (kind) {
    case undefined:
      return { kind: 'ask', text: `${first} ${rest}`.trim() };
    case 'home':
    case 'help':
    case 'status':
      return { kind };
    case 'ask':
      return rest === '' ? { kind: 'help' } : { kind, text: rest };
    case 'incident': {
      const about = aboutIncident(rest);
      return about === null ? { kind, title: rest } : { kind: 'ask', text: about };
    }
    case 'report': {
      const order = reportOrder(rest);
      // “report a lost laptop”
      return order ? { kind, order } : commandOf({ name: 'incident', text: rest });
    }
    case 'oncall':
      return { kind: 'ask', text: `who is on call ${rest}`.trim() };
    case 'who':
      return { kind, whom: rest };
    case 'camera':
      return { kind, which: rest };
    case 'link':
    case 'connect':
      return { kind, code: rest };
    case 'channel':
      return { kind, order: channelOrder(rest) };
    case 'pause':
      return { kind: 'autonomy', order: pauseOrder(rest) };
    case 'resume':
      return { kind: 'autonomy', order: { kind } };
  }
}

function split(text: string): { name: string; text: string } {
  const [name = '', ...rest] = text.split(/\s+/);
  return { name, text: rest.join(' ') };
}

/** “link ABCD-2345”, “/safenest connect ABCD 2345”: the whole message is that and nothing else. Letters as codes have them. */
const CODE_SAID =
  /^\s*(link|connect)\s+([A-HJKMNP-TV-Z2-9]{4}[\s-][A-HJKMNP-TV-Z2-9]{4}|(?=\S*\d)[A-HJKMNP-TV-Z2-9]{8})\s*[.!]?\s*$/iu;

/** What a message says to the bot itself rather than to the desk; else it is a question. */
export function commandIn(text: string): Command {
  const code = text.length < 80 ? CODE_SAID.exec(text) : null;
  if (code) return { kind: code[1]!.toLowerCase() as 'link' | 'connect', code: code[2]! };
  const slash = /^\s*\/safenest(?:\s+(.*))?$/isu.exec(text.slice(0, 4200));
  if (slash) return commandOf({ name: '', text: slash[1] ?? '' });
  // Teams has no commands of its own: there it is said
  const report = /^\s*(?:report|bericht|rapport|informe)(?:\s+(.*))?$/iu.exec(text.slice(0, 300));
  const asked = report && reportOrder(report[1] ?? '');
  if (asked) return { kind: 'report', order: asked };
  const onCall = /^\s*on-?call(?:\s+(.*))?$/iu.exec(text.slice(0, 100));
  if (onCall) return commandOf({ name: 'oncall', text: onCall[1] ?? '' });
  const pause = pauseOrderIn(text);
  if (pause) return { kind: 'autonomy', order: pause };
  const pin = pinOrderIn(text);
  if (pin) return { kind: 'pin', ...pin };
  const order = channelOrderIn(text);
  return order ? { kind: 'channel', order } : { kind: 'ask', text };
}

/** What somebody wants with an event, where it is said in words. */
export function commandFrom(event: InboundEvent): Command | null {
  if (event.kind === 'command') return commandOf(event);
  return event.kind === 'message' ? commandIn(event.text) : null;
}
