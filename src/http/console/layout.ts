import type { Principal } from '../../domain/principal.ts';
import { can, type Permission } from '../../domain/role.ts';
import { asset } from './assets.ts';
import type { Flash } from './flash.ts';
import { type Child, type Html, html } from './html.ts';
import { type IconName, icon, logo } from './icons.ts';
import { ROLE_WORD } from './words.ts';

export type Section =
  | 'desk'
  | 'incidents'
  | 'alerts'
  | 'moderation'
  | 'logs'
  | 'history'
  | 'anomalies'
  | 'posture'
  | 'cameras'
  | 'people'
  | 'rules'
  | 'proposals'
  | 'audit'
  | 'studio'
  | 'automation'
  | 'health'
  | 'members'
  | 'connections'
  | 'keys'
  | 'account'
  | 'help';

interface Place {
  section: Section;
  path: string;
  label: string;
  icon: IconName;
  permission: Permission | null;
}

/** The way around, in the order people need it: work first, then what stands behind it, then the organisation. */
const PLACES: { label: string; places: Place[] }[] = [
  {
    label: 'Work',
    places: [
      { section: 'desk', path: '/', label: 'Desk', icon: 'desk', permission: null },
      {
        section: 'incidents',
        path: '/incidents',
        label: 'Incidents',
        icon: 'incidents',
        permission: 'incidents.create',
      },
      { section: 'alerts', path: '/alerts', label: 'Alerts', icon: 'alerts', permission: 'alerts.read' },
      {
        section: 'moderation',
        path: '/moderation',
        label: 'Moderation',
        icon: 'moderation',
        permission: 'moderation.read',
      },
      { section: 'logs', path: '/logs', label: 'Logs', icon: 'logs', permission: 'logs.read' },
      { section: 'history', path: '/history', label: 'History', icon: 'history', permission: 'alerts.read' },
      { section: 'anomalies', path: '/anomalies', label: 'Anomalies', icon: 'anomalies', permission: 'logs.read' },
      { section: 'posture', path: '/posture', label: 'Posture', icon: 'posture', permission: 'logs.read' },
      { section: 'cameras', path: '/cameras', label: 'Cameras', icon: 'cameras', permission: 'cameras.read' },
      { section: 'people', path: '/people', label: 'People', icon: 'people', permission: 'people.read' },
    ],
  },
  {
    label: 'Behind it',
    places: [
      { section: 'rules', path: '/rules', label: 'Rules', icon: 'rules', permission: 'rules.read' },
      { section: 'proposals', path: '/proposals', label: 'Proposals', icon: 'proposals', permission: 'rules.read' },
      { section: 'audit', path: '/audit', label: 'Audit', icon: 'audit', permission: 'audit.read' },
      { section: 'studio', path: '/studio', label: 'Studio', icon: 'studio', permission: 'rules.write' },
      {
        section: 'automation',
        path: '/automation',
        label: 'Automation',
        icon: 'automation',
        permission: 'moderation.read',
      },
      { section: 'health', path: '/health', label: 'Health', icon: 'health', permission: 'health.read' },
    ],
  },
  {
    label: 'Organisation',
    places: [
      { section: 'members', path: '/members', label: 'Members', icon: 'members', permission: 'members.read' },
      {
        section: 'connections',
        path: '/connections',
        label: 'Connections',
        icon: 'connections',
        permission: 'chat.write',
      },
      { section: 'keys', path: '/keys', label: 'API keys', icon: 'keys', permission: 'keys.write' },
      { section: 'help', path: '/help', label: 'Help', icon: 'help', permission: null },
    ],
  },
];

export interface Frame {
  /** The question the page answers, or the name of the thing it shows. */
  title: string;
  /** Null on the sign-in pages. */
  principal: Principal | null;
  organisation?: { name: string; sample: boolean } | null;
  current: Section | null;
  /** How many proposals wait for this person's button. */
  waiting?: number;
  flash?: Flash | null;
  /** Said above every page while less than usual happens by itself. */
  notice?: Html | null;
  body: Html;
  /** The desk fills the window and scrolls inside; `reading` is a wide page for whoever is not signed in. */
  layout?: 'page' | 'desk' | 'reading';
  /** Name of a script in static/ that this page needs beside console.js. */
  script?: string;
}

