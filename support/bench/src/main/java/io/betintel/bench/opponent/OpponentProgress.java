package io.betintel.bench.opponent;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Counts what an opponent has done, and answers like the worker's metrics. */
public final class OpponentProgress {
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong lines = new AtomicLong();
  private final Map<String, Stored> sinks = new TreeMap<>();

  private record Stored(long records, long batches, long nanos) {
    static final Stored NOTHING = new Stored(0, 0, 0);

    Stored and(int more, long took) {
      return new Stored(records + more, batches + 1, nanos + took);
    }

    String text(String sink) {
      return """
          ev_sink_records_read_total{sink="%1$s"} %2$d
          ev_sink_batch_seconds_count{sink="%1$s"} %3$d
          ev_sink_batch_seconds_sum{sink="%1$s"} %4$s
          """
          .formatted(sink, records, batches, nanos / 1e9);
    }
  }

  /** Answers {@code /metrics} and {@code /health/ready} until the process ends. */
  public void serve(int port, BooleanSupplier ready) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] text = text().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(ready.getAsBoolean() ? 200 : 503, -1);
          exchange.close();
        });
    server.start();
  }

  private synchronized String text() {
    StringBuilder text = new StringBuilder();
    text.append("ev_records_total{outcome=\"applied\"} %d\n".formatted(ended.get()));
    text.append("ev_lines_published_total{} %d\n".formatted(lines.get()));
    sinks.forEach((sink, stored) -> text.append(stored.text(sink)));
    return text.toString();
  }

  /** A sink has written a batch. */
  synchronized void stored(String sink, int records, long nanos) {
    sinks.merge(
        sink, Stored.NOTHING.and(records, nanos), (before, now) -> before.and(records, nanos));
  }

  /** One more record has ended, and some lines follow from it. */
  public void ended(int published) {
    lines.addAndGet(published);
    ended.incrementAndGet();
  }
}
