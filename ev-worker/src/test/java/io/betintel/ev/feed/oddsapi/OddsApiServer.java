package io.betintel.ev.feed.oddsapi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The Odds API on the loopback: gives the prepared answers in order, and repeats the last. */
final class OddsApiServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  OddsApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Path and query of every question. */
  List<String> questions() {
    return questions;
  }

  OddsApiServer answers(byte[] body, Map<String, String> headers) {
    return answers(200, body, headers);
  }

  OddsApiServer answers(String body) {
    return answers(200, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  OddsApiServer answers(int status, String body) {
    return answers(status, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  OddsApiServer answers(int status, byte[] body, Map<String, String> headers) {
    return add(
        exchange -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
        });
  }

  /** Promises the whole body and hangs up after a part. */
  OddsApiServer breaksOff(byte[] body, int after) {
    return add(
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body, 0, after);
          exchange.getResponseBody().flush();
        });
  }

  /** Answers nothing while it lives; says when it was asked. */
  OddsApiServer isSilent(Runnable asked) {
    return add(
        exchange -> {
          asked.run();
          try {
            closing.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Forgets every answer that was prepared before. */
  synchronized OddsApiServer forget() {
    answers.clear();
    return this;
  }

  private synchronized OddsApiServer add(Answer answer) {
    answers.add(answer);
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      questions.add(exchange.getRequestURI().toString());
      next().to(exchange);
    }
  }

  private synchronized Answer next() {
    return answers.size() > 1 ? answers.remove() : answers.peek();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
