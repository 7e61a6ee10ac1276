package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.cache.CachedLine;
import io.betintel.ev.cache.CachedLineReader;
import io.betintel.ev.odds.BetType;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.exceptions.JedisException;

/** All lines of a bet type as they are now, for programs; and the page, for people. */
final class BoardRoutes implements Routes {
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** The page's files by path. */
  private static final Map<String, String> PAGE =
      Map.of(
          "/", "text/html; charset=utf-8",
          "/board.js", "text/javascript; charset=utf-8",
          "/lines.js", "text/javascript; charset=utf-8",
          "/board.css", "text/css; charset=utf-8",
          "/board.svg", "image/svg+xml");

  private final CachedLineReader reader;
  private final Callers callers;
  private final OpenedTypes opened;
  private final Sample sample;
  private final ApiMetrics metrics;

  BoardRoutes(
      CachedLineReader reader,
      Callers callers,
      OpenedTypes opened,
      Sample sample,
      ApiMetrics metrics) {
    this.reader = reader;
    this.callers = callers;
    this.opened = opened;
    this.sample = sample;
    this.metrics = metrics;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/boards/{bet_type}", this::board);
    PAGE.forEach(
        (path, type) -> {
          byte[] content = file(path.equals("/") ? "board.html" : path.substring(1));
          routes.get(
              path,
              // A worker of another version may answer next: its files belong together.
              request ->
                  request.contentType(type).header("Cache-Control", "no-cache").result(content));
        });
  }

  private void board(Context request) {
    Caller caller = callers.of(request);
    BetType betType = opened.require(caller.role(), request.pathParam("bet_type"));
    request
        .queryParamMap()
        .forEach(
            (parameter, values) -> {
              throw Problem.badParameter(parameter, values.get(0), "a board has no parameters");
            });
    List<String> lines = lines(caller, betType);
    Json.answer(
        request,
        json -> {
          json.writeStartObject();
          json.writeStringField("bet_type", betType.symbol());
          if (caller.free()) {
            json.writeObjectFieldStart("sample");
            json.writeNumberField("percent", sample.percent());
            json.writeEndObject();
          }
          json.writeArrayFieldStart("lines");
          for (String line : lines) {
            json.writeRawValue(line);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private List<String> lines(Caller caller, BetType betType) {
    Role role = caller.role();
    try {
      return reader.lines(betType).stream()
          .filter(line -> !caller.free() || sample.contains(line.id().text()))
          .map(CachedLine::shown)
          .map(shown -> LineView.of(role, shown.orElseThrow().json()))
          .toList();
    } catch (JedisException e) {
      metrics.refused("cache");
      throw Problem.unavailable("the cache is away; /v1/bets still answers", RETRY);
    }
  }

  private static byte[] file(String name) {
    try (InputStream in = BoardRoutes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " in the jar cannot be read", e);
    }
  }
}
