import { Migration } from '@mikro-orm/migrations'

export class SignUp extends Migration {
  override up() {
    this.addSql(/* sql */ `
alter table users add column new_company_name text;
-- A sign-in, and a change of password, know one password for a person.
create unique index account_provider on account (user_id, provider_id);
`)
  }
}
