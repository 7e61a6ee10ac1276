package io.betintel.ev.api.query;

import io.betintel.ev.api.Json;
import io.betintel.ev.api.OpenedTypes;
import io.betintel.ev.api.Parameters;
import io.betintel.ev.api.Routes;
import io.betintel.ev.api.View;
import io.betintel.ev.api.Views;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/** {@code /v1/bet-types} and {@code /v1/bets}. */
final class BetRoutes implements Routes {
  private final Views views;
  private final OpenedTypes opened;
  private final BetQueries bets;

  BetRoutes(Views views, OpenedTypes opened, BetQueries bets) {
    this.views = views;
    this.opened = opened;
    this.bets = bets;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/bet-types", this::betTypes);
    routes.get("/v1/bets", this::bets);
  }

  private void betTypes(Context request) {
    Parameters.none(request);
    View view = views.of(request);
    Map<String, Long> open = bets.openBets(view);
    Json.answer(
        request,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("bet_types");
          for (CatalogueEntry entry : opened.entriesFor(view.role()).values()) {
            String name = entry.betType().symbol();
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("title", entry.title());
            json.writeStringField("shape", entry.shape().label());
            json.writeNumberField("open_bets", open.getOrDefault(name, 0L));
            json.writeEndObject();
          }
          json.writeEndArray();
          ListAnswer.sample(json, view);
          json.writeEndObject();
        });
  }

  private void bets(Context request) {
    Parameters parameters = new Parameters(request, BetFilter.PARAMETERS);
    BetFilter filter = BetFilter.of(parameters, views.role(request));
    View view = views.of(request, parameters.texts("bet_type"));
    BetSort sort = filter.sort();
    ListAnswer.send(
        request,
        "bets",
        view,
        RowPage.of(
            bets.open(view, filter),
            filter.limit(),
            last -> Cursor.after(sort.label(), last, sort.fields())));
  }
}
