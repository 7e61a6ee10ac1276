package io.betintel.ev.catalogue;

/** Where the running worker asks for the feature flags. */
public interface BetTypeFlags {

  /** From memory: a change may not have come here yet. */
  Flags last();

  /**
   * As the database has them now: whatever was committed before the call is in it.
   *
   * @throws CatalogueAwayException if the database does not answer
   */
  Flags read() throws CatalogueAwayException;
}
