package io.betintel.ev.feed;

import io.betintel.ev.odds.MarketSnapshot;

/** Kafka did not take a record, or cannot take any. */
public final class FeedSendException extends RuntimeException {
  FeedSendException(String message) {
    super(message);
  }

  FeedSendException(String topic, MarketSnapshot snapshot, Throwable cause) {
    super(
        topic
            + " did not take "
            + snapshot.marketId()
            + " of "
            + snapshot.bookmaker()
            + ", observed at "
            + snapshot.observedAt()
            + ": "
            + cause.getMessage(),
        cause);
  }
}
