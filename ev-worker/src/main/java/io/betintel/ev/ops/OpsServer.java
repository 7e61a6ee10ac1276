package io.betintel.ev.ops;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.Semaphore;

/** Serves {@code /metrics} and {@code /health/...} over HTTP. */
public final class OpsServer implements Component {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  /** Prometheus, the kubelet and a few people. */
  private static final int MOST_CONNECTIONS = 200;

  /** A page is large: clients that do not read theirs must not take every thread. */
  private static final int MOST_SCRAPES = 8;

  private final Javalin server;
  private final Semaphore scrapes = new Semaphore(MOST_SCRAPES);

  public OpsServer(HttpConfig config, PrometheusMeterRegistry metrics, Health health) {
    HttpGuard guard = new HttpGuard("ops", HttpLimits.of(MOST_CONNECTIONS), metrics);
    this.server =
        Javalin.create(
            javalin -> {
              javalin.startup.showJavalinBanner = false;
              javalin.jetty.modifyServer(jetty -> jetty.setHandler(guard));
              javalin.jetty.addConnector(
                  (jetty, http) -> guard.connector(jetty, http, config.host(), config.port()));
              javalin.routes.get("/metrics", request -> scrape(request, metrics));
              javalin.routes.get("/health/started", request -> answer(request, health.isStarted()));
              javalin.routes.get("/health/ready", request -> answer(request, health.isReady()));
              javalin.routes.get("/health/live", request -> answer(request, health.isLive()));
            });
  }

  @Override
  public void start() {
    server.start();
  }

  /** The port it listens on; call this after the start. */
  public int port() {
    return server.port();
  }

  @Override
  public Check check() {
    return Check.up("http", "port " + server.port());
  }

  @Override
  public void close() {
    server.stop();
  }

  private void scrape(Context request, PrometheusMeterRegistry metrics) {
    if (!scrapes.tryAcquire()) {
      request
          .status(503)
          .header("Retry-After", "1")
          .result(MOST_SCRAPES + " scrapes at once are the most: ask again");
      return;
    }
    HttpGuard.afterwards(request.req(), scrapes::release);
    request.contentType(PROMETHEUS_TEXT).result(metrics.scrape());
  }

  private static void answer(Context request, Health.Answer answer) {
    request.status(answer.yes() ? 200 : 503).contentType("text/plain").result(answer.parts());
  }
}
