package io.betintel.ev.drift;

import java.util.Locale;

/** A place that knows bet types. */
public enum Surface {
  /** The Avro enum that this program was compiled with. */
  BUILD,
  /** The subjects of the schema registry that have the enum. */
  REGISTRY,
  /** The labels of the database's enum. */
  LABELS,
  /** The rows of {@code bet_types}. */
  CATALOGUE,
  /** The bet types of stored bets and of their history. */
  ROWS,
  /** The cached lines. */
  CACHE,
  /** The catalogue that each live worker acts on. */
  WORKERS,
  /** Who may see each bet type. */
  ROLES,
  /** The databases that follow this one by logical replication. */
  SUBSCRIBERS,
  /** The database's tables, views and columns, and whether it can be written. */
  TABLES,
  /** The topics, and the events that wait in one of them. */
  TOPICS;

  /** As metrics and people see it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
