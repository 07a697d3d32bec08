import type { Alert } from '../../domain/alert.ts';
import type { Language } from '../../domain/language.ts';
import { DEFAULT_POLICY } from '../../domain/moderation-policy.ts';
import type { Card } from '../card.ts';
import { actOnAllForm } from './act-on-all-form.ts';
import { appealForm } from './appeal-form.ts';
import { attachForm } from './attach-form.ts';
import { chooseForm } from './choose-form.ts';
import { dismissForm } from './dismiss-form.ts';
import { expectForm, snoozeForm } from './exception-form.ts';
import { commentForm, filledAgain, incidentForm, nameForm, ruleForm, severities } from './form-card.ts';
import { sampleCase } from './moderation-samples.ts';
import { notThemForm } from './not-them-form.ts';
import { pinForm } from './pin-form.ts';
import { proofForm } from './proof-form.ts';
import { ruleExampleForm } from './rule-example-form.ts';

/** Every form; the last as it comes back when something in it is wrong. */
export const formViews = (alert: Alert, language: Language): Record<string, Card> => ({
  incidentForm: incidentForm('0199d7a0-0000-7000-8000-000000000006', { title: 'Laptop lost', author: 'Bo' }, language),
  commentForm: commentForm('INC-17', language),
  ruleForm: ruleForm(
    'PROP-3',
    'PROP-3:nonce',
    [
      { name: 'threshold', label: 'Failures', value: '10' },
      { name: 'accounts', label: 'Accounts', value: 'root\nadmin', lines: true },
      { name: 'severity', label: 'Severity', options: severities(language), value: 'high' },
    ],
    { language, more: true },
  ),
  nameForm: nameForm('PERSON-7', '', language),
  dismissForm: dismissForm('CASE-9', language),
  chooseForm: chooseForm(
    { case: sampleCase(), evidence: [], actions: [], policy: DEFAULT_POLICY, incidentRef: null },
    language,
  ),
  actOnAllForm: actOnAllForm(
    { case: sampleCase(), evidence: [], actions: [], policy: DEFAULT_POLICY, incidentRef: null },
    [{ account: '500000000000000003', name: '@everyone (500000000000000003)', why: 'Bo is a moderator, too.' }],
    language,
  ),
  notThemForm: notThemForm(
    {
      case: sampleCase({
        notThem: [
          {
            account: '500000000000000005',
            name: 'Eve *bold*',
            was: 'offender',
            triggers: ['pile_on'],
            at: '2026-11-20T13:12:00.000Z',
            by: 'Ada Novak',
            byId: null,
            before: sampleCase(),
          },
        ],
      }),
    },
    language,
  ),
  snoozeForm: snoozeForm(alert, language),
  expectForm: expectForm(
    alert,
    {
      ruleId: '0199d7a0-0000-7000-8000-000000000010',
      account: alert.account,
      address: alert.address,
      cameraId: null,
      personId: null,
    },
    language,
  ),
  attachForm: attachForm(
    alert,
    [
      {
        number: 17,
        title: 'Break-in attempts on the bastion host',
        severity: 'high',
        status: 'open',
        shares: ['account', 'address'],
      },
      { number: 12, title: 'Laptop lost', severity: 'low', status: 'investigating', shares: [] },
    ],
    language,
  ),
  pinForm: pinForm(
    {
      author: 'Ada Novak',
      text: 'The key hangs at the gate again.',
      value: 'sample',
      on: null,
      incidents: [
        { number: 17, title: 'Break-in attempts on the bastion host' },
        { number: 12, title: 'Laptop lost' },
      ],
      chosen: 17,
    },
    language,
  ),
  ruleExampleForm: ruleExampleForm('RULE-3', [alert], language),
  proofForm: proofForm('0199d7a0-0000-7000-8000-000000000012', language),
  appealForm: appealForm('ACT-5', language),
  formAgain: filledAgain(nameForm('PERSON-7', '', language), { name: ' ' }, 'Give a name.'),
});
