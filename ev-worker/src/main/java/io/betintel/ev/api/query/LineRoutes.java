package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.Json;
import io.betintel.ev.api.Parameters;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.Redaction;
import io.betintel.ev.api.Routes;
import io.betintel.ev.api.View;
import io.betintel.ev.api.Views;
import io.betintel.ev.api.query.Cursor.Kind;
import io.betintel.ev.bettype.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/lines/{line_id}} and its history. */
final class LineRoutes implements Routes {
  private static final String ORDER = "history";
  private static final List<String> FIELDS = List.of("recorded_at", "version", "outcome");
  private static final List<Kind> KINDS = List.of(Kind.TIME, Kind.WHOLE, Kind.TEXT);

  private final Views views;
  private final BetQueries bets;
  private final HistoryQueries history;
  private final Clock clock;

  LineRoutes(Views views, BetQueries bets, HistoryQueries history, Clock clock) {
    this.views = views;
    this.bets = bets;
    this.history = history;
    this.clock = clock;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/lines/{line_id}", this::line);
    routes.get("/v1/lines/{line_id}/history", this::history);
  }

  private void line(Context request) {
    Parameters.none(request);
    String id = Parameters.path(request, "line_id");
    View view = views.of(request);
    List<ObjectNode> rows =
        views.lineIds(id).stream()
            .map(each -> bets.line(view, each))
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElseThrow(() -> notFound(view, id));
    Optional<String> shape = views.shape(view.role(), rows.get(0).get("bet_type").textValue());
    ObjectNode line = LineAnswer.of(rows, shape, clock.instant());
    Json.answer(request, json -> json.writeTree(Redaction.apply(view.role(), view.sample(), line)));
  }

  private void history(Context request) {
    Parameters parameters = new Parameters(request, Set.of("limit", "cursor"));
    String id = Parameters.path(request, "line_id");
    View view = views.of(request);
    if (view.role() == Role.FREE) {
      throw Problem.forbidden(
          "role free does not see history, role basic does: send a key of that role");
    }
    int limit = RowPage.limit(parameters);
    Optional<Cursor> after = Cursor.of(parameters, ORDER, KINDS);
    List<ObjectNode> rows =
        history.history(views.withEveryName(view), views.lineIds(id), limit, after);
    if (rows.isEmpty() && after.isEmpty()) {
      throw notFound(view, id);
    }
    ListAnswer.send(
        request, "history", view, RowPage.of(rows, limit, row -> Cursor.after(ORDER, row, FIELDS)));
  }

  private static Problem notFound(View view, String id) {
    return Problem.notFound(
        "there is no line "
            + id
            + " for role "
            + view.role().label()
            + "; GET /v1/bets lists open bets with their lines");
  }
}
