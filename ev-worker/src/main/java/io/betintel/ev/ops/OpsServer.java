package io.betintel.ev.ops;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Serves {@code /metrics} and {@code /health/...} over HTTP. */
public final class OpsServer implements Component {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Javalin server;

  public OpsServer(HttpConfig config, PrometheusMeterRegistry metrics, Health health) {
    this.server =
        Javalin.create(
            javalin -> {
              javalin.startup.showJavalinBanner = false;
              javalin.jetty.host = config.host();
              javalin.jetty.port = config.port();
              javalin.routes.get(
                  "/metrics",
                  request -> request.contentType(PROMETHEUS_TEXT).result(metrics.scrape()));
              javalin.routes.get(
                  "/health/started", request -> answer(request, health.isStarted(), health));
              javalin.routes.get(
                  "/health/ready", request -> answer(request, health.isReady(), health));
              javalin.routes.get(
                  "/health/live", request -> answer(request, health.isLive(), health));
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

  private static void answer(Context request, boolean good, Health health) {
    request.status(good ? 200 : 503).contentType("text/plain").result(health.describe());
  }
}
