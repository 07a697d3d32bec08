/*
 * Questions made for the learned guess alone, of tools that few questions anybody asked are of. Nothing is measured on them. Names, references
 * and times are what the guess never sees: a sign stands for each.
 */

const MADE: Readonly<Record<string, string>> = {
  who_is_on_call: `who is on call|who's on call tonight|who has the pager|who carries the pager this week|whose shift is it|whose shift is the coming weekend|who is on duty now|who's
    on duty on Sunday|who do i call tonight|whom can i ring at night|who should i wake up if something breaks|who covers the weekend|who has the night shift|who is standing by|on-call
    person for Friday please|name of the duty officer|is anybody on duty right now|who takes over tomorrow|who is next on the rota|the rota for next week|who is on standby|who answers the
    phone after hours|who's holding the fort tonight|tell me the person on call|which of us is on call next week|who will be reachable on Monday|who is minding the shop this evening|be told who
    is on duty this weekend|duty roster for tomorrow|who picks up if it gets ugly tonight|who's up on Thursday|who is responsible out of hours|am i on call this week|when am i on duty|is it my
    turn tonight|oncall tonight|on call now|who has it this weekend`,
  search_signals: `what did Okta send yesterday|anything from CrowdStrike today|signals about alice|what has Grafana reported|grafana alarms still firing|do we get anything from Splunk|which systems send
    us signals|what did the Okta integration push to us|did Defender flag anything|what has okta reported about bob this week|signals of other systems since Monday|show the firing signals|which signals are
    resolved|anything Okta reported today|what came in from Alertmanager|critical signals from CrowdStrike|high severity signals today|what is Datadog telling us|events pushed by Sentinel last
    night|is anything firing in Prometheus|external systems: what did they report|mfa_disabled signals this month|what are the integrations saying|did any outside tool complain today|which feeds are
    connected|news from Okta|grafana stuff still firing|has Wazuh seen anything about carol|anything reported by Cloudflare about our accounts|the latest signal of GitHub|what have third party tools
    sent in|list signals for the account svc-backup|are there unresolved signals|whatever crowdstrike has on dana|push messages from entra last week`,
  list_exceptions: `what is snoozed|what's snoozed at the moment|which alerts are silenced|what are we keeping quiet|what are we currently keeping quiet about|what is not being told right now|which alerts are
    muted|anything on snooze|list the snoozes|list exceptions|show everything that is suppressed|what have people marked as expected|which alerts are snoozed or expected, and until when|overview of everything currently muted
    in alerting|what is held back|are any alerts on hold|what are we not hearing about|what did somebody silence|what is asleep|snoozes and expected stuff|how long is everything silenced for|who snoozed what|current
    exceptions please|which matters are we ignoring for now|what doesn't ring at the moment|what are we sitting on in silence|what alerts won't reach us|is something being suppressed|all active silences|expected
    activity that is noted`,
  list_members: `how many members do we have|who is an admin|who are our admins|list the moderators|is Lena a member|is there a Jonas in the organisation|how many people use this|roster of members
    holding the officer role|who all has access to this tool|which managers are there|show all employees|members called Petra|does Anna have an account here|is anyone called Lindqvist a member of ours|who are the
    officers|who works with safenest|how many officers are there|which people have admin rights|do we have somebody named Omar|all users of this system with their roles|say who our admins are|who is in the
    moderator team|list everyone who is a manager|give me the user list|number of employees registered|find the member Dana|what role does Kim have|who may moderate here|who belongs to the organisation|people
    with the role manager`,
  list_rules: `which rules do we have|show RULE-3|what is RULE-4 looking for exactly|what does RULE-7 do|which rules are switched off|which rules are turned off at the moment|retired rules|list
    active rules|what are we watching for|which policies in our detection set got switched off|rules in draft|which drafts exist|rejected rules|all detections that are on|how many rules are running|explain RULE-12 to me|how
    often did RULE-2 fire|what is the threshold of RULE-5|which detectors exist|rule overview|our rule set please|give me the rules nobody approved|what rules catch failed logins|is there a rule for travel|which
    rules have many false alarms|describe RULE-9|look up RULE-1|pull up rule 8|what's in rule 6|which of our rules are live`,
  open_proposals: `what is waiting for approval|what still needs my signature|anything waiting for my sign-off|approve PROP-7|reject PROP-3|open PROP-21|show me PROP-4|which proposals are open|i'm fine with
    PROP-9, go ahead|PROP-9: no thanks|go ahead with PROP-16|PROP-15 gets rejected|is there anything to decide|pending proposals|what must i approve|do i have decisions waiting|what needs a yes or no from
    me|turn down PROP-2|let PROP-8 through|what is PROP-5 about|give PROP-6 the green light|anything on my desk to approve|list what is pending approval|which drafts wait for an admin|are there open requests for
    approval|what did people propose|veto PROP-11|PROP-12 looks good, accept it|waiting for a button|proposals nobody decided yet`,
  explain_login: `why is LOG-7QK3M9 unusual|what was strange about LOG-AB12CD|what makes LOG-4PX8R2 stand out|why does LOG-4TZ8QW count as odd|any unusual logins this week|the weirdest logins of last month|which sign-ins
    this month were the oddest|what hours does r.okoye usually keep|when does Dana normally sign in|is that normal for Tomas|what is normal for alice|where does bob usually log in from|usual devices of carol|what's normal
    for her account|is it usual for bjorn.h to sign in at 3 in the night|normal login hours and places of omar|typical behaviour of svc-backup|strange sign-ins yesterday|most unusual logins today|logins that don't fit the
    pattern|which logins were out of character|what does a normal day of kim look like|does she usually work at night|LOG-7QK3M9 why is that weird|explain LOG-9ZZ2B1|habits of the account j.castell|which countries is
    lena normally in|outliers among the logins|login anomalies this week|what days does he usually work`,
  search_history: `did we ever block Romania|what did we decide about contractor accounts|what was decided about the contractor accounts|why did we stop alerting on weekend logins last year|why did we bring in the rule about Tor
    back then|what was decided|why was that rule rejected|who decided to allow Poland|has anyone ever approved a rule for Peru|is there anything about forklifts in the history|why did we get rid of the rule about Tor
    exits|search the history for lost badges|how did we come to trust that address|what was the reasoning for the exception|when did we change the threshold and why|what is on record about the vpn outage|did we ever talk about the
    night shift|what happened back then with the printer accounts|what do the archives say about phishing|reasons for retiring the geo rule|why is Brazil allowed|have we discussed passkeys before|what came of the proposal about
    guests|who was against the new rule|what did we conclude after the audit|why do we except svc-scan|anything in our records on tailgating|past decisions about Tor`,
  explain_case: `what is CASE-9 about|what's the story with CASE-12|CASE-52 explain please|what was ACT-5|tell me about APL-2|next case please|give me the next one to work on|what's next in my queue|which case comes next|the latest
    case|show me CASE-31|what happened in CASE-4|why was CASE-8 opened|who is the attacker in CASE-7|what did they write in CASE-6|open case 17|bring up CASE-40|details of ACT-9|what do i work on now|gimme the one to work
    on|hand me another case|summarise CASE-3|who has CASE-5 in hand|what is suggested for CASE-22|the worst open case|case 31 in short|look at APL-7|is somebody on CASE-2|walk me through CASE-19|what led to ACT-12`,
  moderation_history: `who got banned this month|any appeals still waiting|appeals that are waiting|which appeals turned out to be justified|what would the silent rules have done|what would the silent mod rules have done, the ones that don't
    act yet|cases we threw out this month|who was muted in the last two weeks|has @noodle_cat been in trouble before|history of nyx_|all warnings last week|deleted messages this week|list of timeouts today|overturned
    decisions|how many strikes does kim have|open cases|dismissed cases|record of @kev|who appealed|past offences of grumpycat|earlier sanctions for grumpycat|which bans were undone`,
  own_moderation: `why was i timed out|was i banned|how long am i muted|why can't i post anything|why can't i write in the channel any more|am i muted|what did i do wrong|why was my message deleted|who warned me|when does my timeout
    end|how can i appeal my ban|why am i not allowed to talk|my posts disappear, why|am i in trouble|did i get a strike|until when am i silenced|i can't send messages in general|have i been warned|what was done about
    me|why did you mute me|can i get my ban lifted|is there something against me|why is everyone else able to chat but me|my account is restricted here, how come|i got a warning, what for`,
  open_report: `show RPT-3|the latest weekly report|newest weekly report please|which reports are there|when is the next report|when can i expect the next report|at what moment may i anticipate the next report to
    appear|open the latest daily report|today's daily report|the list of reports in the archive|reports of the archive|last daily report|the most recent report|show me the weekly|when does the next weekly come
    out|RPT-8 please|open RPT-12|our report archive|when are reports sent|pull the newest daily|is the daily report out yet|has the weekly been written|what reports do we have on file|the report that came this morning|last
    scheduled report`,
  open_review: `the review of INC-12|what did we learn from INC-12|what were the lessons from INC-15|post-mortem of INC-7|post-mortem of INC-7, where is it|retrospective for INC-3|lessons learned in INC-8|what went wrong in INC-4|what
    went well during INC-6|i would like to peruse the post-mortem of INC-5|after action review of INC-9|debrief of INC-2|show the retro of INC-11|follow-ups from the review of INC-13|takeaways of INC-21|is there a post-mortem for
    INC-30|what should we do better after INC-14|how was INC-16 reviewed|open the review document of INC-18|root causes noted in the review of INC-20`,
  report_incident: `write an executive report on INC-31|i need the tactical report for INC-29|draft a sitrep for INC-17|i need something for the board about INC-31|write up INC-31 for the people working on it|for the board, an executive
    report on INC-26|get the tactical report of INC-58 written|compose the tactical report about INC-57|management summary of INC-4, write it|prepare a briefing for leadership on INC-8|make a situation report for INC-9|put together an
    executive brief on INC-10|produce the tactical write-up of INC-11|leadership needs a report about INC-2|operational report for INC-6 please|file an executive report on INC-7|write the report for the responders of
    INC-12|an executive summary document for INC-13|draft something for the ceo about INC-15|generate a tactical report on INC-16`,
  posture_summary: `what should we look at first|where should we begin|what needs work most|security in a nutshell|put this month beside the previous one for me|how did september fare|are we better off than in
    october|hotspots|how do things stand overall|the overall picture please`,
  help: `what are you good for|feature overview please|everything you are able to do for me|what can I use you for|list your abilities|introduce yourself|what is this bot for|your features please`,
  silence_alert: `snooze ALR-45 till monday|snooze ALR-71 3 hours|treat ALR-150 as expected until the end of the month|suppress ALR-400 as expected until Friday|ALR-71 can ring again, end the snooze|put ALR-98 to sleep until
    monday|don't ping us about ALR-8 until wednesday|stop holding back ALR-8|the traffic in ALR-52 is planned till friday, no more alerts about it|ALR-161 is expected, it's our testers|unsnooze ALR-3|mute ALR-9 for a day|leave ALR-12 alone
    until tomorrow|keep ALR-20 quiet tonight|ALR-20 snoozed until tomorrow|remind me of ALR-7 in two hours|silence ALR-5|hush ALR-6 until noon|ALR-14 is known until the migration ends next week, stop alerting|wake ALR-33
    again|lift the silence of ALR-2|i do not want to hear of ALR-10 before monday`,
};

/** Each made question with its tool. */
export const madeQuestions: readonly { tool: string; q: string }[] = Object.entries(MADE).flatMap(([tool, list]) =>
  list
    .replaceAll(/\s+/g, ' ')
    .split('|')
    .map((q) => ({ tool, q: q.trim() })),
);
