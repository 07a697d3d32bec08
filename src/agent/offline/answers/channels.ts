import { channelNewsWords } from '../../../messages/catalogue/channel-news.ts';
import { channelWords } from '../../../messages/catalogue/channel-orders.ts';
import { terms } from '../../../messages/catalogue/terms.ts';
import { toldChannelsWords } from '../../../messages/catalogue/told-channels.ts';
import type { ListedChannels, ToldChannel } from '../../../tools/list-channels.ts';
import type { PlanContext } from '../plan-types.ts';

const NAMES: Readonly<Record<string, string>> = { slack: 'Slack', discord: 'Discord', teams: 'Teams' };
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Which channels are told of what: how many, then each with from which severity and when it is quiet. */
export function channelsAnswer(
  { asked, channels, more }: ListedChannels,
  { language }: Pick<PlanContext, 'language'>,
): string[] {
  const words = toldChannelsWords[language];
  const news = channelNewsWords[language];
  const { purpose, quoted_channel: name } = asked;
  if (channels.length === 0) return [name === null ? words.none(purpose) : words.noSuch(name), words.how];
  const told = ({ told_of, refused }: ToldChannel): string[] => [
    ...told_of
      .filter((one) => purpose === null || name !== null || one.purpose === purpose)
      .map(({ purpose: of, floor, quoted_only: only, quiet, time_zone: zone }) =>
        [
          of === 'alerts' && floor !== 'low'
            ? `${news.purposes[of]} ${news.from(terms[language].severity[floor])}`
            : news.purposes[of],
          ...(only ? [channelWords[language].only(only)] : []),
          ...(quiet ? [news.quiet(clock(quiet.from), clock(quiet.to), zone)] : []),
        ].join(', '),
      ),
    ...(told_of.length === 0 ? [words.nothing] : []),
    ...(refused ? [words.refused] : []),
  ];
  return [
    name === null ? words.count(channels.length + more, purpose) : '',
    ...channels.map((one) =>
      words.line(
        `#${one.quoted_channel.replace(/^#/, '')} (${NAMES[one.platform] ?? one.platform}, ${one.quoted_workspace})`,
        told(one),
      ),
    ),
    more > 0 ? words.more(more) : '',
    words.how,
  ].filter((line) => line !== '');
}
