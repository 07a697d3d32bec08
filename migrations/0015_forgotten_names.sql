-- Up Migration
-- A line of a timeline is written once; only the name of somebody who is to be forgotten is taken out of it.
grant update (text, change) on incident_entry to safenest_app;
