package io.betintel.ev.api.query;

import io.betintel.ev.api.Parameters;
import io.betintel.ev.api.Routes;
import io.betintel.ev.api.View;
import io.betintel.ev.api.Views;
import io.betintel.ev.api.query.BetFilter.Conditions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;

/** {@code /v1/arbitrages} and {@code /v1/middles}. */
final class CombinedRoutes implements Routes {
  private final Views views;
  private final CombinedQueries combined;

  CombinedRoutes(Views views, CombinedQueries combined) {
    this.views = views;
    this.combined = combined;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/arbitrages", this::arbitrages);
    routes.get("/v1/middles", this::middles);
  }

  private void arbitrages(Context request) {
    Parameters parameters =
        new Parameters(request, Set.of("bet_type", "sport", "suspect", "min_profit", "limit"));
    Conditions conditions = common(parameters);
    conditions.number("b.profit >= ?", parameters.number("min_profit"));
    int limit = RowPage.limit(parameters);
    View view = views.of(request, parameters.texts("bet_type"));
    ListAnswer.send(
        request, "arbitrages", view, combined.arbitrages(view, conditions.list(), limit));
  }

  private void middles(Context request) {
    Parameters parameters =
        new Parameters(request, Set.of("bet_type", "sport", "suspect", "max_cost", "limit"));
    Conditions conditions = common(parameters);
    conditions.number("b.cost <= ?", parameters.number("max_cost"));
    int limit = RowPage.limit(parameters);
    View view = views.of(request, parameters.texts("bet_type"));
    ListAnswer.send(request, "middles", view, combined.middles(view, conditions.list(), limit));
  }

  private static Conditions common(Parameters parameters) {
    Conditions conditions = new Conditions();
    conditions.text("e.sport_key = ?", parameters.text("sport"));
    if (BetFilter.excludesSuspect(parameters)) {
      conditions.add("NOT b.suspect");
    }
    return conditions;
  }
}
