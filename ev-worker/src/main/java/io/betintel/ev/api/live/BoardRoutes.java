package io.betintel.ev.api.live;

import io.betintel.ev.api.ApiMetrics;
import io.betintel.ev.api.Json;
import io.betintel.ev.api.Parameters;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.Routes;
import io.betintel.ev.api.View;
import io.betintel.ev.api.Views;
import io.betintel.ev.cache.LineSource;
import io.betintel.ev.odds.BetType;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import redis.clients.jedis.exceptions.JedisException;

/** {@code /v1/boards/{bet_type}}: all lines of a bet type as they are now. */
final class BoardRoutes implements Routes {
  private static final String BET_TYPE = "bet_type";
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final LineSource source;
  private final Views views;
  private final ApiMetrics metrics;

  BoardRoutes(LineSource source, Views views, ApiMetrics metrics) {
    this.source = source;
    this.views = views;
    this.metrics = metrics;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/boards/{" + BET_TYPE + "}", this::board);
  }

  private void board(Context request) {
    Parameters.none(request);
    String betType = Parameters.path(request, BET_TYPE);
    View view = views.of(request, List.of(betType));
    List<String> lines = view.betTypes().stream().flatMap(each -> lines(view, each)).toList();
    Json.answer(
        request,
        json -> {
          json.writeStartObject();
          json.writeStringField(BET_TYPE, view.betTypes().get(0)); // of an alias, the other's
          if (!view.sample().whole()) {
            json.writeObjectFieldStart("sample");
            json.writeNumberField("percent", view.sample().percent());
            json.writeEndObject();
          }
          json.writeFieldName("lines");
          json.writeRawValue("[" + String.join(",", lines) + "]");
          json.writeEndObject();
        });
  }

  private Stream<String> lines(View view, String betType) {
    try {
      return source.lines(new BetType(betType)).stream()
          .filter(line -> view.sample().contains(line.id().text()))
          .map(line -> LineView.of(view.role(), view.sample(), line.shown().orElseThrow().json()));
    } catch (JedisException e) {
      metrics.refused("cache");
      throw Problem.unavailable("the cache is away; /v1/bets still answers", RETRY);
    }
  }
}
