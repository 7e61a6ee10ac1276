package io.betintel.ev.feed;

/** Reads one kind of feed file into snapshots. */
public interface FeedReader {

  /** Which files it reads, for a refusal: {@code The Odds API's JSON}. */
  String reads();

  /**
   * Whether a file is of this kind. Names and endings are not to be trusted.
   *
   * @param start the file's first characters without a byte order mark and leading blanks
   */
  boolean recognises(String start);

  /**
   * @param name of the file, for problems
   * @throws FeedFileException if nothing of it can be used
   */
  FeedFile read(String name, byte[] content);
}
