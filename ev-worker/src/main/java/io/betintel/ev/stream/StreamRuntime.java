package io.betintel.ev.stream;

import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.consume.Progress;
import io.betintel.ev.consume.StalledException;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.RootCause;
import io.betintel.ev.stream.StreamClients.TransactionLostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OperationNotAttemptedException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topology. While the registry does not say what a schema id is, the topology is paused:
 * its threads keep polling and stay in the group, and the record is read again afterwards.
 */
final class StreamRuntime implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(StreamRuntime.class);
  private static final String NAME = "stream";

  /** In Streams' message, when the partition count of the input has changed. */
  private static final String OTHER_COUNT = "has invalid partitions";

  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final Topology topology;
  private final Properties properties;
  private final WriterSchemas schemas;
  private final Progress progress;
  private final StreamMetrics metrics;
  private final CommitPace pace;
  private final Clock steady;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final ExecutorService schemaWait =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "schema-wait");
            thread.setDaemon(true);
            return thread;
          });

  private volatile KafkaStreams streams;
  private volatile Throwable failure;
  private volatile String waitsAt = "";

  /**
   * @param progress of the stream's consumers
   * @param metrics hear of commits
   * @param pace of the topology's processors
   * @param steady goes on with the time that passes
   */
  StreamRuntime(
      Topology topology,
      Properties properties,
      WriterSchemas schemas,
      Progress progress,
      StreamMetrics metrics,
      CommitPace pace,
      Clock steady) {
    this.steady = steady;
    this.metrics = metrics;
    this.pace = pace;
    this.progress = progress;
    this.topology = topology;
    this.properties = properties;
    this.schemas = schemas;
  }

  @Override
  public void start() {
    KafkaStreams started =
        new KafkaStreams(
            topology,
            properties,
            new StreamClients(progress, metrics, pace),
            new SteadyTime(steady));
    started.setUncaughtExceptionHandler(this::onFailure);
    started.setStateListener((now, before) -> LOG.info("stream: {} -> {}", before, now));
    streams = started;
    started.start();
  }

  /** The running client, for its metrics; empty before the start. */
  Optional<KafkaStreams> client() {
    return Optional.ofNullable(streams);
  }

  @Override
  public Check check() {
    return progress.over(own());
  }

  private Check own() {
    KafkaStreams running = streams;
    if (failure != null) {
      return Check.failed(NAME, describe(failure));
    }
    if (running == null) {
      return Check.waiting(NAME, "not started");
    }
    if (waiting.get()) {
      return Check.waiting(
          NAME, schemas.waitingFor().orElse("a schema is looked up") + ", at " + waitsAt);
    }
    return switch (running.state()) {
      case RUNNING -> Check.up(NAME, "running");
      case CREATED, REBALANCING -> Check.waiting(NAME, "joining the group or restoring the store");
      case ERROR, PENDING_ERROR -> Check.failed(NAME, "Kafka Streams gave up");
      case PENDING_SHUTDOWN, NOT_RUNNING -> Check.waiting(NAME, "shutting down");
    };
  }

  /** Streams would have its own topics deleted, and with them what the stream knows. */
  private static String describe(Throwable failure) {
    String reason = RootCause.of(failure);
    return reason.contains(OTHER_COUNT)
        ? "partition counts differ. " + StreamPreflight.OTHER_COUNT
        : reason;
  }

  /** Finishes what is in flight, commits, and leaves the group at once. */
  @Override
  public void close() {
    schemaWait.shutdownNow();
    KafkaStreams running = streams;
    if (running != null) {
      boolean drained =
          running.close(
              CloseOptions.groupMembershipOperation(
                      CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                  .withTimeout(DRAIN));
      if (!drained) {
        LOG.warn(
            "the stream did not drain within {} s: what was open is read again", DRAIN.toSeconds());
      }
    }
  }

  private StreamThreadExceptionResponse onFailure(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SchemaPendingException pending) {
        pauseFor(pending);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      if (cause instanceof StalledException) {
        LOG.warn("the stream thread and its consumer are made again: {}", cause.getMessage());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      if (cause instanceof TransactionLostException) {
        LOG.warn(cause.getMessage());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      // Seen when a broker was killed again and again: the transaction was no longer open there.
      // Streams calls it fatal, yet the next thread starts behind whatever the broker committed.
      if (cause instanceof InvalidTxnStateException) {
        LOG.warn("the stream thread starts again at the committed offsets: {}", cause.getMessage());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      // A topic of the transaction is gone, and the others are not tried: it may be made again.
      if (cause instanceof OperationNotAttemptedException) {
        LOG.warn("the stream thread starts again, a topic that it writes is missing");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      if (cause instanceof WakeupException) { // it came just after a poll
        LOG.warn("the stream thread and its consumer are made again: it was woken up");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
    }
    LOG.error("the stream stops", thrown);
    failure = thrown;
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void pauseFor(SchemaPendingException pending) {
    streams.pause();
    waitsAt = pending.place();
    if (waiting.compareAndSet(false, true)) {
      LOG.warn("the stream waits at {}", pending.getMessage());
      schemaWait.execute(
          () -> {
            try {
              schemas.await(pending.schemaId());
              waiting.set(false);
              streams.resume();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt(); // closing
            }
          });
    }
  }
}
