import type { PlannedCall } from './plan-types.ts';

/** Two changes of one incident are one call; the same call twice is one. */
export function merge(wanted: PlannedCall[]): PlannedCall[] {
  const merged: PlannedCall[] = [];
  for (const call of wanted) {
    const same = merged.find(
      (one) =>
        one.tool === call.tool &&
        /^(?:update_incident|update_alert|propose_rule|moderate_member|reverse_action)$/.test(call.tool) &&
        one.args.user === call.args.user &&
        one.args.case === call.args.case &&
        (one.args.action === call.args.action || call.tool === 'reverse_action') &&
        one.args.rule_type === call.args.rule_type &&
        one.args.id === call.args.id &&
        one.args.rule === call.args.rule &&
        one.needs === call.needs,
    );
    // "report a break-in, make it high": how bad it is is said as it is opened.
    const opened = call.needs === 'created' ? merged.findLast((one) => one.tool === 'create_incident') : undefined;
    if (opened && call.args.severity !== undefined && Object.keys(call.args).length === 1) {
      opened.args.severity = call.args.severity;
      continue;
    }
    if (same) {
      // "INC-9 is fixed, set it to contained": the order that stands last says how it is to be
      const { status } = call.args;
      const isRestated = same.tool === 'update_incident' && status !== undefined;
      Object.assign(same.args, { ...call.args, ...same.args }, isRestated && { status });
      if (isRestated && status !== 'closed') delete same.args.resolution;
    } else if (!merged.some((one) => JSON.stringify(one) === JSON.stringify(call)))
      merged.push({ ...call, args: { ...call.args } });
  }
  return merged;
}

/** "Is 203.0.113.9 known? Any logins from it?": of two searches the one that asks for less is answered by the other. */
export function withoutWider(wanted: PlannedCall[]): PlannedCall[] {
  const holds = (wide: PlannedCall, narrow: PlannedCall): boolean =>
    wide !== narrow &&
    wide.tool === 'search_logs' &&
    narrow.tool === 'search_logs' &&
    Object.keys(wide.args).length < Object.keys(narrow.args).length &&
    Object.entries(wide.args).every(
      ([key, value]) =>
        JSON.stringify(narrow.args[key]) === JSON.stringify(value) ||
        // "from abroad, say from France"
        (key === 'exclude_country' && value === 'home' && narrow.args.country !== undefined),
    );
  return wanted.filter((one, index) => !holds(one, wanted[index + 1] ?? one));
}

/** "high alerts and failed logins from today": the time that stands behind both holds for both. */
export function sharedRange(wanted: PlannedCall[]): PlannedCall[] {
  const [one, other] = wanted;
  if (wanted.length !== 2 || one?.tool !== 'search_logs' || other?.tool !== 'search_logs') return wanted;
  if (one.args.range !== undefined || other.args.range === undefined) return wanted;
  return [{ ...one, args: { ...one.args, range: other.args.range } }, other];
}

/** "Show high-risk events and open an incident": what goes into an incident is alerts, so those are searched. */
export function searchForAlerts(wanted: PlannedCall[]): PlannedCall[] {
  if (!wanted.some((call) => call.needs === 'found')) return wanted;
  const isOpen = ({ tool, args }: PlannedCall): boolean =>
    tool === 'search_logs' && !args.kinds && !['outcome', 'query', 'user', 'ip', 'group_by'].some((key) => key in args);
  return wanted.map((call) => (isOpen(call) ? { ...call, args: { kinds: ['alert'], ...call.args } } : call));
}
