package io.betintel.ev.catalogue;

/** Tells a running worker which bet types are switched on. */
public interface BetTypeFlags {

  /** From memory: the newest change may be missing. */
  Flags last();

  /**
   * From the database: includes every change that was committed before the call.
   *
   * @throws CatalogueAwayException if the database does not answer
   */
  Flags read() throws CatalogueAwayException;
}
