package io.betintel.ev.worker;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.ReadServer;
import io.betintel.ev.api.Routes;
import io.betintel.ev.api.live.LiveLines;
import io.betintel.ev.api.query.QueryRoutes;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Supplier;
import javax.sql.DataSource;
import redis.clients.jedis.RedisClient;

/** The read API as one part: the server and the live lines behind it. */
final class ReadApi implements Component {
  private final LiveLines live;
  private final ReadServer server;

  private ReadApi(LiveLines live, ReadServer server) {
    this.live = live;
    this.server = server;
  }

  /**
   * @param pool connections that only queries use
   * @param afterStart how long after its start an event can have an open bet
   * @param redis a client that only boards and live lines use
   * @param database whether PostgreSQL answers, as another part sees it
   */
  static ReadApi of(
      ApiConfig config,
      Access access,
      DataSource pool,
      Supplier<Duration> afterStart,
      RedisClient redis,
      Supplier<Check> database,
      Clock clock) {
    LiveLines live = LiveLines.of(redis, CacheKeys.standard(), access, config, clock);
    List<Routes> routes = new ArrayList<>(live.routes());
    routes.addAll(QueryRoutes.of(pool, config, afterStart, access, clock));
    return new ReadApi(live, new ReadServer(config, access, routes, database));
  }

  @Override
  public void start() {
    live.start();
    server.start();
  }

  /** The port that it listens on, once started. */
  int port() {
    return server.port();
  }

  /** The paths that it answers, as they are declared. */
  SortedSet<String> routes() {
    return server.routes();
  }

  /**
   * Waiting while queries cannot be answered. Live lines recover by themselves; the detail says how
   * they are.
   */
  @Override
  public Check check() {
    Check answers = server.check();
    return answers.status() == Check.Status.UP
        ? Check.up(answers.name(), answers.detail() + ", " + live.check().detail())
        : answers;
  }

  @Override
  public void close() {
    server.close(); // ends the live streams first
    live.close();
  }
}
