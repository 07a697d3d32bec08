import type { ColumnType, Generated } from 'kysely';
import type { ModelView, Polygon, SeenObjects, Zone } from '../../domain/camera.ts';
import type { ObjectColours } from '../../domain/colours.ts';
import type { FaceAssignment, FaceDecision, FaceDismissal, FaceQuality, FaceSource } from '../../domain/face.ts';
import type { PersonChangeKind } from '../../domain/person.ts';
import type { PictureClass } from '../../domain/picture.ts';
import type { RecognitionSettings } from '../../domain/recognition-settings.ts';
import type { Role } from '../../domain/role.ts';
import type { Json } from './columns.ts';

/** What cameras saw, and who was recognised. */
export interface CameraTables {
  camera: {
    id: string;
    org_id: string;
    number: number;
    name: string;
    folder: string;
    location: Generated<string>;
    enabled: Generated<boolean>;
    zones: Json<Zone[]>;
    mask: Json<Polygon[]>;
    stricter: Generated<number>;
    notes: Generated<string>;
    last_seen_at: Date | null;
    last_picture_id: string | null;
    created_at: Date;
    updated_at: Date;
    updated_by: string;
  };
  camera_access: {
    org_id: string;
    member_id: string | null;
    role: Exclude<Role, 'admin'> | null;
    camera_ids: string[];
    updated_at: Date;
    updated_by: string;
  };
  camera_event: {
    id: string;
    org_id: string;
    number: number;
    camera_id: string;
    started_at: Date;
    ended_at: Date;
    pictures: number;
    best_picture_id: string | null;
    objects: Json<SeenObjects>;
    zones: Generated<string[]>;
    risk: Generated<number>;
    reasons: Json<string[]>;
    summary: Generated<string>;
    summary_by: string | null;
    closed_at: Date | null;
    updated_at: Date;
    reviewed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    reviewed_by: ColumnType<string | null, string | null | undefined, string | null>;
    assessment: Json<ModelView> | null;
  };
  picture: {
    id: string;
    org_id: string;
    storage_key: string;
    sha256: string;
    media_type: string;
    size: number;
    width: number;
    height: number;
    class: PictureClass;
    camera_id: string | null;
    taken_at: Date;
    added_at: Date;
  };
  picture_redaction: {
    id: string;
    org_id: string;
    picture_id: string;
    boxes: Json<number[][]>;
    since: Date;
  };
  unseen_picture: {
    org_id: string;
    picture_id: string;
    added_at: Date;
    attempts: Generated<number>;
    blind: Generated<boolean>;
  };
  watched_file: {
    org_id: string;
    path: string;
    size: number;
    modified_at: Date;
    outcome: 'taken' | 'refused';
    reason: string | null;
    at: Date;
  };
  detection: {
    id: string;
    org_id: string;
    camera_event_id: string;
    picture_id: string;
    at: Date;
    kind: string;
    box: number[];
    score: number;
    zones: Generated<string[]>;
    person_id: string | null;
    colours: ColumnType<ObjectColours | null, string | null | undefined, string | null>;
  };
  appearance: {
    org_id: string;
    detection_id: string;
    model: string;
    at: Date;
    embedding: string;
  };
  sighting: {
    id: string;
    org_id: string;
    person_id: string;
    camera_id: string;
    camera_event_id: string;
    first_seen: Date;
    last_seen: Date;
    faces: number;
    best_face_id: string | null;
    by: 'face' | 'appearance';
    decision: Json<FaceDecision>;
  };
  person: {
    id: string;
    org_id: string;
    number: number;
    label: string;
    name: string | null;
    note: Generated<string>;
    threshold: number | null;
    merged_into: string | null;
    archived_at: Date | null;
    reconsider: Generated<boolean>;
    hidden: Generated<boolean>;
    portrait_face_id: ColumnType<string | null, string | null | undefined, string | null>;
    created_at: Date;
    updated_at: Date;
    updated_by: string;
  };
  person_change: {
    id: string;
    seq: ColumnType<number, never, never>;
    org_id: string;
    person_id: string;
    kind: PersonChangeKind;
    at: Date;
    changed_by: string;
    undo: Json<Record<string, unknown>>;
    undone_at: Date | null;
    undone_by: string | null;
  };
  consent: {
    id: string;
    org_id: string;
    person_id: string | null;
    state: 'given' | 'withdrawn';
    text: string;
    at: Date;
    recorded_by: string;
  };
  face: {
    id: string;
    org_id: string;
    picture_id: string;
    person_id: string | null;
    camera_event_id: string | null;
    at: Date;
    box: number[];
    points: number[];
    score: number;
    quality: Json<FaceQuality>;
    source: FaceSource;
    assigned: FaceAssignment | null;
    decision: ColumnType<FaceDecision | null, string | null | undefined, string | null>;
    dismissed: ColumnType<FaceDismissal | null, FaceDismissal | null | undefined, FaceDismissal | null>;
    dismissed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    dismissed_by: ColumnType<string | null, string | null | undefined, string | null>;
  };
  face_vector: {
    org_id: string;
    face_id: string;
    model: string;
    embedding: string;
    compared: Generated<boolean>;
  };
  cannot_link: {
    org_id: string;
    face_id: string;
    person_id: string;
    at: Date;
    said_by: string;
  };
  cannot_link_body: {
    org_id: string;
    detection_id: string;
    person_id: string;
    at: Date;
    said_by: string;
  };
  recognition_settings: {
    org_id: string;
    least_size: number;
    least_score: number;
    least_quality: number;
    match_offset: number;
    unsure_offset: number;
    faces_for_name: number;
    attempts_kept: number;
    previous: ColumnType<RecognitionSettings | null, string | null, string | null>;
    updated_at: Date;
    updated_by: string;
  };
}
