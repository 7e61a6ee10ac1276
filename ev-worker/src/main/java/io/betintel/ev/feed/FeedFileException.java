package io.betintel.ev.feed;

/** A file that is refused as a whole; the message says why and does not name the file. */
public final class FeedFileException extends RuntimeException {
  public FeedFileException(String message) {
    super(message);
  }
}
