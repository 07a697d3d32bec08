-- Reports tell where the audit log ended, and are kept for a time.
-- Up Migration

-- The end of the organisation's audit log when the report was made. Channels are told it: whoever cuts the log off later, or seals it
-- anew, cannot take it back there.
alter table report add column audit_seq bigint;
alter table report add column audit_hash text;
alter table report add constraint report_witness
  check ((audit_seq is null) = (audit_hash is null) and audit_hash ~ '^[0-9a-f]{64}$');

-- A report is still never changed; it goes when it was kept for as long as the settings say.
grant delete on report to safenest_app;
