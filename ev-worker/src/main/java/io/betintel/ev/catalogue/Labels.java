package io.betintel.ev.catalogue;

/** The labels of the database's enum: only a bet type that has one can be stored. */
final class Labels {
  /**
   * One column, {@code label}. Asks by the type's name rather than {@code
   * 'bet_type_enum'::regtype}: a prepared statement would keep the old type after a swap.
   */
  static final String SQL =
      """
      SELECT e.enumlabel::text AS label FROM pg_enum e JOIN pg_type y ON y.oid = e.enumtypid
      WHERE y.typname = 'bet_type_enum' AND pg_type_is_visible(y.oid)""";

  private Labels() {}
}
