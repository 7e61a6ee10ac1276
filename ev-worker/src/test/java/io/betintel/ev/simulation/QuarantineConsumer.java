package io.betintel.ev.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A consumer that begins where its group has committed, or at the beginning. */
final class QuarantineConsumer extends ModelConsumer {
  private final Broker broker;
  private final String worker;
  private final Seams seams;

  QuarantineConsumer(Servers servers, String worker) {
    super(
        servers.broker,
        servers.quarantines,
        Broker.TOPICS.quarantine(),
        worker,
        servers.options.batch());
    this.broker = servers.broker;
    this.worker = worker;
    this.seams = servers.seams;
  }

  @Override
  void isAssigned(TopicPartition partition) {
    seek(partition, broker.position(partition));
  }

  @Override
  public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions) {
    return seams.pass(
        worker,
        Seams.Kind.QUARANTINE,
        () -> {
          Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
          for (TopicPartition partition : partitions) {
            long position = broker.position(partition);
            committed.put(partition, position == 0 ? null : new OffsetAndMetadata(position));
          }
          return committed;
        },
        () -> new TimeoutException("the positions have no answer: simulated"));
  }
}
