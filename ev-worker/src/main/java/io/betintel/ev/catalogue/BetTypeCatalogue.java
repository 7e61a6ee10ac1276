package io.betintel.ev.catalogue;

/** Tells a running worker which bet types it serves. */
public interface BetTypeCatalogue {

  /** The newest catalogue that this worker has read; kept while the database is away. */
  Catalogue current();
}
