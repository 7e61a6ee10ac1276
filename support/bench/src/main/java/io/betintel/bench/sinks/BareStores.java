package io.betintel.bench.sinks;

import io.betintel.ev.sink.LineSink;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Both sinks in the barest loop: poll, decode, write, and again, from where the store says. It
 * heals nothing, so it ends the process when something fails.
 */
public final class BareStores {
  /** Of the sinks: EV_SINK_BATCH_RECORDS. */
  private static final int BATCH = 500;

  private BareStores() {}

  /** Hears what was written. */
  @FunctionalInterface
  public interface Listener {
    void written(String sink, int records, long nanos);
  }

  /**
   * Starts a thread for each.
   *
   * @param arguments of the process: {@code kafka}, {@code registry}, {@code postgres}, {@code
   *     user}, {@code password}, {@code redis}
   */
  public static void start(Map<String, String> arguments, Listener listener) throws SQLException {
    for (LineSink sink : BareSinks.open(arguments).sinks()) { // open until the process ends
      Thread thread = new Thread(() -> follow(arguments, sink, listener), sink.name());
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void follow(Map<String, String> arguments, LineSink sink, Listener listener) {
    try (TopicBatches topic = TopicBatches.open(arguments, BATCH)) {
      topic.seek(sink.positions(topic.topic()));
      while (true) {
        Optional<TopicBatches.Sized> batch = topic.next();
        if (batch.isPresent()) {
          long begun = System.nanoTime();
          sink.write(batch.get().batch());
          listener.written(sink.name(), batch.get().records(), System.nanoTime() - begun);
        }
      }
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
