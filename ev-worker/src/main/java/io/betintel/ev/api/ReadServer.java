package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.HttpGuard;
import io.betintel.ev.ops.HttpLimits;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The read API over HTTP, on a port of its own. Here is what all routes share: callers, headers,
 * problems, counting.
 */
public final class ReadServer implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(ReadServer.class);
  private static final String NAME = "api";
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** Besides live streams: browsers keep theirs open for a while. */
  private static final int OTHER_CONNECTIONS = 1000;

  private static final long MOST_BODY_BYTES = 8192;
  private static final String ACCEPTED = "GET, HEAD";
  private static final String EVENT_STREAM = "text/event-stream";

  /** A line's id has slashes and percent signs, which a path carries percent-encoded. */
  private static final UriCompliance PATHS =
      UriCompliance.DEFAULT.with(
          "line ids", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING);

  private final ApiConfig config;
  private final List<Routes> routes;
  private final Access access;
  private final Supplier<Check> database;
  private final HttpGuard guard;
  private final Javalin server;
  private volatile boolean started;

  /**
   * @param more routes, besides the board's page and the description
   * @param database whether PostgreSQL is there, as somebody else sees it: an API that gets no
   *     requests because it is not ready must notice
   */
  public ReadServer(ApiConfig config, Access access, List<Routes> more, Supplier<Check> database) {
    this.config = config;
    this.access = access;
    this.routes =
        Stream.concat(more.stream(), Stream.of(new PageRoutes(), new DescriptionRoutes())).toList();
    this.database = database;
    this.guard = access.metrics().guard(HttpLimits.of(config.maxStreams() + OTHER_CONNECTIONS));
    this.server = Javalin.create(this::configure);
  }

  @Override
  public void start() {
    server.start();
    started = true;
    LOG.info("http://{}:{}/ answers the read API", config.host(), port());
  }

  /** Where it listens, once started. */
  public int port() {
    return server.port();
  }

  /** The paths that it answers, as they are declared. */
  public SortedSet<String> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .filter(handler -> handler.endpoint.method.equals(HandlerType.GET))
        .map(handler -> handler.endpoint.path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Check check() {
    if (!started) {
      return Check.waiting(NAME, "not started");
    }
    Check queries = database.get();
    return queries.status() == Check.Status.UP
        ? Check.up(NAME, "port " + server.port())
        : Check.waiting(NAME, "answers no queries: " + queries.detail());
  }

  /** Accepts no new requests, ends live streams, and lets running requests finish. */
  @Override
  public void close() {
    if (!started) {
      return;
    }
    started = false;
    for (Connector connector : server.jettyServer().server().getConnectors()) {
      if (connector instanceof NetworkConnector network) {
        network.close();
      }
    }
    routes.forEach(Routes::stop);
    server.stop();
  }

  private void configure(JavalinConfig javalin) {
    javalin.startup.showJavalinBanner = false;
    javalin.jetty.modifyServer(this::prepare);
    javalin.jetty.addConnector(
        (jetty, http) -> guard.connector(jetty, http, config.host(), config.port()));
    javalin.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(PATHS));
    javalin.jetty.modifyServletContextHandler(
        servlets -> servlets.getServletHandler().setDecodeAmbiguousURIs(true));
    javalin.http.prefer405over404 = true;
    javalin.requestLogger.http(this::count);
    Origins origins = new Origins(config.origins());
    javalin.routes.before(ReadServer::secure);
    javalin.routes.before(this::requireNoBody);
    javalin.routes.before(QueryText::require);
    javalin.routes.before("/v1/*", origins::allow);
    javalin.routes.beforeMatched("/v1/*", this::identify);
    routes.forEach(each -> each.add(javalin.routes));
    javalin.routes.exception(Problem.class, (problem, request) -> Json.answer(request, problem));
    javalin.routes.exception(HttpResponseException.class, ReadServer::refused);
    javalin.routes.exception(Exception.class, ReadServer::failed);
  }

  private void prepare(Server jetty) {
    jetty.setErrorHandler(new ServerProblems(access.metrics()));
    GracefulHandler graceful = new GracefulHandler();
    graceful.setHandler(new HeadAsGet());
    guard.setHandler(graceful);
    jetty.setHandler(guard);
    jetty.setStopTimeout(DRAIN.toMillis());
  }

  private static void secure(Context request) {
    request
        .header("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store")
        .header("Vary", "Authorization, X-Api-Key, Origin");
  }

  /** A small one is harmless: some clients send an empty object with every request. */
  private void requireNoBody(Context request) {
    if (request.req().getContentLengthLong() > MOST_BODY_BYTES
        || request.header("Transfer-Encoding") != null) {
      access.metrics().refused("body");
      request.header("Connection", "close");
      throw Problem.of(413, "a request has no body here: put everything into its parameters");
    }
  }

  private void identify(Context request) {
    Caller caller = access.callers().of(request);
    RunningRequest.begin(request, access.requests(), caller, access.metrics());
    // A key's answer stays with the key: see Vary. Errors and streams are not stored.
    request.header("Cache-Control", "private, max-age=1");
  }

  private void count(Context request, float millis) {
    String type = request.res().getContentType();
    if (type != null && type.startsWith(EVENT_STREAM)) {
      return; // counted as a stream, which lasts as long as it likes
    }
    Endpoint matched = request.endpoints().matchedHttpEndpoint();
    access
        .metrics()
        .answered(
            matched == null ? "none" : matched.path,
            Callers.known(request).map(Caller::role).orElse(Role.FREE),
            request.statusCode(),
            Duration.ofNanos((long) (millis * 1e6)));
  }

  /** What the server itself refuses: an unknown path or method. */
  private static void refused(HttpResponseException refusal, Context request) {
    if (refusal.getStatus() == 405) {
      request.header("Allow", ACCEPTED);
    }
    Json.answer(
        request,
        Problem.of(
            refusal.getStatus(),
            switch (refusal.getStatus()) {
              case 404 ->
                  "unknown path "
                      + Parameters.printable(request.path())
                      + "; GET /openapi.yaml lists the paths";
              case 405 -> request.method() + " is not accepted here, GET is";
              default -> String.valueOf(refusal.getMessage());
            }));
  }

  private static void failed(Exception failure, Context request) {
    LOG.error("{} {} failed", request.method(), request.path(), failure);
    Json.answer(
        request, Problem.of(500, request.path() + " failed; the worker's log has the reason"));
  }
}
