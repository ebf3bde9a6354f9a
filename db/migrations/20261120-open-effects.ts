import { Migration } from '@mikro-orm/migrations'

/** Effects that were begun and not marked are counted every few seconds, among all that ever were. */
export class OpenEffects extends Migration {
  override up() {
    this.addSql('create index effect_open on effect (claimed_at) where done_at is null')
  }
}
