package io.betintel.ev.bettype;

/** Where the running worker asks which bet types it serves. */
public interface BetTypeCatalog {

  /** The newest catalogue that this worker has seen; kept while the database is away. */
  Catalog current();
}
