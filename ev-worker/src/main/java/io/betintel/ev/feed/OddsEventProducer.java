package io.betintel.ev.feed;

import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.odds.MarketSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes snapshots to {@code odds.events}: the key is the bet type, the partition is the market's
 * home, the record timestamp is when the snapshot was observed. For one thread.
 *
 * <p>Sending is asynchronous: a failure surfaces with the next {@link #send} or {@link #flush}, and
 * nothing is sent after it.
 */
public final class OddsEventProducer implements SnapshotTarget {
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final byte[] feed;
  private OddsEventEncoder encoder;
  private final AtomicReference<FeedSendException> failure = new AtomicReference<>();

  /**
   * @param producer the caller closes it
   * @param partitions of the topic
   * @param feed the feed's name, for the worker's metrics
   */
  public OddsEventProducer(
      Producer<byte[], byte[]> producer,
      String topic,
      int partitions,
      String feed,
      OddsEventEncoder encoder) {
    this.producer = producer;
    this.topic = topic;
    this.partitions = partitions;
    this.feed = feed.getBytes(StandardCharsets.UTF_8);
    this.encoder = encoder;
  }

  /** Encodes with a newer schema from now on. */
  public void use(OddsEventEncoder newer) {
    encoder = newer;
  }

  /**
   * Queues the snapshot.
   *
   * @return false if the registry's schema lacks its bet type: then nothing is sent
   * @throws FeedSendException if this or an earlier record could not be written
   */
  @Override
  public boolean send(MarketSnapshot snapshot) {
    throwFailure();
    if (!encoder.knows(snapshot.betType())) {
      return false;
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            EventPartitioner.home(snapshot.event().id(), partitions),
            snapshot.observedAt().toEpochMilli(),
            snapshot.betType().symbol().getBytes(StandardCharsets.UTF_8),
            encoder.encode(snapshot));
    record.headers().add(EvHeaders.FEED, feed);
    send(record, snapshot);
    return true;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback receives the same failure
  private void send(ProducerRecord<byte[], byte[]> record, MarketSnapshot snapshot) {
    try {
      producer.send(
          record,
          (metadata, thrown) -> {
            if (thrown != null) {
              failure.compareAndSet(null, new FeedSendException(topic, snapshot, thrown));
            }
          });
    } catch (RuntimeException thrown) {
      failure.compareAndSet(null, new FeedSendException(topic, snapshot, thrown));
      throwFailure();
    }
  }

  /**
   * Returns when every record is acknowledged.
   *
   * @throws FeedSendException if one was not
   */
  @Override
  public void flush() {
    producer.flush();
    throwFailure();
  }

  private void throwFailure() {
    FeedSendException first = failure.get();
    if (first != null) {
      throw first;
    }
  }
}
