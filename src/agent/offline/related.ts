import { calls, type Recogniser } from './plan-types.ts';
import { toldWith } from './told.ts';

const RELATED =
  /^(?:(?:and|so|but|ok(?:ay)?|hm+),? )*(?:are|were|is|do|could|might) (?:they|these|those|the (?:two|three|four|others?|alerts|incidents|rest)|both|all(?: of (?:them|these|those))?|it|this|that|any of (?:them|these|those))(?: all| both| two| three| be)*(?: (?:alerts|incidents|ones))?(?: (?:somehow|really|actually|all|possibly|maybe))* (?:related|connected|linked|belong together|the same (?:thing|attack(?:er)?|case|matter|incident|person|story)|part of (?:the same|one) (?:thing|attack|case|matter|incident)|from the same (?:attack(?:er)?|person|address|source))(?: (?:to|with) (?:each other|one another|it|that|this))?[?!. ]*$/;
const MOST = 4;

/** "are they related?", of things that were just shown: each is looked at, with its account, its address and its time. */
export const related: Recogniser = ({ text, before, entities }, { history, tools }) => {
  if (!RELATED.test(text) || before.length > 0 || entities.refs.length > 0) return null;
  const last = history.findLast((turn) => shownIn(turn).length > 1);
  const refs = last ? shownIn(last) : [];
  const [first] = refs;
  if (first === undefined) return null;
  const kind = first.slice(0, 3);
  const tool = kind === 'INC' ? 'open_incident' : 'open_alert';
  if (!tools.has(tool)) return null;
  // those that say nothing of an account are told of last
  const says = (ref: string): number => (toldWith(ref, 'account', history).length > 0 ? 0 : 1);
  return calls(
    ...refs
      .filter((ref) => ref.startsWith(kind))
      .toSorted((a, b) => says(a) - says(b))
      .slice(0, MOST)
      .map((id) => ({ tool, args: { id } })),
  );
};

const shownIn = ({ citations }: { citations: { ref: string; mentioned?: true }[] }): string[] => [
  ...new Set(citations.filter(({ ref, mentioned }) => !mentioned && /^(?:ALR|INC)-/.test(ref)).map(({ ref }) => ref)),
];
