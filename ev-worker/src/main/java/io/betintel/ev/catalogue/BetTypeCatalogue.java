package io.betintel.ev.catalogue;

/** Where the running worker asks which bet types it serves. */
public interface BetTypeCatalogue {

  /** The newest catalogue that this worker has seen; kept while the database is away. */
  Catalogue current();
}
