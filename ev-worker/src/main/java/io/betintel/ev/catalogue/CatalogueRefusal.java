package io.betintel.ev.bettype;

/** A change of the catalogue that is not made; the message gives the reason and the remedy. */
public final class CatalogRefusal extends Exception {
  public CatalogRefusal(String message) {
    super(message);
  }
}
