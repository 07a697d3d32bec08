import { can, ROLES, type Role, rolesWith } from '../../../domain/role.ts';
import { memberWords } from '../../../messages/catalogue/members.ts';
import { notSureThings, notSureWords } from '../../../messages/catalogue/not-sure.ts';
import { listText, terms } from '../../../messages/catalogue/terms.ts';
import type { ListedMembers } from '../../../tools/list-members.ts';
import type { Plan, PlanContext } from '../plan-types.ts';

const NAMED = 7;

/** How many members there are, who has a role, or whether somebody is one. */
export function membersAnswer(data: ListedMembers, { language }: PlanContext, mayDo?: Plan['mayDo']): string[] {
  const words = memberWords[language];
  const { asked, members } = data;
  const roleName = (role: Role, count: number): string => words.roles[role][count === 1 ? 0 : 1];
  const [one, other] = members.filter(({ active }) => active);
  if (mayDo && one && !other) {
    const { permission, what } = mayDo;
    const said = notSureWords[language];
    const things = notSureThings[language][what];
    const isChange = permission.endsWith('.write');
    const roles = rolesWith(permission).map((role) => roleName(role, 2));
    return [
      can(one.role, permission)
        ? said.may(one.name, roleName(one.role, 1), isChange, things)
        : said.mayNot(one.name, roleName(one.role, 1), isChange, things, listText(roles, language)),
    ];
  }
  if (asked.name !== null && members.length === 0) return [words.nobody(asked.name)];
  if (asked.name !== null)
    return members.slice(0, NAMED).map(({ name, role, active }) => words.is(name, roleName(role, 1), active));
  if (asked.role !== null) {
    const active = members.filter((member) => member.active);
    const names = active.slice(0, NAMED).map(({ name }) => name);
    const count = data.roles[asked.role];
    const who = names.length > 0 ? `${terms[language].colon} ${listText(names, language)}` : '';
    return [
      `${words.withRole(count, roleName(asked.role, count))}${who}.`,
      ...(count > names.length ? [words.more(count - names.length)] : []),
    ];
  }
  const byRole = ROLES.filter((role) => data.roles[role] > 0).map((role) =>
    words.withRole(data.roles[role], roleName(role, data.roles[role])),
  );
  return [
    `${words.total(data.active, data.inactive)}${terms[language].colon} ${listText(byRole, language)}.`,
    words.page,
  ];
}
