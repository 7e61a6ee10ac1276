package io.betintel.ev.catalogue;

/** The catalogue could not be asked; the message says why. Asking again later may work. */
public final class CatalogueAwayException extends Exception {
  public CatalogueAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
