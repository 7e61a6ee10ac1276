package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.NewKey;
import io.betintel.ev.api.ReadServer;
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
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.RedisClient;

/**
 * The real server of the board and the live stream on a real Redis, which is fed by hand. Free sees
 * totals, admin also player points.
 */
final class BoardServer implements AutoCloseable {
  static final NewKey ADMIN = NewKey.of("ada", Role.ADMIN);
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
    Files.writeString(keysFile, ADMIN.line() + "\n");
    Map<String, String> environment = new TreeMap<>(settings);
    environment.putIfAbsent("EV_API_PORT", "0");
    environment.put("EV_API_KEYS", keysFile.toString());
    ApiConfig config = ApiConfig.from(new Settings(environment));
    Access access = new Access(config, catalogue, meters);
    live =
        new LiveLines(
            new CachedLineReader(redis, keys, Clock.systemUTC()),
            new LineChanges(redis, keys),
            access,
            limits,
            Clock.systemUTC());
    server =
        new ReadServer(config, access, live.routes(), () -> Check.up("postgres", "not asked here"));
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
