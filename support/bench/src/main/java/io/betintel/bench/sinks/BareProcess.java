package io.betintel.bench.sinks;

import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.sink.LineSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The process that does nothing but the sinks' statements and scripts: all lines of the topic are
 * decoded and made into batches of both sinks before the clock starts, then each sink's are written
 * one after the other, both sinks at once as in the worker. {@code name=value} arguments: {@code
 * kafka}, {@code registry}, {@code postgres}, {@code user}, {@code password}, {@code redis}, {@code
 * batch}. It prints a line for each sink: name, lines, batches, seconds.
 */
public final class BareProcess {
  private BareProcess() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    AvroRuntime.prepare();
    List<TopicBatches.Sized> batches;
    try (TopicBatches topic = TopicBatches.open(values, Integer.parseInt(values.get("batch")))) {
      batches = topic.toTheEnd();
    }
    try (BareSinks sinks = BareSinks.open(values)) {
      List<Thread> threads = new ArrayList<>();
      for (LineSink sink : sinks.sinks()) {
        List<LineSink.Prepared> prepared =
            batches.stream().map(each -> sink.prepare(each.batch())).toList();
        threads.add(new Thread(() -> write(sink, prepared, batches), sink.name()));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void write(
      LineSink sink, List<LineSink.Prepared> prepared, List<TopicBatches.Sized> batches) {
    long begun = System.nanoTime();
    prepared.forEach(LineSink.Prepared::write);
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s %d %d %.3f%n",
        sink.name(),
        batches.stream().mapToInt(TopicBatches.Sized::records).sum(),
        prepared.size(),
        seconds);
  }
}
