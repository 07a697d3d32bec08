-- Up Migration
-- What language models have cost an organisation, by its own day: the budget is checked against it before every call.
create table model_usage (
  org_id uuid not null references organisation on delete cascade,
  -- in the organisation's zone
  day date not null,
  -- as in LLM_MODEL: provider:name
  model text not null check (length(model) between 1 and 200),
  turns integer not null default 0 check (turns >= 0),
  calls integer not null default 0 check (calls >= 0),
  input_tokens bigint not null default 0 check (input_tokens >= 0),
  output_tokens bigint not null default 0 check (output_tokens >= 0),
  -- tokens among these that the provider did not report and we estimated
  estimated_tokens bigint not null default 0 check (estimated_tokens >= 0),
  failures integer not null default 0 check (failures >= 0),
  primary key (org_id, day, model)
);
select safenest_protect('model_usage', 'select, insert, update');