/** A whole document as text. The stylesheet order matters: ours refines Pico's. */
export function page(frame: Frame): string {
  const { principal } = frame;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${frame.title} · SafeNest</title>
<link rel="icon" type="image/svg+xml" href="${asset('mark.svg')}">
<link rel="manifest" href="${asset('safenest.webmanifest')}">
<link rel="stylesheet" href="${asset('pico.css')}">
<link rel="stylesheet" href="${asset('safenest.css')}">
<script type="module" src="${asset('console.js')}"></script>
${frame.script && html`<script type="module" src="${asset(frame.script)}"></script>`}
</head>
<body class="${principal ? 'signed-in' : 'signed-out'} layout-${frame.layout ?? 'page'}">
<a class="skip" href="#main">Skip to the page</a>
${principal && navigation(principal, frame)}
<main id="main" tabindex="-1">
${frame.notice}
${frame.flash && flashLine(frame.flash)}
${frame.body}
</main>
</body>
</html>`.toString();
}

/** The top of every ordinary page: its question, one line on what it shows, and what one can do to all of it. */
export const pageHead = (head: { title: Child; lead?: Child; aside?: Child }): Html =>
  html`<header class="page-head"><div><h1>${head.title}</h1>${head.lead && html`<p class="lead">${head.lead}</p>`}</div>${head.aside && html`<div class="page-aside">${head.aside}</div>`}</header>`;

/** What stands where there is nothing yet: what will appear here, and how to make it appear. */
export const empty = (title: string, body: Child): Html =>
  html`<div class="empty"><p class="empty-title">${title}</p><p>${body}</p></div>`;

/** Makes a form ask before it acts: in a dialog where scripts run, on a page of its own where not. */
export const askFirst = (question: string): Html => html`<input type="hidden" name="ask" value="${question}">`;

/** Copies what stands in the page's `#secret`; it shows itself only where a script can do that. */
export const copyButton = (): Html =>
  html`<button type="button" class="secondary outline" data-copy="secret" hidden>Copy</button>`;

const flashLine = (flash: Flash): Html =>
  html`<div class="flash flash-${flash.tone}" role="${flash.tone === 'done' ? 'status' : 'alert'}">${icon(flash.tone === 'done' ? 'check' : 'warning')}<p>${flash.text}</p></div>`;

/** One list for all widths: a column beside the page where there is room, a popover behind the menu button where not. */
function navigation(principal: Principal, frame: Frame): Html {
  const groups = PLACES.map((group) => ({
    ...group,
    places: group.places.filter((place) => !place.permission || can(principal.role, place.permission)),
  })).filter((group) => group.places.length > 0);
  return html`<header class="bar">
<a class="brand" href="/">${logo()}<span>SafeNest</span></a>
<button class="bar-menu" type="button" popovertarget="places">${icon('menu')}<span>Menu</span></button>
</header>
<nav id="places" class="side" popover aria-label="Pages">
<a class="brand" href="/">${logo()}<span>SafeNest</span></a>
${frame.organisation && html`<p class="side-org" title="${frame.organisation.name}">${frame.organisation.name}${frame.organisation.sample && html` <span class="tag">sample</span>`}</p>`}
${groups.map(
  (group) =>
    html`<ul aria-label="${group.label}">${group.places.map(
      (place) =>
        html`<li><a href="${place.path}"${place.section === frame.current && html` aria-current="page"`}>${icon(place.icon)}<span>${place.label}</span>${place.section === 'proposals' && frame.waiting ? html`<span class="side-count">${frame.waiting}<span class="sr-only"> waiting</span></span>` : null}</a></li>`,
    )}</ul>`,
)}
<a class="side-me" href="/account"${frame.current === 'account' && html` aria-current="page"`}>${icon('account')}<span><strong>${principal.name}</strong><small>${ROLE_WORD[principal.role]}</small></span></a>
</nav>`;
}
