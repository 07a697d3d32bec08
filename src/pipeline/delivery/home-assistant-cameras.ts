import type { MqttSettings } from '../../domain/delivery.ts';
import { deviceOf, entityOf, type Place } from './home-assistant.ts';
import type { MqttMessage } from './publish-mqtt.ts';

/** What is told of one camera. */
export interface CameraStanding {
  number: number;
  name: string;
  location: string;
  enabled: boolean;
  online: boolean;
  lastEvent: { ref: string; at: Date; summary: string; risk: number; objects: string[] } | null;
  /** How many people it sees now. */
  people: number;
}

/** Somebody who agreed to it, and where they were seen last. */
export interface PersonStanding {
  number: number;
  name: string;
  camera: string | null;
  at: Date | null;
}

export interface HomeStanding {
  cameras: CameraStanding[];
  people: PersonStanding[];
  /** Until when alerts of cameras are paused. */
  pausedUntil: Date | null;
}

/** What somebody may press there. */
export type HomeCommand = { kind: 'camera'; number: number; on: boolean } | { kind: 'pause'; on: boolean };

const LONGEST_STATE = 255;

/** Everything that stands at the broker, retained: the entities and how they are. */
export function homeMessages(place: Place, { cameras, people, pausedUntil }: HomeStanding): MqttMessage[] {
  const { settings } = place;
  const at = homeTopics(settings);
  const isTold = settings.discovery !== null;
  const available = { availability_topic: at.link, payload_available: 'online', payload_not_available: 'offline' };
  const entity = (component: string, key: string, config: Record<string, unknown>): MqttMessage[] =>
    isTold ? [entityOf(place, component, key, { ...available, device: deviceOf(place), ...config })] : [];
  const state = (topic: string, payload: string): MqttMessage => ({ topic, payload, retain: true });
  const messages: MqttMessage[] = [];
  if (settings.cameras)
    for (const camera of cameras) {
      const key = `camera_${camera.number}`;
      const topic = at.camera(camera.number);
      messages.push(
        ...entity('binary_sensor', `${key}_online`, {
          name: `${camera.name} online`,
          device_class: 'connectivity',
          state_topic: `${topic}/online`,
        }),
        ...entity('binary_sensor', `${key}_occupancy`, {
          name: `${camera.name} occupied`,
          device_class: 'occupancy',
          state_topic: `${topic}/occupancy`,
        }),
        ...entity('sensor', `${key}_people`, {
          name: `${camera.name} people`,
          state_topic: `${topic}/people`,
          state_class: 'measurement',
          icon: 'mdi:account-group',
        }),
        ...entity('sensor', `${key}_event`, {
          name: `${camera.name} last event`,
          state_topic: `${topic}/event`,
          value_template: '{{ value_json.summary }}',
          json_attributes_topic: `${topic}/event`,
          icon: 'mdi:cctv',
        }),
        ...(settings.pictures
          ? entity('image', `${key}_picture`, {
              name: `${camera.name} picture`,
              image_topic: at.picture(camera.number),
              content_type: 'image/jpeg',
            })
          : []),
        ...(settings.control
          ? entity('switch', `${key}_enabled`, {
              name: `${camera.name} enabled`,
              state_topic: `${topic}/enabled`,
              command_topic: `${topic}/enabled/set`,
              icon: 'mdi:video',
            })
          : []),
        state(`${topic}/online`, onOff(camera.online)),
        state(`${topic}/occupancy`, onOff(camera.people > 0)),
        state(`${topic}/people`, String(camera.people)),
        state(
          `${topic}/event`,
          JSON.stringify(
            camera.lastEvent
              ? {
                  ...camera.lastEvent,
                  at: camera.lastEvent.at.toISOString(),
                  summary: camera.lastEvent.summary.slice(0, LONGEST_STATE),
                }
              : { ref: null, at: null, summary: '', risk: 0, objects: [] },
          ),
        ),
        ...(settings.control ? [state(`${topic}/enabled`, onOff(camera.enabled))] : []),
      );
    }
  for (const { number, name, camera, at: seen } of people) {
    const topic = at.person(number);
    messages.push(
      ...entity('sensor', `person_${number}`, {
        name: `${name} last seen`,
        state_topic: topic,
        value_template: '{{ value_json.camera }}',
        json_attributes_topic: topic,
        icon: 'mdi:account-search',
      }),
      state(topic, JSON.stringify({ camera: camera ?? 'unknown', at: seen?.toISOString() ?? null })),
    );
  }
  if (settings.control)
    messages.push(
      ...entity('switch', 'pause', {
        name: 'Pause alerts of cameras',
        state_topic: at.pause,
        command_topic: `${at.pause}/set`,
        json_attributes_topic: `${at.pause}/until`,
        icon: 'mdi:bell-sleep',
      }),
      state(at.pause, onOff(pausedUntil !== null)),
      state(`${at.pause}/until`, JSON.stringify({ until: pausedUntil?.toISOString() ?? null })),
    );
  return messages;
}

export const homeTopics = ({ prefix }: Pick<MqttSettings, 'prefix'>) => ({
  /** Whether we are there; the broker says so when we no longer are. */
  link: `${prefix}/link`,
  camera: (number: number) => `${prefix}/cameras/${number}`,
  /** Never retained: what is deleted here must not stay there. */
  picture: (number: number) => `${prefix}/cameras/${number}/picture`,
  person: (number: number) => `${prefix}/people/${number}`,
  pause: `${prefix}/pause`,
});

/** What is listened to: of this place's own prefix alone. */
export function commandTopics(
  settings: Pick<MqttSettings, 'prefix'>,
  numbers: readonly number[],
): Map<string, Omit<HomeCommand, 'on'>> {
  const at = homeTopics(settings);
  return new Map<string, Omit<HomeCommand, 'on'>>([
    [`${at.pause}/set`, { kind: 'pause' }],
    ...numbers.map(
      (number) => [`${at.camera(number)}/enabled/set`, { kind: 'camera', number } as Omit<HomeCommand, 'on'>] as const,
    ),
  ]);
}

/** What a message asks for; null for anything but ON and OFF at one of these topics, said just now. */
export function commandOf(
  topics: ReadonlyMap<string, Omit<HomeCommand, 'on'>>,
  { topic, payload, retain }: { topic: string; payload: Buffer; retain: boolean },
): HomeCommand | null {
  const known = topics.get(topic);
  // what a broker kept for us was pressed some other day
  if (!known || retain || payload.length > 3) return null;
  const said = payload.toString('latin1');
  if (said !== 'ON' && said !== 'OFF') return null;
  return { ...known, on: said === 'ON' } as HomeCommand;
}

const onOff = (on: boolean): string => (on ? 'ON' : 'OFF');
