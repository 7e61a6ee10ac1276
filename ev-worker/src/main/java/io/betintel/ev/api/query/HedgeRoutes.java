package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.Parameters;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.Routes;
import io.betintel.ev.api.View;
import io.betintel.ev.api.Views;
import io.betintel.ev.api.query.BetFilter.Conditions;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.promo.Promotion;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /v1/low-holds} and {@code /v1/promotions}: bets on all outcomes of a line. */
final class HedgeRoutes implements Routes {
  /** Of which the lines are read: the others are worth less. */
  private static final int MOST_PROMOTED = 500;

  private static final double USUAL_HOLD = 0.05;
  private static final Comparator<ObjectNode> BY_HOLD =
      Comparator.comparingDouble((ObjectNode row) -> row.path("hold").doubleValue())
          .thenComparing(row -> row.path("line_id").textValue());

  private final Views views;
  private final HedgeQueries hedges;

  HedgeRoutes(Views views, HedgeQueries hedges) {
    this.views = views;
    this.hedges = hedges;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/low-holds", this::lowHolds);
    routes.get("/v1/promotions", this::promotions);
  }

  private void lowHolds(Context request) {
    Parameters parameters =
        new Parameters(
            request, Set.of("bet_type", "sport", "suspect", "bookmaker", "max_hold", "limit"));
    Conditions conditions = new Conditions();
    conditions.text("e.sport_key = ?", parameters.text("sport"));
    double most = parameters.number("max_hold").orElse(USUAL_HOLD);
    if (!(most < 1)) {
      throw Problem.badParameter(
          "max_hold", Double.toString(most), "a fraction below 1 is accepted, such as 0.03");
    }
    boolean suspect = !BetFilter.excludesSuspect(parameters);
    Set<Bookmaker> only = Set.copyOf(bookmakers(parameters));
    int limit = RowPage.limit(parameters);
    View view = views.of(request, parameters.texts("bet_type"));
    List<ObjectNode> rows =
        hedges.lines(view, hedges.lowest(view, conditions.list(), most, limit)).stream()
            .flatMap(line -> line.lowHold(only).stream())
            .filter(row -> row.path("hold").doubleValue() <= most)
            .filter(row -> suspect || !row.path("suspect").booleanValue())
            .sorted(BY_HOLD)
            .limit(limit)
            .toList();
    ListAnswer.send(request, "low_holds", view, rows);
  }

  private void promotions(Context request) {
    Parameters parameters =
        new Parameters(
            request, Set.of("promo", "bookmaker", "bet_type", "sport", "suspect", "sort", "limit"));
    Promotion promotion = promotion(parameters);
    List<Bookmaker> books = bookmakers(parameters);
    if (books.size() != 1) {
      throw Problem.badParameter(
          "bookmaker", null, "one bookmaker is needed, whose promotion it is, such as draftkings");
    }
    Conditions conditions = new Conditions();
    conditions.text("e.sport_key = ?", parameters.text("sport"));
    if (BetFilter.excludesSuspect(parameters)) {
      conditions.add("NOT 'suspect' = ANY (o.flags)");
    }
    String sort = parameters.word("sort", List.of("ev", "certain")).orElse("ev");
    int limit = RowPage.limit(parameters);
    View view = views.of(request, parameters.texts("bet_type"));
    List<PromotedOffer> best =
        hedges.offers(view, conditions.list(), books.get(0)).stream()
            .map(offer -> offer.with(promotion))
            .sorted(PromotedOffer.BY_EV)
            .limit(MOST_PROMOTED)
            .toList();
    Map<String, HedgeLine> lines = new LinkedHashMap<>();
    hedges
        .lines(view, best.stream().map(PromotedOffer::lineId).distinct().toList())
        .forEach(line -> lines.put(line.id(), line));
    List<ObjectNode> rows =
        best.stream()
            .flatMap(
                offer ->
                    Stream.ofNullable(lines.get(offer.lineId()))
                        .flatMap(line -> line.promoted(offer, books.get(0), promotion).stream()))
            .sorted(
                Comparator.comparingDouble(
                    (ObjectNode row) -> -row.path(sort).asDouble(Double.NEGATIVE_INFINITY)))
            .limit(limit)
            .toList();
    ListAnswer.send(request, "promotions", view, rows);
  }

  private static Promotion promotion(Parameters parameters) {
    Optional<String> text = parameters.text("promo");
    try {
      return Promotion.parse(text.orElse(""));
    } catch (InvalidOddsException e) {
      throw Problem.badParameter("promo", text.orElse(null), e.accepted());
    }
  }

  private static List<Bookmaker> bookmakers(Parameters parameters) {
    try {
      return parameters.texts("bookmaker").stream().map(Bookmaker::new).toList();
    } catch (InvalidOddsException e) {
      throw Problem.badParameter(
          "bookmaker", String.join(", ", parameters.texts("bookmaker")), e.accepted());
    }
  }
}
