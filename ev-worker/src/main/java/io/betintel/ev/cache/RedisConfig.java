package io.betintel.ev.cache;

import io.betintel.ev.ops.Address;
import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * How Redis (6.2 or newer) is reached.
 *
 * @param uri {@code redis://host:port/database}, or {@code rediss://} for TLS; without credentials
 * @param user empty for none
 * @param password empty for none
 */
public record RedisConfig(URI uri, String user, String password) {
  private static final int PORT = 6379;

  /** For a connection that others have. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  static final Setting<URI> URL =
      new Setting<>(
          "EV_REDIS_URL",
          "redis://host:port, or rediss:// for TLS, with /database if it is not 0",
          Optional.empty(),
          "The Redis with the cache.",
          false,
          text -> Address.redis(text, "EV_REDIS_"));
  static final Setting<String> USER =
      Setting.text("EV_REDIS_USER", "", "text", "The Redis user; empty for none.");
  static final Setting<String> PASSWORD =
      Setting.secret("EV_REDIS_PASSWORD", "The Redis user's password.");

  public static List<Setting<?>> settings() {
    return List.of(URL, USER, PASSWORD);
  }

  public static RedisConfig from(Settings settings) {
    return new RedisConfig(settings.get(URL), settings.get(USER), settings.get(PASSWORD));
  }

  /** Connects at the first use. */
  public RedisClient client() {
    DefaultJedisClientConfig.Builder client =
        DefaultJedisClientConfig.builder()
            .clientName("ev-worker")
            // The documented user may not send it, and Redis would log that for each connection.
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .database(database(uri))
            // A server that vanished silently must not block a thread for ever.
            .connectionTimeoutMillis(3_000)
            .socketTimeoutMillis(10_000);
    if (isTls()) {
      client.sslOptions(SslOptions.defaults());
    }
    if (!user.isEmpty()) {
      client.user(user);
    }
    if (!password.isEmpty()) {
      client.password(password);
    }
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxWait(LONGEST_WAIT); // by default for ever, while others wait for a silent server
    HostAndPort address = new HostAndPort(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort());
    if (!isTls()) {
      return RedisClient.builder()
          .hostAndPort(address)
          .clientConfig(client.build())
          .poolConfig(pool)
          .build();
    }
    JedisClientConfig config = client.build();
    return RedisClient.builder()
        .clientConfig(config)
        .connectionProvider(
            new PooledConnectionProvider(
                new ConnectionFactory(new TlsSockets(address, config), config), pool))
        .build();
  }

  private boolean isTls() {
    return "rediss".equals(uri.getScheme());
  }

  private static int database(URI uri) {
    String path = uri.getPath();
    return path == null || path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
  }

  /** The same Redis as another user. */
  public RedisConfig as(String otherUser, String otherPassword) {
    return new RedisConfig(uri, otherUser, otherPassword);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "RedisConfig[uri=" + uri + ", user=" + user + "]";
  }
}
