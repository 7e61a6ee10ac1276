package io.betintel.ev.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy in front of a real schema registry that fails in the way a test asks for. */
public final class FaultyRegistry implements AutoCloseable {
  /** What it does with a request. */
  public enum Fault {
    /** Passes it on. */
    NONE,
    /** Is absent: the connection is refused. */
    DOWN,
    /** Answers later than any client waits. */
    SLOW,
    UNAUTHORIZED,
    /** Some other web server: a page that says 404. */
    WRONG_URL,
    /** A registry of the right kind, and empty. */
    WIPED,
    /** A load balancer without servers behind it. */
    UNAVAILABLE
  }

  private final String target;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Fault fault = Fault.NONE;
  private volatile int hidden;
  private HttpServer server;

  /**
   * @param target the real registry's URL
   */
  public FaultyRegistry(String target) throws IOException {
    this.target = target;
    listen(0);
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The number of requests since the last call. */
  public int takeRequests() {
    return requests.getAndSet(0);
  }

  public void set(Fault next) throws IOException {
    if (fault == Fault.DOWN) {
      listen(server.getAddress().getPort());
    }
    fault = next;
    if (next == Fault.DOWN) {
      server.stop(0);
    }
  }

  /** A replica that is behind: it denies an id, and knows everything else; 0 for none. */
  public void hide(int id) {
    hidden = id;
  }

  private void listen(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String path = exchange.getRequestURI().toString();
    try (exchange) {
      if (hidden != 0 && path.startsWith("/schemas/ids/" + hidden)) {
        send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        return;
      }
      switch (fault) {
        case NONE, DOWN -> pass(exchange, path);
        case SLOW -> {
          if (!closed.await(30, TimeUnit.SECONDS)) {
            pass(exchange, path);
          }
        }
        case UNAUTHORIZED ->
            send(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
        case WRONG_URL -> send(exchange, 404, "<html><h1>404 Not Found</h1></html>");
        case WIPED ->
            send(
                exchange,
                404,
                path.startsWith("/schemas/ids/")
                    ? "{\"error_code\":40403,\"message\":\"Schema not found\"}"
                    : "{\"error_code\":40401,\"message\":\"Subject not found\"}");
        case UNAVAILABLE -> send(exchange, 503, "no server is available");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(HttpExchange exchange, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(target + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    send(exchange, answer.statusCode(), answer.body());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
