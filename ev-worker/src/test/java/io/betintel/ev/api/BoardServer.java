package io.betintel.ev.api;

import static io.betintel.ev.sink.Lines.POINTS;
import static io.betintel.ev.sink.Lines.TOTALS;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLineReader;
import io.betintel.ev.cache.LineChanges;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.sink.redis.CacheFeed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.RedisClient;

/**
 * The real server of the board and the live stream on a real Redis, which is fed by hand. Free sees
 * totals, admin also player points.
 */
final class BoardServer implements AutoCloseable {
  static final String ADMIN_KEY = "ev_of_the_admin";

  final RedisClient redis;
  final CacheKeys keys;
  final CacheFeed feed;
  final CatalogueInHand catalogue =
      new CatalogueInHand().open(TOTALS, Role.FREE).open(POINTS, Role.ADMIN);
  final MeterRegistry meters = new SimpleMeterRegistry();
  private final LiveLines live;
  private final ReadServer server;

  /**
   * @param settings of the API, besides its port and its keys
   */
  BoardServer(
      String redisUrl,
      String namespace,
      Path directory,
      Map<String, String> settings,
      LiveLimits limits)
      throws IOException {
    redis = RedisConfig.from(new Settings(Map.of("EV_REDIS_URL", redisUrl))).client();
    keys = new CacheKeys(namespace);
    feed = new CacheFeed(redis, keys, Clock.systemUTC());
    Path keysFile = directory.resolve("keys");
    Files.writeString(keysFile, KeyList.line(Role.ADMIN, "ada", ADMIN_KEY) + "\n");
    Map<String, String> environment = new TreeMap<>(settings);
    environment.putIfAbsent("EV_API_PORT", "0");
    environment.put("EV_API_KEYS", keysFile.toString());
    ApiConfig config = ApiConfig.from(new Settings(environment));
    Keys known = new Keys(config.keys());
    ApiMetrics metrics = new ApiMetrics(meters, known);
    Callers callers = new Callers(known, metrics);
    OpenedTypes opened = new OpenedTypes(catalogue);
    CachedLineReader reader = new CachedLineReader(redis, keys, Clock.systemUTC());
    live =
        new LiveLines(
            reader,
            new LineChanges(redis, keys),
            opened,
            known::knows,
            config.sample(),
            limits,
            metrics,
            Clock.systemUTC());
    server =
        new ReadServer(
            config,
            List.of(
                new LiveRoutes(live, callers, opened),
                new BoardRoutes(reader, new Views(callers, opened, config.sample()), metrics),
                new PageRoutes()),
            callers,
            metrics,
            () -> Check.up("postgres", "not asked here"));
    live.start();
    server.start();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  String heard() {
    return live.check().detail();
  }

  @Override
  public void close() {
    server.close();
    live.close();
    redis.close();
  }
}
