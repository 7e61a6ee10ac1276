package io.betintel.ev.api.query;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.OpenedTypes;
import io.betintel.ev.api.Routes;
import io.betintel.ev.api.Shares;
import io.betintel.ev.api.Views;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Everything that PostgreSQL answers. */
public final class QueryRoutes {
  /** As long as a query waits for a connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private QueryRoutes() {}

  private static int part(ApiConfig config) {
    return Math.max(1, config.poolSize() / 2);
  }

  /**
   * @param pool connections for queries and nothing else
   * @param config its pool's size and timeout are those of the pool
   * @param afterStart how long after its start an event can have an open bet
   */
  public static List<Routes> of(
      DataSource pool,
      ApiConfig config,
      Supplier<Duration> afterStart,
      Access access,
      Clock clock) {
    OpenSince since = new OpenSince(afterStart, clock);
    ReadDatabase database =
        new ReadDatabase(
            pool,
            config.queryTimeout(),
            access.metrics(),
            // One caller may use less than half: two that send only slow queries stop no third.
            new Shares(part(config), part(config), PATIENCE));
    BetQueries bets = new BetQueries(database, since);
    OpenedTypes opened = access.opened();
    Views views = access.views();
    return List.of(
        new BetRoutes(views, opened, bets),
        new LineRoutes(views, bets, new HistoryQueries(database), clock),
        new EventRoutes(views, new EventQueries(database, since), bets),
        new CombinedRoutes(views, new CombinedQueries(database, since)),
        new HedgeRoutes(views, new HedgeQueries(database, since)));
  }
}
