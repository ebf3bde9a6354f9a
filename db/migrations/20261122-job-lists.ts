import { Migration } from '@mikro-orm/migrations'

export class JobLists extends Migration {
  override up() {
    this.addSql(/* sql */ `
-- To the millisecond, as our clock gives them: a page can go on exactly after the last row of the one before.
alter table job_posting alter created_at type timestamptz(3), alter opened_at type timestamptz(3);
drop index job_posting_public;
create index job_posting_public on job_posting (opened_at, id) where status = 'open' and deleted_at is null;
`)
  }
}
