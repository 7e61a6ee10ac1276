package io.betintel.ev.catalogue;

/** A change of the catalogue is refused; the message gives the reason and the remedy. */
public final class CatalogueRefusal extends Exception {
  public CatalogueRefusal(String message) {
    super(message);
  }
}
