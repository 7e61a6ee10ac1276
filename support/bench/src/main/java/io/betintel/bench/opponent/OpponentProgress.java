package io.betintel.bench.opponent;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Counts what an opponent has done, and answers like the worker's metrics. */
public final class OpponentProgress {
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong lines = new AtomicLong();

  /** Answers {@code /metrics} and {@code /health/ready} until the process ends. */
  public void serve(int port, BooleanSupplier ready) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] text =
              "ev_records_total{outcome=\"applied\"} %d\nev_lines_published_total{} %d\n"
                  .formatted(ended.get(), lines.get())
                  .getBytes(StandardCharsets.UTF_8);
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

  /** One more record has ended, and some lines follow from it. */
  public void ended(int published) {
    lines.addAndGet(published);
    ended.incrementAndGet();
  }
}
