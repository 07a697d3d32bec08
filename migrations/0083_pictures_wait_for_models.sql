-- A camera's picture that came while no model could see anything in it waits for the models, and is not among those that are being looked at.
-- Up Migration

alter table unseen_picture add column blind boolean not null default false;
