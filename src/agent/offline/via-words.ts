const WAYS = String.raw`vpn|e-?mail|mail|webmail|imap|smtp|pop3?|sshd?|sso|rdp|s?ftp|smb|ldap|kerberos|radius|wi-?fi|wlan|saml|oauth|api|citrix|public ?keys?|passkeys?|badge|totp`;
const LEAD = String.raw`(?:via|by|through|over|using|by means of|with|on|from|to|into) (?:the |our |a |an )?`;
/** "how many addresses hit the VPN?" */
const USED = new RegExp(
  String.raw`\b(?:hit|hits|hitting|us(?:e|es|ed|ing)|reach(?:ed|ing)?|access(?:ed|ing)?|tr(?:y|ies|ied|ying)|attack(?:ed|ing|s)?|hammer(?:ed|ing)?|target(?:ed|ing)?) (?:the |our )(${WAYS})(?: (?:gateway|server|service|portal))?\b(?![-.@\w])`,
);
const NAMED = new RegExp(String.raw`\b${LEAD}(${WAYS})(?: (?:gateway|server|service|portal|access))?\b(?![-.@\w])`);
const BEFORE = new RegExp(
  String.raw`\b(${WAYS})(?: \((?:[a-z]+ )?service\)| (?:gateway|server|service|portal))? (?=(?:log|sign)-?(?:in|on)s?\b|(?:log|sign) (?:in|on)s?\b|sessions?\b|connections?\b|access(?:es)?\b|authentications?\b|(?:log-?in )?(?:attempts|failures)\b)`,
);
/** A way nobody here has heard of is one all the same: the search says which there are. */
const ANY = /\bvia (?:the |our |a |an )?([a-z][\w-]{2,30})\b(?![.@])/;

/** Whoever walks comes by a door. */
const ON_FOOT =
  /\b(?:people|persons?|visitors?|guests?|who|any(?:one|body)|some(?:one|body)|couriers?)\b.*\b(?:c[ao]me (?:in|through|out)|coming (?:in|through)|enter(?:ed|ing)?|walk(?:ed|ing)?|arriv(?:e|ed|ing)|left|leav(?:e|ing)|went (?:in|out)) /;

/** The service or way logins came by, as a word in its name. */
export function findVia(text: string): { via: string; span: [number, number] } | null {
  const match =
    NAMED.exec(text) ?? BEFORE.exec(text) ?? USED.exec(text) ?? (ON_FOOT.test(text) ? null : ANY.exec(text));
  if (!match || /^(?:address|ip|which|what|the)$/.test(match[1]!)) return null;
  const via = match[1]!
    .replace(/^(?:e-?|web)mail$/, 'mail')
    .replace(/^sshd$/, 'ssh')
    .replace(/^(public) ?keys?$/, 'publickey')
    .replace(/^wi-?fi$/, 'wifi');
  return { via, span: [match.index, match.index + match[0].length] };
}
