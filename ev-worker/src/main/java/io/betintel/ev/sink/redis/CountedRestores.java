package io.betintel.ev.sink.redis;

import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.TopicIdentity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/** Counts the lines that are written again because Redis had lost them. */
public final class CountedRestores implements LineSink {
  private final LineSink sink;
  private final Counter restored;

  public CountedRestores(LineSink sink, MeterRegistry registry) {
    this.sink = sink;
    this.restored =
        Counter.builder("ev.cache.restored")
            .description("Cached lines that were written again because Redis had lost them.")
            .register(registry);
  }

  @Override
  public String name() {
    return sink.name();
  }

  @Override
  public Map<Integer, Long> positions(TopicIdentity topic) {
    return sink.positions(topic);
  }

  @Override
  public int write(Batch batch) {
    return sink.write(batch);
  }

  @Override
  public boolean hasLost() {
    return sink.hasLost();
  }

  @Override
  public int restore(Batch batch) {
    int lines = sink.restore(batch);
    restored.increment(lines);
    return lines;
  }
}
