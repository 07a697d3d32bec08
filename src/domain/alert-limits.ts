import { formatReference } from './reference.ts';

/** What of all alerts a place is told of: those of any of these. At least one is named. */
export interface AlertLimits {
  /** Numbers, as in `RULE-3` and `CAM-2`. */
  rules: number[];
  cameras: number[];
  /** Accounts and addresses, whole and in any case of letters; `*` stands for anything. */
  names: string[];
}

/** What decides which places are told of an alert. */
export interface AlertAbout {
  rule: number | null;
  camera: number | null;
  account: string | null;
  address: string | null;
}

/** Whether a place is told of what stands on these alerts; what stands on none, those alone are told of that are told of all. */
export const isWithin = (limits: AlertLimits | null | undefined, alerts: readonly AlertAbout[]): boolean =>
  !limits || alerts.some((alert) => takes(limits, alert));

function takes({ rules, cameras, names }: AlertLimits, { rule, camera, account, address }: AlertAbout): boolean {
  if (rule !== null && rules.includes(rule)) return true;
  if (camera !== null && cameras.includes(camera)) return true;
  return names.some((pattern) => matches(pattern, account) || matches(pattern, address));
}

/** Whether a name is what a pattern with `*` says, in time linear in both. */
function matches(pattern: string, name: string | null): boolean {
  if (name === null) return false;
  const [first = '', ...parts] = pattern.toLowerCase().split('*');
  const text = name.toLowerCase();
  const last = parts.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** Each by its reference or as it is. */
export const limitsList = ({ rules, cameras, names }: AlertLimits): string[] => [
  ...rules.map((number) => formatReference({ kind: 'rule', number })),
  ...cameras.map((number) => formatReference({ kind: 'camera', number })),
  ...names,
];

/** `RULE-3, CAM-2, svc-*`. */
export const limitsText = (limits: AlertLimits): string => limitsList(limits).join(', ');
