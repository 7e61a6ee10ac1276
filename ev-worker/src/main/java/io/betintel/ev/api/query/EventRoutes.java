package io.betintel.ev.api.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.Json;
import io.betintel.ev.api.Parameters;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.Redaction;
import io.betintel.ev.api.Routes;
import io.betintel.ev.api.View;
import io.betintel.ev.api.Views;
import io.betintel.ev.api.query.BetFilter.Conditions;
import io.betintel.ev.api.query.Cursor.Kind;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /v1/events} and one of them with its lines. */
final class EventRoutes implements Routes {
  private static final String ORDER = "events";
  private static final List<String> FIELDS = List.of("commence_time", "event_id");
  private static final List<Kind> KINDS = List.of(Kind.TIME, Kind.TEXT);

  /** A bet's fields that its event or its line already shows. */
  private static final Set<String> TOLD =
      Set.of(
          "event_id",
          "sport_key",
          "commence_time",
          "home_team",
          "away_team",
          "bet_type",
          "line_id",
          "description");

  private final Views views;
  private final EventQueries events;
  private final BetQueries bets;

  EventRoutes(Views views, EventQueries events, BetQueries bets) {
    this.views = views;
    this.events = events;
    this.bets = bets;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/events", this::events);
    routes.get("/v1/events/{event_id}", this::event);
  }

  private void events(Context request) {
    Parameters parameters =
        new Parameters(
            request, Set.of("sport", "starts_before", "starts_after", "limit", "cursor"));
    Conditions conditions = new Conditions();
    conditions.text("e.sport_key = ?", parameters.text("sport"));
    conditions.starts(parameters);
    if (parameters.time("starts_after").isEmpty()) {
      conditions.add("e.commence_time > now()");
    }
    int limit = RowPage.limit(parameters);
    View view = views.of(request);
    ListAnswer.send(
        request,
        "events",
        view,
        RowPage.of(
            events.events(view, conditions.list(), limit, Cursor.of(parameters, ORDER, KINDS)),
            limit,
            last -> Cursor.after(ORDER, last, FIELDS)));
  }

  private void event(Context request) {
    Parameters.none(request);
    String id = Parameters.path(request, "event_id");
    View view = views.of(request);
    ObjectNode event =
        events
            .event(view, id)
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "event "
                            + id
                            + " has no open bets for role "
                            + view.role().label()
                            + "; GET /v1/events lists the events that have"));
    Map<String, Map<String, List<ObjectNode>>> byType = new LinkedHashMap<>();
    for (ObjectNode bet : bets.ofEvent(view, id)) {
      byType
          .computeIfAbsent(bet.get("bet_type").textValue(), type -> new LinkedHashMap<>())
          .computeIfAbsent(bet.get("line_id").textValue(), line -> new ArrayList<>())
          .add(Redaction.apply(view.role(), view.sample(), bet));
    }
    Json.answer(
        request,
        json -> {
          json.writeStartObject();
          for (Map.Entry<String, JsonNode> field : event.properties()) {
            json.writeFieldName(field.getKey());
            json.writeTree(field.getValue());
          }
          json.writeArrayFieldStart("bet_types");
          for (Map.Entry<String, Map<String, List<ObjectNode>>> type : byType.entrySet()) {
            json.writeStartObject();
            json.writeStringField("bet_type", type.getKey());
            json.writeArrayFieldStart("lines");
            for (List<ObjectNode> line : type.getValue().values()) {
              line(json, line);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          ListAnswer.sample(json, view);
          json.writeEndObject();
        });
  }

  private static void line(JsonGenerator json, List<ObjectNode> bets) throws IOException {
    json.writeStartObject();
    json.writeStringField("line_id", bets.get(0).get("line_id").textValue());
    Json.text(json, "description", bets.get(0).path("description").textValue());
    json.writeArrayFieldStart("bets");
    for (ObjectNode bet : bets) {
      bet.remove(TOLD);
      json.writeTree(bet);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
