// A worker in a process of its own that takes a job, says so and never finishes it; the suite kills it.
import pg from 'pg';
import type { JobBackend } from '../../src/jobs/backend.ts';
import { createJobs } from '../../src/jobs/queue.ts';
import { silentLog } from '../../src/log.ts';

const [kind, url, prefix] = process.argv.slice(2) as ['redis' | 'postgres', string, string];
const backend: JobBackend =
  kind === 'redis'
    ? { kind, url }
    : { kind, pool: new pg.Pool({ connectionString: url, options: '-c search_path=bullmq', max: 4 }) };
const idle = async (): Promise<void> => {};
const jobs = createJobs({
  backend,
  prefix,
  handlers: {
    deliver_outbox: () => {
      process.stdout.write('taken\n');
      return new Promise(() => {});
    },
    sweep_outbox: idle,
    answer_inbound: idle,
    sweep_inbox: idle,
    expire_sign_ins: idle,
    make_backup: async () => {},
    apply_retention: idle,
    erase_files: idle,
    look_at_picture: idle,
    sweep_pictures: idle,
    renew_faces: idle,
    work_messages: idle,
    sweep_messages: idle,
    describe_case: idle,
    carry_out_action: idle,
    sweep_actions: idle,
    tend_room: idle,
    sweep_rooms: idle,
    tend_ticket: idle,
    sweep_tickets: idle,
    read_tickets: idle,
    follow_tickets: idle,
    tell_appeal: idle,
    deliver_to_target: idle,
    sweep_deliveries: idle,
    fetch_list: idle,
    sweep_lists: idle,
    watch_alerts: idle,
    tell_members: idle,
    close_camera_events: idle,
    sweep_reports: idle,
    make_report: idle,
    recommend_rules: idle,
    index_history: idle,
    sweep_history: idle,
    renew_history: idle,
    score_logins: idle,
    learn_cameras: idle,
    train_anomalies: idle,
    verify_audit: idle,
  },
  schedules: [],
  log: silentLog(),
  lockMs: 600,
  stalledCheckMs: 300,
});
await jobs.start();
