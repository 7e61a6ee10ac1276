/**
 * The reference producer: reads odds from files and live sources and sends them to {@code
 * odds.events}.
 *
 * <p>This package has what every source needs: {@code FeedImport} sends files, {@code FeedPoll}
 * drives a live source, {@code OddsEventProducer} writes to Kafka, {@code ImportReport} says what
 * was sent. A source is a package of its own that implements {@code FeedReader} (a kind of file) or
 * {@code PolledFeed} (a live source); this package knows none of them.
 *
 * <p>Rejected: one poll loop for each source, since what is new, what was sent and when to stop are
 * the same for all; and reading by file name, since names are not to be trusted.
 */
package io.betintel.ev.feed;
