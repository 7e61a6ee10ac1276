package io.betintel.ev.feed;

import io.betintel.ev.odds.MarketSnapshot;

/** Takes what a feed has read. For one thread. */
public interface SnapshotTarget {
  /**
   * Takes the snapshot, perhaps later than this call.
   *
   * @return false if the schema lacks its bet type: then nothing is sent
   * @throws FeedSendException if this or an earlier one could not be written
   */
  boolean send(MarketSnapshot snapshot);

  /**
   * Returns when everything has arrived.
   *
   * @throws FeedSendException if something has not
   */
  void flush();
}
