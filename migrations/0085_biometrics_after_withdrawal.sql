-- What people are recognised by is kept for some days after the organisation's consent is taken back, so that a slip can be undone;
-- none at all, where the organisation wants that.
-- Up Migration

alter table retention_settings add column biometric_days integer check (biometric_days >= 0);
