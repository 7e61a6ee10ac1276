package io.betintel.ev.feed;

/** One kind of feed file to snapshots. */
interface FeedReader {

  /**
   * @param name of the file, for problems
   * @throws FeedFileException if nothing of it can be used
   */
  FeedFile read(String name, byte[] content);
}
