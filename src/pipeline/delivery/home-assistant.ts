import type { Delivery, MqttSettings } from '../../domain/delivery.ts';
import type { MqttMessage } from './publish-mqtt.ts';

/** What an organisation's entities show. */
export interface Standing {
  /** Alerts that nobody has dealt with, from the target's severity upward. */
  open: number;
  worst: string | null;
}

export interface Place {
  /** The target's id: names its entities among all of them. */
  targetId: string;
  organisation: string;
  /** Where the console is; null where it has no public address. */
  console: string | null;
  settings: MqttSettings;
}

const EVENT_TYPES = [
  'alert.raised',
  'alert.changed',
  'alert.escalated',
  'incident.changed',
  'proposal.changed',
  'rule.changed',
  'case.changed',
  'appeal.changed',
  'report.made',
  'test',
];

/**
 * What Home Assistant is told so that the entities appear by themselves: a binary sensor (something needs attention), a sensor (open
 * alerts) and an event per organisation. Retained; see its documentation of MQTT discovery.
 */
export function discovery(place: Place): MqttMessage[] {
  const { settings } = place;
  if (settings.discovery === null) return [];
  const device = deviceOf(place);
  const { attention, alerts, events } = topics(settings);
  const entity = (component: string, key: string, config: Record<string, unknown>): MqttMessage =>
    entityOf(place, component, key, { device, ...config });
  return [
    entity('binary_sensor', 'attention', {
      name: 'Needs attention',
      device_class: 'problem',
      state_topic: attention,
      payload_on: 'ON',
      payload_off: 'OFF',
    }),
    entity('sensor', 'open_alerts', {
      name: 'Open alerts',
      state_topic: alerts,
      value_template: '{{ value_json.open }}',
      json_attributes_topic: alerts,
      state_class: 'measurement',
      icon: 'mdi:shield-alert',
    }),
    entity('event', 'news', { name: 'News', state_topic: events, event_types: EVENT_TYPES, icon: 'mdi:bell-alert' }),
  ];
}

/** What all entities of a place belong to. */
export const deviceOf = ({ targetId, organisation, console }: Omit<Place, 'settings'>) => ({
  identifiers: [nodeOf(targetId)],
  name: `SafeNest ${organisation}`.slice(0, 120),
  manufacturer: 'SafeNest',
  ...(console ? { configuration_url: console } : {}),
});

/** One entity's configuration, retained. */
export function entityOf(
  { targetId, settings }: Place,
  component: string,
  key: string,
  config: Record<string, unknown>,
): MqttMessage {
  const id = `${nodeOf(targetId)}_${key}`;
  return {
    topic: `${settings.discovery}/${component}/${nodeOf(targetId)}/${key}/config`,
    payload: JSON.stringify({ unique_id: id, object_id: id, ...config }),
    retain: true,
  };
}

/** How things stand, retained: whoever connects later sees it. */
export function standing(settings: MqttSettings, { open, worst }: Standing): MqttMessage[] {
  const { attention, alerts } = topics(settings);
  return [
    { topic: attention, payload: open > 0 ? 'ON' : 'OFF', retain: true },
    { topic: alerts, payload: JSON.stringify({ open, worst }), retain: true },
  ];
}

/** One piece of news; its id is the same however often it is published. */
export const eventMessage = (
  settings: MqttSettings,
  { id, type, body }: Pick<Delivery, 'id' | 'type' | 'body'>,
  url: string,
): MqttMessage => {
  const { text: _, ...rest } = body;
  return {
    topic: topics(settings).events,
    payload: JSON.stringify({ event_type: type, id, ...rest, url }),
    retain: false,
  };
};

/** What takes the entities away again. */
export const forgotten = (place: Place, told: readonly string[] = []): MqttMessage[] =>
  [...discovery(place).map(({ topic }) => topic), ...told].map((topic) => ({ topic, payload: '', retain: true }));

const topics = ({ prefix }: MqttSettings) => ({
  attention: `${prefix}/attention`,
  alerts: `${prefix}/alerts`,
  events: `${prefix}/events`,
});

const nodeOf = (targetId: string): string => `safenest_${targetId.replaceAll('-', '').slice(-12)}`;
