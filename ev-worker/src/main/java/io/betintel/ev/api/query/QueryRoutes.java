package io.betintel.ev.api.query;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.OpenedTypes;
import io.betintel.ev.api.Routes;
import io.betintel.ev.api.Views;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Everything that PostgreSQL answers. */
public final class QueryRoutes {
  private QueryRoutes() {}

  /**
   * @param pool connections for queries and nothing else
   * @param timeout that the pool's connections give a query
   * @param afterStart how long after its start an event can have an open bet
   */
  public static List<Routes> of(
      DataSource pool,
      Duration timeout,
      Supplier<Duration> afterStart,
      Access access,
      Clock clock) {
    OpenSince since = new OpenSince(afterStart, clock);
    ReadDatabase database = new ReadDatabase(pool, timeout, access.metrics());
    BetQueries bets = new BetQueries(database, since);
    OpenedTypes opened = access.opened();
    Views views = access.views();
    return List.of(
        new BetRoutes(views, opened, bets),
        new LineRoutes(views, bets, new HistoryQueries(database), clock),
        new EventRoutes(views, new EventQueries(database, since), bets),
        new CombinedRoutes(views, new CombinedQueries(database, since)));
  }
}
